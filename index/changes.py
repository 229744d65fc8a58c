"""What there is to do: which files are new or changed, which are gone, which are as they were."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from functools import cache
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from corpus.discover import LINK_OUT, OTHER_FORMAT, FoundFile, find_documents, id_of
from corpus.selection import Selection
from index.copies import Copy, equal_bytes, orphaned
from index.manifest import NAME
from index.stored_record import FileState, IndexedFile, Origin
from index.topic_files import NAMES

# Whoever reads it will say why it cannot be read. It is looked at again at every run.
_UNREADABLE = FileState(0, 0, "")
_EVERYTHING = Selection()


def never(reason: str) -> bool:
    """No file is tried again that could not be read and has not changed."""
    return False


class Task(NamedTuple):
    """A file to be read. The digest of a new file's ``state`` is left to :func:`digested`."""

    path: Path
    id: str
    origin: Origin
    state: FileState


class Plan(NamedTuple):
    """``tasks`` to read, ids to remove, files to leave, files of formats we do not read, folders
    that cannot be looked into, what ignore files or options leave out, and new copies of documents.

    Nothing is removed of what contains a folder that cannot be looked into.
    """

    tasks: tuple[Task, ...]
    removed: tuple[str, ...]
    unchanged: tuple[IndexedFile, ...]
    others: tuple[str, ...]
    blocked: tuple[FoundFile, ...]
    left_out: tuple[FoundFile, ...] = ()
    copies: tuple[Copy, ...] = ()


def planned(
    paths: Sequence[Path],
    known: Mapping[str, IndexedFile],
    home: Path,
    *,
    follow_links: bool = False,
    outdated: Set[str] = frozenset(),
    selection: Selection = _EVERYTHING,
    again: Callable[[str], bool] = never,
    keep_copies: bool = False,
) -> Plan:
    """Compare ``paths`` with what an index in ``home`` knows: size and time, and then the bytes.

    Files of ``outdated`` formats, by suffix, are read anew though they have not changed, and so are
    files that could not be read for a reason to try ``again``.

    Raises DocumentError for a path that is not there or a file of a format that is not read.
    """
    planner = _Planner(known, home, follow_links, outdated, selection, again)
    for path in paths:
        planner.look_at(path)
    return planner.plan(keep_copies)


class _Planner:
    """A file is the one it was if it lies where it lay, whichever of the folders around it is
    named."""

    def __init__(
        self,
        known: Mapping[str, IndexedFile],
        home: Path,
        follow_links: bool,
        outdated: Set[str],
        selection: Selection,
        again: Callable[[str], bool],
    ) -> None:
        self._again = again
        self._known = known
        self._selection = selection
        self._follow_links = follow_links
        self._outdated = outdated
        self._home = home
        self._places = {
            id: _folder(file.origin.root, home) + file.origin.path for id, file in known.items()
        }
        self._held = {place: id for id, place in self._places.items()}
        self._tasks: dict[str, Task] = {}
        self._unchanged: dict[str, IndexedFile] = {}
        self._paths: dict[str, Path] = {}
        self._others: list[str] = []
        self._blocked: list[FoundFile] = []
        self._left_out: list[FoundFile] = []
        self._seen: set[str] = set()
        self._seen_whole: list[str] = []

    def look_at(self, path: Path) -> None:
        named = path if path.is_dir() else path.parent
        folder = named.resolve()
        # An index in the folder of its documents stays true when the folder is moved.
        root = ".." if folder == self._home else str(folder)
        whole = path.is_dir()
        around = _folder(root, self._home)
        all_found = find_documents(
            [path], follow_links=self._follow_links, selection=self._selection
        )
        for found in all_found:
            place = around + found.id
            if place in self._seen or _is_topic_list(found.path):
                continue
            self._seen.add(place)
            if not found.skipped:
                self._compare(found, place, Origin(root, found.id), folder)
            elif found.skipped == OTHER_FORMAT:
                self._others.append(found.id)
            elif found.left_out_by:
                self._left_out.append(found)
            else:
                self._blocked.append(found)
                whole = whole and found.skipped == LINK_OUT
        if whole:
            self._seen_whole.append(around)

    def _compare(self, found: FoundFile, place: str, origin: Origin, folder: Path) -> None:
        id = self._held.get(place) or self._free(found.id, folder.name, place)
        file = self._known.get(id)
        state = _state(found.path)
        if file:
            origin = file.origin
            held = file.state
            same = (held.size, held.modified) == (state.size, state.modified)
            state = held if same else digested(found.path, state)
        is_current = found.path.suffix.lower() not in self._outdated
        if file and file.unread and self._again(file.unread):
            is_current = False
        if file and is_current and file.state.digest == state.digest:
            self._unchanged[id] = file
            self._paths[id] = found.path
        else:
            self._tasks[id] = Task(found.path, id, origin, state)

    def _free(self, id: str, folder: str, place: str) -> str:
        """``id``, or with its folder's name before it where another file has that id."""
        names = (id, f"{id_of(folder)}/{id}")
        free = (name for name in names if name not in self._known and name not in self._tasks)
        return next(free, place)

    def plan(self, keep_copies: bool) -> Plan:
        removed = [
            id
            for id, place in self._places.items()
            if any(self._reaches(folder, place) for folder in self._seen_whole)
            and id not in self._tasks
            and id not in self._unchanged
        ]
        gone = {*removed, *self._tasks}
        for file in orphaned(self._unchanged.values(), self._known, gone, keep=keep_copies):
            del self._unchanged[file.id]
            self._tasks[file.id] = Task(self._paths[file.id], file.id, file.origin, file.state)
        gone |= set(self._tasks)
        tasks: Sequence[Task] = tuple(self._tasks.values())
        copies: Sequence[Copy] = ()
        if not keep_copies:
            staying = [file for id, file in self._known.items() if id not in gone]
            tasks, copies = equal_bytes(tasks, staying)
        return Plan(
            tuple(tasks),
            tuple(removed),
            tuple(self._unchanged.values()),
            tuple(self._others),
            tuple(self._blocked),
            tuple(self._left_out),
            tuple(copies),
        )

    def _reaches(self, folder: str, place: str) -> bool:
        """Whether a walk through the folder comes to this place, and through no hidden folder."""
        if not place.startswith(folder):
            return False
        return self._selection.hidden or "/." not in place[len(folder) - 1 :]


@cache
def _folder(root: str, home: Path) -> str:
    """What the places of all files in a folder begin with."""
    return id_of((home if root == ".." else Path(root)).as_posix()).rstrip("/") + "/"


def _is_topic_list(path: Path) -> bool:
    """Whether an index that lies among the documents keeps its names of topics there."""
    return path.name == NAMES and path.with_name(NAME).is_file()


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
