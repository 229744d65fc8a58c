"""The types that the packages exchange: documents, paragraphs, statements, speakers, topic tags.

Every offset counts characters of ``Paragraph.text``, and every span is half open: ``[start, end)``.
The types are named tuples because every search imports them: defining a dataclass takes eight
times as long.
"""

# No "from __future__ import annotations": with it, Python compiles each annotation of a named tuple
# separately, which takes longer than the rest of the class, and every search imports this module.

import datetime
from typing import Literal, NamedTuple

Kind = Literal["report", "transcript", "law", "other"]
Role = Literal["body", "heading", "byline", "caption", "direction", "table", "note"]
SpeakerKind = Literal["person", "group"]
Certainty = Literal["label", "reported", "resolved", "guess"]
TextSource = Literal["text", "ocr"]
Evidence = Literal["text", "field", "metadata", "name", ""]
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

    ``certainty``: ``label`` for a labelled turn, ``reported`` if the text names the speaker,
    ``resolved`` if it only has a pronoun or a short reference, ``guess`` if we are not sure.
    ``inside`` is the position, in the statements of this paragraph, of the one that quotes this
    one. ``answers`` is the number of the paragraph in which the question begins that this
    statement answers.
    """

    start: int
    end: int
    speaker: Speaker
    mention: str = ""
    certainty: Certainty = "reported"
    inside: int | None = None
    answers: int | None = None


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
    without line breaks. ``page`` is 1-based, and None if the format has no pages. ``source`` is
    ``ocr`` for characters that were recognized in a picture of the page.
    """

    number: int
    role: Role
    text: str
    section: tuple[str, ...] = ()
    page: int | None = None
    statements: tuple[Statement, ...] = ()
    topics: tuple[TopicTag, ...] = ()
    source: TextSource = "text"


class Period(NamedTuple):
    """The days from ``first`` to ``last``, inclusive: usually one day, a month, or a year.

    As a string it is a date of ISO 8601 in the shortest form, and an interval of two days if it
    is neither a day nor a month nor a year.

    >>> print(Period.of(2025, 3, 18), Period.of(2025, 3), Period.of(2025))
    2025-03-18 2025-03 2025
    >>> Period.parse("2025-01-01/2025-03-31").last
    datetime.date(2025, 3, 31)
    """

    first: datetime.date
    last: datetime.date

    @classmethod
    def of(cls, year: int, month: int | None = None, day: int | None = None) -> "Period":
        """Return a day, a month or a year. Raises ValueError if the calendar does not have it."""
        first = datetime.date(year, month or 1, day or 1)
        if day:
            return cls(first, first)
        if month and month < 12:
            return cls(first, first.replace(month=month + 1) - datetime.timedelta(days=1))
        return cls(first, first.replace(month=12, day=31))

    @classmethod
    def on(cls, day: datetime.date) -> "Period":
        """Return the period of this one day."""
        return cls(day, day)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Return the period that :meth:`__str__` wrote. Raises ValueError for any other text."""
        begin, slash, end = text.partition("/")
        if slash:
            period = cls(datetime.date.fromisoformat(begin), datetime.date.fromisoformat(end))
            if period.last < period.first:
                raise ValueError(f"{text!r} ends before it begins")
            return period
        if not all(part.isascii() and part.isdigit() for part in text.split("-")):
            raise ValueError(f"{text!r} is not a date")
        return cls.of(*map(int, text.split("-")))

    def __str__(self) -> str:
        first, last = self
        if first == last:
            return first.isoformat()
        if self == Period.of(first.year, first.month):
            return first.isoformat()[:7]
        if self == Period.of(first.year):
            return first.isoformat()[:4]
        return f"{first}/{last}"


class Document(NamedTuple):
    """The content of one file.

    ``id`` is its path relative to the indexed folder, with ``/``. ``date`` is None if the document
    gives no date. ``warnings`` are messages about what was guessed or dropped in reading.
    ``title_from`` and ``date_from`` say where these come from: the ``text``, a ``field`` of the
    format that readers of the document see, the ``metadata`` of the file, or its ``name``.
    """

    id: str
    title: str
    date: Period | None
    kind: Kind
    paragraphs: tuple[Paragraph, ...]
    warnings: tuple[str, ...] = ()
    title_from: Evidence = ""
    date_from: Evidence = ""
