"""Analyses files: reads, folds and cuts them into words, and lays the terms out by fields."""

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
from index.analysis.batch import CutTexts, cut_texts, cut_texts_at
from index.analysis.defined_names import defined_names
from index.analysis.sides import sides_of_paragraphs
from index.columns import Columns, Tokens, in_every_document, tokens_of
from index.field_names import DEFINED, SIDE, TOPIC_WORDS, defined_term, topic_word
from index.limits import CONVERTED, Limits, check_size, for_converted, for_ocr
from index.ragged import narrow
from index.reader_process import IN_PROCESS, OnPage, ReaderProcess
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
from index.tasks import Task, with_digest
from index.workers import Workers

if TYPE_CHECKING:
    from index.engine import RowEncoder, Snapshot

_LIMITS = Limits()
_LEAST_COMPARED = 100  # characters of body paragraphs
_AHEAD = 64 << 20  # bytes of files that the workers may be ahead of the writer
_PARALLEL_FROM = 1_000_000  # bytes to read from which a second process saves its start-up time


class AnalyzedFile(NamedTuple):
    """A file that was read, ready to be written; if it cannot be read, ``unread`` says why.

    ``state`` is that of the task, with digests. ``pages``: how many it has, as far as known.
    """

    task: Task
    columns: Columns
    state: FileState
    warnings: tuple[str, ...]
    unread: str = ""
    pages: int = 0


def analyze_files(
    tasks: Sequence[Task],
    segmenter: str,
    topics: tuple[Path, ...],
    workers: Workers,
    encode: RowEncoder,
    limits: Limits = _LIMITS,
) -> Generator[AnalyzedFile, None, None]:
    """The analysed files, in the order of the tasks.

    If there is much to read, the ``workers`` do it, and begin before the first is taken. A file
    that exceeds the ``limits`` is not read.
    """
    work = partial(_analyze_file, segmenter=segmenter, topics=topics, limits=limits, encode=encode)
    if not workers.several or sum(task.state.size for task in tasks) < _PARALLEL_FROM:
        return _one_by_one(work, tasks)
    # Loaded before the processes start: where they are forked, they share it.
    _pipeline(topics)
    cut_texts(["平台"], segmenter)
    size = attrgetter("state.size")
    return workers.in_order(work, tasks, size, _AHEAD, heaviest_first=True)


@cache
def _pipeline(topics: tuple[Path, ...]) -> Pipeline:
    return Pipeline(Thesaurus.load(*topics))


def _one_by_one(
    work: Callable[[Task], AnalyzedFile], tasks: Iterable[Task]
) -> Generator[AnalyzedFile, None, None]:
    try:
        yield from map(work, tasks)
    finally:
        for process in _reader_processes.values():
            process.close()
        _reader_processes.clear()


# Where this process, which is a worker or the only one, reads files with libraries.
_reader_processes: dict[tuple[tuple[Path, ...], Limits], ReaderProcess] = {}


def _read(
    path: Path, id: str, on_ocr_page: OnPage | None = None, *, topics: tuple[Path, ...]
) -> Document:
    return _pipeline(topics).read(path, id, on_ocr_page)


def _read_within(task: Task, topics: tuple[Path, ...], limits: Limits) -> Document:
    """The document of a file. Raises DocumentError if it cannot be read within the limits."""
    check_size(task.state.size, limits)
    if task.path.suffix.lower() in IN_PROCESS:
        return _read(task.path, task.id, topics=topics)
    if task.path.suffix.lower() in CONVERTED:
        limits = for_converted(limits)
    if task.ocr:
        limits = for_ocr(limits)
    process = _reader_processes.get((topics, limits))
    if process is None:
        _pipeline(topics)  # loaded before, so that the process has it where it can
        process = ReaderProcess(partial(_read, topics=topics), limits)
        _reader_processes[topics, limits] = process
    return process.read(task.path, task.id, task.ocr)


def _analyze_file(
    task: Task, segmenter: str, topics: tuple[Path, ...], limits: Limits, encode: RowEncoder
) -> AnalyzedFile:
    # The digest comes first: if the file changes before it is read, the next run sees that.
    state = with_digest(task.path, task.state)
    reason = ""
    try:
        document = _read_within(task, topics, limits)
    except DocumentError as error:
        reason = str(error).removeprefix(f"{task.path}: ").removeprefix(UNREAD)
        document = Document(task.id, task.id, None, "other", (), (UNREAD + reason,))
    cut = cut_texts(_texts(document), segmenter)
    state = state._replace(text=_text_digest(document, cut))
    columns = _columns(document, task.origin, state, cut, encode)
    warnings = () if reason else document.warnings
    pages = max((one.page or 0 for one in document.paragraphs), default=0)
    return AnalyzedFile(task, columns, state, warnings, reason, pages)


def _text_digest(document: Document, cut: CutTexts) -> str:
    """A digest of the folded body paragraphs; "" for a text so short that others may equal it."""
    is_body = np.array([one.role == "body" for one in document.paragraphs], bool)
    body = cut.points[np.repeat(is_body, cut.sizes)]
    if len(body) < _LEAST_COMPARED:
        return ""
    from hashlib import blake2b  # only a process that reads files needs it

    return blake2b(body.tobytes(), digest_size=16).hexdigest()


