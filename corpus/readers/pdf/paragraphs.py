"""Columns and tables of all pages in, paragraphs out, joined across lines, columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.lines import joiner
from corpus.readers.pdf.breaks import Edges, TextLine, breaks_across, breaks_paragraph
from corpus.readers.pdf.codes import SOFT_HYPHEN
from corpus.structure.blocks import mid_sentence
from corpus.structure.kinds import inline_label
from corpus.structure.law import parse_article

_NOTE_SIZE = 0.9
_NOTE_START = re.compile(r"[\d＊*†‡]{1,3}(?:\s|\D)|[註注]|[\[(（〔]\d{1,3}[\])）〕]|[①-⑳]")
_LONGEST_ROW = 400
_LONGEST_CELL = 60
_FULL = 1.6
_RECURRING = 3


class Column(NamedTuple):
    """The lines of one column of one page. ``only``: the page has no other column."""

    page: int
    lines: list[TextLine]
    edges: Edges
    only: bool = True


class Row(NamedTuple):
    """A row of a table with rules: each cell is a column."""

    page: int
    cells: list[Column]


@dataclass(slots=True)
class PdfParagraph:
    """A paragraph and what its characters look like.

    ``gap`` is the number of blank lines above it in its column. ``centred``: its first line is
    between the edges of its column.
    """

    lines: list[TextLine]
    kind: str = "text"
    text: str = ""
    weights: str = ""
    size: float = 0.0
    page: int = 0
    gap: int = 0
    centred: bool = False


def join_rows(flow: Sequence[Column | Row]) -> list[Column | Row]:
    """Join a row at the foot of a page with its rest at the head of the next page."""
    result: list[Column | Row] = []
    for part in flow:
        above = result[-1] if result else None
        if isinstance(part, Row) and isinstance(above, Row) and _goes_on(above, part):
            result[-1] = _joined(above, part)
        else:
            result.append(part)
    return result


def _goes_on(above: Row, below: Row) -> bool:
    """Return whether a cell stops in mid-sentence at its right edge and continues below."""
    if below.page != above.page + 1:
        return False
    for one in above.cells:
        last = one.lines[-1]
        text = "".join(line.text for line in one.lines)
        full = last.right > one.edges.right - _FULL * last.size
        if not full or not mid_sentence(text) or not text[-1].isalpha():
            continue
        for other in below.cells:
            first = other.lines[0]
            if _same_place(one, other) and not first.item and round(first.size) == round(last.size):
                return True
    return False


def _joined(above: Row, below: Row) -> Row:
    cells = list(above.cells)
    for cell in below.cells:
        place = next((i for i, one in enumerate(cells) if _same_place(one, cell)), None)
        if place is None:
            cells.append(cell)
        else:
            cells[place] = cells[place]._replace(lines=[*cells[place].lines, *cell.lines])
    return Row(above.page, sorted(cells, key=lambda cell: cell.edges.left))


def _same_place(one: Column, other: Column) -> bool:
    near = one.lines[0].size
    return (
        abs(one.edges.left - other.edges.left) < near
        and abs(one.edges.right - other.edges.right) < near
    )


def join_columns(flow: Sequence[Column | Row], body_size: float) -> list[PdfParagraph]:
    """Return the paragraphs of a document in reading order.

    Notes at the foot of a page follow the paragraph that crosses the page.
    """
    result: list[PdfParagraph] = []
    current: PdfParagraph | None = None
    edges: Edges | None = None
    notes: list[PdfParagraph] = []
    labels = _recurring_labels(flow)
    article = 0
    for part in join_rows(flow):
        if isinstance(part, Row):
            result += [*notes, *_row(part)]
            notes, current = [], None
            continue
        body, foot = _split_notes(part, body_size)
        for index, line in enumerate(body):
            if current is not None and edges is not None:
                if index:
                    begins = breaks_paragraph(current.lines, line, part.edges)
                else:
                    page = current.lines[-1].page != part.page
                    begins = breaks_across(current.lines[-1], edges, line, part.edges, page)
                above = current.lines[-1]
                begins = begins or _begins_turn(above, line, labels)
                if not begins and not _begins_article(above, line, article):
                    current.lines.append(line)
                    continue
            result += notes
            notes = []
            current = PdfParagraph([line])
            article = _article(line) or article
            current.gap = _blank_lines(body[index - 1], line, part.edges) if index else 1
            current.centred = part.edges.centres(line) and line.left > part.edges.left + line.size
            result.append(current)
            edges = part.edges
        edges = part.edges
        notes += _notes(foot, part.edges)
    result += notes
    for paragraph in result:
        _finish(paragraph)
    return [paragraph for paragraph in result if paragraph.text]


def _recurring_labels(flow: Sequence[Column | Row]) -> set[str]:
    """Return the labels with which several lines begin: 主席：, 王委員："""
    columns = [part for part in flow if isinstance(part, Column)]
    labels = Counter(inline_label(line.text) for part in columns for line in part.lines)
    return {label for label, count in labels.items() if label and count >= _RECURRING}


def _begins_turn(above: TextLine, below: TextLine, labels: set[str]) -> bool:
    """Return whether a line begins with the label of a speaker, after the end of a sentence.

    Its words would else be those of the speaker before.
    """
    label = inline_label(below.text)
    return bool(label) and above.ended and (label == below.text or label in labels)


def _article(line: TextLine) -> int:
    """Return the number of the article that begins with the line, or 0."""
    article = parse_article(line.text)
    return article.number if article is not None else 0


def _begins_article(above: TextLine, below: TextLine, last: int) -> bool:
    """Return whether a line begins with the next article, though no blank is behind its label."""
    return above.ended and last > 0 and _article(below) == last + 1


def _blank_lines(above: TextLine, below: TextLine, edges: Edges) -> int:
    """Return how many lines are missing between two lines of a column."""
    distance = above.base - below.base
    return max(0, round(distance / max(edges.pitch_of(below.size), below.size)) - 1)


def _split_notes(column: Column, body_size: float) -> tuple[list[TextLine], list[TextLine]]:
    """Return the lines of a column, and the small ones at its foot if they begin as notes."""
    lines = column.lines
    small = len(lines)
    while small and lines[small - 1].size < _NOTE_SIZE * body_size and not lines[small - 1].cells:
        small -= 1
    for first in range(max(small, 1), len(lines)):
        apart = first == small or _blank_lines(lines[first - 1], lines[first], column.edges)
        if apart and _NOTE_START.match(lines[first].text):
            return lines[:first], lines[first:]
    return lines, []


def _notes(lines: Sequence[TextLine], edges: Edges) -> list[PdfParagraph]:
    result: list[PdfParagraph] = []
    for line in lines:
        if result and not _NOTE_START.match(line.text):
            result[-1].lines.append(line)
        else:
            result.append(PdfParagraph([line], "note"))
    return result


def _row(row: Row) -> Iterator[PdfParagraph]:
    """Yield one paragraph for a row. Long cells are paragraphs of their own."""
    cells = [join_columns([cell], 0.0) for cell in row.cells]
    texts = [" ".join(one.text for one in cell) for cell in cells]
    if sum(map(len, texts)) <= _LONGEST_ROW:
        yield _table_line(row, [text for text in texts if text])
        return
    short: list[str] = []
    for cell, text in zip(cells, texts, strict=True):
        if len(text) <= _LONGEST_CELL:
            short += [text] if text else []
            continue
        if short:
            yield _table_line(row, short)
            short = []
        yield from cell
    if short:
        yield _table_line(row, short)


def _table_line(row: Row, texts: Sequence[str]) -> PdfParagraph:
    first = next(line for cell in row.cells for line in cell.lines)
    paragraph = PdfParagraph([first], "table")
    paragraph.text = "\t".join(texts)
    paragraph.weights = "0" * len(paragraph.text)
    paragraph.size, paragraph.page = first.size, row.page
    return paragraph


def _finish(paragraph: PdfParagraph) -> None:
    """Join the lines to the text."""
    if paragraph.text:
        return
    first = paragraph.lines[0]
    text, weights = "", ""
    for line in paragraph.lines:
        if text.endswith(SOFT_HYPHEN):
            text, weights = text[:-1], weights[:-1]
        elif space := joiner(text, line.text):
            text += space
            weights += weights[-1]
        text += line.text
        weights += line.weights
    paragraph.text, paragraph.weights = text.replace(SOFT_HYPHEN, "-"), weights
    paragraph.size, paragraph.page = first.size, first.page
    if first.cells and paragraph.kind == "text":
        paragraph.kind = "table"
