"""Builds an index and keeps it up to date with the folders it was built from."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TypeAlias

from corpus.document import Document
from corpus.errors import DocumentError
from corpus.find import find_documents
from corpus.pipeline import Pipeline
from corpus.thesaurus import Thesaurus
from index.bulk import BulkWriter, Entry
from index.errors import IndexPlaceError
from index.meta import FORMAT, NAME, Meta, fold_digest, read_meta, write_meta
from index.prepare import entries
from index.reader import Reader
from index.record import FileState, IndexedFile
from index.segment import preferred_segmenter, segmenter_version

UNREAD = "cannot be read: "
_PARALLEL_FROM = 1_000_000  # bytes to read, so many that a second process pays for its start

Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the user should know of one file."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Updated:
    """What one run did. ``others`` are the files of formats that we do not read."""

    added: int
    changed: int
    removed: int
    unchanged: int
    paragraphs: int
    unread: tuple[Trouble, ...]
    warnings: tuple[Trouble, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Task:
    """A file to be read. ``root`` is the folder that ``id`` is relative to."""

    path: Path
    id: str
    root: str
    state: FileState


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A file that was read, ready to be written; or ``unread`` says why it cannot be."""

    task: _Task
    entries: tuple[Entry, ...]
    warnings: tuple[str, ...]
    unread: str = ""


@dataclass(frozen=True, slots=True)
class _Plan:
    tasks: tuple[_Task, ...]
    removed: tuple[str, ...]
    unchanged: tuple[IndexedFile, ...]
    others: tuple[str, ...]


