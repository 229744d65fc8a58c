"""Quotations under headings: by speaker, document and year."""

from __future__ import annotations

import pytest

from corpus.errors import DocumentError
from corpus.readers.own_exports import without_own_exports
from searcher.output import formats
from searcher.output.formats import Group, Settings
from searcher.output.groups import grouped
from searcher.output.listings import listing_of_hits
from searcher.output.schema import Row, rows_of
from tests.searcher.output.conftest import Ask


@pytest.fixture
def rows(ask: Ask) -> list[Row]:
    """Four quotations: two of named speakers, one of a chair, one of nobody."""
    return list(rows_of(ask("浮標 OR 經費", sort="doc").hits))


def headings(rows: list[Row], group: Group) -> list[tuple[str, int]]:
    return [(heading, len(members)) for heading, members in grouped(rows, group)]


def test_quotations_of_nobody_come_last(rows: list[Row]) -> None:
    assert headings(rows[::-1], "speaker") == [
        ("林主席", 1),
        ("漁民 · 港口座談", 1),
        ("陳海生", 1),
        ("（未註明發言者）", 1),
    ]


def test_the_chair_of_another_document_is_somebody_else(rows: list[Row]) -> None:
    chairs = [rows[0]._replace(speaker="主席", doc=doc, title=doc) for doc in "甲乙甲"]
    assert headings(chairs, "speaker") == [("主席 · 甲", 2), ("主席 · 乙", 1)]


def test_years_are_in_order_and_the_undated_last(rows: list[Row]) -> None:
    dated = [rows[0]._replace(date=date) for date in ("2025-01", None, "2023", "2025-02-03")]
    assert headings(dated, "year") == [("2023", 1), ("2025", 2), ("（無日期）", 1)]


def test_documents_have_their_title_and_date(rows: list[Row]) -> None:
    assert headings(rows, "document") == [("港口座談 · 2024-05-06", 4)]


@pytest.mark.parametrize("group", ["speaker", "document", "year"])
def test_a_grouped_export_is_no_source(ask: Ask, group: Group) -> None:
    listing = listing_of_hits(ask("浮標").hits)
    text = "\n".join(formats.lines("md", listing, Settings(group=group)))
    assert "\n## " in text
    with pytest.raises(DocumentError, match=r"^it contains only quotations"):
        without_own_exports(text)
