"""The columns of tables for whole paragraphs; see :mod:`searcher.output.schema`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from index.verification_code import verification_code
from searcher.output.schema import Row, day_of, row_of_text

if TYPE_CHECKING:
    from corpus.document import Paragraph, Role, TextSource
    from index.stored_record import IndexedFile


class ParagraphRow(NamedTuple):
    """One paragraph of ``cewen export`` as a row of a table.

    ``speakers`` are the names of all who say something in it, and ``topics`` the ids of its topics,
    both joined by ``；``.
    """

    doc: str
    paragraph: int
    role: Role
    page: int | None
    source: TextSource
    title: str
    date: str | None
    section: str
    text: str
    speakers: str
    topics: str
    code: str


def row_of_paragraph(file: IndexedFile, paragraph: Paragraph) -> ParagraphRow:
    """A paragraph as a row."""
    names = dict.fromkeys(statement.speaker.name for statement in paragraph.statements)
    return ParagraphRow(
        doc=file.id,
        paragraph=paragraph.number,
        role=paragraph.role,
        page=paragraph.page,
        source=paragraph.source,
        title=file.title,
        date=day_of(file.date),
        section=" › ".join(paragraph.section),
        text=paragraph.text,
        speakers="；".join(names),
        topics="；".join(tag.topic for tag in paragraph.topics),
        code=verification_code(paragraph.text),
    )


def rows_of_paragraph(file: IndexedFile, paragraph: Paragraph) -> Iterator[Row]:
    """The whole text as quotations in reading order: each statement that no other quotes, and what
    is before, between and after them, which has no speaker."""
    text, at = paragraph.text, 0
    outer = [one for one in paragraph.statements if one.inside is None]
    for statement in sorted(outer, key=lambda one: (one.start, one.end)):
        yield from _rest(file, paragraph, at, statement.start)
        yield row_of_text(file, paragraph, text[statement.start : statement.end], statement)
        at = max(at, statement.end)
    yield from _rest(file, paragraph, at, len(text))


def _rest(file: IndexedFile, paragraph: Paragraph, start: int, end: int) -> Iterator[Row]:
    text = paragraph.text[start:end]
    if any(map(str.isalnum, text)) or (start, end) == (0, len(paragraph.text)):
        yield row_of_text(file, paragraph, text, None)
