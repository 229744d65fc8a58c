"""The chart of a timeline."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from searcher.messages import say
from searcher.output.chart import Chart, ChartSeries, Kind, svg
from searcher.output.timeline_labels import shown_slots, slot_label
from searcher.query.ast import describe

if TYPE_CHECKING:
    from searcher.report.periods import Slot
    from searcher.report.timeline import Cell, Series, Timeline

_MOST_BARS = 60  # bars; more are too thin to read


Link: TypeAlias = "Callable[[Series, Slot], str]"
"""The address of the quotations that a series counts in a slot."""


def timeline_svg(timeline: Timeline, *, relative: bool = False, link: Link | None = None) -> str:
    """The SVG document: bars of one or two series, and lines of more."""
    chart = timeline_chart(timeline, relative=relative, link=link)
    few = len(chart.series) <= 2 and len(chart.series) * len(chart.labels) <= _MOST_BARS
    kind: Kind = "bars" if few else "lines"
    return svg(chart, kind)


def timeline_chart(
    timeline: Timeline, *, relative: bool = False, link: Link | None = None
) -> Chart:
    """The chart of the periods that a table shows."""
    places = [place for run in shown_slots(timeline) if len(run) == 1 for place in run]
    slots = [timeline.slots[place] for place in places]
    names = [series.label for series in timeline.series]
    title = describe(timeline.query) if timeline.per else " / ".join(names)
    unit = say("per thousand paragraphs") if relative else say("paragraphs")
    return Chart(
        title=title,
        description="; ".join(_described(series, timeline, places) for series in timeline.series),
        unit=unit,
        labels=tuple(slot_label(slot, timeline.by) for slot in slots),
        series=tuple(
            ChartSeries(
                " ".join(filter(None, (series.side, series.label))),
                tuple(_value(series.cells[place], relative) for place in places),
                tuple(link(series, slot) for slot in slots) if link else (),
            )
            for series in timeline.series
        ),
        apart=frozenset(n for n, slot in enumerate(slots) if slot.precision != "period"),
    )


def _value(cell: Cell, relative: bool) -> float | None:
    if not cell.base:
        return None
    return cell.per_thousand if relative else cell.paragraphs


def _described(series: Series, timeline: Timeline, places: list[int]) -> str:
    counts = (
        f"{slot_label(timeline.slots[n], timeline.by)} {series.cells[n].paragraphs}" for n in places
    )
    return f"{series.label}: {', '.join(counts)}"