def copy_columns(
    task: Task, state: FileState, of: str, segmenter: str, encode: RowEncoder, unread: str = ""
) -> Columns:
    """What the index contains of a copy of the document ``of``: the file, and no paragraphs.

    ``unread`` says why neither can be read.
    """
    warning = UNREAD + unread if unread else COPY_OF + of
    document = Document(task.id, task.id, None, "other", (), (warning,))
    return analyze_document(document, task.origin, state, segmenter, encode)


def analyze_document(
    document: Document, origin: Origin, state: FileState, segmenter: str, encode: RowEncoder
) -> Columns:
    """The paragraphs of a file, then the file itself, which has no text."""
    return _columns(document, origin, state, cut_texts(_texts(document), segmenter), encode)


class StoredDocument(NamedTuple):
    """An indexed file with its document as the index stores it.

    ``starts``: where words begin in each paragraph.
    """

    file: IndexedFile
    document: Document
    starts: tuple[bytes, ...]

    @classmethod
    def of(cls, snapshot: Snapshot, file: IndexedFile) -> StoredDocument:
        """The document of an indexed file."""
        records = [snapshot.record(key) for key in snapshot.paragraphs_of(file.id)]
        paragraphs = tuple(to_paragraph(record) for record in records)
        document = Document(
            *(file.id, file.title, file.date, file.kind, paragraphs, file.warnings),
            *(file.title_from, file.date_from),
        )
        return cls(file, document, tuple(record[STARTS] for record in records))


def retag(stored: StoredDocument, tagger: Tagger, encode: RowEncoder) -> Columns:
    """An indexed file with new topics; its words and statements stay."""
    document = stored.document._replace(
        paragraphs=tuple(one._replace(topics=()) for one in stored.document.paragraphs)
    )
    cut = cut_texts_at(_texts(document), list(stored.starts))
    return _columns(tagger.tag(document), stored.file.origin, stored.file.state, cut, encode)


def annotate_files(
    files: Iterable[StoredDocument],
    segmenter: str,
    topics: tuple[Path, ...],
    workers: Workers,
    encode: RowEncoder,
) -> Iterator[Columns]:
    """Indexed files with new words, statements and topics, in order; no file is read."""
    work = partial(_annotate, segmenter=segmenter, topics=topics, encode=encode)
    return workers.in_order(work, files, _characters, _AHEAD // 4)


def _annotate(
    stored: StoredDocument, segmenter: str, topics: tuple[Path, ...], encode: RowEncoder
) -> Columns:
    document = stored.document._replace(
        paragraphs=tuple(
            one._replace(statements=(), topics=()) for one in stored.document.paragraphs
        )
    )
    document = _pipeline(topics).annotate(document)
    return analyze_document(document, stored.file.origin, stored.file.state, segmenter, encode)


def _characters(stored: StoredDocument) -> int:
    return sum(len(paragraph.text) for paragraph in stored.document.paragraphs)


def _texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def _columns(
    document: Document, origin: Origin, state: FileState, cut: CutTexts, encode: RowEncoder
) -> Columns:
    return Columns(
        words=cut.words,
        points=narrow(cut.points),
        sizes=narrow(np.append(cut.sizes, np.uint32(0))),
        keywords=_keywords(document, cut),
        stored=encode(records(document, origin, state, cut.starts)),
    )


def _keywords(document: Document, cut: CutTexts) -> dict[str, Tokens]:
    paragraphs = document.paragraphs
    count = len(paragraphs)
    said = [(n, said.speaker) for n, one in enumerate(paragraphs) for said in one.statements]
    tags = [(n, one.text, tag) for n, one in enumerate(paragraphs) for tag in one.topics]
    return {
        "doc": in_every_document(document.id, count),
        "title": in_every_document(document.title, count),
        "date": in_every_document(str(document.date or ""), count),
        "kind": in_every_document(document.kind, count),
        "role": tokens_of([(n, one.role) for n, one in enumerate(paragraphs)]),
        "section": tokens_of(
            [(n, part) for n, one in enumerate(paragraphs) for part in one.section]
        ),
        DEFINED: tokens_of(
            (n, defined_term(*name)) for n, name in defined_names(_texts(document), cut.starts)
        ),
        SIDE: tokens_of(enumerate(sides_of_paragraphs(_texts(document), cut.words))),
        "topic": tokens_of([(n, tag.topic) for n, _, tag in tags]),
        "speaker": tokens_of([(n, speaker.name) for n, speaker in said]),
        "organization": tokens_of([(n, speaker.organization) for n, speaker in said]),
        "office": tokens_of([(n, speaker.title) for n, speaker in said]),
        # A counted field: a word that occurs twice in a paragraph is here twice.
        TOPIC_WORDS: tokens_of(
            [
                (n, topic_word(tag.topic, text[start:end]))
                for n, text, tag in tags
                for start, end in tag.spans
            ]
        ),
        "file": tokens_of([(count, document.id)]),
    }
