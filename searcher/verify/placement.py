"""Finds where a document has a quotation, all of it and in its order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.document import Span
from index.analysis.bare_text import bare
from searcher.verify.fragments import Fragment
from searcher.verify.passages import Passage, goes_on

_NOTED = 8
"""Characters of the source that a note in brackets may replace: [平台]將負責."""
_LEFT_OUT = 800
"""Characters that an ellipsis may leave out."""
_MOST = 50  # places of one fragment in one passage
# Folded. What in front of a quotation turns its meaning round, if it is left out.
_NEGATION = re.compile(
    "(?:(?<![对是要好能会差从])不|(?<![沉淹])没|没有|(?<!从)未|从未|并非|绝非|无法"
    "|不(?:是|会|应|应该|该|能|可|可以|必|须|需|要|用|得|想|愿|愿意|宜|准|许)"
    "|(?:没有|不)(?:认为|觉得|相信|赞成|同意|主张|建议|支持|打算|表示|说|要求))$"
)


class Placement(NamedTuple):
    """Where each fragment is, in characters of ``passage.bare``.

    ``lost`` is what is in front of the first fragment and belongs to it: the rest of a number or a
    word, or a negation. It is behind the last one if ``lost_behind``. Empty if nothing is lost.
    """

    passage: Passage
    spans: tuple[Span, ...]
    lost: str = ""
    lost_behind: bool = False

    @property
    def span(self) -> Span:
        """From the first to the last character."""
        return self.spans[0][0], self.spans[-1][1]


def place(passage: Passage, parts: Sequence[Fragment], before: str = "") -> Placement | None:
    """Where ``parts`` are in the passage; None if one is not there. The first place where nothing
    is lost is taken. ``before`` is what the draft has in front of the quotation."""
    found = None
    for spans in _placed(passage.bare, parts):
        placement = _checked(passage, spans, before)
        if not placement.lost:
            return placement
        found = found or placement
    return found


def _placed(text: str, parts: Sequence[Fragment]) -> Iterator[tuple[Span, ...]]:
    first, *rest = (part.bare.text for part in parts)
    at = text.find(first)
    tried = 0
    while at >= 0 and tried < _MOST:
        spans = _continued(text, at + len(first), parts[1:], rest)
        if spans is not None:
            yield ((at, at + len(first)), *spans)
        at = text.find(first, at + 1)
        tried += 1


def _continued(
    text: str, end: int, parts: Sequence[Fragment], wanted: Sequence[str]
) -> list[Span] | None:
    """The places of the further fragments, each after the one before it."""
    spans = []
    for part, fragment in zip(parts, wanted, strict=True):
        reach = _NOTED if part.joint == "note" else _LEFT_OUT
        at = text.find(fragment, end, end + reach + len(fragment))
        if at < 0:
            return None
        end = at + len(fragment)
        spans.append((at, end))
    return spans


def _checked(passage: Passage, spans: tuple[Span, ...], before: str) -> Placement:
    (start, _), (_, end) = spans[0], spans[-1]
    text = passage.bare
    first = start
    while goes_on(passage, first):
        first -= 1
    if first < start:
        return Placement(passage, spans, passage.written((first, start)))
    if start and not passage.between(start):
        negation = _NEGATION.search(text[max(0, start - 6) : start])
        if negation and not bare(before).endswith(negation[0]):
            lost = passage.written((start - len(negation[0]), start))
            return Placement(passage, spans, lost)
    last = end
    while last < len(text) and goes_on(passage, last):
        last += 1
    if last > end:
        return Placement(passage, spans, passage.written((end, last)), lost_behind=True)
    return Placement(passage, spans)
