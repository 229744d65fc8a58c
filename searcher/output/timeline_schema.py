"""The keys of JSON and the columns of tables for timelines; see :mod:`searcher.output.schema`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from searcher.output.schema import Json

if TYPE_CHECKING:
    from searcher.report.quote_search import QuoteSearch
    from searcher.report.timeline import Timeline


class TimelineRow(NamedTuple):
    """One series in one period.

    ``period`` is 2018, 2018-Q3 or 2018-07; for documents whose date is less exact it is that date,
    and ``precision`` is ``coarser``; for those without a date it is empty, and ``precision`` is
    ``none``. ``all_paragraphs`` are those of the period in the documents that the query looks in,
    ``per_thousand`` the matches among a thousand of them. ``command`` lists the quotations.
    """

    series: str
    side: str
    period: str
    precision: str
    first: str | None
    last: str | None
    paragraphs: int
    statements: int
    documents: int
    all_paragraphs: int
    per_thousand: float | None
    command: str


def rows_of_timeline(timeline: Timeline) -> Iterator[TimelineRow]:
    """One row for each series and period, series by series."""
    for row, _ in _rows(timeline):
        yield row


def of_timeline(timeline: Timeline) -> Iterator[Json]:
    """The same rows as JSON; ``search`` has the query and the filters that list the quotations."""
    for row, search in _rows(timeline):
        value = row._asdict()
        del value["command"]
        value["period"] = row.period or None
        value["search"] = {"query": search.query, **_options(search)}
        value["command"] = row.command
        yield value


def _options(search: QuoteSearch) -> Json:
    found: Json = dict(search.filters)
    exact, certain, widen = search.asked
    found |= {"exact": True} if exact else {}
    found |= {"certain": True} if certain else {}
    return {**found, "widen": "topics"} if widen else found


def _rows(timeline: Timeline) -> Iterator[tuple[TimelineRow, QuoteSearch]]:
    for series in timeline.series:
        for slot, cell in zip(timeline.slots, series.cells, strict=True):
            search = timeline.search(series, slot)
            rate = cell.per_thousand
            row = TimelineRow(
                series=series.label,
                side=series.side,
                period=slot.label,
                precision=slot.precision,
                first=str(slot.period.first) if slot.period else None,
                last=str(slot.period.last) if slot.period else None,
                paragraphs=cell.paragraphs,
                statements=cell.statements,
                documents=cell.documents,
                all_paragraphs=cell.base,
                per_thousand=None if rate is None else round(rate, 3),
                command=search.command(),
            )
            yield row, search
