"""Markdown: each quotation as a block quotation, with its source under it; other lists as a table.

Everything from a document goes out as text: see :func:`searcher.output.markdown_text.as_text`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from corpus.readers.own_exports import GROUP_MARK, MARK
from searcher.output.groups import grouped
from searcher.output.markdown_text import as_text
from searcher.output.plain_quote import without_markup
from searcher.output.source_line import source_parts, speech_mark

if TYPE_CHECKING:
    from searcher.output.formats import Settings
    from searcher.output.listing import Listing, Table
    from searcher.output.schema import Row


def lines(listing: Listing, settings: Settings) -> Iterator[str]:
    """The quotations of a listing, under headings if they are grouped; or its table."""
    if listing.quotations is None:
        yield from table_lines(listing.table)
        return
    rows = (quotation.row for quotation in listing.quotations)
    if not settings.group:
        yield from markdown_lines(rows)
        return
    yield from (MARK, "")
    for heading, members in grouped(rows, settings.group):
        yield f"## {as_text(heading)} {GROUP_MARK}"
        yield ""
        yield from _quotations(members)


def markdown_lines(rows: Iterable[Row]) -> Iterator[str]:
    """The lines of all quotations. A quotation is marked as said word for word or reported.

    The first line marks the file as an export, so that an index does not take it for a source.
    """
    for number, line in enumerate(_quotations(rows)):
        if not number:
            yield MARK
            yield ""
        yield line


def _quotations(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        for number, line in enumerate(row.quote.splitlines() or [""]):
            if number:  # else Markdown would join the lines
                yield ">"
            yield f"> {_inert(line)}".rstrip()
        yield ">"
        yield "> — " + "，".join(map(_inert, source_parts(row))) + speech_mark(row)
        yield ""


def table_lines(table: Table) -> Iterator[str]:
    """A table of GitHub's Markdown. Columns of numbers are aligned right."""
    rows = [["" if value is None else value for value in row] for row in table.rows]
    right = [isinstance(value, int | float) for value in (rows[0] if rows else table.columns)]
    yield f"| {' | '.join(map(_inert, table.columns))} |"
    yield f"|{'|'.join('---:' if number else '---' for number in right)}|"
    for row in rows:
        yield f"| {' | '.join(_inert(str(value)) for value in row)} |"


def _inert(text: str) -> str:
    return as_text(without_markup(text))
