"""Years, quarters and months: the dates of documents in, the rows of a timeline out.

A document that is dated by a year counts in no month, and one without a date in no year: each such
date is a row of its own, so that nothing is spread over periods by guess.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from corpus.document import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

By = Literal["year", "quarter", "month"]
Precision = Literal["period", "coarser", "none"]

_MONTHS: dict[By, int] = {"year": 12, "quarter": 3, "month": 1}
_DAY = datetime.timedelta(days=1)


class Slot(NamedTuple):
    """A row of a timeline: documents of one ``period``.

    ``precision`` is ``period`` for a year, quarter or month; ``coarser`` for documents whose date
    covers more than one of these, with exactly that date as the period; ``none`` without a date.
    """

    period: Period | None
    precision: Precision

    @property
    def label(self) -> str:
        """The period as it is written: 2018, 2018-Q3, 2018-07; empty without a date."""
        if self.period is None:
            return ""
        first, last = self.period
        if self.precision == "period" and (last - first).days in range(89, 92):
            return f"{first.year}-Q{(first.month + 2) // 3}"
        return str(self.period)


def slot_of(date: Period | None, by: By) -> Slot:
    """The row in which a document of this date counts.

    >>> slot_of(Period.parse("2018-08-02"), "quarter").label
    '2018-Q3'
    >>> slot_of(Period.parse("2018"), "month").precision
    'coarser'
    """
    if date is None:
        return Slot(None, "none")
    period = _around(date.first, by)
    return Slot(period, "period") if date.last <= period.last else Slot(date, "coarser")


def _around(day: datetime.date, by: By) -> Period:
    size = _MONTHS[by]
    month = (day.month - 1) // size * size + 1
    if by == "year":
        return Period.of(day.year)
    last = Period.of(day.year, month + size - 1).last
    return Period(datetime.date(day.year, month, 1), last)


def all_slots(found: Iterable[Slot], by: By) -> list[Slot]:
    """The rows in order of time: ``found``, and every period between the first and the last.

    A date that covers several periods comes after the last of them; no date at all is the end.
    """
    slots = set(found)
    regular = [slot.period for slot in slots if slot.period and slot.precision == "period"]
    if regular:
        first, last = min(one.first for one in regular), max(one.last for one in regular)
        slots.update(Slot(period, "period") for period in _from_to(first, last, by))
    return sorted(slots, key=_order)


def _from_to(first: datetime.date, last: datetime.date, by: By) -> Iterator[Period]:
    period = _around(first, by)
    while True:
        yield period
        if period.last >= last:
            return
        period = _around(period.last + _DAY, by)


def _order(slot: Slot) -> tuple[bool, datetime.date, bool, datetime.date]:
    if slot.period is None:
        return (True, datetime.date.max, True, datetime.date.max)
    first, last = slot.period
    return (False, last, slot.precision != "period", first)


def overlapping(slot: Slot, slots: Sequence[Slot]) -> bool:
    """Whether a date that covers several periods covers days of this one."""
    return slot.period is not None and any(
        other.precision == "coarser"
        and other != slot
        and other.period is not None
        and other.period.first <= slot.period.last
        and slot.period.first <= other.period.last
        for other in slots
    )
