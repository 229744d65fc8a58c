"""Counts the matches that contain a term in each manner."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from index.analysis.wording import NUMERALS
from index.field_names import WORDS
from index.plan import AllOf, AnyOf, Contains, Has, Plan, Without
from searcher.match.manner import Manner, manner
from searcher.match.other_characters import Characters, characters_of
from searcher.match.reading import TermReader

if TYPE_CHECKING:
    from index.engine import Matches

# Paragraphs are read at most to find out whether a word of the query is inside other words there.
# Where more of them contain it in longer words, it is usually a part of those: 工作 in 工作者.
MOST_READ = 80

# Paragraphs are read at most to find out with which characters they are written (15 ms). If more
# match, ranking does not tell them apart: if most have other characters, it would have to read all.
MOST_WRITTEN = 500

_LATIN_EDGES = re.compile(r"^[0-9a-z]+|[0-9a-z]+$")


def counts_by_manner(
    terms: TermReader, term: Plan, matches: Matches, total: int, written: str = ""
) -> Mapping[Manner, int]:
    """How many of the ``matches`` contain a term in each manner; ``total`` contain it in any.
    ``written`` is the term as the user writes it."""
    if not total or not isinstance(term, Contains):
        return {Manner.WHOLE: total}
    contiguous = Contains(term.text, contiguous=True)
    [together] = matches.counts([contiguous])
    inside = _inside(terms, contiguous, matches) if together else 0
    characters = characters_of(written, term.text) if together > inside else None
    other = 0
    if characters:
        other = _other(terms, contiguous, matches, characters, but_inside=inside > 0)
    return {
        Manner.WHOLE: together - inside - other,
        Manner.OTHER_CHARACTERS: other,
        Manner.SPACED: total - together,
        Manner.INSIDE: inside,
    }


def _inside(terms: TermReader, string: Contains, matches: Matches) -> int:
    """How many of the matches contain the string only inside other words."""
    runs = dict.fromkeys(_LATIN_EDGES.findall(string.text))
    if runs:
        # A run of letters or digits is inside another wherever it is no word of the paragraph.
        as_words = Has(WORDS, (string.text, string.text + "%"))
        apart = AllOf(tuple(Has(WORDS, (run, run + "%")) for run in runs))
        [inside] = matches.counts([Without(string, AnyOf((as_words, apart)))])
        unsure = Without(AllOf((string, apart)), as_words)
        return (
            inside
            if string.text in runs
            else inside + _inside_by_text(terms, string.text, unsure, matches)
        )
    if string.text[0] in NUMERALS or string.text[-1] in NUMERALS:
        return _inside_by_text(terms, string.text, string, matches)
    # A character is a part of any word, and a string of several words hardly ever of others.
    if len(string.text) == 1 or terms.words(string.text) != [string.text]:
        return 0
    # Where a word is the string or begins with it, it is not only inside others.
    words = tuple(terms.snapshot.lexicon(WORDS, string.text))
    cut = sum(terms.snapshot.frequency(WORDS, words).values())
    if sum(terms.session.match(string).totals) - cut > MOST_READ:
        return 0  # whichever paragraphs have the words
    return _inside_by_text(terms, string.text, Without(string, Has(WORDS, words)), matches)


def _inside_by_text(terms: TermReader, string: str, plan: Plan, matches: Matches) -> int:
    """How many of the matches that match the plan, too, contain the string only inside words."""
    one_word = terms.words(string) == [string]
    unsure = terms.session.match(plan)
    if not 0 < sum(unsure.totals) <= MOST_READ:
        return 0
    inside = [
        key
        for key, one in unsure.all_records()
        if manner(string, one.text, one_word=one_word) == Manner.INSIDE
    ]
    return sum(matches.keeping(inside).totals)


def _other(
    terms: TermReader,
    string: Contains,
    matches: Matches,
    characters: Characters,
    *,
    but_inside: bool,
) -> int:
    """How many of the matches contain the string only with the characters of other words; without
    those that contain it only inside words, if these are counted."""
    one_word = terms.words(string.text) == [string.text]
    containing = terms.session.match(string)
    fewer = min(matches, containing, key=lambda some: sum(some.totals))
    if sum(fewer.totals) > MOST_WRITTEN:
        return 0
    other = [
        key
        for key, one in fewer.all_records()
        if characters.are_other(string.text, one)
        and string.text in one.text.folded
        and not (but_inside and manner(string.text, one.text, one_word=one_word) == Manner.INSIDE)
    ]
    return sum(matches.keeping(other).totals)
