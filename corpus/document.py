"""The types that the packages exchange: documents, paragraphs, statements, speakers, topic tags.

Every offset counts characters of ``Paragraph.text``, and every span is half open: ``[start, end)``.
The types are named tuples because every search imports them: defining a dataclass takes eight
times as long.
"""

from __future__ import annotations

import datetime
from typing import Literal, NamedTuple

Kind = Literal["report", "transcript", "law", "other"]
Role = Literal["body", "heading", "byline", "caption", "direction", "table", "note"]
SpeakerKind = Literal["person", "group"]
Span = tuple[int, int]


class Speaker(NamedTuple):
    """Who makes a statement: a person, or a group such as 與會者 or an organization.

    ``name`` is the full name as the document writes it. ``title`` is the job title.
    """

    name: str
    title: str = ""
    organization: str = ""
    kind: SpeakerKind = "person"


class Statement(NamedTuple):
    """``speaker`` says ``paragraph.text[start:end]``.

    ``mention`` is the wording that names the speaker: 張副司長 in this paragraph or, for a labelled
    turn, the label above it.
    """

    start: int
    end: int
    speaker: Speaker
    mention: str = ""


class TopicTag(NamedTuple):
    """A paragraph is about ``topic`` (an id of the thesaurus) because of the words at ``spans``.

    ``spans`` is empty if the words occur in a heading above the paragraph.
    """

    topic: str
    spans: tuple[Span, ...] = ()


class Paragraph(NamedTuple):
    """A paragraph as its author wrote it. It is the unit of the index.

    ``number`` is 1-based and in reading order; headings and captions are also counted.
    ``section`` contains the headings above, outermost first. ``text`` has the original characters,
    without line breaks. ``page`` is 1-based, and None if the format has no pages.
    """

    number: int
    role: Role
    text: str
    section: tuple[str, ...] = ()
    page: int | None = None
    statements: tuple[Statement, ...] = ()
    topics: tuple[TopicTag, ...] = ()


class Document(NamedTuple):
    """The content of one file.

    ``id`` is its path relative to the indexed folder, with ``/``. ``date`` is None if the document
    gives no full date. ``warnings`` are messages about what was guessed or dropped in reading.
    """

    id: str
    title: str
    date: datetime.date | None
    kind: Kind
    paragraphs: tuple[Paragraph, ...]
    warnings: tuple[str, ...] = ()
