"""The cells of a table row in, its paragraphs out.

A row is one paragraph, its cells separated by " | " as in Markdown. Where a table only arranges a
page, as in many minutes, the paragraphs of its cells stay paragraphs: those of a table with one
column, and those of a cell with a long text.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.lines import ends_sentence
from corpus.readers.styled_paragraphs import StyledParagraph

SEPARATOR = " | "
_LONGEST_ROW = 400
_LONGEST_CELL = 120


def row_paragraphs(
    cells: Sequence[Sequence[StyledParagraph]], columns: int = 0
) -> list[StyledParagraph]:
    """Return the paragraphs of one row of a table with so many columns, or more.

    >>> def cell(*texts): return [StyledParagraph(text) for text in texts]
    >>> [(one.hint, one.text) for one in row_paragraphs([cell("項目"), cell(), cell("金額")])]
    [('table', '項目 | 金額')]
    """
    filled = [list(cell) for cell in cells if cell]
    if max(columns, len(cells)) == 1 and filled:
        return filled[0]
    lengths = [sum(len(one.text) for one in cell) for cell in filled]
    if sum(lengths) <= _LONGEST_ROW and all(len(cell) == 1 for cell in filled):
        return [_joined(filled)] if filled else []
    result: list[StyledParagraph] = []
    short: list[list[StyledParagraph]] = []
    for cell, length in zip(filled, lengths, strict=True):
        if length <= _LONGEST_CELL:
            short.append(cell)
            continue
        if short:
            result.append(_joined(short))
            short = []
        result.extend(cell)
    if short:
        result.append(_joined(short))
    return result


def _joined(cells: Sequence[Sequence[StyledParagraph]]) -> StyledParagraph:
    first = cells[0][0]
    return StyledParagraph(
        SEPARATOR.join(_cell_text(cell) for cell in cells),
        hint="table",
        size=first.size,
        page=first.page,
        notes=[note for cell in cells for one in cell for note in one.notes],
    )


def _cell_text(cell: Sequence[StyledParagraph]) -> str:
    whole = ""
    for one in cell:
        for part in filter(None, (part.strip() for part in one.text.split("\n"))):
            whole += ("" if not whole or ends_sentence(whole) else " ") + part
    return whole
