"""Quotations as a Word document: each with its note, in groups if asked for."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from searcher.output.footnotes import footnote
from searcher.output.groups import grouped
from searcher.output.plain_quote import without_markup
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from searcher.output.formats import Settings
    from searcher.output.listing import Listing
    from searcher.output.schema import Row


def content(listing: Listing, settings: Settings) -> bytes:
    """A document with the quotations of a listing."""
    from docx import Document

    book = Document()
    book.core_properties.author = "Cewen"
    rows = [quotation.row for quotation in listing.quotations or ()]
    for heading, group in _groups(rows, settings):
        if heading:
            book.add_heading(clean(heading), 1)
        for row in group:
            for line in row.quote.splitlines() or [""]:
                book.add_paragraph(clean(without_markup(line)), style="Quote")
            book.add_paragraph(f"— {clean(without_markup(footnote(row, roc=settings.roc)))}")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _groups(rows: list[Row], settings: Settings) -> Iterator[tuple[str, list[Row]]]:
    if settings.group:
        yield from grouped(rows, settings.group)
    else:
        yield "", rows
