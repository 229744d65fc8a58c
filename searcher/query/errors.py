"""What is wrong with a query, and where."""

from __future__ import annotations

from corpus.errors import CewenError
from searcher.terminal_text import clean, shorten, width

_LINE = 76  # columns of the query that an error shows
_BEFORE = 40  # of them, at most so many before the error


class SearchError(CewenError):
    """A query that can be read but not answered. The text names what the index does not contain."""


class DateError(CewenError):
    """A text that is not a date. The text says why, in a sentence without a full stop."""


class FilterError(SearchError):
    """A filter with a value that it cannot have. Its ``option`` is the name of the filter."""


class QueryError(CewenError):
    """A query that cannot be read. ``str()`` says why and what to do, on one line.

    The error is at ``query[start:end]``, in characters; that is empty where something is missing
    at the end. ``str()`` and :meth:`render` contain no control characters.
    """

    def __init__(self, text: str, query: str, start: int, end: int, **values: object) -> None:
        super().__init__(text, **values)
        self.query = query
        self.start = start
        self.end = end

    def __str__(self) -> str:
        return clean(super().__str__())

    @property
    def position(self) -> int:
        """Where the error begins, in characters of the query."""
        return self.start

    def render(self) -> str:
        """The message, the query, and carets under the error, aligned by display width.

        Of a long query only the part around the error is shown; a blank query is not shown.

        >>> print(QueryError("OR needs a word after it.", "外送員 OR", 4, 6).render())
        OR needs a word after it.
          外送員 OR
                 ^^
        """
        return str(self) + self.excerpt()

    def excerpt(self) -> str:
        """The lines of :meth:`render` after the message, each with its line break before it."""
        query = clean(self.query)
        if not query.strip():
            return ""
        before = shorten(query[: self.start][::-1], _BEFORE)[::-1]
        place = shorten(query[self.start : self.end], _LINE - width(before))
        after = shorten(query[self.end :], _LINE - width(before) - width(place))
        carets = " " * width(before) + "^" * max(1, width(place))
        return f"\n  {before}{place}{after}".rstrip() + f"\n  {carets}"
