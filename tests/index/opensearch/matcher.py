"""Matches a query of the server with one document, as the server's manual says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]


def matches(query: dict[str, Any], document: Document) -> bool:
    """Whether a document matches."""
    [(kind, inner)] = query.items()
    match kind:
        case "match_none":
            return False
        case "bool":
            return _bool(inner, document)
        case "term":
            [(field, value)] = inner.items()
            return value in _tokens(document, field)
        case "terms":
            [(field, values)] = inner.items()
            return any(value in _tokens(document, field) for value in values)
        case "prefix":
            [(field, value)] = inner.items()
            return any(str(one).startswith(value) for one in _tokens(document, field))
        case "ids":
            return document["_id"] in inner["values"]
        case "match_phrase":
            [(field, text)] = inner.items()
            wanted, tokens = text.split(), _tokens(document, field)
            return any(
                tokens[at : at + len(wanted)] == wanted
                for at in range(len(tokens) - len(wanted) + 1)
            )
        case "span_near":
            return any(True for _ in _spans(query, document))
    raise NotImplementedError(kind)


def _bool(inner: dict[str, Any], document: Document) -> bool:
    assert inner.keys() <= {"filter", "should", "must_not"}
    should = inner.get("should", [])
    return (
        all(matches(one, document) for one in inner.get("filter", []))
        and not any(matches(one, document) for one in inner.get("must_not", []))
        and (not should or any(matches(one, document) for one in should))
    )


def _tokens(document: Document, field: str) -> list[Any]:
    value = document.get(field, [])
    if isinstance(value, str):
        return value.split()
    return value if isinstance(value, list) else [value]


def _spans(query: dict[str, Any], document: Document) -> Iterator[tuple[int, int]]:
    [(kind, inner)] = query.items()
    if kind == "span_term":
        [(field, token)] = inner.items()
        tokens = _tokens(document, field)
        yield from ((at, at + 1) for at, one in enumerate(tokens) if one == token)
    elif kind == "span_or":
        for one in inner["clauses"]:
            yield from _spans(one, document)
    else:
        assert kind == "span_near"
        assert inner["slop"] == 0
        assert inner["in_order"]
        first, *rest = inner["clauses"]
        found = set(_spans(first, document))
        for one in rest:
            following = dict.fromkeys(_spans(one, document))
            found = {(start, b) for start, end in found for a, b in following if a == end}
        yield from found
