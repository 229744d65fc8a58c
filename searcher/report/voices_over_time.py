"""Speakers by period: voices in, a table of the number of their statements out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from searcher.report.periods import By, Slot, all_slots, slot_of

if TYPE_CHECKING:
    from searcher.report.who import Voice


class VoicesOverTime(NamedTuple):
    """``counts`` has a row for each voice, with its number of statements in each of the ``slots``:
    the periods from the first to the last in which one of the voices speaks."""

    by: By
    slots: tuple[Slot, ...]
    counts: tuple[tuple[int, ...], ...]


def voices_over_time(voices: Iterable[Voice], by: By) -> VoicesOverTime:
    """Count the statements of each voice by period."""
    counted = [Counter(slot_of(day, by) for day in voice.days) for voice in voices]
    slots = all_slots((slot for counts in counted for slot in counts), by)
    rows = tuple(tuple(counts[slot] for slot in slots) for counts in counted)
    return VoicesOverTime(by, tuple(slots), rows)
