"""Where offices and courtesies stand in folded text: 副局長, 主任兼發言人, 先生."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from corpus.fold import fold
from corpus.speakers.lexicon import Matcher, matcher

_PREFIXES = 4
_BETWEEN_OFFICES = 12
_MARKS = fold("，。；：、") + "\0"


class Title(NamedTuple):
    """``folded[start:end]`` is an office, or a courtesy. Offsets are in characters, half open."""

    start: int
    end: int
    courtesy: bool


def find_titles(folded: str) -> Iterator[Title]:
    """Yield the offices and courtesies in order, none overlapping another, and none that is a part
    of another word (市長 in 市長辦公室).

    >>> list(find_titles("林甲副局长、王女士"))
    [Title(start=2, end=5, courtesy=False), Title(start=7, end=9, courtesy=True)]
    """
    courtesies = matcher("courtesy_he", "courtesy_she")
    behind = 0
    for start, _ in _first_words().find(folded, 0, len(folded)):
        if start < behind:
            continue
        if other := matcher("not_titles").at(folded, start):
            behind = start + len(other)
        elif end := _office(folded, start):
            behind = end
            yield Title(start, end, courtesy=False)
        elif courtesy := courtesies.at(folded, start):
            behind = start + len(courtesy)
            yield Title(start, behind, courtesy=True)


def _first_words() -> Matcher:
    return matcher(
        "titles", "occupations", "title_prefixes", "courtesy_he", "courtesy_she", "not_titles"
    )


def offices(folded: str, start: int, prefixes: int = _PREFIXES) -> Iterator[int]:
    """Yield where the offices end that begin at ``start``, behind as many ``prefixes`` (副, 前) at
    most: the longest first."""
    if prefixes:
        for prefix in matcher("title_prefixes").every(folded, start):
            yield from offices(folded, start + len(prefix), prefixes - 1)
    for office in matcher("titles", "occupations").every(folded, start):
        yield start + len(office)


def _office(folded: str, start: int) -> int:
    """Return where the office at ``start`` ends, with the second one that its holder has, or 0."""
    thing = matcher("not_after_title")
    for first in offices(folded, start):
        for end in (*_second_offices(folded, first), first):
            if not thing.at(folded, end):
                return end
    return 0


def _second_offices(folded: str, end: int) -> Iterator[int]:
    """Yield where another office ends that is joined to the one before ``end``, nearest first."""
    if folded.startswith(("暨", "兼", "并任"), end):
        begin = end + 1 + (folded[end] == "并")
        for start in range(begin, begin + _BETWEEN_OFFICES + 1):
            yield from offices(folded, start)
            if folded[start : start + 1] in _MARKS:
                return
