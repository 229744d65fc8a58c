"""Hints on signs that look like operators or fields, but are text in the query language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.errors import Message
from corpus.fold import fold
from searcher.query.ast import And, Not, Or, Query, Term

_MEANT = {
    "AND": "和 及 與 且 並且 以及 and",
    "OR": "或 或者 或是 or",
    "NOT": "不含 不包含 不包括 排除 not",
}
_OPERATORS = {fold(word): sign for sign, words in _MEANT.items() for word in words.split()}
_FIELD = r"([A-Za-z]{3,}|[\u4e00-\u9fff]{2,4})[:：]\S"  # takes 3 ms to compile


def operator_hints(query: Query) -> Iterator[Message]:
    """The words of a query that were probably meant as operators.

    >>> from searcher.query.parser import parse
    >>> [str(hint) for hint in operator_hints(parse("外送 或 Uber"))]
    ['或 is searched for as a word; the operator is OR']
    """
    if isinstance(query, And):
        for place, part in enumerate(query.parts):
            if isinstance(part, Term) and (sign := _operator(query, place)):
                text = "{word} is searched for as a word; the operator is {sign}"
                yield Message(text, {"word": part.text, "sign": sign})


def _operator(query: And, place: int) -> str:
    """The operator that a part was probably meant as; empty for none."""
    part = query.parts[place]
    if not isinstance(part, Term) or place == len(query.parts) - 1:
        return ""
    sign = _OPERATORS.get(fold(part.text), "")
    return sign if place or sign == "NOT" else ""


def with_operators(query: Query) -> Query | None:
    """The query with operators for the words that were probably meant as such; None without any.

    >>> from searcher.query.ast import describe
    >>> from searcher.query.parser import parse
    >>> meant = with_operators(parse("外送 或 Uber 不含 平台"))
    >>> meant and describe(meant)
    '(外送 OR Uber) AND NOT 平台'
    """
    if not isinstance(query, And):
        return None
    parts: list[Query] = []
    sign = ""
    for place, part in enumerate(query.parts):
        if operator := _operator(query, place):
            sign = operator
        elif sign == "OR" and parts:
            before = parts.pop()
            parts.append(Or((*(before.parts if isinstance(before, Or) else (before,)), part)))
            sign = ""
        else:
            parts.append(Not(part) if sign == "NOT" else part)
            sign = ""
    if len(parts) == len(query.parts) or all(isinstance(part, Not) for part in parts):
        return None
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def field_hints(query: Query) -> Iterator[Message]:
    """The words of a query that look like a field but name none.

    >>> from searcher.query.parser import parse
    >>> [str(hint) for hint in field_hints(parse("people:唐鳳"))][0][:26]
    'there is no field people: '
    """
    from searcher.query.spoken import SpokenFields

    for part in query.parts if isinstance(query, And) else (query,):
        if name := _unknown_field(part):
            text = "there is no field {name}: the fields are {fields}"
            yield Message(text, {"name": name, "fields": SpokenFields()})


def without_unknown_fields(query: Query) -> Query | None:
    """The query with only the values of the fields that it names and that there are not; None
    without any.

    >>> from searcher.query.parser import parse
    >>> without_unknown_fields(parse("people:唐鳳"))
    Term(text='唐鳳')
    """
    parts = query.parts if isinstance(query, And) else (query,)
    values = tuple(
        Term(part.text[len(name) + 1 :]) if isinstance(part, Term) and name else part
        for part in parts
        for name in [_unknown_field(part)]
    )
    if values == parts:
        return None
    return values[0] if len(values) == 1 else And(values)


def _unknown_field(part: Query) -> str:
    found = re.match(_FIELD, part.text) if isinstance(part, Term) else None
    return found[1] if found else ""
