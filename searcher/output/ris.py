"""RIS, which reference managers import: one entry a document, its quotations as notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from searcher.output.plain_quote import without_markup
from searcher.output.works import Work, works_of
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from searcher.output.formats import Settings
    from searcher.output.listing import Listing

_TYPES = {"report": "RPRT", "transcript": "HEAR", "law": "STAT", "other": "GEN"}


def lines(listing: Listing, settings: Settings) -> Iterator[str]:
    """The entries, each of tags and values."""
    for work in works_of(listing):
        for tag, value in _fields(work):
            yield f"{tag}  - {clean(without_markup(value))}".rstrip()
        yield "ER  - "
        yield ""


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES[work.kind]
    yield "ID", work.key
    yield "TI", work.title
    if work.date:
        parts = str(work.date).partition("/")[0].split("-")
        yield "PY", parts[0]
        # Year/month/day/what else there is to say: the last day of a longer time.
        until = str(work.date.last) if "/" in str(work.date) else ""
        yield "DA", "/".join([*parts, *[""] * (3 - len(parts)), until])
    yield "AV", work.doc
    for note in work.notes:
        yield "N1", note
    yield "DB", "Cewen"
