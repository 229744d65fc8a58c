"""A CSV or TSV file in, its lines out: one for each row, with the names of the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import DocumentError
from corpus.lines import Source
from corpus.readers.encoding import decode
from corpus.readers.own_exports import RESULTS, is_table_of_results
from corpus.readers.sheet_rows import Row, row_lines

_DELIMITERS = ",;\t|"
_SAMPLE = 40  # lines
_LARGEST_CELL = 16 << 20


def read_csv(path: Path) -> Source:
    """Read a table.

    Raises :class:`corpus.errors.DocumentError` if it is not text or was written by Cewen, and
    OSError.
    """
    decoded = decode(path.read_bytes())
    text = decoded.text
    declared = ""
    if text[:4].lower() == "sep=" and text[5:6] in "\r\n":
        declared, text = text[4], text[5:].lstrip("\r\n")  # as Excel writes it
    lines = text.splitlines(keepends=True)
    delimiter = declared or _delimiter(lines[:_SAMPLE], path.suffix.lower() == ".tsv")
    warnings = decoded.warnings
    csv.field_size_limit(_LARGEST_CELL)
    try:
        rows = list(_rows(csv.reader(lines, delimiter=delimiter, strict=True)))
    except csv.Error as error:
        rows = list(_rows(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)))
        warnings += (f"its quotation marks are not in pairs, so they are text: {error}",)
    if rows and is_table_of_results(list(rows[0].values())):
        raise DocumentError(RESULTS)
    return Source(tuple(row_lines(rows)), _title(rows, path), None, warnings, whole=True)


def _delimiter(lines: list[str], tabs: bool) -> str:
    """Return the delimiter that gives the most lines the same number of cells, above one."""

    def consistent(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) if usual > 1 else 0, usual)

    order = "\t" + _DELIMITERS if tabs else _DELIMITERS
    try:
        return max(order, key=consistent)
    except csv.Error:
        return order[0]


def _rows(rows: Iterator[list[str]]) -> Iterator[Row]:
    for row in rows:
        cells = ((column, " ".join(text.split())) for column, text in enumerate(row))
        if filled := {column: text for column, text in cells if text}:
            yield filled


def _title(rows: list[Row], path: Path) -> str:
    """Return the only text in the first row, if a table follows, otherwise the name of the file."""
    if len(rows) > 1 and len(rows[0]) == 1 and len(rows[1]) > 1:
        return next(iter(rows[0].values()))
    return path.stem
