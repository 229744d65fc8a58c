"""The columns of tables and keys of JSON for concordances; see :mod:`searcher.output.schema`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from searcher.output.context import first_columns, last_columns
from searcher.output.reported import is_reported

if TYPE_CHECKING:
    from searcher.report.concordance import KwicLine

WIDTH = 60
"""Columns of context on each side where the user names no width: 30 Chinese characters."""


class KwicRow(NamedTuple):
    """An occurrence with its context on both sides, cut to a width.

    ``start`` and ``end`` are characters of the paragraph. ``speech`` and ``certainty`` are those of
    :class:`searcher.output.schema.Row`.
    """

    left: str
    keyword: str
    right: str
    speaker: str
    job_title: str
    organization: str
    title: str
    doc: str
    paragraph: int
    page: int | None
    date: str | None
    start: int
    end: int
    speech: str
    certainty: str


def rows_of_lines(lines: Iterable[KwicLine], width: int = WIDTH) -> Iterator[KwicRow]:
    """One row for each occurrence, with ``width`` columns on each side."""
    for line in lines:
        file, paragraph, said = line.file, line.paragraph, line.statement
        speech = ""
        if said is not None:
            speech = "reported" if is_reported(paragraph, said) else "verbatim"
        yield KwicRow(
            left=last_columns(line.left, width),
            keyword=line.keyword,
            right=first_columns(line.right, width),
            speaker=said.speaker.name if said else "",
            job_title=said.speaker.title if said else "",
            organization=said.speaker.organization if said else "",
            title=file.title,
            doc=file.id,
            paragraph=paragraph.number,
            page=paragraph.page,
            date=str(file.date) if file.date else None,
            start=line.start,
            end=line.end,
            speech=speech,
            certainty=said.certainty if said else "",
        )
