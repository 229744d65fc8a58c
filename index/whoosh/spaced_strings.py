"""Finds the paragraphs in which a string occurs across gaps: AI 治理 for AI治理.

The pair across a gap is a gram of its own. It is rare, so for most strings the dictionary of the
index says at once that there is no such paragraph.
"""

from __future__ import annotations

from itertools import pairwise

from index.analysis.spacing import spaced_pair
from index.analysis.wording import MatchText
from index.field_names import GRAMS
from index.indexed_paragraph import ReadParagraphs
from index.whoosh.reader import Reader
from index.whoosh.tier_sets import NONE, union

_READING = 150  # postings are read in the time that reading one paragraph takes


def across_gaps(reader: Reader, string: str, paragraphs: ReadParagraphs) -> frozenset[int]:
    """The paragraphs in which the folded ``string``, which has no gaps, occurs across a gap."""
    pairs = list(pairwise(string))
    spaced = [spaced_pair(*pair) for pair in pairs]
    known = [gram for gram in spaced if gram and reader.document_frequency(GRAMS, gram)]
    if not known:
        return NONE
    found = union([reader.postings(GRAMS, gram).members for gram in known])
    if len(string) == 2:
        return found
    for (first, second), gram in zip(pairs, spaced, strict=True):
        if first.isalnum() and second.isalnum():
            found = _among(reader, found, [first + second, *([gram] if gram in known else [])])
    read = zip(found, paragraphs.several(found), strict=True)
    return frozenset([number for number, one in read if occurs_across_gap(string, one.text)])


def _among(reader: Reader, found: frozenset[int], grams: list[str]) -> frozenset[int]:
    """The paragraphs of ``found`` that contain one of the grams, unless the lists are long."""
    if sum(reader.document_frequency(GRAMS, gram) for gram in grams) > _READING * len(found):
        return found
    return frozenset().union(*(reader.postings(GRAMS, gram).shared(found) for gram in grams))


def occurs_across_gap(string: str, text: MatchText) -> bool:
    """Whether ``string`` occurs in the text with a gap within it."""
    closed = text.closed
    if closed is None:
        return False
    places = closed.spans(string, text.folded)
    return any(end - start > len(string) for start, end in places)
