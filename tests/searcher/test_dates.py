"""Questions about a time find the documents of every day, month and year that overlaps it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from corpus.document import Document, Period
from index.whoosh.reader import Reader
from searcher.query.errors import FilterError
from searcher.service import Index
from tests.conftest import document

Indexed = Callable[[Iterable[Document]], Reader]

DATES = ("2025-03-18", "2025-03", "2025", "2024-12", "2025-01-01/2025-03-31")


@pytest.fixture
def index(indexed: Indexed) -> Index:
    dated = [
        document(f"{date.replace('/', '至')}.txt", ["外送員的權益。"])._replace(
            date=Period.parse(date)
        )
        for date in DATES
    ]
    return Index(indexed([*dated, document("無.txt", ["外送員的權益。"])]).folder)


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2025-03", "2025-03", {"2025-03-18", "2025-03", "2025", "2025-01-01/2025-03-31"}),
        ("民國114年3月20日", None, {"2025-03", "2025", "2025-01-01/2025-03-31"}),
        ("2025-04", None, {"2025"}),
        (None, "113年", {"2024-12"}),
        (None, "2025/1/1", {"2025", "2024-12", "2025-01-01/2025-03-31"}),
        ("2024-12-31", "2024-12-31", {"2024-12"}),
        ("2026", None, set()),
    ],
)
def test_a_document_of_a_month_or_year_is_found_by_every_overlapping_time(
    index: Index, since: str | None, until: str | None, found: set[str]
) -> None:
    answer = index.search("外送員", since=since, until=until, limit=None)
    assert {str(hit.file.date) for hit in answer.hits} == found
    written = index.search(f"外送員 date:{since or ''}..{until or ''}", limit=None)
    assert {hit.file.id for hit in written.hits} == {hit.file.id for hit in answer.hits}


def test_a_reversed_time_is_an_error(index: Index) -> None:
    with pytest.raises(FilterError) as caught:
        index.search("外送員", since="民國107年", until="2017")
    assert str(caught.value) == ("since 民國107年 is after 2017: put the earlier date first.")
    assert index.search("外送員", since="2025-03-18", until="2025").total == 4


def test_newest_first_goes_by_the_first_day(index: Index) -> None:
    hits = index.search("外送員", sort="date", limit=None).hits
    assert str(hits[0].file.date) == "2025-03-18"
    assert hits[-1].file.date is None
