"""The rows of a timeline."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Period
from searcher.report.periods import By, Slot, all_slots, overlapping, slot_of

BYS: list[By] = ["year", "quarter", "month"]
days = st.dates(datetime.date(1995, 1, 1), datetime.date(2030, 12, 31))


@pytest.mark.parametrize(
    ("date", "by", "label", "precision"),
    [
        ("2018-08-02", "year", "2018", "period"),
        ("2018-08-02", "quarter", "2018-Q3", "period"),
        ("2018-08-02", "month", "2018-08", "period"),
        ("2018-08", "month", "2018-08", "period"),
        ("2018-08", "quarter", "2018-Q3", "period"),
        ("2018", "year", "2018", "period"),
        ("2018", "quarter", "2018", "coarser"),
        ("2018", "month", "2018", "coarser"),
        ("2018-07-01/2018-09-30", "quarter", "2018-Q3", "period"),
        ("2018-07-01/2018-09-30", "month", "2018-07-01/2018-09-30", "coarser"),
        ("2018-11-01/2019-02-28", "year", "2018-11-01/2019-02-28", "coarser"),
    ],
)
def test_a_date_counts_in_the_period_that_contains_it(
    date: str, by: By, label: str, precision: str
) -> None:
    slot = slot_of(Period.parse(date), by)
    assert (slot.label, slot.precision) == (label, precision)


def test_no_date_is_a_slot_of_its_own() -> None:
    assert slot_of(None, "year") == Slot(None, "none")


def test_periods_without_documents_are_slots_too() -> None:
    found = {slot_of(Period.parse(date), "quarter") for date in ("2018-02-01", "2018-11")}
    labels = [slot.label for slot in all_slots(found, "quarter")]
    assert labels == ["2018-Q1", "2018-Q2", "2018-Q3", "2018-Q4"]


def test_a_year_follows_its_last_month_and_no_date_is_the_end() -> None:
    dates = ("2018-11-05", "2018", "2019-01-01", None)
    slots = {slot_of(Period.parse(date) if date else None, "month") for date in dates}
    labels = [slot.label for slot in all_slots(slots, "month")]
    assert labels == ["2018-11", "2018-12", "2018", "2019-01", ""]


@pytest.mark.parametrize("by", BYS)
@given(st.sets(days, min_size=1, max_size=5))
def test_slots_cover_all_days_once(by: By, found: set[datetime.date]) -> None:
    slots = all_slots([slot_of(Period.on(day), by) for day in found], by)
    periods = [slot.period for slot in slots if slot.period]
    for one, following in pairwise(periods):
        assert (following.first - one.last).days == 1
    assert periods[0].first <= min(found)
    assert max(found) <= periods[-1].last


def test_a_year_overlaps_its_months_and_no_other() -> None:
    year = slot_of(Period.parse("2018"), "month")
    months = [slot_of(Period.parse(date), "month") for date in ("2017-12", "2018-01", "2018-12")]
    assert [overlapping(month, [year, *months]) for month in months] == [False, True, True]
