"""The records that an index stores: paragraphs and files as plain tuples, and back.

Records are tuples of strings and numbers and not instances of our classes, so that any Whoosh can
read them and a moved class does not make an index unreadable. What the paragraphs of a file share
(its id, sections, speakers, topics) is stored once, in the record of the file: repeated in each
paragraph it would take as many bytes as the text. A Chinese text is stored in UTF-16, which takes
two thirds of the bytes of UTF-8.
"""

# No "from __future__ import annotations": with it, Python compiles each annotation of a named tuple
# separately, which takes longer than the rest of the class, and every search imports this module.

from codecs import utf_16_le_decode, utf_16_le_encode
from collections.abc import Hashable, Iterable, Iterator
from typing import Any, NamedTuple, cast

from corpus.document import (
    Document,
    Evidence,
    Kind,
    Paragraph,
    Period,
    Role,
    Speaker,
    Statement,
    TextSource,
    TopicTag,
)

Record = tuple[Any, ...]

UNREAD = "cannot be read: "
"""How the only warning of a file begins that could not be read."""

# Positions in a paragraph's whole record, for code that needs only a part of many records. The
# first and the last are also their positions in the stored record.
TEXT, DOC, NUMBER, ROLE, PAGE, SECTION, STATEMENTS, TOPICS, SOURCE = range(9)
STARTS = -1

# Positions in a file's record.
_ID, _PARAGRAPHS, _SHARED = 0, 7, 11
_LENGTHS = (_SHARED + 1, _SHARED + 2)  # without and with where title and date come from


COPY_OF = "a copy of "
"""What the one warning of a file begins with that is a copy of an indexed document."""


class FileState(NamedTuple):
    """A file as it was when it was indexed; ``modified`` is in nanoseconds.

    ``digest`` is of its bytes, ``text`` of its folded body paragraphs. ``text`` is empty for a
    short text, and in an index that an earlier version has made.
    """

    size: int
    modified: int
    digest: str
    text: str = ""


class Origin(NamedTuple):
    """Where a file was found: ``path``, with ``/``, in the folder ``root``.

    ``root`` is ``..`` if the index is in that folder, so that the two can be moved together.
    """

    root: str
    path: str


class IndexedFile(NamedTuple):
    """A file of the index, without its paragraphs.

    ``id`` is its path in the folder that it was found in, with the name of that folder before it
    if another file has this id already. ``speakers`` are those of its statements, each once.
    ``title_from`` and ``date_from`` are as in :class:`corpus.document.Document`.
    """

    id: str
    origin: Origin
    title: str
    date: Period | None
    kind: Kind
    warnings: tuple[str, ...]
    paragraphs: int
    state: FileState
    speakers: tuple[Speaker, ...] = ()
    title_from: Evidence = ""
    date_from: Evidence = ""

    @property
    def unread(self) -> str:
        """Why the file could not be read; empty if it could."""
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
    """The stored record of each paragraph, its text first, then the record of the file.

    ``starts``: where words begin in each paragraph (see
    :class:`index.analysis.batch.CutTexts`). The writer keeps the records of a file together and in
    this order, because a paragraph's record has the distance to the file's record, from which its
    paragraph number follows, and refers to shared values by their position there.
    """
    shared: dict[Hashable, int] = {}
    place = shared.setdefault
    count = len(document.paragraphs)
    distances = range(count, 0, -1)
    for distance, paragraph, bits in zip(distances, document.paragraphs, starts, strict=True):
        _, role, text, section, page, statements, topics, source = paragraph
        yield (
            encode_text(text),
            distance,
            place(role, len(shared)),
            page,
            place(section, len(shared)),
            # Most paragraphs have none, and a constant is faster than an empty list.
            tuple([_stored_statement(one, shared) for one in statements]) if statements else (),
            tuple([(place(topic, len(shared)), spans) for topic, spans in topics])
            if topics
            else (),
            place(source, len(shared)),
            bits,
        )
    yield (
        document.id,
        *origin,
        document.title,
        str(document.date) if document.date else None,
        document.kind,
        document.warnings,
        count,
        state.size,
        state.modified,
        (state.digest, state.text) if state.text else state.digest,
        tuple(shared),
        (document.title_from, document.date_from),
    )


