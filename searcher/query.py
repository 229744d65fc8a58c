"""A question as a tree: what :func:`searcher.parse.parse` makes and the matcher reads.

Every node knows its place ``query[start:end]`` in the text that was asked, in characters, so that
an answer can point at it. Two trees are equal when they ask the same, wherever it stands.
The texts keep the characters of the query; folding them is the matcher's business.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

from corpus.fold import fold

#: What stands around a ``*`` is at most so many characters apart.
WILDCARD_REACH = 20

#: The fields, and the Chinese names they also go by (in either script).
FIELDS = {
    "speaker": ("發言人", "發言者", "講者"),
    "org": ("機關", "機構", "組織", "單位"),
    "topic": ("主題", "議題"),
    "section": ("章節",),
    "title": ("標題",),
    "doc": ("文件", "文檔"),
    "date": ("日期",),
    "kind": (),
    "role": (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A part of a query, which stands at ``query[start:end]``."""

    start: int = field(default=0, compare=False, repr=False)
    end: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Term(Node):
    """Words to find as a substring, or by their variants. Holds no white space and no quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase(Node):
    """Words to find exactly as they stand, spaces and all. ``text`` is without its quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class Wildcard(Node):
    """``甲*乙``: the parts in this order within one sentence, neighbours at most
    :data:`WILDCARD_REACH` characters apart.

    No part is empty. A star at an edge adds nothing, since a term matches inside words anyway:
    ``平台*`` is one part and means its substring.
    """

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateRange(Node):
    """From the ``first`` day to the ``last``, both included; ``None`` is open. Never both None."""

    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class Field(Node):
    """``value`` in the field ``name``, a key of :data:`FIELDS`. A date has a DateRange, and only
    a date."""

    name: str
    value: Term | Phrase | Wildcard | DateRange


@dataclass(frozen=True, slots=True)
class And(Node):
    """All of two or more parts, none of them itself an And."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """Any of two or more parts, none of them itself an Or."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """Every paragraph without ``part``; alone, all the others."""

    part: Query


Query: TypeAlias = Term | Phrase | Wildcard | Field | And | Or | Not


@cache
def _names() -> dict[str, str]:
    return {fold(alias): name for name, aliases in FIELDS.items() for alias in (name, *aliases)}


def split_field(word: str) -> tuple[str, int]:
    """The field that ``word`` begins with and the offset of its value, or ``("", 0)`` for text.

    >>> split_field("发言人：王")
    ('speaker', 4)
    >>> split_field("12:30")
    ('', 0)
    """
    head, colon, _ = fold(word).partition(":")
    name = _names().get(head, "") if colon else ""
    return (name, len(head) + 1) if name else ("", 0)


def describe(query: Query) -> str:
    """How a query was read, in its plainest form: ASCII operators, all of them written out.

    What :func:`searcher.parse.parse` made reads back as the same tree, unless writing it out
    makes it longer or deeper than a query may be.

    >>> describe(And((Term("外送員"), Not(Field("speaker", Term("王"))))))
    '外送員 AND NOT speaker:王'
    """
    match query:
        case Term(text=text):
            return text
        case Phrase(text=text):
            return _quote(text)
        case Wildcard(parts=parts):
            return _starred(parts)
        case Field(name=name, value=DateRange(first=first, last=last)):
            return f"{name}:{_days(first, last)}"
        case Field(name=name, value=Term() | Phrase() | Wildcard() as value):
            return f"{name}:{describe(value)}"
        case And(parts=parts):
            return " AND ".join(map(_operand, parts))
        case Or(parts=parts):
            return " OR ".join(map(_operand, parts))
        case Not(part=part):
            return f"NOT {_operand(part)}"
    raise TypeError(f"not a query: {query!r}")


def _operand(query: Query) -> str:
    text = describe(query)
    return f"({text})" if isinstance(query, And | Or) else text


def _quote(text: str) -> str:
    # A phrase never holds the kind of quote it was written in, so one of the two always serves.
    return f"“{text}”" if '"' in text or "＂" in text else f'"{text}"'


def _starred(parts: tuple[str, ...]) -> str:
    text = "*".join(parts) if len(parts) > 1 else parts[0] + "*"
    # A star in front keeps what would be a sign at the beginning of a word from being read as one.
    signs = text[0] in "-－「『" or split_field(text)[0]
    return f"*{text}" if signs else text


def _days(first: datetime.date | None, last: datetime.date | None) -> str:
    if first == last and first is not None:
        return first.isoformat()
    return f"{first or ''}..{last or ''}"
