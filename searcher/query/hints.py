"""Hints on signs that look like operators or fields, but are text in the query language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.errors import Message
from corpus.fold import fold
from searcher.query.ast import And, Query, Term
from searcher.query.fields import FIELDS

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
    if not isinstance(query, And):
        return
    for part in query.parts[:-1]:
        if not isinstance(part, Term):
            continue
        sign = _OPERATORS.get(fold(part.text))
        if sign and (sign == "NOT" or part is not query.parts[0]):
            text = "{word} is searched for as a word; the operator is {sign}"
            yield Message(text, {"word": part.text, "sign": sign})


def field_hints(query: Query) -> Iterator[Message]:
    """The words of a query that look like a field but name none.

    >>> from searcher.query.parser import parse
    >>> [str(hint) for hint in field_hints(parse("people:唐鳳"))][0][:26]
    'there is no field people: '
    """
    for part in query.parts if isinstance(query, And) else (query,):
        if isinstance(part, Term) and (found := re.match(_FIELD, part.text)):
            text = "there is no field {name}: the fields are {fields}"
            yield Message(text, {"name": found[1], "fields": " ".join(f"{n}:" for n in FIELDS)})
