"""CSV: a header and rows, in cells that no spreadsheet runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from searcher.output.formats import Settings
from searcher.output.formula import runs_as_formula
from searcher.output.listing import Listing
from searcher.output.plain_quote import without_markup
from searcher.terminal_text import clean


def lines(listing: Listing, settings: Settings) -> Iterator[str]:
    """The table of a listing."""
    return csv_lines(*listing.table)


def csv_lines(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The header and one line for each row, without line ends. None is an empty cell."""
    yield csv_row(columns)
    for row in rows:
        yield csv_row("" if value is None else without_markup(str(value)) for value in row)


def csv_row(cells: Iterable[str]) -> str:
    """One line of CSV without its line end."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(map(cell, cells))
    return out.getvalue()


def cell(text: str) -> str:
    """A cell that a spreadsheet shows and does not run: documents are not trusted.

    >>> cell("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    """
    harmless = clean(text)
    return f"'{harmless}" if runs_as_formula(harmless) else harmless
