"""What an index stores to show: paragraphs and files as plain tuples, and back.

Tuples of strings and numbers, not our classes: any Whoosh can read them, and a class that moves
does not make an index unreadable. What the paragraphs of a file share (its id, sections, speakers,
topics) is kept once, with the file: it would take as much room as the text. A Chinese text is kept
in UTF-16, which takes two thirds of the room of UTF-8.
"""

from __future__ import annotations

import datetime
from codecs import utf_16_le_decode, utf_16_le_encode
from collections.abc import Hashable, Iterable, Iterator
from typing import Any, NamedTuple, cast

from corpus.document import Document, Kind, Paragraph, Role, Speaker, Statement, TopicTag

Record = tuple[Any, ...]

UNREAD = "cannot be read: "
"""What the one warning of a file begins with that could not be read."""

# Places in a paragraph's whole record, for those who read many and want only a part of each. The
# first and the last are the same in what is stored.
TEXT, DOC, NUMBER, ROLE, PAGE, SECTION, STATEMENTS, TOPICS = range(8)
STARTS = -1

# Places in a file's record.
_ID, _PARAGRAPHS, _SHARED = 0, 7, 11


COPY_OF = "a copy of "
"""What the one warning of a file begins with that is a copy of an indexed document."""


class FileState(NamedTuple):
    """A file as it was when it was indexed. ``digest`` is of its bytes; times in nanoseconds.

    ``text`` is a digest of its folded body paragraphs; empty for a short text, and in an index that
    an earlier version has made.
    """

    size: int
    modified: int
    digest: str
    text: str = ""


class Origin(NamedTuple):
    """Where a file was found: ``path``, with ``/``, in the folder ``root``, which is ``..`` where
    the index lies in that folder, so that both can be moved."""

    root: str
    path: str


class IndexedFile(NamedTuple):
    """What the index knows of a whole file. ``id`` is its path in the folder it was found in, or
    that with more before it where another file has that id. ``speakers`` are those of its
    statements, each once."""

    id: str
    origin: Origin
    title: str
    date: datetime.date | None
    kind: Kind
    warnings: tuple[str, ...]
    paragraphs: int
    state: FileState
    speakers: tuple[Speaker, ...] = ()

    @property
    def unread(self) -> str:
        """Why the file could not be read; empty if it was."""
        return self._after(UNREAD)

    @property
    def copy_of(self) -> str:
        """The id of the document that this file is a copy of; empty if it is none."""
        return self._after(COPY_OF)

    @property
    def is_document(self) -> bool:
        """Whether the file was read, and is not a copy."""
        return not (self.unread or self.copy_of)

    def _after(self, prefix: str) -> str:
        texts = (text.removeprefix(prefix) for text in self.warnings if text.startswith(prefix))
        return next(texts, "")


def records(
    document: Document, origin: Origin, state: FileState, starts: Iterable[bytes]
) -> Iterator[Record]:
    """What is stored for each paragraph, its text first, and then for the file.

    ``starts``: where the words of each paragraph begin (see :func:`index.analysis.word_segmentation.segment`). They
    are written in this order and never apart: a paragraph's record says how far behind it the
    file's comes, which tells its number too, and names what they share by its place there.
    """
    shared: dict[Hashable, int] = {}
    place = shared.setdefault
    count = len(document.paragraphs)
    aways = range(count, 0, -1)
    for away, paragraph, bits in zip(aways, document.paragraphs, starts, strict=True):
        _, role, text, section, page, statements, topics = paragraph
        yield (
            _written(text),
            away,
            place(role, len(shared)),
            page,
            place(section, len(shared)),
            # Most have none: an empty tuple is not worth a list.
            tuple([(s[0], s[1], place(tuple(s[2]), len(shared)), s[3]) for s in statements])
            if statements
            else (),
            tuple([(place(topic, len(shared)), spans) for topic, spans in topics])
            if topics
            else (),
            bits,
        )
    yield (
        document.id,
        *origin,
        document.title,
        document.date.isoformat() if document.date else None,
        document.kind,
        document.warnings,
        count,
        state.size,
        state.modified,
        (state.digest, state.text) if state.text else state.digest,
        tuple(shared),
    )


def _written(text: str) -> str | bytes:
    """What is stored of a text: itself, or its UTF-16 where most characters take three bytes."""
    if text.isascii():
        return text
    wide, _ = utf_16_le_encode(text, "surrogatepass")
    return wide if len(wide) < len(text.encode("utf-8", "surrogatepass")) else text


def text_of(stored: Record) -> str:
    """The text of a paragraph's record, as it is stored or whole."""
    return decoded(stored[TEXT])


def decoded(text: str | bytes) -> str:
    """The text as it was before it was stored."""
    # Not bytes.decode(), which looks the codec up and calls it by way of Python each time.
    return text if isinstance(text, str) else utf_16_le_decode(text, "surrogatepass", True)[0]


def behind(stored: Record) -> int:
    """How many places behind a paragraph the record of its file is."""
    return cast(int, stored[1])


def whole(stored: Record, file: Record) -> Record:
    """A paragraph's record with what it shares with others put in from its file's.

    ValueError if that is another file's, or none at all: they have been torn apart.
    """
    _, away, role, page, section, statements, topics, starts = stored
    if len(file) != _SHARED + 1 or not 0 < away <= file[_PARAGRAPHS]:
        raise ValueError("a paragraph without its file")
    shared = file[_SHARED]
    return (
        text_of(stored),
        file[_ID],
        file[_PARAGRAPHS] - away + 1,
        shared[role],
        page,
        shared[section],
        tuple([(start, end, *shared[who], mention) for start, end, who, mention in statements]),
        tuple([(shared[topic], spans) for topic, spans in topics]),
        starts,
    )


def to_paragraph(record: Record) -> Paragraph:
    """The paragraph of a whole record."""
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


def to_file(record: Record) -> IndexedFile:
    """The file of a file's record."""
    id, root, path, title, date, kind, warnings, paragraphs, size, modified, digest, shared = record
    digest, text = digest if isinstance(digest, tuple) else (digest, "")
    return IndexedFile(
        id=id,
        origin=Origin(root, path),
        title=title,
        date=datetime.date.fromisoformat(date) if date else None,
        kind=cast(Kind, kind),
        warnings=tuple(warnings),
        paragraphs=paragraphs,
        state=FileState(size, modified, digest, text),
        speakers=tuple(Speaker(*one) for one in shared if _is_speaker(one)),
    )


def _is_speaker(shared: object) -> bool:
    """Whether this is a speaker: the only other tuples are headings, of any number."""
    return isinstance(shared, tuple) and len(shared) == 4 and shared[3] in ("person", "group")
