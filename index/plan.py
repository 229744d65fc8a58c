"""What there is to do: which files are new or changed, which are gone, which are as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.find import find_documents
from index.record import FileState, IndexedFile


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read. ``root`` is the folder that ``id`` is relative to."""

    path: Path
    id: str
    root: str
    state: FileState


@dataclass(frozen=True, slots=True)
class Plan:
    """``tasks`` to read, ids to remove, files to leave, and files of formats we do not read."""

    tasks: tuple[Task, ...]
    removed: tuple[str, ...]
    unchanged: tuple[IndexedFile, ...]
    others: tuple[str, ...]


def planned(paths: Sequence[Path], known: Mapping[str, IndexedFile]) -> Plan:
    """Compare ``paths`` with what an index knows: size and time first, and then the bytes.

    Raises DocumentError for a path that is not there or a file of a format that is not read.
    """
    tasks: dict[str, Task] = {}
    unchanged: dict[str, IndexedFile] = {}
    others: list[str] = []
    for path in paths:
        root = str((path if path.is_dir() else path.parent).resolve())
        for found in find_documents([path]):
            if found.skipped:
                others.append(found.id)
                continue
            id = _free(found.id, root, known, tasks)
            file = known.get(id)
            state = _state(found.path, file)
            if file and file.state.digest == state.digest:
                unchanged[id] = file
            else:
                tasks[id] = Task(found.path, id, root, state)
    roots = {str(path.resolve()) for path in paths if path.is_dir()}
    removed = tuple(
        id
        for id, file in known.items()
        if file.root in roots and id not in tasks and id not in unchanged
    )
    return Plan(tuple(tasks.values()), removed, tuple(unchanged.values()), tuple(others))


def _free(id: str, root: str, known: Mapping[str, IndexedFile], tasks: Mapping[str, Task]) -> str:
    """``id``, or with its folder's name before it where another folder has a file of that id."""
    for name in (id, f"{Path(root).name}/{id}"):
        holder = known.get(name) or tasks.get(name)
        if holder is None or holder.root == root:
            return name
    return f"{root}/{id}"


def _state(path: Path, file: IndexedFile | None) -> FileState:
    try:
        stat = path.stat()
        if file and (file.state.size, file.state.modified) == (stat.st_size, stat.st_mtime_ns):
            return file.state
        with path.open("rb") as stream:
            digest = hashlib.blake2b(digest_size=16)
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    except OSError:
        # Whoever reads it will say why it cannot be read; it is tried again at every run.
        return FileState(0, 0, "")
    return FileState(stat.st_size, stat.st_mtime_ns, digest.hexdigest())