def update(
    index: Path,
    paths: Sequence[Path],
    *,
    rebuild: bool = False,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Updated:
    """Bring ``index`` up to date with ``paths``: new and changed files are read, vanished ones
    removed, the others left alone. All of it is visible at the end, or nothing.

    ``rebuild`` reads everything anew. ``jobs`` processes read (as many as there are processors);
    how many makes no difference to the index. ``progress(done, of)`` is called in bytes.

    :raises DocumentError: a path is not there, or is a file of a format that is not read.
    :raises IndexPlaceError: ``index`` is a folder of something else.
    :raises IndexFormatError: ``index`` is of another version and wants ``rebuild``.
    :raises IndexLockedError: another process is writing.
    """
    if not rebuild:
        return _update(index, paths, jobs, progress)
    if index.exists() and any(index.iterdir()) and not (index / NAME).exists():
        raise _foreign(index)
    fresh = index.with_name(index.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        result = _update(fresh, paths, jobs, progress)
        old = index.with_name(index.name + ".old")
        shutil.rmtree(old, ignore_errors=True)
        if index.exists():
            index.rename(old)
        fresh.rename(index)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return result


def _update(
    index: Path, paths: Sequence[Path], jobs: int | None, progress: Progress | None
) -> Updated:
    meta = _prepare_place(index)
    with BulkWriter(index) as writer:
        known = {file.id: file for file in _files(index)}
        plan = _planned(paths, known)
        total = sum(task.state.size for task in plan.tasks)
        done = 0
        unread, warnings = [], []
        added = changed = paragraphs = 0
        for id in plan.removed:
            _delete(writer, id)
        for prepared in _prepared(plan.tasks, meta.segmenter, jobs):
            task = prepared.task
            if task.id in known:
                _delete(writer, task.id)
            for entry in prepared.entries:
                writer.add(entry)
            if prepared.unread:
                unread.append(Trouble(task.id, prepared.unread))
            else:
                added += task.id not in known
                changed += task.id in known
                paragraphs += len(prepared.entries) - 1
            warnings += [Trouble(task.id, text) for text in prepared.warnings]
            done += task.state.size
            if progress:
                progress(done, total)
    for file in plan.unchanged:
        if reason := unread_reason(file):
            unread.append(Trouble(file.id, reason))
    return Updated(
        added=added,
        changed=changed,
        removed=len(plan.removed),
        unchanged=sum(not unread_reason(file) for file in plan.unchanged),
        paragraphs=paragraphs,
        unread=tuple(sorted(unread, key=lambda trouble: trouble.id)),
        warnings=tuple(warnings),
        others=plan.others,
    )


def unread_reason(file: IndexedFile) -> str:
    """Why the file could not be read; empty if it was."""
    for warning in file.warnings:
        if warning.startswith(UNREAD):
            return warning.removeprefix(UNREAD)
    return ""


def _prepare_place(index: Path) -> Meta:
    if (index / NAME).exists():
        return read_meta(index)
    if index.exists() and (not index.is_dir() or any(index.iterdir())):
        raise _foreign(index)
    index.mkdir(parents=True, exist_ok=True)
    name = preferred_segmenter()
    meta = Meta(FORMAT, name, segmenter_version(name), fold_digest())
    write_meta(index, meta)
    return meta


def _foreign(index: Path) -> IndexPlaceError:
    return IndexPlaceError(
        f"{index}: not an index, and not empty. Name another folder with --index"
    )


def _files(index: Path) -> Iterator[IndexedFile]:
    reader = Reader(index)
    return map(reader.file, reader.file_ids())


def _delete(writer: BulkWriter, id: str) -> None:
    writer.delete("doc", id)
    writer.delete("file", id)


def _planned(paths: Sequence[Path], known: dict[str, IndexedFile]) -> _Plan:
    """Which files to read: those whose size or time, and then whose bytes, are not as indexed."""
    tasks: dict[str, _Task] = {}
    unchanged: dict[str, IndexedFile] = {}
    others: list[str] = []
    for path in paths:
        root = str((path if path.is_dir() else path.parent).resolve())
        for found in find_documents([path]):
            if found.skipped:
                others.append(found.id)
                continue
            id = _id(found.id, root, {**known, **unchanged}, tasks)
            state = _state(found.path, known.get(id))
            file = known.get(id)
            if file and file.state.digest == state.digest:
                unchanged[id] = file
            else:
                tasks[id] = _Task(found.path, id, root, state)
    roots = {str(path.resolve()) for path in paths if path.is_dir()}
    removed = tuple(
        id
        for id, file in known.items()
        if file.root in roots and id not in tasks and id not in unchanged
    )
    return _Plan(tuple(tasks.values()), removed, tuple(unchanged.values()), tuple(others))


def _id(id: str, root: str, known: dict[str, IndexedFile], tasks: dict[str, _Task]) -> str:
    """``id``, or with its folder's name before it where another folder has a file of that id."""
    for name in (id, f"{Path(root).name}/{id}", f"{root}/{id}"):
        holder = known.get(name) or tasks.get(name)
        if holder is None or holder.root == root:
            return name
    return f"{root}/{id}"


def _state(path: Path, file: IndexedFile | None) -> FileState:
    stat = path.stat()
    if file and (file.state.size, file.state.modified) == (stat.st_size, stat.st_mtime_ns):
        return file.state
    digest = hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
    return FileState(stat.st_size, stat.st_mtime_ns, digest)


def _prepared(tasks: Sequence[_Task], segmenter: str, jobs: int | None) -> Iterator[_Prepared]:
    """The tasks carried out, in their order, whoever carries them out."""
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1 or sum(task.state.size for task in tasks) < _PARALLEL_FROM:
        yield from map(partial(_prepare, segmenter=segmenter), tasks)
        return
    from concurrent.futures import Future, ProcessPoolExecutor

    with ProcessPoolExecutor(jobs) as pool:
        waiting: deque[Future[_Prepared]] = deque()
        try:
            for task in tasks:
                waiting.append(pool.submit(_prepare, task, segmenter))
                # So many ahead and no more: what is prepared and not yet written is in memory.
                if len(waiting) > 4 * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@cache
def _pipeline() -> Pipeline:
    return Pipeline(Thesaurus.load())


def _prepare(task: _Task, segmenter: str) -> _Prepared:
    reason = ""
    try:
        document = _pipeline().read(task.path, task.id)
    except DocumentError as error:
        reason = str(error).removeprefix(f"{task.path}: ")
        document = Document(task.id, task.id, None, "other", (), (UNREAD + reason,))
    prepared = tuple(entries(document, task.root, task.state, segmenter))
    return _Prepared(task, prepared, () if reason else document.warnings, reason)
