"""Looks at what is known about a paragraph: ``speaker:``, ``date:`` and the other fields.

A value matches a field by substring of the folded text: ``org:劳动部`` finds 勞動部勞動力發展署.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.fold import fold
from index.whoosh.reader import Reader
from searcher.query.ast import DateRange, Field, Phrase, Term, Wildcard, describe
from searcher.query.errors import SearchError
from searcher.query.fields import FIELDS


def paragraphs_with(reader: Reader, field: Field) -> set[int]:
    """The paragraphs whose ``field.name`` holds ``field.value``."""
    found: set[int] = set()
    for kept in FIELDS[field.name].kept_in:
        for value in _values(reader, kept, field):
            found.update(reader.postings(kept, value).numbers)
    return found


def _values(reader: Reader, kept: str, field: Field) -> Iterator[str]:
    if FIELDS[field.name].read == "topic":
        yield from topic_ids(reader, field)
        return
    for value in reader.lexicon(kept):
        if holds(field, value):
            yield value


def holds(field: Field, value: str) -> bool:
    """Whether one stored value answers the field."""
    asked = field.value
    if isinstance(asked, DateRange):
        first = asked.first.isoformat() if asked.first else ""
        last = asked.last.isoformat() if asked.last else "9999-12-31"
        return first <= value <= last
    folded = fold(value)
    if isinstance(asked, Wildcard):
        at = 0
        for part in map(fold, asked.parts):
            at = folded.find(part, at)
            if at < 0:
                return False
            at += len(part)
        return True
    return fold(asked.text) in folded


def topic_ids(reader: Reader, field: Field) -> list[str]:
    """The ids of the topics that a ``topic:`` field names, by a label or any of its words.

    A wildcard names every topic whose label fits. Raises :class:`SearchError` if there is none.
    """
    asked = field.value
    names = reader.topic_names
    if isinstance(asked, Term | Phrase):
        if id := names.find(asked.text):
            return [id]
    else:
        fitting = [id for id, label in names.labels.items() if holds(field, label)]
        if fitting:
            return fitting
    raise SearchError(
        f"there is no topic {'' if isinstance(asked, DateRange) else describe(asked)}; "
        "`cewen topics` lists those of the index"
    )
