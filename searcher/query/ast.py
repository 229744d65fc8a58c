"""A question as a tree: what :func:`searcher.query.parser.parse` makes and the matcher reads.

Every node knows its place ``query[start:end]`` in the text that was asked, in characters, so that
an answer can point at it. Two trees are equal when they ask the same, wherever it stands.
The texts keep the characters of the query; folding them is the matcher's business.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from corpus.fold import fold
from searcher.query.fields import FIELDS

if TYPE_CHECKING:
    import datetime

#: What stands around a ``*`` is at most so many characters apart.
WILDCARD_REACH = 20


class Node:
    """A part of a query, which stands at ``query[start:end]``.

    Not a dataclass: to make eight of those takes longer than to read any query. What is asked, in
    the order of the constructor, is in ``__match_args__``.
    """

    __slots__ = ("end", "start")
    __match_args__: tuple[str, ...] = ()
    start: int
    end: int

    def __init__(self, *asked: object, start: int, end: int) -> None:
        names = (*self.__match_args__, "start", "end")
        for name, value in zip(names, (*asked, start, end), strict=True):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{name}: a query does not change")

    def _asked(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__match_args__)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Node)
            and type(other) is type(self)
            and other._asked() == self._asked()
        )

    def __hash__(self) -> int:
        return hash((type(self), self._asked()))

    def __repr__(self) -> str:
        asked = zip(self.__match_args__, self._asked(), strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in asked)})"


class Term(Node):
    """Words to find as a substring, or by their variants. Holds no white space and no quotes."""

    __slots__ = __match_args__ = ("text",)
    text: str

    def __init__(self, text: str, *, start: int = 0, end: int = 0) -> None:
        super().__init__(text, start=start, end=end)


class Phrase(Node):
    """Words to find exactly as they stand, spaces and all. ``text`` is without its quotes."""

    __slots__ = __match_args__ = ("text",)
    text: str

    def __init__(self, text: str, *, start: int = 0, end: int = 0) -> None:
        super().__init__(text, start=start, end=end)


class Wildcard(Node):
    """``甲*乙``: the parts in this order within one sentence, neighbours at most
    :data:`WILDCARD_REACH` characters apart.

    No part is empty. A star at an edge adds nothing, since a term matches inside words anyway:
    ``平台*`` is one part and means its substring.
    """

    __slots__ = __match_args__ = ("parts",)
    parts: tuple[str, ...]

    def __init__(self, parts: tuple[str, ...], *, start: int = 0, end: int = 0) -> None:
        super().__init__(parts, start=start, end=end)


class DateRange(Node):
    """From the ``first`` day to the ``last``, both included; ``None`` is open. Never both None."""

    __slots__ = __match_args__ = ("first", "last")
    first: datetime.date | None
    last: datetime.date | None

    def __init__(
        self,
        first: datetime.date | None,
        last: datetime.date | None,
        *,
        start: int = 0,
        end: int = 0,
    ) -> None:
        super().__init__(first, last, start=start, end=end)


class Field(Node):
    """``value`` in the field ``name``, one of
    :data:`searcher.query.fields.FIELDS`. A date has a DateRange, and only
    a date."""

    __slots__ = __match_args__ = ("name", "value")
    name: str
    value: Term | Phrase | Wildcard | DateRange

    def __init__(
        self,
        name: str,
        value: Term | Phrase | Wildcard | DateRange,
        *,
        start: int = 0,
        end: int = 0,
    ) -> None:
        super().__init__(name, value, start=start, end=end)


class And(Node):
    """All of two or more parts, none of them itself an And."""

    __slots__ = __match_args__ = ("parts",)
    parts: tuple[Query, ...]

    def __init__(self, parts: tuple[Query, ...], *, start: int = 0, end: int = 0) -> None:
        super().__init__(parts, start=start, end=end)


class Or(Node):
    """Any of two or more parts, none of them itself an Or."""

    __slots__ = __match_args__ = ("parts",)
    parts: tuple[Query, ...]

    def __init__(self, parts: tuple[Query, ...], *, start: int = 0, end: int = 0) -> None:
        super().__init__(parts, start=start, end=end)


class Not(Node):
    """Every paragraph without ``part``; alone, all the others."""

    __slots__ = __match_args__ = ("part",)
    part: Query

    def __init__(self, part: Query, *, start: int = 0, end: int = 0) -> None:
        super().__init__(part, start=start, end=end)


Query: TypeAlias = Term | Phrase | Wildcard | Field | And | Or | Not


@cache
def _names() -> dict[str, str]:
    return {
        fold(name): field.name for field in FIELDS.values() for name in (field.name, *field.aliases)
    }


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

    What :func:`searcher.query.parser.parse` made reads back as the same tree, unless writing it out
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
