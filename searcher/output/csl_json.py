"""CSL-JSON, which Zotero, Pandoc and citeproc read: one item a document, quotations as its note."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from searcher.output.json_lines import json_line
from searcher.output.plain_quote import without_markup
from searcher.output.works import Work, works_of
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from corpus.document import Period
    from searcher.output.formats import Settings
    from searcher.output.listing import Listing

_TYPES = {"report": "report", "transcript": "hearing", "law": "legislation", "other": "document"}


def lines(listing: Listing, settings: Settings) -> Iterator[str]:
    """An array of items, one a line."""
    before = "["
    for work in works_of(listing):
        yield before + json_line(_item(work), ascii=settings.ascii)
        before = ","
    yield "[]" if before == "[" else "]"


def _item(work: Work) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": work.key,
        "type": _TYPES[work.kind],
        "title": _text(work.title),
        "archive_location": _text(work.doc),
        "source": "Cewen",
    }
    if work.date:
        item["issued"] = {"date-parts": _date_parts(work.date)}
    if work.notes:
        item["note"] = "\n".join(map(_text, work.notes))
    return item


def _date_parts(date: Period) -> list[list[int]]:
    return [[int(part) for part in day.split("-")] for day in str(date).split("/")]


def _text(text: str) -> str:
    return clean(without_markup(text))
