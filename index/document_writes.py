"""Hands documents to the writer of an index: new ones, copies, and stored ones tagged anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.copies import Texts
from index.stored_record import FileState, IndexedFile
from index.tally import Tally
from index.tasks import Task
from index.workers import Workers

if TYPE_CHECKING:
    from corpus.topics.thesaurus import Thesaurus
    from index.analysis.analyze import AnalyzedFile
    from index.engine import Snapshot, Writer

_PARALLEL_FROM = 20_000
"""Stored paragraphs, so many that other processes save more than their start costs."""


def write_document(
    writer: Writer,
    ready: AnalyzedFile,
    known: Mapping[str, IndexedFile],
    texts: Texts,
    tally: Tally,
    segmenter: str,
) -> None:
    """Write a file that was read, without its text if a document has the same."""
    task = ready.task
    if of := texts.copied(task.id, ready.state.text):
        write_copy(writer, task, ready.state, of, known, segmenter)
        tally.read_copy(ready, of)
        return
    if task.id in known:
        writer.delete(task.id)
    writer.add(ready.columns)
    tally.add(ready)


def write_copy(
    writer: Writer,
    task: Task,
    state: FileState,
    of: str,
    known: Mapping[str, IndexedFile],
    segmenter: str,
    unread: str = "",
) -> None:
    from index.analysis.analyze import copy_columns

    if task.id in known:
        writer.delete(task.id)
    writer.add(copy_columns(task, state, of, segmenter, writer.encode, unread))


def retag_all(
    writer: Writer, reader: Snapshot, files: Sequence[IndexedFile], thesaurus: Thesaurus
) -> int:
    """Find the topics of these files anew; how many of them were read."""
    from corpus.topics.tagger import Tagger
    from index.analysis.analyze import StoredDocument, retag

    tagger = Tagger(thesaurus)
    for file in files:
        writer.add(retag(StoredDocument.of(reader, file), tagger, writer.encode))
        writer.delete(file.id)
    return sum(file.is_document for file in files)


def annotate_all(
    writer: Writer,
    reader: Snapshot,
    files: Sequence[IndexedFile],
    segmenter: str,
    topics: tuple[Path, ...],
    workers: Workers,
) -> int:
    """Find words, statements and topics of these files anew; how many of them were read."""
    from index.analysis.analyze import StoredDocument, annotate_files

    stored = (StoredDocument.of(reader, file) for file in files)
    many = sum(file.paragraphs for file in files) >= _PARALLEL_FROM
    chosen = workers if many else Workers()
    all_columns = annotate_files(stored, segmenter, topics, chosen, writer.encode)
    for file, columns in zip(files, all_columns, strict=True):
        writer.add(columns)
        writer.delete(file.id)
    return sum(file.is_document for file in files)
