"""A list of queries in, how much of the index each finds out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.errors import CewenError
from corpus.fold import fold
from searcher.match.reading import TermReader
from searcher.query.ast import Query
from searcher.query.parser import parse
from searcher.report.index_stats import Extent, Holdings
from searcher.report.matched_paragraphs import MatchedParagraphs

_NAMES = tuple(map(fold, ("name", "名稱", "名字", "標題", "代號")))
_QUERIES = tuple(map(fold, ("query", "查詢", "檢索", "搜尋", "關鍵詞", "關鍵字", "詞")))


class BatchError(CewenError):
    """A list of queries that cannot be read."""


class NamedQuery(NamedTuple):
    """A query of a list, with the ``name`` that the list gives it, or the query itself."""

    name: str
    text: str
    query: Query


class Counted(NamedTuple):
    """How much of the index a query of a list finds."""

    asked: NamedQuery
    extent: Extent


def read_queries(text: str, *, is_csv: bool = False) -> list[NamedQuery]:
    """The queries of a list: on each line ``name<TAB>query``, or a query. Empty lines and those
    that begin with # are left out.

    With ``is_csv``, the rows of a table with a column ``query`` (查詢), a column ``name`` (名稱),
    which alone is the query too, or both; or the first column of a table without a header.

    >>> [(one.name, one.text) for one in read_queries("工時\\t外送員 工時\\n# 註\\n保險\\n")]
    [('工時', '外送員 工時'), ('保險', '保險')]

    :raises BatchError: a query cannot be read, or there is none.
    """
    rows = _rows_of_csv(text) if is_csv else _rows(text)
    found = []
    for number, name, query in rows:
        try:
            found.append(NamedQuery(name or query, query, parse(query)))
        except CewenError as error:
            raise BatchError("line {number}: {reason}", number=number, reason=error) from error
    if not found:
        raise BatchError("the list contains no query; write one a line")
    return found


def _rows(text: str) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, tab, query = line.partition("\t")
        yield number, name.strip() if tab else "", (query if tab else line).strip()


def _rows_of_csv(text: str) -> Iterator[tuple[int, str, str]]:
    import csv

    rows = list(csv.reader(text.splitlines(keepends=True)))
    head = [fold(cell.strip()) for cell in rows[0]] if rows else []
    query = next((head.index(one) for one in _QUERIES if one in head), None)
    name = next((head.index(one) for one in _NAMES if one in head), None)
    begin = 0 if query is None and name is None else 1
    if query is None:
        query = name
    for number, row in enumerate(rows[begin:], begin + 1):
        cells = dict(enumerate(cell.strip() for cell in row))
        if wanted := cells.get(query or 0, ""):
            yield number, cells.get(name, "") if name is not None else "", wanted


def count_queries(terms: TermReader, queries: Sequence[NamedQuery]) -> Iterator[Counted]:
    """How much each query finds, in the order of the list.

    :raises SearchError: a query names a topic that the index does not know.
    """
    holdings = Holdings(terms.snapshot)
    for one in queries:
        matched = MatchedParagraphs(terms, one.query).matched
        yield Counted(one, holdings.extent(matched.matches))
