"""A URL is a question: reads the parameters of an address, and writes addresses.

The parameters of the search page have the names of the options of ``cewen search``: ``q`` is the
query, ``speaker``, ``org``, ``topic``, ``doc``, ``since`` and ``until`` narrow it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import quote, unquote, urlencode

from searcher.query.errors import FilterError
from searcher.query_filters import Filters, read_query

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from searcher.query.ast import Query
    from searcher.rank.ranking import Sort
    from searcher.service import Widen

PAGE_SIZE = 20  # hits
LAST_PAGE = 50  # the export has them all
_SEVERAL = ("speaker", "org")
_FILTERS = (*_SEVERAL, "topic", "doc", "since", "until")


class Asked(NamedTuple):
    """What an address asks for. ``filters`` has only those that the address gives."""

    q: str = ""
    filters: Mapping[str, tuple[str, ...]] = {}  # never changed
    exact: bool = False
    certain: bool = False
    widen: Widen | None = None
    sort: Sort = "score"
    page: int = 1

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing."""
        return not self.q.strip() and not self.filters

    @property
    def named_filters(self) -> Filters:
        """The filters as the methods of :class:`searcher.service.Index` take them."""
        filters = {
            name: values if name in _SEVERAL else values[0] for name, values in self.filters.items()
        }
        return cast(Filters, filters)

    @property
    def query(self) -> Query:
        """The query with its filters.

        :raises QueryError: it cannot be read.
        :raises FilterError: a filter has a value that it cannot have.
        """
        return read_query(self.q, **self.named_filters)

    @property
    def options(self) -> dict[str, Any]:
        """The other arguments of :meth:`searcher.service.Index.search` and ``who``."""
        return {"exact": self.exact, "certain": self.certain, "widen": self.widen}

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The parameters, those left out that have their default."""
        if self.q:
            yield "q", self.q
        for name in _FILTERS:
            for value in self.filters.get(name, ()):
                yield name, value
        for name in ("exact", "certain"):
            if getattr(self, name):
                yield name, "1"
        if self.widen:
            yield "widen", self.widen
        if self.sort != "score":
            yield "sort", self.sort
        if self.page > 1:
            yield "page", str(self.page)

    def address(self, path: str, **changes: Any) -> str:
        """The address of ``path`` for this question with ``changes``."""
        changed = self._replace(page=1)._replace(**changes)
        return address(path, *changed.pairs())

    def narrowed(self, name: str, value: str) -> Asked:
        """This question with one more filter; one that takes a single value is replaced."""
        before = self.filters.get(name, ()) if name in _SEVERAL else ()
        values = (*(one for one in before if one != value), value)
        return self._replace(filters={**self.filters, name: values}, page=1)

    def widened(self, name: str, value: str) -> Asked:
        """This question without one of its filters."""
        left = tuple(one for one in self.filters.get(name, ()) if one != value)
        others = {key: values for key, values in self.filters.items() if key != name}
        return self._replace(filters={**others, name: left} if left else others, page=1)


def read_asked(parameters: Mapping[str, list[str]]) -> Asked:
    """The question of an address.

    :raises FilterError: a parameter has a value that it cannot have.
    """

    def one(name: str, default: str = "") -> str:
        return parameters[name][-1] if parameters.get(name) else default

    filters = {}
    for name in _FILTERS:
        values = [value.strip() for value in parameters.get(name, []) if value.strip()]
        if values:
            filters[name] = tuple(dict.fromkeys(values if name in _SEVERAL else values[-1:]))
    sort = one("sort", "score")
    if sort not in ("score", "date", "oldest", "doc"):
        text = "{option} {value}: must be score, date, oldest or doc"
        raise FilterError(text, option="sort", value=sort)
    widen = one("widen")
    if widen not in ("", "topics"):
        raise FilterError("{option} {value}: must be topics", option="widen", value=widen)
    return Asked(
        q=one("q").strip(),
        filters=filters,
        exact=one("exact") == "1",
        certain=one("certain") == "1",
        widen="topics" if widen else None,
        sort=cast("Sort", sort),
        page=read_number(one("page", "1"), "page", 1, LAST_PAGE),
    )


def read_number(text: str, name: str, least: int, most: int) -> int:
    """A number of an address.

    :raises FilterError: it is none, or too small or too large.
    """
    if text.isascii() and text.isdigit() and len(text) < 9 and least <= int(text) <= most:
        return int(text)
    text_of = "{option} {value}: must be a number from {least} to {most}"
    raise FilterError(text_of, option=name, value=text, least=least, most=most)


_quoted = lru_cache(2048)(quote)  # a page has the words of its question in each of its links


def address(path: str, *pairs: tuple[str, str], fragment: str = "") -> str:
    """An address on this server."""
    query = urlencode(pairs, errors="surrogatepass", quote_via=_quoted)
    return path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def in_form(name: str) -> str:
    """The name of a document for a field of a form; browsers change line breaks there, and cannot
    send what is no text."""
    return quote(name, errors="surrogatepass")


def from_form(value: str) -> str:
    """The name that :func:`in_form` has written."""
    try:
        return unquote(value, errors="surrogatepass")
    except UnicodeDecodeError:
        return unquote(value)
