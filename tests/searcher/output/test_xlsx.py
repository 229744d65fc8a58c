"""openpyxl reads the workbook back, and no cell is a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import CewenError
from searcher.output import formats, xlsx
from searcher.output.formats import Settings
from searcher.output.listing import Listing, Table, Value
from searcher.output.listings import listing_of_hits
from searcher.output.schema import Row
from searcher.output.xlsx import LONGEST
from searcher.terminal_text import clean
from tests.searcher.output.conftest import Ask


def sheet(listing: Listing) -> Any:
    """The only sheet of the workbook."""
    book = openpyxl.load_workbook(io.BytesIO(formats.content("xlsx", listing, Settings())))
    [only] = book.worksheets
    return only


def cells(*row: Value, columns: Sequence[str] = ("quote", "count")) -> list[Any]:
    """The cells of one row of a table."""
    return list(sheet(Listing(Table(columns, [row])))[2])


def test_quotations_are_a_table_with_a_header_that_stays_in_view(ask: Ask) -> None:
    read = sheet(listing_of_hits(ask("經費").hits))
    header, row = read.iter_rows(values_only=True)
    assert header == Row._fields
    assert row[0] == "潮位站的經費尚未編列。"
    assert row[header.index("paragraph")] == 3
    assert row[header.index("speaker")] in ("", None)
    assert (read.freeze_panes, read.auto_filter.ref) == ("A2", "A1:O2")


@given(st.text(st.one_of(st.characters(), st.sampled_from("=+-@\u200b\t\n甲"))))
def test_text_is_read_back_as_text(text: str) -> None:
    quote, count = cells(text, 7)
    assert (quote.value or "") == clean(text)
    assert quote.data_type in ("s", "inlineStr")  # never "f"
    assert (count.value, count.data_type) == (7, "n")


def test_a_formula_stays_text_even_when_it_is_edited() -> None:
    [first, second] = cells("=1+1", "\u200b=HYPERLINK(1)", columns=("a", "b"))
    assert (first.value, first.quotePrefix) == ("=1+1", True)
    assert second.quotePrefix
    [error, plain] = cells("#N/A", "甲", columns=("a", "b"))
    assert not plain.quotePrefix
    types = {cell.data_type for cell in (first, second, error, plain)}
    assert types <= {"s", "inlineStr"}  # "f" is a formula, "e" an error


def test_a_text_longer_than_a_cell_ends_in_an_ellipsis() -> None:
    [quote, _] = cells("𠮷" * 20_000, 1)
    assert quote.value == "𠮷" * 16_383 + "…"
    assert len(quote.value.encode("utf-16-le")) // 2 <= LONGEST


def test_more_lines_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_LINES", 3)
    listing = Listing(Table(("a",), [("甲",)] * 2))
    assert sheet(listing).max_row == 3
    with pytest.raises(CewenError) as error:
        sheet(Listing(Table(("a",), [("甲",)] * 3)))
    assert str(error.value) == "a workbook has at most 3 lines; write csv, which has no limit"
