"""Reads a query that comes as text in the query language, as filters, or both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict, cast

from corpus.fold import fold
from searcher.query.ast import And, DateRange, Field, Or, Phrase, Query
from searcher.query.errors import DateError, FilterError
from searcher.query.fields import FIELDS
from searcher.query.parser import days, parse, visible_query

if TYPE_CHECKING:
    import datetime
    from typing import Unpack


class Filters(TypedDict, total=False):
    """Conditions that narrow a query, as the options of ``cewen search``; None is no condition.

    ``speaker``: said by somebody whose name or job title contains this. ``org``: said by somebody
    of an organization whose name contains this; of several values, one has to match. ``topic``:
    about this topic. ``doc``: in documents whose path contains this. ``since``, ``until``: a day,
    month or year, as documents are dated by it: 2024-05, 2024年5月, 民國113年.
    """

    speaker: str | Sequence[str] | None
    org: str | Sequence[str] | None
    topic: str | None
    doc: str | None
    since: str | None
    until: str | None


def read_query(query: str | Query = "", **filters: Unpack[Filters]) -> Query:
    """``query`` narrowed by ``filters``. Filters alone are a query too.

    >>> read_query("外送員", org="勞動部").parts
    (Term(text='外送員'), Field(name='org', value=Phrase(text='勞動部')))

    :raises QueryError: the text cannot be read.
    :raises FilterError: ``since`` or ``until`` is not a date, or they are in the wrong order.
    """
    if unknown := filters.keys() - Filters.__annotations__.keys():
        raise TypeError(f"unknown filters: {', '.join(sorted(unknown))}")
    parts: list[Query] = [part for name, value in filters.items() if (part := _filter(name, value))]
    _check_order(filters.get("since"), filters.get("until"))
    if not isinstance(query, str):
        read = query
    elif query.strip() or not parts:
        read = parse(query)
    else:
        return parts[0] if len(parts) == 1 else And(tuple(parts))
    parts = [*(read.parts if isinstance(read, And) else [read]), *parts]
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _filter(name: str, value: object) -> Query | None:
    """The condition of a filter; None if it has no value."""
    if not value:
        return None
    if not isinstance(value, str):
        fields = [part for one in cast("Sequence[str]", value) if (part := _filter(name, one))]
        return Or(tuple(fields)) if len(fields) > 1 else next(iter(fields), None)
    if name in FIELDS:
        return Field(name, Phrase(visible_query(value)))
    first, last = _days(name, value)
    return Field("date", DateRange(first, None) if name == "since" else DateRange(None, last))


def _days(name: str, value: str) -> tuple[datetime.date, datetime.date]:
    try:
        return days(fold(value.strip()))
    except DateError as error:
        text = "{option} {value}: {reason}. Write 2024, 2024-05, 2024-05-31 or 民國113年."
        raise FilterError(text, option=name, value=value, reason=error) from error


def _check_order(since: str | None, until: str | None) -> None:
    if since and until and _days("since", since)[0] > _days("until", until)[1]:
        text = "{option} {value} is after {end}: put the earlier date first."
        raise FilterError(text, option="since", value=since, end=until)
