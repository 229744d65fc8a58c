"""What there is to do: which files are new or changed, which are gone, which are as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from corpus.find import OTHER_FORMAT, Found, find_documents
from index.record import FileState, IndexedFile

# Whoever reads it will say why it cannot be read. It is looked at again at every run.
_UNREADABLE = FileState(0, 0, "")


class Task(NamedTuple):
    """A file to be read. ``root`` is the folder that ``id`` is relative to; ``..`` is the one that
    the index itself lies in. The digest of a new file's ``state`` is left to :func:`digested`."""

    path: Path
    id: str
    root: str
    state: FileState


class Plan(NamedTuple):
    """``tasks`` to read, ids to remove, files to leave, files of formats we do not read, and
    folders that cannot be looked into. Nothing is removed of a root with such a folder."""

    tasks: tuple[Task, ...]
    removed: tuple[str, ...]
    unchanged: tuple[IndexedFile, ...]
    others: tuple[str, ...]
    blocked: tuple[Found, ...]


def planned(paths: Sequence[Path], known: Mapping[str, IndexedFile], home: Path) -> Plan:
    """Compare ``paths`` with what an index in ``home`` knows: size and time, and then the bytes.

    Raises DocumentError for a path that is not there or a file of a format that is not read.
    """
    planner = _Planner(known, home)
    for path in paths:
        planner.look_at(path)
    return planner.plan()


class _Planner:
    def __init__(self, known: Mapping[str, IndexedFile], home: Path) -> None:
        self._known = known
        self._home = home
        self._tasks: dict[str, Task] = {}
        self._unchanged: dict[str, IndexedFile] = {}
        self._others: list[str] = []
        self._blocked: list[Found] = []
        self._seen: set[Path] = set()
        self._seen_whole: dict[str, bool] = {}

    def look_at(self, path: Path) -> None:
        named = path if path.is_dir() else path.parent
        folder = named.resolve()
        # An index in the folder of its documents stays true when the folder is moved.
        root = ".." if folder == self._home else str(folder)
        whole = path.is_dir()
        for found in find_documents([path]):
            place = folder / found.path.relative_to(named)
            if place in self._seen:
                continue
            self._seen.add(place)
            if not found.skipped:
                self._compare(found, root, folder)
            elif found.skipped == OTHER_FORMAT:
                self._others.append(found.id)
            else:
                self._blocked.append(found)
                whole = False
        self._seen_whole[root] = self._seen_whole.get(root, False) or whole

    def _compare(self, found: Found, root: str, folder: Path) -> None:
        id = self._free(found.id, root, folder)
        file = self._known.get(id)
        state = _state(found.path)
        if file:
            held = file.state
            same = (held.size, held.modified) == (state.size, state.modified)
            state = held if same else digested(found.path, state)
        if file and file.state.digest == state.digest:
            self._unchanged[id] = file
        else:
            self._tasks[id] = Task(found.path, id, root, state)

    def _free(self, id: str, root: str, folder: Path) -> str:
        """``id``, or with its folder's name before it where another file has that id."""
        for name in (id, f"{folder.name}/{id}"):
            holder = self._known.get(name)
            free = name not in self._tasks and name not in self._unchanged
            if free and (holder is None or holder.root == root):
                return name
        return f"{folder}/{id}"

    def plan(self) -> Plan:
        removed = (
            id
            for id, file in self._known.items()
            if self._seen_whole.get(file.root)
            and id not in self._tasks
            and id not in self._unchanged
        )
        return Plan(
            tuple(self._tasks.values()),
            tuple(removed),
            tuple(self._unchanged.values()),
            tuple(self._others),
            tuple(self._blocked),
        )


def _state(path: Path) -> FileState:
    try:
        stat = path.stat()
    except OSError:
        return _UNREADABLE
    # To open a pipe is to wait for who writes into it.
    return FileState(stat.st_size, stat.st_mtime_ns, "") if S_ISREG(stat.st_mode) else _UNREADABLE


def digested(path: Path, state: FileState) -> FileState:
    """The state of a file with its digest, for which all of it is read."""
    if state.digest or state == _UNREADABLE:
        return state
    # Loaded by who reads files, while others do other things.
    from hashlib import blake2b

    digest = blake2b(digest_size=16)
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    except OSError:
        return _UNREADABLE
    return state._replace(digest=digest.hexdigest())
