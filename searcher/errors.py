"""What is wrong with a query, and where."""

from __future__ import annotations

from corpus.errors import CewenError

_LINE = 76  # columns of the query that an error shows
_BEFORE = 40  # of them, at most so many in front of the place


class QueryError(CewenError):
    """A query that cannot be read. ``str()`` says why and what to do, on one line.

    The place is ``query[start:end]``, in characters; it is empty where something is missing at
    the end. Nothing from the query reaches a terminal as a control character.
    """

    def __init__(self, message: str, query: str, start: int, end: int) -> None:
        super().__init__(_printable(message))
        self.query = query
        self.start = start
        self.end = end

    @property
    def position(self) -> int:
        """Where the trouble begins, in characters of the query."""
        return self.start

    def render(self) -> str:
        """The message, the query and carets under the place, aligned by display width.

        A long query is cut to the surroundings of the place. A blank one is not shown.

        >>> print(QueryError("OR needs a word after it.", "外送員 OR", 4, 6).render())
        OR needs a word after it.
          外送員 OR
                 ^^
        """
        query = _printable(self.query)
        if not query.strip():
            return str(self)
        before = _shorten(query[: self.start][::-1], _BEFORE)[::-1]
        place = _shorten(query[self.start : self.end], _LINE - _width(before))
        after = _shorten(query[self.end :], _LINE - _width(before) - _width(place))
        carets = " " * _width(before) + "^" * max(1, _width(place))
        return f"{self}\n  {before}{place}{after}".rstrip() + f"\n  {carets}"


def _printable(text: str) -> str:
    """``text``, character for character, without what could move or confuse a terminal."""
    from unicodedata import category

    def shown(char: str) -> str:
        kind = category(char)
        if kind in ("Zl", "Zp") or char in "\t\r\n":
            return " "
        return "\ufffd" if kind in ("Cc", "Cf", "Cs") else char

    return "".join(map(shown, text))


def _width(text: str) -> int:
    from wcwidth import wcwidth

    return sum(max(0, wcwidth(char)) for char in text)


def _shorten(text: str, columns: int) -> str:
    """``text``, or the beginning of it and an ellipsis, in that many columns."""
    if _width(text) <= columns:
        return text
    kept = 0
    used = 1  # the ellipsis
    while (used := used + _width(text[kept])) <= columns:
        kept += 1
    return text[:kept] + "…"
