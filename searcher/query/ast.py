"""The syntax tree of a query: what :func:`searcher.query.parser.parse` returns.

Every node has its position ``query[start:end]`` in the text of the query, in characters. Two trees
are equal if they mean the same; their positions do not matter. The texts are not folded.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from corpus.fold import fold
from searcher.query.fields import FIELDS

if TYPE_CHECKING:
    import datetime

#: The most characters that a ``*`` matches.
WILDCARD_REACH = 20


class Node:
    """A part of a query, at ``query[start:end]``.

    Not a dataclass: creating eight dataclasses takes longer than parsing any query. The names of
    the values, in the order of the constructor, are in ``__match_args__``.
    """

    __slots__ = ("end", "start")
    __match_args__: tuple[str, ...] = ()
    start: int
    end: int

    def __init__(self, *values: object, start: int, end: int) -> None:
        names = (*self.__match_args__, "start", "end")
        for name, value in zip(names, (*values, start, end), strict=True):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{name}: a query does not change")

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__match_args__)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Node)
            and type(other) is type(self)
            and other._values() == self._values()
        )

    def __hash__(self) -> int:
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        values = zip(self.__match_args__, self._values(), strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in values)})"


class Term(Node):
    """A string that matches as a substring, or by its variants. No white space, no quotes."""

    __slots__ = __match_args__ = ("text",)
    text: str

    def __init__(self, text: str, *, start: int = 0, end: int = 0) -> None:
        super().__init__(text, start=start, end=end)


class Phrase(Node):
    """A string that matches exactly, with its spaces. ``text`` is without its quotes."""

    __slots__ = __match_args__ = ("text",)
    text: str

    def __init__(self, text: str, *, start: int = 0, end: int = 0) -> None:
        super().__init__(text, start=start, end=end)


class Wildcard(Node):
    """``甲*乙``: the parts in this order within one sentence, with at most :data:`WILDCARD_REACH`
    characters between neighbours.

    No part is empty. A star at the beginning or end adds nothing, since a term matches inside words
    anyway: ``平台*`` is one part.
    """

    __slots__ = __match_args__ = ("parts",)
    parts: tuple[str, ...]

    def __init__(self, parts: tuple[str, ...], *, start: int = 0, end: int = 0) -> None:
        super().__init__(parts, start=start, end=end)


class DateRange(Node):
    """From the ``first`` day to the ``last``, inclusive. One of them may be None: no limit."""

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


class Proximity(Node):
    """``甲 NEAR/5 乙``: two parts with at most ``distance`` characters between them, in any order.

    A part is a term, a phrase, or an Or of these.
    """

    __slots__ = __match_args__ = ("parts", "distance")
    parts: tuple[Query, Query]
    distance: int

    def __init__(
        self, parts: tuple[Query, Query], distance: int, *, start: int = 0, end: int = 0
    ) -> None:
        super().__init__(parts, distance, start=start, end=end)


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
    """Every paragraph that does not match ``part``."""

    __slots__ = __match_args__ = ("part",)
    part: Query

    def __init__(self, part: Query, *, start: int = 0, end: int = 0) -> None:
        super().__init__(part, start=start, end=end)


#: What an answer contains.
Leaf: TypeAlias = Term | Phrase | Wildcard | Proximity
Query: TypeAlias = Leaf | Field | And | Or | Not


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


def describe(query: Query, translate: Callable[[str], str] = str) -> str:
    """The query as text, with all operators written out in ASCII.

    Parsing the text gives the same tree, unless it is longer or deeper than a query may be.
    ``translate`` gives a name of a field, with its colon, in another language.

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
            return translate(f"{name}:") + _days(first, last)
        case Field(name=name, value=Term() | Phrase() | Wildcard() as value):
            return translate(f"{name}:") + describe(value)
        case Proximity(parts=parts, distance=distance):
            return f" NEAR/{distance} ".join(_operand(part, translate) for part in parts)
        case And(parts=parts):
            return " AND ".join(_operand(part, translate) for part in parts)
        case Or(parts=parts):
            return " OR ".join(_operand(part, translate) for part in parts)
        case Not(part=part):
            return f"NOT {_operand(part, translate)}"
    raise TypeError(f"not a query: {query!r}")


def _operand(query: Query, translate: Callable[[str], str]) -> str:
    text = describe(query, translate)
    return f"({text})" if isinstance(query, And | Or) else text


def _quote(text: str) -> str:
    # A phrase contains no quotes of the kind that it was written in, so one of the two works.
    return f"“{text}”" if '"' in text or "＂" in text else f'"{text}"'


def _starred(parts: tuple[str, ...]) -> str:
    text = "*".join(parts) if len(parts) > 1 else parts[0] + "*"
    # A star before the text keeps its first character from being read as an operator.
    signs = text[0] in "-－「『" or split_field(text)[0]
    return f"*{text}" if signs else text


def _days(first: datetime.date | None, last: datetime.date | None) -> str:
    if first == last and first is not None:
        return first.isoformat()
    return f"{first or ''}..{last or ''}"
