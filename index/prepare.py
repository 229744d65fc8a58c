"""From a file to what the index holds of it: folded, cut into words, laid out by fields."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import numpy as np

from corpus.document import Document, Paragraph
from corpus.errors import DocumentError
from corpus.pipeline import Pipeline
from corpus.thesaurus import Thesaurus
from corpus.topics import Tagger
from index.bulk.columns import Columns, Tokens, in_all, tokens
from index.bulk.stored import deflated
from index.cut import Cut, cut, cut_at
from index.errors import WorkerLostError
from index.field_names import TOPIC_WORDS, topic_word
from index.plan import Task
from index.reader import Reader
from index.record import (
    STARTS,
    UNREAD,
    FileState,
    IndexedFile,
    records,
    to_paragraph,
)

_PARALLEL_FROM = 1_000_000  # bytes to read, so many that a second process pays for its start
_COLLECTED_FROM = 1 << 20  # objects more than when garbage was last looked for


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was read, ready to be written; or ``unread`` says why it cannot be."""

    task: Task
    columns: Columns
    warnings: tuple[str, ...]
    unread: str = ""


def prepared(
    tasks: Sequence[Task], segmenter: str, topics: tuple[Path, ...], jobs: int | None
) -> Generator[Prepared, None, None]:
    """The tasks carried out, in their order, by as many processes as ``jobs`` says."""
    jobs = jobs or os.cpu_count() or 1
    work = partial(_prepare, segmenter=segmenter, topics=topics)
    with _rarely_collected():
        if jobs == 1 or sum(task.state.size for task in tasks) < _PARALLEL_FROM:
            yield from map(work, tasks)
        else:
            # Loaded before the processes are begun, so that they have it where they can.
            _pipeline(topics)
            cut(["平台"], segmenter)
            yield from _by_processes(work, tasks, jobs)


def _by_processes(
    work: Callable[[Task], Prepared], tasks: Sequence[Task], jobs: int
) -> Generator[Prepared, None, None]:
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(jobs, initializer=_begin) as pool:
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
def _rarely_collected() -> Iterator[None]:
    """Hardly any garbage collection: documents hold no cycles, and the collector would look
    through all their paragraphs again and again."""
    before = gc.get_threshold()
    gc.set_threshold(_COLLECTED_FROM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _begin() -> None:
    # Ctrl-C reaches all processes of a terminal. The first one ends the others, without tracebacks.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what is loaded by now stays
    gc.set_threshold(_COLLECTED_FROM)


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
    found = columns(document, task.root, task.state, segmenter)
    return Prepared(task, found, () if reason else document.warnings, reason)


def columns(document: Document, root: str, state: FileState, segmenter: str) -> Columns:
    """The paragraphs of a file, and behind them the file itself, which has no text."""
    return _columns(document, root, state, cut(_texts(document), segmenter))


def retagged(reader: Reader, file: IndexedFile, tagger: Tagger) -> Columns:
    """An indexed file with its topics found anew, from what the index stores."""
    held = [reader.record(number) for number in reader.paragraphs_of(file.id)]
    document = Document(
        file.id,
        file.title,
        file.date,
        file.kind,
        tuple(to_paragraph(record)._replace(topics=()) for record in held),
        file.warnings,
    )
    words = cut_at(_texts(document), [record[STARTS] for record in held])
    return _columns(tagger.tag(document), file.root, file.state, words)


def _texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def _columns(document: Document, root: str, state: FileState, cut: Cut) -> Columns:
    return Columns(
        words=cut.words,
        points=cut.points,
        sizes=np.append(cut.sizes, np.uint32(0)),
        keywords=_keywords(document),
        stored=deflated(records(document, root, state, cut.starts)),
    )


def _keywords(document: Document) -> dict[str, Tokens]:
    paragraphs = document.paragraphs
    count = len(paragraphs)
    speakers = [[one.speaker for one in paragraph.statements] for paragraph in paragraphs]
    return {
        "doc": in_all(document.id, count),
        "title": in_all(document.title, count),
        "date": in_all(document.date.isoformat() if document.date else "", count),
        "kind": in_all(document.kind, count),
        "role": tokens([(paragraph.role,) for paragraph in paragraphs]),
        "section": tokens([paragraph.section for paragraph in paragraphs]),
        "topic": tokens([[tag.topic for tag in paragraph.topics] for paragraph in paragraphs]),
        "speaker": tokens([[one.name for one in some] for some in speakers]),
        "organization": tokens([[one.organization for one in some] for some in speakers]),
        "office": tokens([[one.title for one in some] for some in speakers]),
        TOPIC_WORDS: tokens([_topic_words(paragraph) for paragraph in paragraphs]),
        "file": tokens([*[()] * count, (document.id,)]),
    }


def _topic_words(paragraph: Paragraph) -> list[str]:
    """Each word that earned a topic, as often as it stands there."""
    return [
        topic_word(tag.topic, paragraph.text[start:end])
        for tag in paragraph.topics
        for start, end in tag.spans
    ]
