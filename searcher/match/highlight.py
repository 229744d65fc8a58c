"""Where in a paragraph the words are that answered the query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from corpus.document import Span, Statement
from corpus.fold import fold
from searcher.match.matcher import Reading, wildcard_pattern
from searcher.match.wording import Text, Wording
from searcher.query.ast import And, Field, Not, Or, Phrase, Query, Term, Wildcard


class Mark(NamedTuple):
    """``text[start:end]`` matched because the query was read as asking for ``wording`` (folded)."""

    start: int
    end: int
    wording: str


def positive_terms(query: Query) -> Iterator[Term | Phrase | Wildcard]:
    """The terms whose words an answer may hold: not those behind a NOT, not the fields."""
    match query:
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from positive_terms(part)
        case Term() | Phrase() | Wildcard():
            yield query
        case Not():
            return


def positive_fields(query: Query) -> Iterator[Field]:
    """The fields that every answer must have: not those of an OR or behind a NOT."""
    match query:
        case And(parts=parts):
            for part in parts:
                yield from positive_fields(part)
        case Field():
            yield query


def marks(reading: Reading, text: Text) -> list[Mark]:
    """What one term matched in a paragraph, in order of place: the string and its variants, and
    only where there is neither, the words."""
    if isinstance(reading.term, Wildcard):
        return sorted(_starred(reading.term, text.folded), key=_place)
    found = _marked((reading.exact, *reading.variants), text)
    if not found:
        found = _marked(chain.from_iterable(reading.words), text)
    return sorted(found, key=_place)


def _marked(wordings: Iterable[Wording], text: Text) -> list[Mark]:
    return [Mark(*span, wording.text) for wording in wordings for span in wording.places(text)]


def _place(mark: Mark) -> Span:
    return mark.start, mark.end


def _starred(term: Wildcard, folded: str) -> Iterator[Mark]:
    parts = [fold(part) for part in term.parts]
    for found in wildcard_pattern(parts).finditer(folded):
        for group, part in enumerate(parts, 1):
            yield Mark(*found.span(group), part)


def merge(spans: list[Span]) -> list[Span]:
    """The spans in order, those that overlap or touch made one.

    >>> merge([(3, 5), (0, 2), (2, 3), (8, 9)])
    [(0, 5), (8, 9)]
    """
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def speaking(statements: Sequence[Statement], spans: Sequence[Span]) -> list[Statement]:
    """The statements that hold a marked word; where nothing is marked, all of them.

    Of statements within each other the innermost counts, and of joint ones all.
    """
    if not spans:
        return list(statements)
    found: dict[Statement, None] = {}
    for start, end in spans:
        around = [s for s in statements if s.start < end and start < s.end]
        least = min((s.end - s.start for s in around), default=0)
        found.update((s, None) for s in around if s.end - s.start == least)
    return list(found)
