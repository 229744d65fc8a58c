"""Makes the entries of answers, of :mod:`searcher.mcp.values`, of what the index returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.verification_code import verification_code
from searcher.answer import MATCHES
from searcher.mcp.quotations import quotation, quotation_of_side, quotations_of, source_of
from searcher.mcp.values import (
    Checked,
    Document,
    Exchanged,
    Period,
    Quotation,
    Topic,
    Voice,
    Wording,
)
from searcher.output.names import speaker_label
from searcher.output.timeline_labels import slot_label
from searcher.report.innermost import Part
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from corpus.document import Statement
    from index.stored_record import IndexedFile
    from searcher.answer import Count, Hit
    from searcher.report import who
    from searcher.report.exchanges import Exchange
    from searcher.report.index_stats import TopicHeld
    from searcher.report.periods import By, Slot
    from searcher.report.timeline import Cell, Series
    from searcher.verify.quotation import Verdict


def voice(one: who.Voice) -> Voice:
    """A speaker with the best quotation."""
    return Voice(
        name=clean(one.name),
        kind=one.kind,
        statements=one.statements,
        organizations=list(map(clean, one.organizations)),
        job_titles=list(map(clean, one.titles)),
        first=str(one.first) if one.first else None,
        last=str(one.last) if one.last else None,
        best=best(one.quote.hit, one.quote.statement),
    )


def exchanged(one: Exchange) -> Exchanged:
    """A question with its answer."""
    return Exchanged(
        question=quotation_of_side(one, one.question),
        answer=quotation_of_side(one, one.answer) if one.answer else None,
        days=one.days,
    )


def period(series: Series, slot: Slot, cell: Cell, by: By) -> Period:
    """A row of counts."""
    return Period(
        period=slot_label(slot, by),
        series=clean(series.label),
        paragraphs=cell.paragraphs,
        statements=cell.statements,
        documents=cell.documents,
        per_thousand=cell.per_thousand,
    )


def listed(file: IndexedFile) -> Document:
    """A document of the index."""
    return Document(
        doc=clean(file.id),
        title=clean(file.title),
        date=str(file.date) if file.date else None,
        paragraphs=file.paragraphs,
    )


def checked(verdict: Verdict) -> Checked:
    """The verdict on a quotation."""
    file, paragraphs = verdict.file, verdict.paragraphs
    return Checked(
        quote=clean(verdict.quotation.text),
        verdict=verdict.name,
        holds=verdict.holds,
        source=clean(verdict.source),
        speakers=[clean(speaker_label(one)) for one in verdict.speakers],
        place=source_of(file, paragraphs[0]) if file and paragraphs else None,
        code=verification_code(paragraphs[0].text) if paragraphs else "",
        nearest=[clean(one.text) for one in verdict.nearest],
    )


def size(hit: Hit) -> int:
    """The number of characters of the quotations of a hit."""
    return sum(len(one.quote) for one in quotations_of(hit))


def best(hit: Hit, statement: Statement) -> Quotation:
    """The quotation of one statement of a hit."""
    part = Part(statement.start, statement.end, statement)
    return quotation(hit.file, hit.paragraph, part, hit.spans, hit.match)


def wording(count: Count) -> Wording:
    """A line of the receipt."""
    return Wording(text=clean(count.text), match=MATCHES[count.tier], paragraphs=count.paragraphs)


def topic(held: TopicHeld, words: dict[str, int] | None = None) -> Topic:
    """A topic with its extent."""
    return Topic(
        id=held.topic.id,
        label=clean(held.topic.label()),
        paragraphs=held.extent.paragraphs,
        documents=held.extent.documents,
        words=words or {},
    )
