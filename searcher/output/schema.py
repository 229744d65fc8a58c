"""The keys of JSON and the columns of tables, the same for every front end.

A key of JSON and a column of a table with the same name have the same meaning. Both are stable:
keys may be added; none is renamed, and none is translated.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from index.verification_code import verification_code
from searcher.output.reported import is_reported

if TYPE_CHECKING:
    from corpus.document import Certainty, Paragraph, Period, Speaker, Statement, TextSource
    from index.stored_record import IndexedFile
    from searcher.answer import Hit
    from searcher.report.who import Quote, Voice

Json = dict[str, Any]
Speech = Literal["verbatim", "reported", ""]


class Row(NamedTuple):
    """One quotation with its source: a row of a table.

    ``quote`` and ``speaker`` belong together: ``quote`` is the statement of that one speaker. It
    is the whole paragraph, and ``speaker`` is empty, where no speaker is known. ``title`` is the
    document's. ``section`` is the headings above, outermost first, joined by `` › ``. ``speech``
    is ``verbatim`` for the words of a labelled turn and ``reported`` for what somebody else
    reports; empty without a speaker. ``certainty`` is that of the
    :class:`corpus.document.Statement`, or empty. ``code`` is the verification code of the
    paragraph (:mod:`index.verification_code`).
    """

    quote: str
    speaker: str
    job_title: str
    organization: str
    title: str
    section: str
    doc: str
    paragraph: int
    page: int | None
    date: str | None
    match: str
    speech: Speech
    certainty: Certainty | Literal[""]
    source: TextSource
    code: str


class VoiceRow(NamedTuple):
    """One speaker of ``cewen who`` as a row of a table, with the best quotation and its source."""

    name: str
    kind: str
    statements: int
    organizations: str
    job_titles: str
    first: str | None
    last: str | None
    quote: str
    title: str
    doc: str
    paragraph: int
    page: int | None
    date: str | None
    speech: Speech
    certainty: Certainty
    code: str


def rows_of(hits: Iterable[Hit]) -> Iterator[Row]:
    """One row for each statement that contains matched words, in reading order within a hit.

    If the query asked for speakers, only their statements count. A hit without such a statement
    is one row without a speaker.
    """
    for hit in hits:
        statements = hit.statements
        if not statements:
            yield _row(hit, hit.paragraph.text, None)
        for statement in sorted(statements, key=lambda one: (one.start, one.end)):
            yield _row(hit, hit.paragraph.text[statement.start : statement.end], statement)


def _row(hit: Hit, quote: str, statement: Statement | None) -> Row:
    return row_of_text(hit.file, hit.paragraph, quote, statement, hit.match)


def row_of_quote(quote: Quote) -> Row:
    """The row of one statement of a hit."""
    return _row(quote.hit, quote.text, quote.statement)


def row_of_text(
    file: IndexedFile,
    paragraph: Paragraph,
    quote: str,
    statement: Statement | None,
    match: str = "",
) -> Row:
    """The row of a ``quote`` from a paragraph: of a statement, or of no speaker."""
    return Row(
        quote=quote.strip(),
        speaker=statement.speaker.name if statement else "",
        job_title=statement.speaker.title if statement else "",
        organization=statement.speaker.organization if statement else "",
        title=file.title,
        section=" › ".join(paragraph.section),
        doc=file.id,
        paragraph=paragraph.number,
        page=paragraph.page,
        date=day_of(file.date),
        match=match,
        speech=_speech(paragraph, statement) if statement else "",
        certainty=statement.certainty if statement else "",
        source=paragraph.source,
        code=verification_code(paragraph.text),
    )


def rows_of_voices(voices: Iterable[Voice]) -> Iterator[VoiceRow]:
    """One row for each speaker; several organizations or job titles are joined by ``；``."""
    for voice in voices:
        hit, statement = voice.quote.hit, voice.quote.statement
        yield VoiceRow(
            name=voice.name,
            kind=voice.kind,
            statements=voice.statements,
            organizations="；".join(voice.organizations),
            job_titles="；".join(voice.titles),
            first=day_of(voice.first),
            last=day_of(voice.last),
            quote=voice.quote.text.strip(),
            title=hit.file.title,
            doc=hit.file.id,
            paragraph=hit.paragraph.number,
            page=hit.paragraph.page,
            date=day_of(hit.file.date),
            speech=_speech(hit.paragraph, statement),
            certainty=statement.certainty,
            code=verification_code(hit.paragraph.text),
        )


def _speech(paragraph: Paragraph, statement: Statement) -> Speech:
    return "reported" if is_reported(paragraph, statement) else "verbatim"


def of_speaker(speaker: Speaker) -> Json:
    """A speaker as JSON. ``title`` repeats ``job_title`` for programs that read the old key."""
    return {
        "name": speaker.name,
        "title": speaker.title,
        "job_title": speaker.title,
        "organization": speaker.organization,
        "kind": speaker.kind,
    }


def of_paragraph(file: IndexedFile, paragraph: Paragraph) -> Json:
    """A paragraph as JSON, with the keys that ``export`` and ``search --json`` share."""
    speakers = dict.fromkeys(statement.speaker for statement in paragraph.statements)
    return {
        "doc": file.id,
        "paragraph": paragraph.number,
        "role": paragraph.role,
        "page": paragraph.page,
        "source": paragraph.source,
        "title": file.title,
        "date": day_of(file.date),
        "section": list(paragraph.section),
        "text": paragraph.text,
        "speakers": [of_speaker(speaker) for speaker in speakers],
        "statements": [
            {
                "start": statement.start,
                "end": statement.end,
                "speaker": of_speaker(statement.speaker),
                "mention": statement.mention,
                "reported": is_reported(paragraph, statement),
                "certainty": statement.certainty,
                "inside": statement.inside,
                "answers": statement.answers,
            }
            for statement in paragraph.statements
        ],
        "topics": [tag.topic for tag in paragraph.topics],
        "code": verification_code(paragraph.text),
    }


def of_hit(hit: Hit) -> Json:
    """A hit as JSON: its paragraph, and how it matches. ``speakers`` say the matched words."""
    return of_paragraph(hit.file, hit.paragraph) | {
        "spans": [list(span) for span in hit.spans],
        "match": hit.match,
        "matched": list(hit.matched),
        "score": hit.score,
        "speakers": [of_speaker(speaker) for speaker in hit.speakers],
    }


def of_voice(voice: Voice) -> Json:
    """A speaker of ``cewen who`` as JSON. ``titles`` repeats ``job_titles`` under the old key."""
    hit = voice.quote.hit
    return {
        "name": voice.name,
        "kind": voice.kind,
        "statements": voice.statements,
        "organizations": list(voice.organizations),
        "titles": list(voice.titles),
        "job_titles": list(voice.titles),
        "first": day_of(voice.first),
        "last": day_of(voice.last),
        "quote": voice.quote.text,
        "reported": is_reported(hit.paragraph, voice.quote.statement),
        "certainty": voice.quote.statement.certainty,
        "title": hit.file.title,
        "doc": hit.file.id,
        "paragraph": hit.paragraph.number,
        "page": hit.paragraph.page,
        "date": day_of(hit.file.date),
        "only_in": voice.document or None,
        "code": verification_code(hit.paragraph.text),
    }


def day_of(date: datetime.date | Period | None) -> str | None:
    """A day or a period as a string of ISO 8601."""
    return str(date) if date else None
