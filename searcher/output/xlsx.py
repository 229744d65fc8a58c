"""XLSX: one sheet with a header that stays in view. Every text is a cell of text, no formula."""

from __future__ import annotations

import errno
import io
import os
import tempfile
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from corpus.errors import CewenError
from searcher.output.formula import runs_as_formula
from searcher.output.plain_quote import without_markup
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from searcher.output.formats import Settings
    from searcher.output.listing import Listing, Value

#: The most UTF-16 code units of a cell.
LONGEST = 32_767
#: The most lines that a sheet has, the header included.
MOST_LINES = 1_048_576
_CUT = "…"
_WIDE = ("quote", "text", "question", "answer")  # columns of running text
_WIDTH, _WIDE_WIDTH = 18, 80


def content(listing: Listing, settings: Settings) -> bytes:
    """A workbook with the table of a listing. A text longer than a cell ends in ``…``.

    :raises CewenError: it has more lines than a sheet.
    """
    return workbook({"Cewen": listing})


def workbook(listings: Mapping[str, Listing]) -> bytes:
    """A workbook with a sheet for each listing, by the name of the sheet.

    :raises CewenError: a listing has more lines than a sheet.
    :raises OSError: the folder for temporary files takes no more.
    """
    from lxml.etree import SerialisationError
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "Cewen"
    out = io.BytesIO()
    try:
        for name, listing in listings.items():
            _add_sheet(book.create_sheet(name), listing)
        book.save(out)
    except SerialisationError as error:
        raise _unwritten(error) from error
    return out.getvalue()


def _unwritten(error: Exception) -> OSError:
    """The error of the system that is the reason: the library writes each sheet to a temporary
    file first, and lxml names the error "IO_ENOSPC"."""
    number = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
    return OSError(number, os.strerror(number), tempfile.gettempdir())


def _add_sheet(sheet: WriteOnlyWorksheet, listing: Listing) -> None:
    columns, rows = listing.table.columns, list(islice(listing.table.rows, MOST_LINES))
    if len(rows) == MOST_LINES:
        text = "a workbook has at most {most} lines; write csv, which has no limit"
        raise CewenError(text, most=MOST_LINES)
    _lay_out(sheet, columns)
    sheet.append([_text(_cell(sheet, bold=True), column) for column in columns])
    # A row is written at once, so its cells can be used again for the next one.
    plain = [_cell(sheet) for _ in columns]
    prefixed = [_cell(sheet, prefix=True) for _ in columns]
    for row in rows:
        sheet.append(list(map(_filled, row, plain, prefixed)))
    sheet.auto_filter.ref = f"A1:{_letters(len(columns))}{len(rows) + 1}"


def _lay_out(sheet: WriteOnlyWorksheet, columns: Sequence[str]) -> None:
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        wide = _WIDE_WIDTH if column in _WIDE else _WIDTH
        sheet.column_dimensions[_letters(number)].width = wide


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    letters: str = get_column_letter(column)
    return letters


def _cell(sheet: WriteOnlyWorksheet, *, bold: bool = False, prefix: bool = False) -> WriteOnlyCell:
    """A cell for text. With ``prefix`` its text does not become a formula when it is edited."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cell = WriteOnlyCell(sheet)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.font = Font(bold=bold)
    cell.quotePrefix = prefix
    return cell


def _filled(value: Value, plain: WriteOnlyCell, prefixed: WriteOnlyCell) -> WriteOnlyCell:
    """The cell that fits the value, with it."""
    if value is None or isinstance(value, int | float):
        plain.value = value
        return plain
    text = without_markup(str(value))
    return _text(prefixed if runs_as_formula(text) else plain, text)


def _text(cell: WriteOnlyCell, text: str) -> WriteOnlyCell:
    cell.value = fitting(clean(text))
    cell.data_type = "s"  # the library takes "=…" for a formula and "#N/A" for an error
    return cell


def fitting(text: str) -> str:
    """``text``, or as much of it as a cell can have, with an ellipsis.

    >>> fitting("甲" * 40_000) == "甲" * 32_766 + "…"
    True
    """
    if len(text) * 2 <= LONGEST or len(text.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST:
        return text
    units = text.encode("utf-16-le", "surrogatepass")[: (LONGEST - len(_CUT)) * 2]
    return units.decode("utf-16-le", "ignore") + _CUT
