"""Rules and lines of a page in, tables out: rows of cells, as their rules draw them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corpus.readers.pdf.drawings import Rule
from corpus.readers.pdf.segments import PageLine, Segment

_NEAR = 3.0
_MOST_RULES = 1_500


class Cell(NamedTuple):
    """The lines of a cell, and its left and right rule."""

    lines: list[PageLine]
    left: float
    right: float


class Table(NamedTuple):
    """Rows from top to bottom, each with its cells from left to right. Empty cells are left out."""

    rows: list[list[Cell]]
    top: float
    bottom: float


def find_tables(
    lines: Sequence[PageLine], horizontal: Sequence[Rule], vertical: Sequence[Rule]
) -> tuple[list[Table], list[PageLine]]:
    """Return the tables of a page, and its lines without their text."""
    across, along = _merged(horizontal), _merged(vertical)
    if len(across) + len(along) > _MOST_RULES:
        return [], list(lines)
    tables = []
    rest = list(lines)
    for grid in _grids(across, along):
        table, rest = _fill(grid, rest)
        if table is not None:
            tables.append(table)
    return tables, rest


class _Grid(NamedTuple):
    horizontal: list[Rule]
    vertical: list[Rule]

    def contains(self, segment: Segment) -> bool:
        x, y = segment.middle
        return (
            self.vertical[0].at <= x <= self.vertical[-1].at
            and self.horizontal[0].at <= y <= self.horizontal[-1].at
        )

    def cell(self, segment: Segment) -> tuple[float, float, float, float]:
        """Return top, left, bottom and right of the cell that contains the segment."""
        x, y = segment.middle
        spans_y = [r.at for r in self.vertical if r.start - _NEAR <= y <= r.end + _NEAR]
        spans_x = [r.at for r in self.horizontal if r.start - _NEAR <= x <= r.end + _NEAR]
        return (
            min((at for at in spans_x if at >= y), default=self.horizontal[-1].at),
            max((at for at in spans_y if at <= x), default=self.vertical[0].at),
            max((at for at in spans_x if at <= y), default=self.horizontal[0].at),
            min((at for at in spans_y if at >= x), default=self.vertical[-1].at),
        )


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Join rules on one straight line that touch: many programs draw a rule for every cell."""
    result: list[Rule] = []
    near: list[int] = []
    for rule in sorted(rules):
        near = [index for index in near if rule.at - result[index].at <= _NEAR]
        for index in near:
            one = result[index]
            if rule.start <= one.end + _NEAR and one.start <= rule.end + _NEAR:
                start, end = min(one.start, rule.start), max(one.end, rule.end)
                result[index] = Rule(one.at, start, end)
                break
        else:
            near.append(len(result))
            result.append(rule)
    return result


def _grids(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[_Grid]:
    """Group rules that touch into grids with at least two cells."""
    group = list(range(len(horizontal) + len(vertical)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for one, across in enumerate(horizontal):
        for other, along in enumerate(vertical, len(horizontal)):
            if (
                across.start - _NEAR <= along.at <= across.end + _NEAR
                and along.start - _NEAR <= across.at <= along.end + _NEAR
            ):
                group[root(one)] = root(other)
    grids: dict[int, _Grid] = {}
    for index, rule in enumerate((*horizontal, *vertical)):
        grid = grids.setdefault(root(index), _Grid([], []))
        (grid.horizontal if index < len(horizontal) else grid.vertical).append(rule)
    return [
        _Grid(sorted(grid.horizontal), sorted(grid.vertical))
        for grid in grids.values()
        if min(len(grid.horizontal), len(grid.vertical)) >= 2
        and len(grid.horizontal) + len(grid.vertical) >= 5
    ]


def _fill(grid: _Grid, lines: Sequence[PageLine]) -> tuple[Table | None, list[PageLine]]:
    """Return the table of a grid, and the lines that are not in it."""
    cells: dict[tuple[float, float, float, float], list[PageLine]] = {}
    rest: list[PageLine] = []
    for line in lines:
        outside: PageLine = []
        for segment in line:
            if not grid.contains(segment):
                outside.append(segment)
                continue
            cell = cells.setdefault(grid.cell(segment), [])
            if cell and cell[-1][-1].row == segment.row:
                cell[-1].append(segment)
            else:
                cell.append([segment])
        if outside:
            rest.append(outside)
    if len(cells) < 2:
        return None, list(lines)
    rows = _rows(cells)
    return Table(rows, grid.horizontal[-1].at, grid.horizontal[0].at), rest


def _rows(cells: dict[tuple[float, float, float, float], list[PageLine]]) -> list[list[Cell]]:
    """Group cells by the row in which they begin, so that a merged cell is given once."""
    rows: list[list[Cell]] = []
    top = 0.0
    for place in sorted(cells, key=lambda place: -place[0]):
        if not rows or top - place[0] > _NEAR:
            rows.append([])
            top = place[0]
        rows[-1].append(Cell(cells[place], place[1], place[3]))
    return [sorted(row, key=lambda cell: cell.left) for row in rows]
