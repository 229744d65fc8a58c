"""From a file to what the index holds of it: folded, cut into words, laid out by fields."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TypeAlias

from corpus.document import Document, Paragraph
from corpus.errors import DocumentError
from corpus.fold import fold
from corpus.pipeline import Pipeline
from corpus.thesaurus import Thesaurus
from corpus.topics import Tagger
from index.bulk.entry import Entry
from index.errors import WorkerLostError
from index.plan import Task
from index.reader import Reader
from index.record import (
    STARTS,
    TEXT,
    UNREAD,
    FileState,
    IndexedFile,
    Record,
    records,
    to_paragraph,
)
from index.segment import segment, words_at

Cut: TypeAlias = tuple[str, bytes, Sequence[str]]

_PARALLEL_FROM = 1_000_000  # bytes to read, so many that a second process pays for its start


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was read, ready to be written; or ``unread`` says why it cannot be."""

    task: Task
    entries: tuple[Entry, ...]
    warnings: tuple[str, ...]
    unread: str = ""


def prepared(
    tasks: Sequence[Task], segmenter: str, topics: tuple[Path, ...], jobs: int | None
) -> Generator[Prepared, None, None]:
    """The tasks carried out, in their order, by as many processes as ``jobs`` says."""
    jobs = jobs or os.cpu_count() or 1
    work = partial(_prepare, segmenter=segmenter, topics=topics)
    if jobs == 1 or sum(task.state.size for task in tasks) < _PARALLEL_FROM:
        yield from map(work, tasks)
        return
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # Loaded before the processes are begun, so that they have it from the start where they can.
    _pipeline(topics)
    segment("", segmenter)
    with ProcessPoolExecutor(jobs, initializer=_begin) as pool, _uncollected():
        waiting: deque[Future[Prepared]] = deque()
        try:
            for task in tasks:
                waiting.append(pool.submit(work, task))
                # So many ahead and no more: what is prepared and not yet written is in memory.
                if len(waiting) > 4 * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            raise WorkerLostError(
                "a process that reads documents was killed, perhaps for want of memory: "
                "try again with --jobs 1"
            ) from None
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


@contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage collection: what comes from other processes holds no cycles, and the collector
    would look through all that waits to be written, again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _begin() -> None:
    # Ctrl-C reaches all processes of a terminal. The first one ends the others, without tracebacks.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is loaded by now stays. The garbage collector would look through it again and again.
    gc.freeze()


@cache
def _pipeline(topics: tuple[Path, ...]) -> Pipeline:
    return Pipeline(Thesaurus.load(*topics))


def _prepare(task: Task, segmenter: str, topics: tuple[Path, ...]) -> Prepared:
    reason = ""
    try:
        document = _pipeline(topics).read(task.path, task.id)
    except DocumentError as error:
        reason = str(error).removeprefix(f"{task.path}: ").removeprefix(UNREAD)
        document = Document(task.id, task.id, None, "other", (), (UNREAD + reason,))
    found = tuple(entries(document, task.root, task.state, segmenter))
    return Prepared(task, found, () if reason else document.warnings, reason)


def entries(document: Document, root: str, state: FileState, segmenter: str) -> Iterator[Entry]:
    """One entry for each paragraph, then one for the file itself."""
    # Half of a transcript's paragraphs are the labels of those who speak, the same few.
    known: dict[str, Cut] = {}
    cuts = []
    for paragraph in document.paragraphs:
        cut = known.get(paragraph.text)
        if cut is None:
            cut = known[paragraph.text] = _cut(paragraph.text, segmenter)
        cuts.append(cut)
    return _entries(document, root, state, cuts)


def _entries(
    document: Document, root: str, state: FileState, cuts: Sequence[Cut]
) -> Iterator[Entry]:
    shared = _shared(document)
    *stored, of_file = records(document, root, state, [starts for _, starts, _ in cuts])
    for paragraph, (folded, _, words), record in zip(
        document.paragraphs, cuts, stored, strict=True
    ):
        yield Entry(words, folded, {**shared, **_keywords(paragraph)}, record)
    yield Entry((), "", {"file": [document.id]}, of_file)


def _cut(text: str, segmenter: str) -> Cut:
    """The folded text, where its words begin, and the words."""
    folded = fold(text)
    starts = segment(text, segmenter)
    return folded, starts, words_at(folded, starts)


def retagged(reader: Reader, file: IndexedFile, tagger: Tagger) -> Iterator[Entry]:
    """The entries of an indexed file with its topics found anew, from what the index stores."""
    held = [reader.record(number) for number in reader.paragraphs_of(file.id)]
    document = Document(
        file.id,
        file.title,
        file.date,
        file.kind,
        tuple(to_paragraph(record)._replace(topics=()) for record in held),
        file.warnings,
    )
    cuts = [_cut_at(record) for record in held]
    return _entries(tagger.tag(document), file.root, file.state, cuts)


def _cut_at(record: Record) -> Cut:
    folded = fold(record[TEXT])
    return folded, record[STARTS], words_at(folded, record[STARTS])


def _shared(document: Document) -> dict[str, list[str]]:
    return {
        "doc": [document.id],
        "title": _values([document.title]),
        "date": [document.date.isoformat()] if document.date else [],
        "kind": [document.kind],
    }


def _keywords(paragraph: Paragraph) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"role": [paragraph.role]}
    if paragraph.section:
        found["section"] = _values(paragraph.section)
    if paragraph.topics:
        found["topic"] = _values(tag.topic for tag in paragraph.topics)
    if paragraph.statements:
        speakers = [statement.speaker for statement in paragraph.statements]
        found["speaker"] = _values(speaker.name for speaker in speakers)
        found["organization"] = _values(speaker.organization for speaker in speakers)
        found["office"] = _values(speaker.title for speaker in speakers)
    return found


def _values(values: Iterable[str]) -> list[str]:
    return [value for value in dict.fromkeys(values) if value]
