"""What travels between the rooms: a document, its paragraphs, who says what, what it is about.

Every offset is in characters of ``Paragraph.text`` and every span is half open: ``[start, end)``.
Named tuples, because every search imports these: a dataclass takes eight times as long to make.
"""

from __future__ import annotations

import datetime
from typing import Literal, NamedTuple

Kind = Literal["report", "transcript", "law", "other"]
Role = Literal["body", "heading", "byline", "caption", "direction"]
SpeakerKind = Literal["person", "group"]
Span = tuple[int, int]


class Speaker(NamedTuple):
    """Who makes a statement. ``name`` is the full name as the document writes it."""

    name: str
    title: str = ""
    organization: str = ""
    kind: SpeakerKind = "person"


class Statement(NamedTuple):
    """``paragraph.text[start:end]`` is said by ``speaker``.

    ``mention`` is the wording that names the speaker: in this paragraph (張副司長), or, for a
    labelled turn, in the label above it.
    """

    start: int
    end: int
    speaker: Speaker
    mention: str = ""


class TopicTag(NamedTuple):
    """A paragraph is about ``topic`` (an id of the thesaurus) because of the words at ``spans``.

    No spans: the words stand in a heading above the paragraph.
    """

    topic: str
    spans: tuple[Span, ...] = ()


class Paragraph(NamedTuple):
    """The unit of the index, as its author wrote it.

    ``number`` is 1-based in reading order and counts everything, headings and captions too.
    ``section`` is the headings above, outermost first. ``text`` keeps the original characters,
    without line breaks.
    """

    number: int
    role: Role
    text: str
    section: tuple[str, ...] = ()
    page: int | None = None
    statements: tuple[Statement, ...] = ()
    topics: tuple[TopicTag, ...] = ()


class Document(NamedTuple):
    """One file. ``id`` is its path relative to the folder that was indexed, with ``/``."""

    id: str
    title: str
    date: datetime.date | None
    kind: Kind
    paragraphs: tuple[Paragraph, ...]
    warnings: tuple[str, ...] = ()
