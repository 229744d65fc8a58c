"""The parts of a query that an answer must or may contain."""

from __future__ import annotations

from collections.abc import Iterator

from searcher.query.ast import (
    And,
    Field,
    Leaf,
    Not,
    Or,
    Phrase,
    Proximity,
    Query,
    Term,
    Wildcard,
)


def positive_terms(query: Query) -> Iterator[Leaf]:
    """The terms that an answer may contain: not those in a NOT, and no fields."""
    match query:
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from positive_terms(part)
        case Term() | Phrase() | Wildcard() | Proximity():
            yield query
        case Not():
            return


def positive_fields(query: Query) -> Iterator[Field]:
    """The fields that every answer must have: not those in an OR or a NOT."""
    match query:
        case And(parts=parts):
            for part in parts:
                yield from positive_fields(part)
        case Field():
            yield query
