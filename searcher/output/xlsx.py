"""XLSX: one sheet with a header that stays in view. Every text is a cell of text, no formula."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from searcher.output.formula import runs_as_formula
from searcher.output.plain_quote import without_markup
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from searcher.output.formats import Settings
    from searcher.output.listing import Listing, Value

#: The most UTF-16 code units that a cell holds.
LONGEST = 32_767
_CUT = "…"
_WIDE = ("quote", "text", "question", "answer")  # columns of running text
_WIDTH, _WIDE_WIDTH = 18, 80


def content(listing: Listing, settings: Settings) -> bytes:
    """A workbook with the table of a listing. A text longer than a cell ends in ``…``."""
    return workbook({"Cewen": listing})


def workbook(listings: Mapping[str, Listing]) -> bytes:
    """A workbook with a sheet for each listing, by the name of the sheet."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "Cewen"
    for name, listing in listings.items():
        _add_sheet(book.create_sheet(name), listing)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _add_sheet(sheet: WriteOnlyWorksheet, listing: Listing) -> None:
    columns, rows = listing.table
    _lay_out(sheet, columns)
    sheet.append([_text_cell(sheet, column, bold=True) for column in columns])
    lines = 1
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
        lines += 1
    sheet.auto_filter.ref = f"A1:{_letters(len(columns))}{lines}"


def _lay_out(sheet: WriteOnlyWorksheet, columns: Sequence[str]) -> None:
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        wide = _WIDE_WIDTH if column in _WIDE else _WIDTH
        sheet.column_dimensions[_letters(number)].width = wide


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    letters: str = get_column_letter(column)
    return letters


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> object:
    if value is None or isinstance(value, int | float):
        return value
    return _text_cell(sheet, without_markup(str(value)))


def _text_cell(sheet: WriteOnlyWorksheet, text: str, *, bold: bool = False) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cell = WriteOnlyCell(sheet)
    # The library would take "=…" for a formula and "#N/A" for an error.
    cell.value = fitting(clean(text))
    cell.data_type = "s"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if bold:
        cell.font = Font(bold=True)
    if runs_as_formula(text):
        # Else it would become a formula when somebody edits the cell.
        cell.quotePrefix = True
    return cell


def fitting(text: str) -> str:
    """``text``, or as much of it as a cell holds, with an ellipsis.

    >>> fitting("甲" * 40_000) == "甲" * 32_766 + "…"
    True
    """
    if len(text) * 2 <= LONGEST or len(text.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST:
        return text
    units = text.encode("utf-16-le", "surrogatepass")[: (LONGEST - len(_CUT)) * 2]
    return units.decode("utf-16-le", "ignore") + _CUT
