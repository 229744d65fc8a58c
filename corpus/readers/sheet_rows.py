"""The rows of a table in, its lines out: a row is one paragraph with the names of its columns.

The first row that looks like names is the header: short texts, no numbers, above rows of several
cells. A row of groups above it (人數 over 男 and 女) is part of it: 人數－男. Rows of one cell are
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

from corpus.lines import Line

Row = Mapping[int, str]
"""The texts of the filled cells of a row by column."""

_LOOK_AHEAD = 20
_LONGEST_NAME = 40
_NUMBER = re.compile(r"[-+(]?[\d０-９][\d０-９,，.．/:：年月日\s-]*[%％)]?")


def row_lines(rows: Iterable[Row]) -> Iterator[Line]:
    """Yield a line for each row that is not empty.

    >>> rows = [{0: "外送統計"}, {0: "年度", 1: "件數"}, {0: "2024", 1: "12"}]
    >>> [(line.hint, line.text) for line in row_lines(rows)]
    [('text', '外送統計'), ('table', '年度 | 件數'), ('table', '年度：2024；件數：12')]
    """
    filled = (row for row in rows if row)
    first = list(islice(filled, _LOOK_AHEAD))  # so that a large table is never in memory
    header, height = _header(first)
    names: dict[int, str] = {}
    for index, row in enumerate(chain(first, filled)):
        if index == header:
            names = _names(first[index : index + height])
        is_header = header <= index < header + height or dict(row) == names
        text = _row_text(row, {} if is_header else names)
        yield Line(text, "text" if len(row) == 1 and not _NUMBER.fullmatch(text) else "table")


def _row_text(row: Row, names: Mapping[int, str]) -> str:
    if not names or len(row) == 1:
        return " | ".join(row.values())
    pairs = (
        f"{names[column]}：{text}" if column in names else text for column, text in row.items()
    )
    return "；".join(pairs)


def _header(rows: list[Row]) -> tuple[int, int]:
    """Return the index of the header and the number of its rows, or (-1, 0)."""
    widest = max(map(len, rows), default=0)
    for index, row in enumerate(rows[:-1]):
        below = rows[index + 1]
        if _is_group_row(row, below) and len(rows) > index + 2:
            return index, 2
        if len(row) < 2:
            continue
        if _are_names(row) and len(below) >= 2 and len(row) * 2 >= widest:
            return index, 1
        return -1, 0
    return -1, 0


def _are_names(row: Row) -> bool:
    """Return whether the cells name columns. A few of them may be long or the same."""
    texts = list(row.values())
    long = sum(len(text) > _LONGEST_NAME for text in texts)
    usual = len(texts) - long - (len(texts) - len(set(texts)))
    return usual * 5 >= len(texts) * 4 and not any(map(_is_value, texts))


def _is_value(text: str) -> bool:
    return text[-1] in "。；" or _NUMBER.fullmatch(text) is not None


def _is_group_row(row: Row, below: Row) -> bool:
    """Return whether the row has names of groups, and the row below those of their columns.

    A group has a name below each of its columns; a name without a group has none below it.
    """
    if len(row) < 2 or not _all_short(row) or not _all_short(below):
        return False
    starts = sorted(row)
    if min(below) < starts[0]:
        return False
    groups = 0
    for start, end in zip(starts, [*starts[1:], max(*row, *below) + 1], strict=True):
        inside = [column for column in below if start <= column < end]
        if inside and (start not in inside or len(inside) < 2):
            return False
        groups += bool(inside)
    return groups > 0


def _all_short(row: Row) -> bool:
    return not any(len(text) > _LONGEST_NAME or _is_value(text) for text in row.values())


def _names(rows: list[Row]) -> dict[int, str]:
    """Return the names of the columns; a group's name goes before those of its columns."""
    names = dict(rows[0])
    if len(rows) == 1:
        return names
    group = ""
    for column in sorted({*rows[0], *rows[1]}):
        group = rows[0].get(column, group)
        below = rows[1].get(column)
        names[column] = f"{group}－{below}" if group and below else below or group
    return names
