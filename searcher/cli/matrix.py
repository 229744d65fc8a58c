"""A table of numbers with many columns, in blocks that fit the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from searcher.terminal_text import shorten, width

if TYPE_CHECKING:
    from searcher.cli.terminal import Style


def matrix(
    names: Sequence[str],
    columns: Sequence[Sequence[str]],
    total: Sequence[str],
    style: Style,
    room: int,
    *,
    sums: bool,
) -> Iterator[str]:
    """A row for each of the ``names``, and the ``columns``, each a head and a cell for each row.

    Where they are wider than ``room``, they go on in a further block, which has the names again.
    The last has the column ``total``. ``sums``: the last row is one of sums.
    """
    first = min(max(map(width, names)), max(12, room * 2 // 5))
    for number, block in enumerate(_blocks(columns, total, room - first)):
        if number:
            yield ""
        sizes = [max(map(width, column)) for column in block]
        heads = zip((column[0] for column in block), sizes, strict=True)
        head = " " * first + "".join("  " + _right(*one) for one in heads)
        yield f"{style.faint}{shorten(head, room)}{style.off}"
        for row, name in enumerate(names, 1):
            on = style.faint if sums and row == len(names) else style.speaker
            label = shorten(name, first)
            label = f"{on}{label}{style.off}" + " " * (first - width(label))
            cells = zip((column[row] for column in block), sizes, strict=True)
            yield label + "".join("  " + _right(*one) for one in cells)


def _blocks(
    columns: Sequence[Sequence[str]], total: Sequence[str], room: int
) -> Iterator[list[Sequence[str]]]:
    block: list[Sequence[str]] = []
    used = 0
    for column in (*columns, total):
        size = 2 + max(map(width, column))
        if block and used + size > room:
            yield block
            block, used = [], 0
        block.append(column)
        used += size
    yield block


def _right(text: str, columns: int) -> str:
    return " " * (columns - width(text)) + text
