"""Tables: a heading and rows, aligned by display width."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from searcher.terminal_text import clean, shorten, width

Cell: TypeAlias = str | int | float


def table(
    head: Sequence[str], rows: Iterable[Sequence[Cell]], columns: int | None
) -> Iterator[str]:
    """The lines of a table: text is aligned left, numbers right.

    On a terminal of ``columns`` the first column fills at most two fifths of them, and lines that
    are too long are cut at the end.

    >>> print(*table(("topic", "paragraphs"), [("長期照顧", 1200), ("AI", 3)], None), sep="\\n")
    topic     paragraphs
    長期照顧       1,200
    AI                 3
    """
    listed = list(rows)
    most = columns * 2 // 5 if columns else None
    shown = [[_written(cell) for cell in row] for row in (head, *listed)]
    if most:
        shown = [[shorten(row[0], most), *row[1:]] for row in shown]
    widths = [max(map(width, column)) for column in zip(*shown, strict=True)]
    right = [bool(listed) and isinstance(cell, int | float) for cell in (listed or [head])[0]]
    for row in shown:
        cells = zip(row, widths, right, strict=True)
        line = "  ".join(_padded(*cell) for cell in cells).rstrip()
        yield shorten(line, columns) if columns else line


def _written(cell: Cell) -> str:
    return f"{cell:,}" if isinstance(cell, int) else clean(str(cell))


def _padded(text: str, columns: int, right: bool) -> str:
    blank = " " * (columns - width(text))
    return blank + text if right else text + blank


def years(first: datetime.date | None, last: datetime.date | None) -> str:
    """The years of two days, as a cell: 2018, 1997–2024, or nothing."""
    return "–".join(dict.fromkeys(str(day.year) for day in (first, last) if day))
