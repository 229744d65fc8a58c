"""Compares the files of folders with an index: which are new, changed, removed or unchanged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpus.discover import LINK_OUT, OTHER_FORMAT, FoundFile, find_documents, id_of
from corpus.other_formats import kind_of_file
from corpus.readers.pdf.ocr_messages import is_recognized, waits_for_ocr
from corpus.selection import Selection
from index.copies import Copy, equal_bytes, orphaned
from index.folders import Choice, KeptFolder
from index.manifest import NAME
from index.parts import Part
from index.short_names import NAME as SHORT_NAMES
from index.stored_record import IndexedFile, Origin
from index.tasks import Task, file_state, with_digest
from index.topic_files import NAMES

_SAID_NOTHING = Choice()


def never(reason: str) -> bool:
    """No file is tried again that could not be read and has not changed."""
    return False


class Plan(NamedTuple):
    """What a run has to do, and what it leaves alone.

    ``tasks`` are the files to read, ``removed`` the ids to remove, ``unchanged`` the files that
    stay, ``others`` files of formats that are not read, and ``blocked`` folders that cannot be
    listed. Of a folder that contains a blocked one no file is removed. ``left_out`` is what ignore
    files or options leave out, and ``copies`` the new copies of documents. ``folders`` is what the
    index is to keep of each folder, by root. ``found`` are all files that are in the index after
    the run and were looked at. ``keep_copies``: copies are wanted, too.
    """

    tasks: tuple[Task, ...]
    removed: tuple[str, ...]
    unchanged: tuple[IndexedFile, ...]
    others: tuple[str, ...]
    blocked: tuple[FoundFile, ...]
    left_out: tuple[FoundFile, ...] = ()
    copies: tuple[Copy, ...] = ()
    folders: Mapping[str, KeptFolder] = {}  # never changed
    found: tuple[Path, ...] = ()
    keep_copies: bool = False

    @property
    def changes(self) -> bool:
        """Whether there is something to write."""
        return bool(self.tasks or self.removed or self.copies)

    def of(self, part: Part) -> Plan:
        """What a loader of this part has to do."""
        return self._replace(
            tasks=tuple(one for one in self.tasks if part.has(one.id)),
            removed=tuple(filter(part.has, self.removed)),
            unchanged=tuple(one for one in self.unchanged if part.has(one.id)),
            copies=tuple(one for one in self.copies if part.has(one.task.id)),
        )


def plan_changes(
    paths: Sequence[Path],
    known: Mapping[str, IndexedFile],
    home: Path,
    *,
    outdated: Set[str] = frozenset(),
    choice: Choice = _SAID_NOTHING,
    kept: Mapping[str, KeptFolder] = {},  # never changed
    again: Callable[[str], bool] = never,
    ocr: bool = False,
) -> Plan:
    """Compare the files in ``paths`` with the ``known`` files of an index in the folder ``home``.

    ``choice`` says which files of the folders are wanted, and where it says nothing what the index
    has ``kept`` of them.

    A file is unchanged if its size and time are, or else its bytes. Files of ``outdated`` formats,
    by suffix, are read again though they have not changed, and so are files that could not be read
    for a reason to try ``again``. With ``ocr``, files that wait for OCR are read again. A file that
    OCR has read is always read with OCR.

    :raises DocumentError: a path does not exist, or is a file of a format that is not read.
    """
    planner = _Planner(known, home, outdated, choice, kept, again, ocr)
    for path in paths:
        planner.compare(path)
    return planner.plan()


class _Planner:
    """Compares folder by folder.

    A file is the same file if its absolute path is the same, whichever folder above it is given.
    """

    def __init__(
        self,
        known: Mapping[str, IndexedFile],
        home: Path,
        outdated: Set[str],
        choice: Choice,
        kept: Mapping[str, KeptFolder],
        again: Callable[[str], bool],
        ocr: bool,
    ) -> None:
        self._again = again
        self._ocr = ocr
        self._known = known
        self._choice = choice
        self._kept = kept
        self._folders: dict[str, KeptFolder] = {}
        self._outdated = outdated
        self._home = home
        self._places = {
            id: _folder(file.origin.root, home) + file.origin.path for id, file in known.items()
        }
        self._ids = {place: id for id, place in self._places.items()}
        self._tasks: dict[str, Task] = {}
        self._unchanged: dict[str, IndexedFile] = {}
        self._paths: dict[str, Path] = {}
        self._found: list[Path] = []
        self._others: list[str] = []
        self._blocked: list[FoundFile] = []
        self._left_out: list[FoundFile] = []
        self._seen: set[str] = set()
        self._complete_folders: dict[str, bool] = {}  # with hidden files or not

    def compare(self, path: Path) -> None:
        named = path if path.is_dir() else path.parent
        folder = named.resolve()
        # With a relative root, the folder and the index in it can be moved together.
        root = ".." if folder == self._home else str(folder)
        is_complete = path.is_dir()
        prefix = _folder(root, self._home)
        selection, inside = self._selected(root, folder)
        all_found = list(
            find_documents(
                [path], follow_links=selection.follow_links, selection=selection, inside=inside
            )
        )
        for found in all_found:
            place = prefix + found.id
            if place in self._seen or _is_list_of_index(found.path):
                continue
            self._seen.add(place)
            if not found.skipped:
                self._compare_file(found, place, Origin(root, found.id), folder)
            elif found.skipped == OTHER_FORMAT:
                self._others.append(found.id)
            elif found.left_out_by:
                self._left_out.append(found)
            else:
                self._blocked.append(found)
                is_complete = is_complete and found.skipped == LINK_OUT
        if path.is_dir():
            self._folders[root] = KeptFolder(
                Selection() if inside else selection, _others(all_found), _left_out(all_found)
            )
        if is_complete:
            before = self._kept.get(root, KeptFolder()).selection
            self._complete_folders[prefix] = selection.hidden or before.hidden

    def _selected(self, root: str, folder: Path) -> tuple[Selection, str]:
        """The selection for a folder, and the path of the folder in the one that it is for.

        What was kept of a folder around it counts unless something is said of this one.
        """
        around = (
            (kept, self._home if other == ".." else Path(other))
            for other, kept in self._kept.items()
            if other != root and kept.selection != Selection()
        )
        own = self._kept.get(root, KeptFolder()).selection
        if own == Selection() and self._choice == _SAID_NOTHING:
            above = [pair for pair in around if folder.is_relative_to(pair[1])]
            if above:
                nearest, place = max(above, key=lambda pair: len(pair[1].parts))
                return nearest.selection, f"{id_of(folder.relative_to(place).as_posix())}/"
        return self._choice.applied(own), ""

    def _compare_file(self, found: FoundFile, place: str, origin: Origin, folder: Path) -> None:
        self._found.append(found.path)
        id = self._ids.get(place) or self._free_id(found.id, folder.name, place)
        file = self._known.get(id)
        state = file_state(found.path)
        if file:
            origin = file.origin
            known = file.state
            same = (known.size, known.modified) == (state.size, state.modified)
            state = known if same else with_digest(found.path, state)
        is_current = found.path.suffix.lower() not in self._outdated
        if file and file.unread and self._again(file.unread):
            is_current = False
        if file and self._ocr and waits_for_ocr(file.warnings):
            is_current = False
        if file and is_current and file.state.digest == state.digest:
            self._unchanged[id] = file
            self._paths[id] = found.path
        else:
            ocr = self._ocr or (file is not None and is_recognized(file.warnings))
            self._tasks[id] = Task(found.path, id, origin, state, ocr)

    def _free_id(self, id: str, folder: str, place: str) -> str:
        """``id`` if no other file has it, else with the folder's name before it, else ``place``."""
        names = (id, f"{id_of(folder)}/{id}")
        free = (name for name in names if name not in self._known and name not in self._tasks)
        return next(free, place)

    def _keeps_copies(self) -> bool:
        """Whether copies are wanted: in this run, or in a folder of this index."""
        if self._choice.keep_copies is not None:
            return self._choice.keep_copies
        folders = {**self._kept, **self._folders}.values()
        return any(folder.selection.keep_copies for folder in folders)

    def plan(self) -> Plan:
        """What was found in all the paths compared."""
        keep_copies = self._keeps_copies()
        removed = [
            id
            for id, place in self._places.items()
            if any(_reaches(*one, place) for one in self._complete_folders.items())
            and id not in self._tasks
            and id not in self._unchanged
        ]
        gone = {*removed, *self._tasks}
        for file in orphaned(self._unchanged.values(), self._known, gone, keep=keep_copies):
            del self._unchanged[file.id]
            path = self._paths[file.id]
            self._tasks[file.id] = Task(path, file.id, file.origin, file.state, self._ocr)
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
            self._folders,
            tuple(self._found),
            keep_copies,
        )


def _reaches(folder: str, hidden: bool, place: str) -> bool:
    """Whether a walk through the folder comes to this place, and through no hidden folder unless
    the walk, or an earlier one, takes these."""
    if not place.startswith(folder):
        return False
    return hidden or "/." not in place[len(folder) - 1 :]


def _others(all_found: Sequence[FoundFile]) -> dict[str, int]:
    found = (kind_of_file(one.id) for one in all_found if one.skipped == OTHER_FORMAT)
    return dict(Counter(found).most_common())


def _left_out(all_found: Sequence[FoundFile]) -> dict[str, int]:
    sources = (
        "--no-follow-links" if one.skipped == LINK_OUT else one.left_out_by for one in all_found
    )
    return dict(Counter(filter(None, sources)).most_common())


@cache
def _folder(root: str, home: Path) -> str:
    """The prefix of the places of all files in a folder."""
    return id_of((home if root == ".." else Path(root)).as_posix()).rstrip("/") + "/"


def _is_list_of_index(path: Path) -> bool:
    """Whether this is a list of names that belongs to an index among the documents."""
    return path.name in (NAMES, SHORT_NAMES) and path.with_name(NAME).is_file()
