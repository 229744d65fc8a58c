"""From a file to what the index holds of it: folded, cut into words, laid out by fields."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import cache, partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpus.document import Document
from corpus.errors import DocumentError
from corpus.pipeline import Pipeline
from corpus.topics.tagger import Tagger
from corpus.topics.thesaurus import Thesaurus
from index.analysis.batch import Cut, cut, cut_at
from index.changes import Task, digested
from index.columns import Columns, Tokens, in_all, placed
from index.field_names import TOPIC_WORDS, topic_word
from index.limits import Limits, check_size
from index.ragged import narrow
from index.reader_process import IN_PROCESS, ReaderProcess
from index.stored_record import (
    COPY_OF,
    STARTS,
    UNREAD,
    FileState,
    IndexedFile,
    Origin,
    records,
    to_paragraph,
)
from index.whoosh.w3.stored_column import deflated
from index.workers import Workers

if TYPE_CHECKING:
    from index.whoosh.reader import Reader

_LIMITS = Limits()
_LEAST_COMPARED = 100  # characters of body paragraphs
_AHEAD = 64 << 20  # bytes of files that are read before they are wanted
_PARALLEL_FROM = 1_000_000  # bytes to read, so many that a second process pays for its start


class Prepared(NamedTuple):
    """A file that was read, ready to be written; or ``unread`` says why it cannot be. ``state`` is
    that of the task, with its digests."""

    task: Task
    columns: Columns
    state: FileState
    warnings: tuple[str, ...]
    unread: str = ""


def prepared(
    tasks: Sequence[Task],
    segmenter: str,
    topics: tuple[Path, ...],
    workers: Workers,
    limits: Limits = _LIMITS,
) -> Generator[Prepared, None, None]:
    """The tasks carried out, in their order; by the ``workers``, from now on, if there is much to
    read. A file that exceeds the ``limits`` is not read."""
    work = partial(_prepare, segmenter=segmenter, topics=topics, limits=limits)
    if not workers.several or sum(task.state.size for task in tasks) < _PARALLEL_FROM:
        return _one_by_one(work, tasks)
    # Loaded before the processes are begun, so that they have it where they can.
    _pipeline(topics)
    cut(["平台"], segmenter)
    size = attrgetter("state.size")
    return workers.in_order(work, tasks, size, _AHEAD, heaviest_first=True)


@cache
def _pipeline(topics: tuple[Path, ...]) -> Pipeline:
    return Pipeline(Thesaurus.load(*topics))


def _one_by_one(
    work: Callable[[Task], Prepared], tasks: Iterable[Task]
) -> Generator[Prepared, None, None]:
    try:
        yield from map(work, tasks)
    finally:
        for process in _reader_processes.values():
            process.close()
        _reader_processes.clear()


# Of this process, which is one of the workers or the only one: a process that it has begun to read
# files with libraries. It ends with this one.
_reader_processes: dict[tuple[tuple[Path, ...], Limits], ReaderProcess] = {}


def _read(path: Path, id: str, topics: tuple[Path, ...]) -> Document:
    return _pipeline(topics).read(path, id)


def _read_within(task: Task, topics: tuple[Path, ...], limits: Limits) -> Document:
    """The document of a file. Raises DocumentError if it cannot be read within the limits."""
    check_size(task.state.size, limits)
    if task.path.suffix.lower() in IN_PROCESS:
        return _read(task.path, task.id, topics)
    process = _reader_processes.get((topics, limits))
    if process is None:
        _pipeline(topics)  # loaded before, so that the process has it where it can
        process = ReaderProcess(partial(_read, topics=topics), limits)
        _reader_processes[topics, limits] = process
    return process.read(task.path, task.id)


def _prepare(task: Task, segmenter: str, topics: tuple[Path, ...], limits: Limits) -> Prepared:
    # Before it is read: what changes in between is found changed by the next run.
    state = digested(task.path, task.state)
    reason = ""
    try:
        document = _read_within(task, topics, limits)
    except DocumentError as error:
        reason = str(error).removeprefix(f"{task.path}: ").removeprefix(UNREAD)
        document = Document(task.id, task.id, None, "other", (), (UNREAD + reason,))
    words = cut(_texts(document), segmenter)
    state = state._replace(text=_text_digest(document, words))
    found = _columns(document, task.origin, state, words)
    return Prepared(task, found, state, () if reason else document.warnings, reason)


def _text_digest(document: Document, words: Cut) -> str:
    """A digest of the folded body paragraphs; "" for a text so short that others may equal it."""
    is_body = np.array([one.role == "body" for one in document.paragraphs], bool)
    body = words.points[np.repeat(is_body, words.sizes)]
    if len(body) < _LEAST_COMPARED:
        return ""
    from hashlib import blake2b  # loaded by who reads files

    return blake2b(body.tobytes(), digest_size=16).hexdigest()


def copy_columns(task: Task, state: FileState, of: str, segmenter: str) -> Columns:
    """What the index holds of a copy of the document ``of``: the file, and no paragraphs."""
    document = Document(task.id, task.id, None, "other", (), (COPY_OF + of,))
    return columns(document, task.origin, state, segmenter)


def columns(document: Document, origin: Origin, state: FileState, segmenter: str) -> Columns:
    """The paragraphs of a file, and behind them the file itself, which has no text."""
    return _columns(document, origin, state, cut(_texts(document), segmenter))


class Stored(NamedTuple):
    """An indexed file with its document as the index stores it.

    ``starts``: where the words of each paragraph begin.
    """

    file: IndexedFile
    document: Document
    starts: tuple[bytes, ...]

    @classmethod
    def of(cls, reader: Reader, file: IndexedFile) -> Stored:
        """What the index stores of a file."""
        records = [reader.record(number) for number in reader.paragraphs_of(file.id)]
        paragraphs = tuple(to_paragraph(record) for record in records)
        document = Document(file.id, file.title, file.date, file.kind, paragraphs, file.warnings)
        return cls(file, document, tuple(record[STARTS] for record in records))


def retagged(stored: Stored, tagger: Tagger) -> Columns:
    """An indexed file with its topics found anew."""
    document = stored.document._replace(
        paragraphs=tuple(one._replace(topics=()) for one in stored.document.paragraphs)
    )
    words = cut_at(_texts(document), list(stored.starts))
    return _columns(tagger.tag(document), stored.file.origin, stored.file.state, words)


def annotated(
    files: Iterable[Stored], segmenter: str, topics: tuple[Path, ...], workers: Workers
) -> Iterator[Columns]:
    """Indexed files with their words, statements and topics found anew, in order."""
    work = partial(_annotate, segmenter=segmenter, topics=topics)
    return workers.in_order(work, files, _characters, _AHEAD // 4)


def _annotate(stored: Stored, segmenter: str, topics: tuple[Path, ...]) -> Columns:
    document = stored.document._replace(
        paragraphs=tuple(
            one._replace(statements=(), topics=()) for one in stored.document.paragraphs
        )
    )
    document = _pipeline(topics).annotate(document)
    return columns(document, stored.file.origin, stored.file.state, segmenter)


def _characters(stored: Stored) -> int:
    return sum(len(paragraph.text) for paragraph in stored.document.paragraphs)


def _texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def _columns(document: Document, origin: Origin, state: FileState, cut: Cut) -> Columns:
    return Columns(
        words=cut.words,
        points=narrow(cut.points),
        sizes=narrow(np.append(cut.sizes, np.uint32(0))),
        keywords=_keywords(document),
        stored=deflated(records(document, origin, state, cut.starts)),
    )


def _keywords(document: Document) -> dict[str, Tokens]:
    paragraphs = document.paragraphs
    count = len(paragraphs)
    said = [(n, said.speaker) for n, one in enumerate(paragraphs) for said in one.statements]
    tags = [(n, one.text, tag) for n, one in enumerate(paragraphs) for tag in one.topics]
    return {
        "doc": in_all(document.id, count),
        "title": in_all(document.title, count),
        "date": in_all(document.date.isoformat() if document.date else "", count),
        "kind": in_all(document.kind, count),
        "role": placed([(n, one.role) for n, one in enumerate(paragraphs)]),
        "section": placed([(n, part) for n, one in enumerate(paragraphs) for part in one.section]),
        "topic": placed([(n, tag.topic) for n, _, tag in tags]),
        "speaker": placed([(n, speaker.name) for n, speaker in said]),
        "organization": placed([(n, speaker.organization) for n, speaker in said]),
        "office": placed([(n, speaker.title) for n, speaker in said]),
        # Each as often as it stands there.
        TOPIC_WORDS: placed(
            [
                (n, topic_word(tag.topic, text[start:end]))
                for n, text, tag in tags
                for start, end in tag.spans
            ]
        ),
        "file": placed([(count, document.id)]),
    }
