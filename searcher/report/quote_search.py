"""The search that lists what a count counts: a query in, a narrower query with filters out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from searcher.query.ast import And, DateRange, Field, Not, Query, describe

if TYPE_CHECKING:
    from corpus.document import Period
    from searcher.report.periods import Slot

_DAY = datetime.timedelta(days=1)
_EVER = DateRange(datetime.date.min, datetime.date.max)


class Asked(NamedTuple):
    """How a query is asked besides its words: the arguments of :meth:`Index.search`. ``widen``: by
    the words of the user's topics."""

    exact: bool = False
    certain: bool = False
    widen: bool = False


class QuoteSearch(NamedTuple):
    """``query`` in the query language, and the ``filters`` of :meth:`Index.search`."""

    query: str
    filters: Mapping[str, str] = {}  # never changed
    asked: Asked = Asked()

    def command(self) -> str:
        """The command that lists it, for a shell.

        >>> QuoteSearch("外送員", {"since": "2018-03", "until": "2018-03"}).command()
        'cewen search 外送員 --since 2018-03 --until 2018-03'
        """
        words = ["cewen", "search", *([_quoted(self.query)] if self.query else [])]
        for name, value in self.filters.items():
            words += [f"--{name}", _quoted(value)]
        exact, certain, widen = self.asked
        words += ["--exact"] * exact + ["--certain"] * certain
        words += ["--widen", "topics"] if widen else []
        return " ".join(words)


def _quoted(word: str) -> str:
    from shlex import quote

    plain = word.replace("-", "").replace(":", "").replace(".", "")
    return word if plain.isalnum() and not word.startswith("-") else quote(word)


def narrowed(query: Query, *conditions: Query) -> Query:
    """``query`` AND all ``conditions``."""
    parts = [*(query.parts if isinstance(query, And) else [query]), *conditions]
    return And(tuple(parts)) if len(parts) > 1 else query


def quote_search(
    query: Query,
    slot: Slot | None,
    *,
    filters: Mapping[str, str],
    overlaps: bool,
    asked: Asked,
) -> QuoteSearch:
    """The search for the documents of a ``slot`` (None: of all).

    ``overlaps``: documents with a less exact date also match the days of this slot, so the search
    has to exclude them.
    """
    conditions: list[Query] = []
    days: dict[str, str] = {}
    if slot is not None and slot.period is None:
        conditions.append(Not(Field("date", _EVER)))
    elif slot is not None and slot.period is not None:
        first, last = slot.period
        if slot.precision == "coarser":
            conditions += [Field("date", DateRange(day, day)) for day in (first, last)]
        else:
            whole_year = (first.month, last.month) == (1, 12)
            size = len("2018") if whole_year else len("2018-03")
            days = {"since": str(first)[:size], "until": str(last)[:size]}
        if overlaps or slot.precision == "coarser":
            conditions += list(_outside(first, last))
    if days and slot is not None and slot.period is not None:
        query = _without_dates(query, slot.period)
    text = describe(narrowed(query, *conditions))
    return QuoteSearch(text, {**filters, **days}, asked)


def _without_dates(query: Query, period: Period) -> Query:
    """The query without conditions that a document of this period fulfils anyway."""
    if not isinstance(query, And):
        return query
    kept = tuple(
        part
        for part in query.parts
        if not (
            isinstance(part, Field)
            and isinstance(part.value, DateRange)
            and (part.value.first or period.first) <= period.first
            and (part.value.last or period.last) >= period.last
        )
    )
    if not kept:
        return query
    return And(kept) if len(kept) > 1 else kept[0]


def _outside(first: datetime.date, last: datetime.date) -> list[Query]:
    """That no day of the document is before ``first`` or after ``last``."""
    found: list[Query] = []
    if first > datetime.date.min:
        found.append(Not(Field("date", DateRange(None, first - _DAY))))
    if last < datetime.date.max:
        found.append(Not(Field("date", DateRange(last + _DAY, None))))
    return found
