"""The documents among which a query looks: what its fields of documents say, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searcher.match.fields import matches_value
from searcher.query.ast import And, Field, Not, Or, Query

if TYPE_CHECKING:
    from index.stored_record import IndexedFile

_FIELDS = ("doc", "title", "kind", "date")


def in_scope(query: Query, file: IndexedFile) -> bool:
    """Whether a document fulfils the conditions of ``query`` that are about documents.

    These are the fields doc:, title:, kind: and date:, also in NOT, and in an OR of nothing else.
    """
    parts = query.parts if isinstance(query, And) else (query,)
    return all(_fulfils(part, file) for part in parts if _is_about_documents(part))


def _is_about_documents(query: Query) -> bool:
    match query:
        case Field(name=name):
            return name in _FIELDS
        case Not(part=part):
            return _is_about_documents(part)
        case And(parts=parts) | Or(parts=parts):
            return all(map(_is_about_documents, parts))
    return False


def _fulfils(query: Query, file: IndexedFile) -> bool:
    match query:
        case Field(name=name):
            values = {"doc": file.id, "title": file.title, "kind": file.kind, "date": file.date}
            value = values[name]
            return bool(value) and matches_value(query, str(value))
        case Not(part=part):
            return not _fulfils(part, file)
        case And(parts=parts):
            return all(_fulfils(part, file) for part in parts)
        case Or(parts=parts):
            return any(_fulfils(part, file) for part in parts)
    raise TypeError(f"not about documents: {query!r}")
