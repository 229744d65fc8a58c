"""A page of HTML with quotations or a table. Everything from a document is escaped.

The page loads nothing and runs nothing: it says so itself, in its Content-Security-Policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from corpus.readers.own_exports import MARK
from searcher.output.groups import grouped
from searcher.output.plain_quote import without_markup
from searcher.output.source_line import source_parts, speech_mark
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from searcher.output.formats import Settings
    from searcher.output.listing import Listing, Table, Value
    from searcher.output.schema import Row

_HEAD = (
    "<!DOCTYPE html>",
    '<html lang="zh">',
    MARK,
    '<meta charset="utf-8">',
    '<meta name="generator" content="Cewen">',
    '<meta http-equiv="Content-Security-Policy"'
    " content=\"default-src 'none'; style-src 'unsafe-inline'\">",
    "<title>Cewen</title>",
    "<style>body{max-width:45em;margin:auto;padding:1em;line-height:1.6}"
    "cite{font-style:normal;color:#555}td,th{padding:.2em .6em;vertical-align:top;"
    "text-align:left}.n{text-align:right}</style>",
)


def lines(listing: Listing, settings: Settings) -> Iterator[str]:
    """The quotations of a listing, under headings if they are grouped; or its table."""
    yield from _HEAD
    if listing.quotations is None:
        yield from _table(listing.table)
    else:
        rows = (quotation.row for quotation in listing.quotations)
        if settings.group:
            for heading, members in grouped(rows, settings.group):
                yield f"<h2>{_text(heading)}</h2>"
                yield from _quotations(members)
        else:
            yield from _quotations(rows)
    yield "</html>"


def _quotations(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        cited = "，".join(map(_text, source_parts(row))) + speech_mark(row)
        quote = "<br>".join(map(_text, row.quote.splitlines()))
        yield f"<blockquote><p>{quote}</p><cite>{cited}</cite></blockquote>"


def _table(table: Table) -> Iterator[str]:
    yield f"<table><thead><tr>{''.join(f'<th>{_text(c)}</th>' for c in table.columns)}</tr></thead>"
    for row in table.rows:
        yield f"<tr>{''.join(map(_cell, row))}</tr>"
    yield "</table>"


def _cell(value: Value) -> str:
    if isinstance(value, int | float):
        return f'<td class="n">{value}</td>'
    return f"<td>{_text(value or '')}</td>"


def _text(text: str) -> str:
    return escape(clean(without_markup(text)))
