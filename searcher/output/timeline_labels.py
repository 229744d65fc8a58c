"""How the periods of a timeline are named and which are shown one by one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from searcher.messages import say

if TYPE_CHECKING:
    from searcher.report.periods import By, Slot
    from searcher.report.timeline import Timeline

_SHORTEST_RUN = 4

_UNKNOWN: dict[By, str] = {
    "year": "{date}, year unknown",
    "quarter": "{date}, quarter unknown",
    "month": "{date}, month unknown",
}


def slot_label(slot: Slot, by: By) -> str:
    """2018, 2018-Q3, 2018-07; "2018, month unknown"; undated."""
    if slot.precision == "none":
        return say("undated")
    if slot.precision == "coarser":
        return say(_UNKNOWN[by], date=slot.label)
    return slot.label


def shown_slots(timeline: Timeline) -> Iterator[range]:
    """The positions of the slots, in runs that are shown as one row.

    A run is a single slot, or four or more periods in which there is nothing to see: periods
    without any document, and those before the first match of a series and after the last.
    """
    cells = list(zip(*(series.cells for series in timeline.series), strict=True))
    if not any(cell.paragraphs for some in cells for cell in some):
        cells = [(cell,) for cell in timeline.whole.cells]
    hits = [place for place, some in enumerate(cells) if any(cell.paragraphs for cell in some)]
    first, last = (hits[0], hits[-1]) if hits else (len(cells), -1)

    def kind(place: int) -> object:
        if timeline.slots[place].precision != "period":
            return place
        if place < first or place > last:
            return "before" if place < first else "after"
        return place if any(cell.base for cell in cells[place]) else "empty"

    start = 0
    for _, run in groupby(range(len(cells)), kind):
        size = len(list(run))
        if size < _SHORTEST_RUN:
            yield from (range(place, place + 1) for place in range(start, start + size))
        else:
            yield range(start, start + size)
        start += size


def every_slot(timeline: Timeline) -> Iterator[range]:
    """Each position alone."""
    return (range(place, place + 1) for place in range(len(timeline.slots)))
