"""The keys of JSON for what an index contains; see :mod:`searcher.output.schema`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.server_folder import shown
from searcher.output.schema import Json, day_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpus.selection import Selection
    from index.errors import IndexDamagedError
    from index.stored_record import IndexedFile
    from index.tally import Updated
    from searcher.output.listing import Value
    from searcher.report.health import FileHealth, Health
    from searcher.report.index_stats import Extent, TopicHeld
    from searcher.report.same_person import SamePerson
    from searcher.report.speakers import SpeakerHeld
    from searcher.results import Check, Status


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


#: The columns of a table of speakers. Several organizations or job titles are joined by ``；``.
SPEAKER_COLUMNS = (
    *("name", "kind", "organizations", "job_titles", "paragraphs", "documents"),
    *("only_in", "first", "last"),
)


def row_of_speaker(speaker: SpeakerHeld) -> tuple[Value, ...]:
    """A speaker of ``cewen speakers`` as a row of :data:`SPEAKER_COLUMNS`."""
    values = of_speaker_held(speaker) | {
        "organizations": "；".join(speaker.organizations),
        "job_titles": "；".join(speaker.titles),
    }
    return tuple(values[column] for column in SPEAKER_COLUMNS)


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


#: The columns of a table of topics.
TOPIC_COLUMNS = ("id", "topic", "paragraphs", "documents", "speakers", "first", "last")


def row_of_topic(held: TopicHeld) -> tuple[Value, ...]:
    """A topic of ``cewen topics`` as a row of :data:`TOPIC_COLUMNS`."""
    values = of_topic_held(held) | {"topic": held.topic.label()}
    return tuple(values[column] for column in TOPIC_COLUMNS)


def of_status(status: Status) -> Json:
    """What ``cewen status`` reports as JSON."""
    return {
        "index": shown(status.folder),
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
        "follow_links": selection.follow_links,
        "keep_duplicates": selection.keep_copies,
    }


def of_file(file: IndexedFile) -> Json:
    """A document of ``cewen status --files`` as JSON."""
    return {
        "doc": file.id,
        "title": file.title,
        "title_from": file.title_from,
        "date": day_of(file.date),
        "date_from": file.date_from,
        "kind": file.kind,
        "paragraphs": file.paragraphs,
    }


#: The columns of a table of files. Several findings, and what to do, are joined by ``；``.
FILE_COLUMNS = (
    *("doc", "title", "title_from", "date", "date_from", "kind", "paragraphs"),
    *("state", "findings", "advice", "copy_of"),
)


def rows_of_files(status: Status) -> Iterator[tuple[Value, ...]]:
    """The documents as rows of :data:`FILE_COLUMNS`, then the files that were not read, and copies
    of documents."""
    health = {file.doc: file for file in status.health.files}
    for file in status.documents:
        yield (*of_file(file).values(), *_state_of(health.get(file.id)), None)
    documents = {file.id for file in status.documents}
    nothing = (None,) * 6
    for one in status.health.files:
        if one.doc not in documents:
            yield (one.doc, *nothing, *_state_of(one), None)
    for copied in status.health.copies:
        yield (copied.doc, *nothing, "copy", None, None, copied.of)


def _state_of(file: FileHealth | None) -> tuple[str, str, str]:
    if file is None:
        return ("read", "", "")
    what = dict.fromkeys(one.what for one in file.findings)
    advice = dict.fromkeys(one.advice for one in file.findings if one.advice)
    return (file.state, "；".join(what), "；".join(advice))


def of_update(result: Updated, status: Status | None, folder: Path) -> Json:
    """What one run of ``cewen index`` did as JSON; ``health`` is null without documents."""
    return {
        "index": shown(folder),
        "added": result.added,
        "changed": result.changed,
        "removed": result.removed,
        "unchanged": result.unchanged,
        "documents": result.documents,
        "paragraphs": result.paragraphs,
        "other_formats": list(result.others),
        "left_out": {trouble.id: trouble.text for trouble in result.left_out},
        "repaired": [_fault(one) for one in result.repaired],
        **({"missing_parts": list(result.missing_parts)} if result.missing_parts else {}),
        "health": of_health(status.health) if status else None,
    }


def of_check(check: Check) -> Json:
    """Whether an index is as it was written, as JSON."""
    return {
        "index": shown(check.folder),
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
        "own_exports": health.own_exports,
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
    return {"first": day_of(extent.first), "last": day_of(extent.last)}
