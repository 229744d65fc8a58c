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
from searcher.query.fields import FIELDS


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


def said_by_fields(query: Query) -> list[tuple[Field, ...]]:
    """The fields that name the speaker of every answer, as groups of which one has to match.

    ``speaker:甲 OR speaker:乙`` is a group; any other Or names no speaker.
    """
    groups = []
    for part in query.parts if isinstance(query, And) else (query,):
        fields = part.parts if isinstance(part, Or) else (part,)
        own = tuple(one for one in fields if isinstance(one, Field) and FIELDS[one.name].says)
        if len(own) == len(fields):
            groups.append(own)
    return groups


def positive_fields(query: Query) -> Iterator[Field]:
    """The fields that every answer must have: not those in an OR or a NOT."""
    match query:
        case And(parts=parts):
            for part in parts:
                yield from positive_fields(part)
        case Field():
            yield query
