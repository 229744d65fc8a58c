"""An Excel file (XLSX) in, its lines out: one for each row, with the names of the columns.

Cells are read as Excel shows them: the stored result of a formula, a date where the format of the
number is a date (as 2025-03-01), a percentage. Sheets are read in their order, hidden ones too.
Comments, charts, pictures, headers and footers are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.errors import DocumentError
from corpus.lines import Line, Source
from corpus.readers.cell_values import CellFormats, cell_formats, shown_number
from corpus.readers.open_xml import Element, attribute, main_part, properties, relations
from corpus.readers.own_exports import RESULTS, is_table_of_results
from corpus.readers.sheet_rows import Row, row_lines
from corpus.readers.zip_parts import ZipParts

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = {b"http://purl.oclc.org/ooxml/spreadsheetml/main": _MAIN.encode()}
_M = f"{{{_MAIN}}}"
_DEFAULT_NAME = re.compile(r"(?:sheet|工作表) ?\d*|表格? ?\d+", re.IGNORECASE)
_LETTERS = re.compile("[A-Z]+")


class _Sheet(NamedTuple):
    name: str
    part: str
    hidden: bool


def read_xlsx(path: Path) -> Source:
    """Read a workbook.

    Raises :class:`corpus.errors.DocumentError` if it is broken or protected, and OSError.
    """
    with ZipParts(path, _STRICT) as parts:
        reader, sheets = _opened(parts)
        lines = [line for sheet in sheets for line in _lines(reader, sheet, len(sheets))]
        title, date = properties(parts)
    heads = [line for line in lines if line.hint != "heading"][:2]
    if heads and is_table_of_results(heads[0].text.split(" | ")):
        raise DocumentError(RESULTS)
    if len(heads) == 2 and heads[0].hint == "text" and heads[1].hint == "table":
        title = heads[0].text
    warnings = (*_warnings(reader, sheets), *parts.warnings)
    return Source(tuple(lines), title or path.stem, None, warnings, True, metadata_date=date)


def first_sheet(path: Path) -> list[Row]:
    """Return the rows of the first sheet. Raises what :func:`read_xlsx` raises."""
    with ZipParts(path, _STRICT) as parts:
        reader, sheets = _opened(parts)
        return list(reader.rows(sheets[0].part)) if sheets else []


def _opened(parts: ZipParts) -> tuple[_Reader, list[_Sheet]]:
    main = main_part(parts, "xl/workbook.xml")
    workbook = parts.xml(main)
    if workbook is None:
        raise DocumentError("it is no workbook; open it in Excel and save it as .xlsx")
    related = relations(parts, main)
    by_kind = {relation.kind: relation.target for relation in related.values()}
    styles = parts.xml(by_kind.get("styles", "xl/styles.xml"))
    reader = _Reader(
        parts,
        cell_formats(workbook, styles),
        list(_shared_strings(parts, by_kind.get("sharedStrings", "xl/sharedStrings.xml"))),
    )
    sheets = [
        _Sheet(sheet.get("name") or "", relation.target, "idden" in sheet.get("state", ""))
        for sheet in workbook.iterfind("{*}sheets/{*}sheet")
        if (relation := related.get(attribute(sheet, "}id"))) and relation.kind == "worksheet"
    ]
    return reader, sheets


def _lines(reader: _Reader, sheet: _Sheet, count: int) -> Iterator[Line]:
    rows = row_lines(reader.rows(sheet.part))
    first = next(rows, None)
    if first is None:
        return
    if sheet.name and (count > 1 or not _DEFAULT_NAME.fullmatch(sheet.name)):
        yield Line(sheet.name, "heading", 2)
    yield first
    yield from rows


def _warnings(reader: _Reader, sheets: list[_Sheet]) -> Iterator[str]:
    hidden = [sheet.name for sheet in sheets if sheet.hidden]
    if hidden:
        yield f"hidden sheets, which are read too: {'、'.join(hidden)}"
    if reader.without_result:
        yield (
            f"formulas without a stored result: {reader.without_result}; "
            "open it in Excel and save it, so that their results are read"
        )


def _shared_strings(parts: ZipParts, name: str) -> Iterator[str]:
    if name in parts.names:
        for item in parts.elements(name, (_M + "si",), _M + "sst"):
            yield _rich_text(item)


def _rich_text(item: Element) -> str:
    """Return the text of its runs, without the phonetic guides beside them."""
    texts = item.iterfind(_M + "t"), item.iterfind(f"{_M}r/{_M}t")
    return "".join(text.text or "" for found in texts for text in found)


class _Reader:
    """Reads rows, and counts formulas without a result."""

    def __init__(self, parts: ZipParts, formats: CellFormats, strings: list[str]) -> None:
        self._parts = parts
        self._formats = formats
        self._strings = strings
        self.without_result = 0

    def rows(self, part: str) -> Iterator[Row]:
        """Yield the rows of a sheet that are not empty."""
        if part not in self._parts.names:
            return
        for row in self._parts.elements(part, (_M + "row",), _M + "sheetData"):
            cells: dict[int, str] = {}
            column = -1
            for cell in row:
                column = _column(cell.get("r") or "", column + 1)
                if text := " ".join(self._text(cell).split()):
                    cells[column] = text
            if cells:
                yield cells

    def _text(self, cell: Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(_M + "is")
            return "" if inline is None else _rich_text(inline)
        value = cell.findtext(_M + "v")
        if not value:
            self.without_result += cell.find(_M + "f") is not None
            return ""
        if kind == "s":
            index = int(value) if value.strip().isdecimal() else -1
            return self._strings[index] if 0 <= index < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        return value if kind != "n" else shown_number(value, cell.get("s", ""), self._formats)


def _column(reference: str, default: int) -> int:
    """Return the column of a cell, from 0.

    >>> _column("A1", 9), _column("AB12", 9), _column("", 9)
    (0, 27, 9)
    """
    letters = _LETTERS.match(reference[:4])
    if letters is None:
        return default
    column = 0
    for letter in letters[0]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
