"""Pages in, columns and rows of tables out, in reading order, with the edges of each column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from corpus.lines import ends_sentence, width
from corpus.readers.pdf.breaks import Edges, TextLine, is_item, mark_width
from corpus.readers.pdf.columns import find_columns
from corpus.readers.pdf.furniture import PageLines
from corpus.readers.pdf.paragraphs import Column, Row
from corpus.readers.pdf.segments import PageLine, Segment, main_size
from corpus.readers.pdf.side_labels import split_side_labels
from corpus.readers.pdf.signatures import split_signatures
from corpus.readers.pdf.tables import Cell, Table, find_tables

_CLOSING = "，。、；：！？）」』》"
_ALIGNED = 0.7
_LONGEST_MARK, _LONGEST_LABEL = 6, 8
_COLON = re.compile("[：:]\\s*")
_MARK = re.compile(r"\S{0,2}[\divxIVXa-zA-Z一二三四五六七八九十]{1,3}[.、．）)]?$|\W$")
_ENOUGH_LINES = 8
_FULL, _FULL_LINES, _OWN_LINES = 1.6, 2, 4
_FEW_LINES = 4
_MANY_CELLS, _SHORT = 4, 10


def lay_out(pages: Sequence[PageLines]) -> list[Column | Row]:
    """Return columns and table rows of all pages in reading order."""
    flow: list[Column | Row] = []
    heights: list[int] = []
    for page in pages:
        tables, lines = find_tables(page.lines, page.horizontal, page.vertical)
        tables.sort(key=lambda table: -table.top)
        for table in tables:
            flow += _columns([line for line in lines if line[0].base > table.top], page)
            lines = [line for line in lines if line[0].base <= table.top]
            flow += _rows(table, page.number)
        flow += _columns(lines, page)
        heights += [round(page.height)] * (len(flow) - len(heights))
    # Portrait and landscape pages have different edges.
    for height in set(heights):
        places = [place for place, other in enumerate(heights) if other == height]
        usual = _usual_edges([flow[place] for place in places])
        for place in places:
            part = flow[place]
            if usual is not None and isinstance(part, Column):
                flow[place] = _adjusted(part, usual)
    return flow


def _columns(lines: Sequence[PageLine], page: PageLines) -> list[Column | Row]:
    if not lines:
        return []
    columns = find_columns(lines)
    result: list[Column | Row] = []
    for column in columns:
        for alone, part in split_side_labels(column):
            groups = [(True, part)] if alone else split_signatures(part)
            for short, group in groups:
                if short:
                    result.append(_short_lines(group, page))
                else:
                    whole = len(columns) == 1
                    result.append(_column(_text_lines(group, page.number), page, whole))
    return result


def _short_lines(lines: Sequence[PageLine], page: PageLines) -> Column:
    """Return a label, or a party of a block of signatures. None of the lines is continued."""
    texts = [_text_line(line, page.number) for line in lines]
    left = min(line.left for line in texts)
    right = left + 2 * (max(line.right for line in texts) - left)
    return Column(page.number, texts, _edges(texts, left, right), only=False)


def _rows(table: Table, page: int) -> list[Column | Row]:
    return [Row(page, [_cell(cell, page) for cell in row]) for row in table.rows]


def _column(lines: list[TextLine], page: PageLines, only: bool) -> Column:
    lefts = sorted(line.left for line in lines)
    rights = sorted(line.right for line in lines)
    left, right = lefts[len(lefts) // 10], rights[len(rights) * 9 // 10]
    if only and not _shows_edge(lines, right):
        # All lines are short: suppose that the page has the same margin at both sides.
        right = max(right, page.right - (left - page.left))
    return Column(page.number, lines, _edges(lines, left, right), only)


def _shows_edge(lines: Sequence[TextLine], right: float, least: int = _FULL_LINES) -> bool:
    """Return whether enough lines stop in mid-sentence at this edge, as full lines do."""
    full = sum(
        line.right > right - _FULL * line.size and not ends_sentence(line.text) for line in lines
    )
    return full >= least


def _cell(cell: Cell, page: int) -> Column:
    """Return a cell as a column, with the same margin at its right as at its left."""
    lines = [_text_line(line, page) for line in cell.lines]
    left = min(line.left for line in lines)
    right = max(max(line.right for line in lines), cell.right - (left - cell.left))
    return Column(page, lines, _edges(lines, left, right))


def _edges(lines: Sequence[TextLine], left: float, right: float) -> Edges:
    """Return the edges of a column. A pitch is the 33rd percentile of the distances of lines."""
    distances: dict[int, list[float]] = {}
    for above, below in pairwise(lines):
        distance = above.base - below.base
        if distance > 0.5 * below.size and round(above.size) == round(below.size):
            distances.setdefault(round(below.size), []).append(distance)
    pitches = {size: sorted(values)[len(values) // 3] for size, values in distances.items()}
    return Edges(left, right, pitches)


def _usual_edges(flow: Sequence[Column | Row]) -> Edges | None:
    """Return the medians of the edges of those columns that fill their pages."""
    full = [
        part.edges
        for part in flow
        if isinstance(part, Column) and part.only and len(part.lines) >= _ENOUGH_LINES
    ]
    if not full:
        return None
    pitches: dict[int, list[float]] = {}
    for edges in full:
        for size, pitch in edges.pitches.items():
            pitches.setdefault(size, []).append(pitch)
    return Edges(
        median(edges.left for edges in full),
        median(edges.right for edges in full),
        {size: median(values) for size, values in pitches.items()},
    )


def _adjusted(column: Column, usual: Edges) -> Column:
    """Return a column with the usual edges if its few or short lines do not show its own."""
    edges = column.edges
    em = column.lines[0].size
    if not column.only or edges.left < usual.left - em or edges.right > usual.right + em:
        return column
    few = len(column.lines) < _FEW_LINES
    pitches = dict(usual.pitches)
    for size, own in edges.pitches.items():
        if size not in pitches or not (few or own > 1.3 * pitches[size]):
            pitches[size] = own
    # A part of the document may have margins of its own.
    own_right = _shows_edge(column.lines, edges.right, _OWN_LINES)
    right = edges.right if own_right else max(edges.right, usual.right)
    return column._replace(edges=Edges(min(edges.left, usual.left), right, pitches))


def _text_lines(lines: Sequence[PageLine], page: int) -> list[TextLine]:
    """Return the lines of a column. Neighbours with aligned segments are rows of a table."""
    starts = [_behind_label(line) for line in lines]
    lines = [_with_marks_joined(line) for line in lines]
    result = [_text_line(line, page, start) for line, start in zip(lines, starts, strict=True)]
    for index, line in enumerate(lines):
        if len(line) >= _MANY_CELLS and sum(len(s.text) for s in line) <= _SHORT * len(line):
            _make_row(result[index], line)
    for index in range(len(lines) - 1):
        if _are_rows(lines[index], lines[index + 1]):
            for one in (index, index + 1):
                _make_row(result[one], lines[one])
    return result


def _with_marks_joined(line: PageLine) -> PageLine:
    """Join punctuation behind a gap, such as a blank to fill in, with the text before it."""
    if len(line) == 1 or not any(segment.text[0] in _CLOSING for segment in line[1:]):
        return line
    result = [line[0]]
    for segment in line[1:]:
        if segment.text[0] in _CLOSING:
            last = result[-1]
            text, weights = last.text + segment.text, last.weights + segment.weights
            result[-1] = replace(last, text=text, weights=weights, right=segment.right)
        else:
            result.append(segment)
    return result


def _behind_label(line: PageLine) -> float:
    """Return where the text begins behind a label, its colon and a gap, or 0."""
    if len(line) < 2 or len(line[0].text) > _LONGEST_LABEL:
        return 0.0
    label, text = line[:2]
    if colon := _COLON.match(text.text):
        return text.left + width(colon[0]) / 2 * text.size
    return text.left if label.text.endswith(("：", ":")) else 0.0


def _text_line(segments: PageLine, page: int, behind_label: float = 0.0) -> TextLine:
    first, last = segments[0], segments[-1]
    text, weights = first.text, first.weights
    for segment in segments[1:]:
        if text == first.text and _is_mark(first):
            text, weights = text + " ", weights + weights[-1]
        elif not text.endswith(("：", ":")):
            text, weights = text + "\u3000", weights + weights[-1]
        text, weights = text + segment.text, weights + segment.weights
    size = main_size([(segment.size, len(segment.text)) for segment in segments])
    base = max(segments, key=lambda segment: len(segment.text)).base
    apart = len(segments) > 1 and _is_mark(first)
    start = segments[1].left if apart else first.left + mark_width(text) * first.size
    start = max(start, behind_label)
    item = apart or is_item(text)
    short = len(first.text) <= _LONGEST_MARK
    gaps = [b.left - a.right for a, b in pairwise(segments[short:])]
    gap = max(gaps, default=0.0)
    return TextLine(text, weights, first.left, last.right, base, size, page, start, item, gap=gap)


def _is_mark(segment: Segment) -> bool:
    """Return whether the segment is only the number or bullet of an item."""
    text = segment.text
    return len(text) <= _LONGEST_MARK and (bool(_MARK.match(text)) or is_item(text + " "))


def _are_rows(above: PageLine, below: PageLine) -> bool:
    """Return whether two lines have at least two segments that are aligned."""
    if min(len(above), len(below)) < 2 or (len(above) == 2 == len(below) and _is_mark(above[0])):
        return False
    if len(above) == 2 and above[0].text.endswith(("：", ":")):
        return False
    near = _ALIGNED * above[0].size
    aligned = 0
    for one in above:
        aligned += any(
            abs(one.left - other.left) < near
            or abs(one.right - other.right) < near
            or abs(one.middle[0] - other.middle[0]) < near
            for other in below
        )
    return aligned >= 2


def _make_row(line: TextLine, segments: PageLine) -> None:
    line.cells = tuple(segment.text for segment in segments)
    line.text = "\t".join(line.cells)
    line.weights = " ".join(segment.weights for segment in segments)
