"""The keys of JSON and the columns of tables, the same for every front end.

A key of JSON and a column of a table with the same name have the same meaning. Both are stable:
keys may be added; none is renamed, and none is translated.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from searcher.output.reported import is_reported

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.document import Certainty, Paragraph, Period, Speaker, Statement, TextSource
    from corpus.selection import Selection
    from index.errors import IndexDamagedError
    from index.stored_record import IndexedFile
    from index.tally import Updated
    from searcher.answer import Hit
    from searcher.report.health import Health
    from searcher.report.index_stats import Extent, TopicHeld
    from searcher.report.same_person import SamePerson
    from searcher.report.speakers import SpeakerHeld
    from searcher.report.who import Voice
    from searcher.results import Check, Status

Json = dict[str, Any]
Speech = Literal["verbatim", "reported", ""]


class Row(NamedTuple):
    """One quotation with its source: a row of a table.

    ``quote`` and ``speaker`` belong together: ``quote`` is the statement of that one speaker. It
    is the whole paragraph, and ``speaker`` is empty, where nobody is quoted. ``title`` is the
    document's. ``section`` is the headings above, outermost first, joined by `` › ``. ``speech``
    is ``verbatim`` for the words of a labelled turn and ``reported`` for what somebody else
    reports; empty without a speaker. ``certainty`` is that of the
    :class:`corpus.document.Statement`, or empty.
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
    file, paragraph = hit.file, hit.paragraph
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
        date=_day(file.date),
        match=hit.match,
        speech=_speech(paragraph, statement) if statement else "",
        certainty=statement.certainty if statement else "",
        source=paragraph.source,
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
            first=_day(voice.first),
            last=_day(voice.last),
            quote=voice.quote.text.strip(),
            title=hit.file.title,
            doc=hit.file.id,
            paragraph=hit.paragraph.number,
            page=hit.paragraph.page,
            date=_day(hit.file.date),
            speech=_speech(hit.paragraph, statement),
            certainty=statement.certainty,
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
        "date": _day(file.date),
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
        "first": _day(voice.first),
        "last": _day(voice.last),
        "quote": voice.quote.text,
        "reported": is_reported(hit.paragraph, voice.quote.statement),
        "certainty": voice.quote.statement.certainty,
        "title": hit.file.title,
        "doc": hit.file.id,
        "paragraph": hit.paragraph.number,
        "page": hit.paragraph.page,
        "date": _day(hit.file.date),
        "only_in": voice.document or None,
    }


def of_speaker_held(speaker: SpeakerHeld) -> Json:
    """A speaker of ``cewen speakers`` as JSON."""
    return {
        "name": speaker.name,
        "kind": "group" if speaker.group else "person",
        "organizations": list(speaker.organizations),
        "titles": list(speaker.titles),
        "job_titles": list(speaker.titles),
        "paragraphs": speaker.extent.paragraphs,
        "documents": speaker.extent.documents,
        "only_in": speaker.document or None,
        **_days(speaker.extent),
    }


def of_same_person(one: SamePerson) -> Json:
    """A suggestion of ``cewen speakers --suggest`` as JSON."""
    return {"name": one.name, "aliases": list(one.aliases), "reason": str(one.reason)}


def of_topic_held(held: TopicHeld) -> Json:
    """A topic of ``cewen topics`` as JSON."""
    return {
        "id": held.topic.id,
        "labels": dict(held.topic.labels),
        "paragraphs": held.extent.paragraphs,
        "documents": held.extent.documents,
        "speakers": held.extent.speakers,
        **_days(held.extent),
    }


def of_status(status: Status) -> Json:
    """What ``cewen status`` reports as JSON."""
    return {
        "index": str(status.folder),
        "folders": [str(folder) for folder in status.folders],
        "documents": len(status.documents),
        "kinds": dict(status.kinds),
        "paragraphs": status.paragraphs,
        "dates": [day.isoformat() for day in (status.first, status.last) if day],
        "undated": status.undated,
        "dates_from": dict(status.dates_from),
        "titles_from": dict(status.titles_from),
        "selections": {
            str(folder): of_selection(kept.selection) for folder, kept in status.kept.items()
        },
        "other_formats": dict(status.other_formats),
        "left_out": dict(status.left_out),
        "megabytes": round(status.size / 1e6, 1),
        "segmenter": status.segmenter,
        "not read": {file.id: file.unread for file in status.unread},
        "warnings": {file.id: list(file.warnings) for file in status.with_warnings},
        "health": of_health(status.health),
    }


def of_selection(selection: Selection) -> Json:
    """Which files of a folder are wanted, as JSON."""
    return {
        "include": list(selection.include),
        "exclude": list(selection.exclude),
        "hidden": selection.hidden,
    }


def of_file(file: IndexedFile) -> Json:
    """A document of ``cewen status --files`` as JSON."""
    return {
        "doc": file.id,
        "title": file.title,
        "title_from": file.title_from,
        "date": _day(file.date),
        "date_from": file.date_from,
        "kind": file.kind,
        "paragraphs": file.paragraphs,
    }


def of_update(result: Updated, status: Status | None, folder: Path) -> Json:
    """What one run of ``cewen index`` did as JSON; ``health`` is null without documents."""
    return {
        "index": str(folder),
        "added": result.added,
        "changed": result.changed,
        "removed": result.removed,
        "unchanged": result.unchanged,
        "documents": result.documents,
        "paragraphs": result.paragraphs,
        "other_formats": list(result.others),
        "left_out": {trouble.id: trouble.text for trouble in result.left_out},
        "repaired": [_fault(one) for one in result.repaired],
        "health": of_health(status.health) if status else None,
    }


def of_check(check: Check) -> Json:
    """Whether an index is as it was written, as JSON."""
    return {
        "index": str(check.folder),
        "files": check.files,
        "bytes": check.bytes,
        "damaged": [_fault(one) for one in check.damaged],
    }


def _fault(error: IndexDamagedError) -> Json:
    return {"file": str(error.path), "fault": str(error.fault)}


def of_health(health: Health) -> Json:
    """What was read, in part or not, as JSON."""
    return {
        "read": health.read,
        "in_part": health.in_part,
        "not_read": health.not_read,
        "undated": health.undated,
        "speakers": health.speakers,
        "speakers_described": health.described,
        "image_pages": health.images,
        "ocr_pages": health.by_ocr,
        "furniture_lines": health.furniture,
        "files": [
            {
                "doc": file.doc,
                "state": file.state,
                "findings": [
                    {"what": one.what, "advice": one.advice, "loses_text": one.loses_text}
                    for one in file.findings
                ],
            }
            for file in health.files
        ],
        "copies": {copied.doc: copied.of for copied in health.copies},
    }


def _days(extent: Extent) -> Json:
    return {"first": _day(extent.first), "last": _day(extent.last)}


def _day(date: datetime.date | Period | None) -> str | None:
    return str(date) if date else None
