"""What an index stores to show: paragraphs and files as plain tuples, and back.

Tuples of strings and numbers, not our classes: any Whoosh can read them, and a class that moves
does not make an index unreadable.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, cast

from corpus.document import Document, Kind, Paragraph, Role, Speaker, Statement, TopicTag

Record = tuple[Any, ...]

# Places in a paragraph's record, for those who read many and want only a part of each.
TEXT, DOC, NUMBER, ROLE, PAGE, SECTION, STATEMENTS, TOPICS, STARTS = range(9)


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was when it was indexed. ``digest`` is of its bytes; times in nanoseconds."""

    size: int
    modified: int
    digest: str


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """What the index knows of a whole file. ``root`` is the folder that ``id`` is relative to; it
    is ``..`` where the index lies in that folder, so that both can be moved."""

    id: str
    root: str
    title: str
    date: datetime.date | None
    kind: Kind
    warnings: tuple[str, ...]
    paragraphs: int
    state: FileState


def of_paragraph(doc: str, paragraph: Paragraph, starts: bytes = b"") -> Record:
    """A paragraph as a tuple; its text first, for the search that looks at nothing else.

    ``starts``: where its words begin (see :class:`index.segment.Segmented`).
    """
    return (
        paragraph.text,
        doc,
        paragraph.number,
        paragraph.role,
        paragraph.page,
        paragraph.section,
        tuple((s.start, s.end, *_of_speaker(s.speaker), s.mention) for s in paragraph.statements),
        tuple((tag.topic, tag.spans) for tag in paragraph.topics),
        starts,
    )


def _of_speaker(speaker: Speaker) -> tuple[str, str, str, str]:
    return speaker.name, speaker.title, speaker.organization, speaker.kind


def to_paragraph(record: Record) -> Paragraph:
    """The paragraph that :func:`of_paragraph` made the record from."""
    text, _, number, role, page, section, statements, topics, _ = record
    return Paragraph(
        number=number,
        role=cast(Role, role),
        text=text,
        section=tuple(section),
        page=page,
        statements=tuple(
            Statement(start, end, Speaker(name, title, organization, kind), mention)
            for start, end, name, title, organization, kind, mention in statements
        ),
        topics=tuple(TopicTag(topic, tuple(map(tuple, spans))) for topic, spans in topics),
    )


def of_file(document: Document, root: str, state: FileState) -> Record:
    """A file as a tuple."""
    return (
        document.id,
        root,
        document.title,
        document.date.isoformat() if document.date else None,
        document.kind,
        document.warnings,
        len(document.paragraphs),
        (state.size, state.modified, state.digest),
    )


def to_file(record: Record) -> IndexedFile:
    """The file that :func:`of_file` made the record from."""
    id, root, title, date, kind, warnings, paragraphs, state = record
    return IndexedFile(
        id=id,
        root=root,
        title=title,
        date=datetime.date.fromisoformat(date) if date else None,
        kind=cast(Kind, kind),
        warnings=tuple(warnings),
        paragraphs=paragraphs,
        state=FileState(*state),
    )
