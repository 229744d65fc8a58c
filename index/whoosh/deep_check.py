"""Finds what no writer of ours writes in an index whose checksums are right.

Somebody else may have made it. Checking each value where it is used would cost every search; this
reads everything once, when an error has come up that no reader expected.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from corpus.document import Certainty, Evidence, Kind, Paragraph, Role, SpeakerKind, TextSource
from index.errors import IndexDamagedError, IndexFormatError
from index.field_names import COUNTED_FIELDS, KEYWORD_FIELDS, TEXT_FIELDS
from index.stored_record import STARTS, IndexedFile, to_paragraph
from index.whoosh.reader import Reader
from index.whoosh.w3.layout import POSTINGS, STORED_COLUMN
from index.whoosh.w3.segment_reader import Segment
from index.whoosh.w3.unpickle import DAMAGE


def check_values(folder: Path) -> None:
    """Raise :class:`IndexDamagedError` if a stored record or a posting list of the index has values
    of other types, or outside of what they count."""
    reader = Reader(folder)
    for segment in reader.segments:
        for field in (*TEXT_FIELDS, *KEYWORD_FIELDS, *COUNTED_FIELDS):
            for term in segment.lexicon(field):
                _check_list(segment, field, term)
    for id in reader.file_ids():
        numbers = reader.paragraphs_of(id)
        try:
            _check_file(reader.file(id))
            for number in numbers:
                _check_record(reader.record(number))
        except IndexDamagedError:
            raise
        except (*DAMAGE, IndexFormatError) as error:
            place = numbers[0] if numbers else 0
            raise reader.segment_of(place).damaged(STORED_COLUMN, error) from error


def _check_list(segment: Segment, field: str, term: bytes) -> None:
    try:
        term.decode()
        numbers, counts = segment.postings(field, term) or ((), b"")
        whole = all(type(number) is int for number in (*numbers, *counts))
        ascending = all(a < b for a, b in pairwise(numbers))
        if not (whole and ascending and len(counts) == len(numbers) and min(counts, default=1) > 0):
            raise ValueError("a posting list of other values")
    except IndexDamagedError:
        raise
    except DAMAGE as error:
        raise segment.damaged(POSTINGS, error) from error


def _check_record(record: tuple[Any, ...]) -> None:
    if not isinstance(record[STARTS], bytes):
        raise TypeError("the places of words are no bytes")
    paragraph = to_paragraph(record)
    for name, value, kind in _typed_paragraph(paragraph):
        _check(name, value, kind)
    size = len(paragraph.text)
    spans = [one[:2] for one in paragraph.statements]
    spans += [span for tag in paragraph.topics for span in tag.spans]
    if not all(0 <= start <= end <= size for start, end in spans):
        raise ValueError("a span outside of its paragraph")


def _typed_paragraph(paragraph: Paragraph) -> Iterator[tuple[str, object, object]]:
    """The name of each value, the value, and its type or the values that it may have."""
    yield "text", paragraph.text, str
    yield "number", paragraph.number, int
    yield "role", paragraph.role, get_args(Role)
    yield "source", paragraph.source, get_args(TextSource)
    if paragraph.page is not None:
        yield "page", paragraph.page, int
    for heading in paragraph.section:
        yield "section", heading, str
    for one in paragraph.statements:
        for name, value in zip(("start", "end"), one[:2], strict=True):
            yield name, value, int
        for text in (one.mention, *one.speaker):
            yield "speaker", text, str
        yield "kind", one.speaker.kind, get_args(SpeakerKind)
        yield "certainty", one.certainty, get_args(Certainty)
        for number in (one.inside, one.answers):
            if number is not None:
                yield "statement", number, int
    for tag in paragraph.topics:
        yield "topic", tag.topic, str
        for number in (number for span in tag.spans for number in span):
            yield "span", number, int


def _check_file(file: IndexedFile) -> None:
    for text in (file.id, *file.origin, file.title, *file.warnings, *file.state[2:]):
        _check("text", text, str)
    for number in (file.paragraphs, *file.state[:2]):
        _check("number", number, int)
    for speaker in file.speakers:
        for text in speaker:
            _check("speaker", text, str)
    _check("kind", file.kind, get_args(Kind))
    for source in (file.title_from, file.date_from):
        _check("source", source, get_args(Evidence))


def _check(name: str, value: object, kind: object) -> None:
    is_right = value in kind if isinstance(kind, tuple) else type(value) is kind
    if not is_right:
        raise TypeError(f"a record with a {name} of other values")
