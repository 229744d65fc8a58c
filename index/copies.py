"""Finds files with the same bytes or the same text, of which one is indexed.

The others are stored as files without paragraphs that name the first one. When that one changes or
goes, the next run reads its copies again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from index.stored_record import IndexedFile
from index.tasks import Task, with_digest


class Copy(NamedTuple):
    """A file that is not read, because it has the bytes of the document ``of``."""

    task: Task
    of: str


def orphaned(
    unchanged: Iterable[IndexedFile],
    known: Mapping[str, IndexedFile],
    gone: Collection[str],
    *,
    keep: bool,
) -> list[IndexedFile]:
    """The copies whose first file is among the ids ``gone`` or is a copy itself; all copies if the
    user wants to ``keep`` them."""
    return [
        file
        for file in unchanged
        if file.copy_of and (keep or file.copy_of in gone or file.copy_of not in known)
    ]


def equal_bytes(
    tasks: Iterable[Task], staying: Iterable[IndexedFile]
) -> tuple[list[Task], list[Copy]]:
    """The tasks that are to be read, and the copies among them of each other or of a document that
    is ``staying``. Files with different suffixes are read in different ways, so they are none."""
    tasks = list(tasks)
    staying = [file for file in staying if file.is_document]
    sizes = Counter(task.state.size for task in tasks)
    sizes.update(file.state.size for file in staying)
    first = {_key(file.origin.path, file.state.digest): file.id for file in reversed(staying)}
    to_read: list[Task] = []
    copies: list[Copy] = []
    for task in tasks:
        if task.state.size and sizes[task.state.size] > 1:
            task = task._replace(state=with_digest(task.path, task.state))
            of = first.setdefault(_key(task.id, task.state.digest), task.id)
            if task.state.digest and of != task.id:
                copies.append(Copy(task, of))
                continue
        to_read.append(task)
    return to_read, copies


def _key(path: str, digest: str) -> tuple[str, str]:
    return Path(path).suffix.lower(), digest


class Texts:
    """The texts of documents, to find a document with the same text.

    A file that turns out to be a copy may itself have copies of the same bytes: :meth:`first` says
    which document they are all copies of.
    """

    def __init__(self, staying: Iterable[IndexedFile], *, keep: bool) -> None:
        self._keep = keep
        self._first: dict[str, str] = {}
        self._copy_of: dict[str, str] = {}
        for file in staying:
            if file.is_document and file.state.text:
                self._first.setdefault(file.state.text, file.id)

    def copied(self, id: str, text: str) -> str:
        """The document with this digest of its text, if there is one before ``id``; else ""."""
        if self._keep or not text:
            return ""
        of = self._first.setdefault(text, id)
        if of == id:
            return ""
        self._copy_of[id] = of
        return of

    def first(self, id: str) -> str:
        """The document itself, or the one that it is a copy of."""
        return self._copy_of.get(id, id)
