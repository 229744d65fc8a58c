"""``/timeline``: counts over time, with a chart whose bars lead to the quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast, get_args

from searcher.output.listings import listing_of_timeline
from searcher.output.timeline_chart import timeline_svg
from searcher.output.timeline_labels import shown_slots, slot_label
from searcher.query.ast import describe
from searcher.query.errors import FilterError
from searcher.report.breakdown import Per
from searcher.report.periods import By
from searcher.web.asked import address, read_asked
from searcher.web.receipt import receipt_lines
from searcher.web.svg_tree import Element, svg_tree
from searcher.web.view import Listed, View, first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searcher.report.periods import Slot
    from searcher.report.timeline import Series, Timeline
    from searcher.service import Index
    from searcher.web.view import Parameters


def timeline(index: Index, parameters: Parameters) -> View:
    """The page of counts by year, quarter or month."""
    asked = read_asked(parameters)
    how = {name: first(parameters, name) for name in ("by", "per", "vs", "relative")}
    values: dict[str, Any] = {"asked": asked, **how, "found": None}
    if asked.is_empty:
        return View("timeline.html", values, lambda: [])
    found = _counted(index, parameters)
    values |= {
        "found": found,
        "receipt": receipt_lines(found.receipt),
        "read_as": describe(found.query),
        "address_of": lambda series, slot=None: quotes(found, series, slot),
        "rows": list(rows_of(found)),
    }
    if found.series:
        values["chart"] = chart_of(found, relative=bool(how["relative"]))
    return View(
        "timeline.html",
        values,
        lambda: list(listing_of_timeline(found).values()),
        Listed(lambda: listing_of_timeline(found), is_empty=not found.series),
    )


class Row(NamedTuple):
    """A row of the table: the ``place`` of a slot, or None for periods without anything to see."""

    label: str
    place: int | None


def chart_of(found: Timeline, *, relative: bool = False) -> Element:
    """The chart, in which every bar leads to its quotations."""

    def link(series: Series, slot: Slot) -> str:
        return quotes(found, series, slot)

    return svg_tree(timeline_svg(found, relative=relative, link=link))


def rows_of(found: Timeline) -> Iterator[Row]:
    """The rows of the periods that the chart shows, and one for each run of others."""
    for run in shown_slots(found):
        first, last = (slot_label(found.slots[place], found.by) for place in (run[0], run[-1]))
        yield Row(first, run[0]) if len(run) == 1 else Row(f"{first} – {last}", None)


def _counted(index: Index, parameters: Parameters) -> Timeline:
    asked = read_asked(parameters)
    by = first(parameters, "by") or "year"
    per = first(parameters, "per") or None
    for name, value, known in (("by", by, By), ("per", per, Per)):
        if value is not None and value not in get_args(known):
            text = "{option} {value}: must be one of {known}"
            raise FilterError(text, option=name, value=value, known=", ".join(get_args(known)))
    return index.timeline(
        asked.q,
        by=cast("By", by),
        per=cast("Per | None", per),
        vs=first(parameters, "vs").strip() or None,
        **asked.options,
        **asked.named_filters,
    )


def quotes(found: Timeline, series: Series, slot: Slot | None) -> str:
    """The address of what a series counts in a slot, or in all."""
    query, filters, asked = found.search(series, slot)
    pairs = [("q", query)] if query else []
    pairs += filters.items()
    pairs += [("exact", "1")] * asked.exact + [("certain", "1")] * asked.certain
    pairs += [("widen", "topics")] * asked.widen
    return address("/search", *pairs)
