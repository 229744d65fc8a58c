"""The documents of quotations, as reference managers have them: one entry a document.

Somebody who quotes a report ten times wants it once in the list of references, with the ten
quotations as its notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from corpus.document import Period, Speaker
from searcher.output.names import speaker_label

if TYPE_CHECKING:
    from corpus.document import Kind
    from searcher.output.listing import Listing, Quotation
    from searcher.output.schema import Row


class Work(NamedTuple):
    """A document that is cited. ``key`` is the same whenever and with whatever it is exported, and
    consists of ASCII letters and digits. ``notes`` are its quotations, each with its place."""

    key: str
    doc: str
    title: str
    kind: Kind
    date: Period | None
    notes: tuple[str, ...]


def works_of(listing: Listing) -> Iterator[Work]:
    """The works of a listing of quotations, in the order of their first quotation."""
    notes: dict[str, list[str]] = {}
    firsts: dict[str, Quotation] = {}
    for quotation in listing.quotations or ():
        doc = quotation.row.doc
        firsts.setdefault(doc, quotation)
        found = notes.setdefault(doc, [])
        if not listing.names_only:
            found.append(note_of(quotation.row))
    for doc, (row, kind) in firsts.items():
        date = Period.parse(row.date) if row.date else None
        yield Work(_key(doc, date), doc, row.title, kind, date, tuple(dict.fromkeys(notes[doc])))


def note_of(row: Row) -> str:
    """A quotation with its place, its speaker, and the verification code of its paragraph."""
    place = f"第{row.page}頁" if row.page is not None else f"第{row.paragraph}段"
    speaker = Speaker(row.speaker, row.job_title, row.organization)
    said_by = f"，{speaker_label(speaker)}" if row.speaker else ""
    return f"{place}{said_by}：{' '.join(row.quote.split())} [{row.code}]"


def _key(doc: str, date: Period | None) -> str:
    import base64
    import hashlib

    digest = hashlib.sha256(doc.encode("utf-8", "surrogatepass")).digest()
    short = base64.b32encode(digest[:5]).decode("ascii").lower()
    return f"cewen{date.first.year if date else ''}{short}"
