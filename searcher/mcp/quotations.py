"""Makes the quotations of answers, cut to a length, and divides long answers."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, TypeVar

from corpus.errors import CewenError
from index.verification_code import verification_code
from searcher.mcp.values import Quotation, Source
from searcher.output.reported import is_reported
from searcher.report.innermost import Part
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from corpus.document import Paragraph, Span, Statement
    from index.stored_record import IndexedFile
    from searcher.answer import Hit, Match
    from searcher.report.exchanges import Exchange, Side

LONGEST = 3_000  # characters of one quotation
_ANSWER = 24_000  # characters of the quotations of one answer

_Item = TypeVar("_Item")


class CursorError(CewenError):
    """A cursor that no answer has given."""


def quotations_of(hit: Hit) -> Iterator[Quotation]:
    """One for each statement with matched words; the whole paragraph without one."""
    paragraph = hit.paragraph
    parts = [Part(one.start, one.end, one) for one in sorted(hit.statements)]
    for part in parts or [Part(0, len(paragraph.text), None)]:
        yield quotation(hit.file, paragraph, part, hit.spans, hit.match)


def quotation(
    file: IndexedFile,
    paragraph: Paragraph,
    part: Part,
    spans: Iterable[Span] = (),
    match: Match | None = None,
) -> Quotation:
    """A part of a paragraph."""
    start, end, statement = part
    wanted = next((first for first, last in spans if first < end and last > start), start)
    quote, is_cut = _cut(paragraph.text[start:end], wanted - start)
    speaker = statement.speaker if statement else None
    return Quotation(
        quote=clean(quote),
        cut=is_cut,
        speaker=clean(speaker.name) if speaker else "",
        job_title=clean(speaker.title) if speaker else "",
        organization=clean(speaker.organization) if speaker else "",
        speech=_speech(paragraph, statement),
        certainty=statement.certainty if statement else "",
        match=match or "",
        code=verification_code(paragraph.text),
        source=source_of(file, paragraph),
    )


def quotation_of_side(exchange: Exchange, side: Side) -> Quotation:
    """A question or an answer, which may have several paragraphs; its code is of its text."""
    quote, is_cut = _cut(side.text, 0)
    return Quotation(
        quote="\n".join(map(clean, quote.split("\n"))),
        cut=is_cut,
        speaker=clean(side.speaker.name),
        job_title=clean(side.speaker.title),
        organization=clean(side.speaker.organization),
        certainty=side.certainty,
        code=verification_code(side.text),
        source=Source(
            doc=clean(exchange.file.id),
            paragraph=side.paragraph,
            title=clean(exchange.file.title),
            section=[clean(heading) for heading in exchange.section],
            date=str(exchange.file.date) if exchange.file.date else None,
        ),
    )


def _speech(
    paragraph: Paragraph, statement: Statement | None
) -> Literal["verbatim", "reported", ""]:
    if statement is None:
        return ""
    return "reported" if is_reported(paragraph, statement) else "verbatim"


def source_of(file: IndexedFile, paragraph: Paragraph) -> Source:
    """Where a paragraph is."""
    return Source(
        doc=clean(file.id),
        paragraph=paragraph.number,
        page=paragraph.page,
        title=clean(file.title),
        section=[clean(heading) for heading in paragraph.section],
        date=str(file.date) if file.date else None,
    )


def _cut(text: str, wanted: int) -> tuple[str, bool]:
    """At most :data:`LONGEST` characters of a text around a place, and whether it is cut."""
    if len(text) <= LONGEST:
        return text.strip(), False
    start = max(0, min(wanted - LONGEST // 3, len(text) - LONGEST))
    end = start + LONGEST
    before, after = "…" * (start > 0), "…" * (end < len(text))
    return f"{before}{text[start:end].strip()}{after}", True


def fitting(items: Iterable[tuple[_Item, int]]) -> Iterator[_Item]:
    """The first items, each with its number of characters, that fit in one answer; at least one."""
    used = 0
    for item, size in items:
        used += size
        if used > _ANSWER and used > size:
            return
        yield item


def write_cursor(start: int) -> str:
    """The cursor of an answer that begins after ``start`` items."""
    return base64.urlsafe_b64encode(f"from {start}".encode()).decode()


def read_cursor(cursor: str | None) -> int:
    """How many items the answers before this cursor have had.

    :raises CursorError: no answer has given it.
    """
    if not cursor:
        return 0
    try:
        word, _, number = base64.urlsafe_b64decode(cursor.encode()).decode().partition(" ")
    except (binascii.Error, UnicodeError):
        word = number = ""
    if word != "from" or not number.isdecimal() or len(number) > 9:
        raise CursorError("{cursor}: not a cursor of an answer", cursor=cursor)
    return int(number)