def _stored_statement(statement: Statement, shared: dict[Hashable, int]) -> Record:
    start, end, speaker, mention, certainty, inside, answers = statement
    who = shared.setdefault(tuple(speaker), len(shared))
    how = shared.setdefault(certainty, len(shared))
    return (start, end, who, mention, how, inside, answers)


def encode_text(text: str) -> str | bytes:
    """What is stored of a text: its UTF-16 if that is shorter than its UTF-8, else the text."""
    if text.isascii():
        return text
    wide, _ = utf_16_le_encode(text, "surrogatepass")
    return wide if len(wide) < len(text.encode("utf-8", "surrogatepass")) else text


def text_of(stored: Record) -> str:
    """The text of a paragraph's record, stored or whole."""
    return decode_text(stored[TEXT])


def decode_text(text: str | bytes) -> str:
    """The text that :func:`encode_text` encoded."""
    # The codec directly: bytes.decode() looks it up and calls it through Python each time.
    return text if isinstance(text, str) else utf_16_le_decode(text, "surrogatepass", True)[0]


def distance_to_file(stored: Record) -> int:
    """How many records after a paragraph's stored record the record of its file comes."""
    return cast(int, stored[1])


def whole_record(stored: Record, file: Record) -> Record:
    """A paragraph's whole record: the stored one with the shared values of its file's record.

    :raises ValueError: ``file`` is not the record of the paragraph's file.
    """
    _, distance, role, page, section, statements, topics, source, starts = stored
    if len(file) not in _LENGTHS or not 0 < distance <= file[_PARAGRAPHS]:
        raise ValueError("a paragraph without its file")
    shared = file[_SHARED]
    return (
        text_of(stored),
        file[_ID],
        file[_PARAGRAPHS] - distance + 1,
        shared[role],
        page,
        shared[section],
        tuple(
            [
                (start, end, *shared[who], mention, shared[certainty], inside, answers)
                for start, end, who, mention, certainty, inside, answers in statements
            ]
        ),
        tuple([(shared[topic], spans) for topic, spans in topics]),
        shared[source],
        starts,
    )


def to_paragraph(record: Record) -> Paragraph:
    """The paragraph of a whole record."""
    text, _, number, role, page, section, statements, topics, source, _ = record
    return Paragraph(
        number=number,
        role=cast(Role, role),
        text=text,
        section=tuple(section),
        page=page,
        statements=tuple(
            Statement(start, end, Speaker(name, title, organization, kind), *rest)
            for start, end, name, title, organization, kind, *rest in statements
        ),
        topics=tuple(TopicTag(topic, tuple(map(tuple, spans))) for topic, spans in topics),
        source=cast(TextSource, source),
    )


def to_file(record: Record) -> IndexedFile:
    """The file of a file's record."""
    id, root, path, title, date, kind, warnings, paragraphs, size, modified, digest = record[
        :_SHARED
    ]
    title_from, date_from = record[-1] if len(record) == _LENGTHS[1] else ("", "")
    digest, text = digest if isinstance(digest, tuple) else (digest, "")
    return IndexedFile(
        id=id,
        origin=Origin(root, path),
        title=title,
        date=Period.parse(date) if date else None,
        kind=cast(Kind, kind),
        warnings=tuple(warnings),
        paragraphs=paragraphs,
        state=FileState(size, modified, digest, text),
        speakers=tuple(Speaker(*one) for one in record[_SHARED] if _is_speaker(one)),
        title_from=cast(Evidence, title_from),
        date_from=cast(Evidence, date_from),
    )


def _is_speaker(shared: object) -> bool:
    """Whether this is a speaker: the only other tuples are headings, of any number."""
    return isinstance(shared, tuple) and len(shared) == 4 and shared[3] in ("person", "group")
