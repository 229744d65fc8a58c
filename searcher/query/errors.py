"""What is wrong with a query, and where."""

from __future__ import annotations

from corpus.errors import CewenError
from searcher.terminal_text import clean, shorten, width

_LINE = 76  # columns of the query that an error shows
_BEFORE = 40  # of them, at most so many in front of the place


class SearchError(CewenError):
    """A question that can be read but not answered: it names what is not there."""


class QueryError(CewenError):
    """A query that cannot be read. ``str()`` says why and what to do, on one line.

    The place is ``query[start:end]``, in characters; it is empty where something is missing at
    the end. Nothing from the query reaches a terminal as a control character.
    """

    def __init__(self, message: str, query: str, start: int, end: int) -> None:
        super().__init__(clean(message))
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
        query = clean(self.query)
        if not query.strip():
            return str(self)
        before = shorten(query[: self.start][::-1], _BEFORE)[::-1]
        place = shorten(query[self.start : self.end], _LINE - width(before))
        after = shorten(query[self.end :], _LINE - width(before) - width(place))
        carets = " " * width(before) + "^" * max(1, width(place))
        return f"{self}\n  {before}{place}{after}".rstrip() + f"\n  {carets}"
