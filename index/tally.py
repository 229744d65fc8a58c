"""Counts what one run of ``cewen index`` does, and tells its progress."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from index.changes import Plan
from index.errors import IndexDamagedError
from index.folders import KeptFolder
from index.stored_record import IndexedFile

if TYPE_CHECKING:
    from index.analysis.analyze import AnalyzedFile


class Progress(NamedTuple):
    """How many files were read, of how many, their bytes, and the pages of those that have some."""

    files: int
    all_files: int
    bytes: int
    all_bytes: int
    pages: int = 0


OnProgress: TypeAlias = Callable[[Progress], None]


class Trouble(NamedTuple):
    """What the user should know of one file."""

    id: str
    text: str


class Updated(NamedTuple):
    """What one run did, in numbers of files.

    ``retagged`` of the ``unchanged`` have new topics. Because rules have changed, ``reread`` files
    were parsed again though their bytes are the same, and ``reannotated`` of the ``unchanged`` have
    new words, statements and topics, made from what is stored. ``documents`` are in the index now;
    ``others`` are the files of formats that we do not read; ``left_out`` names what ignore files
    or options leave out, with the file or option; ``copies`` names the files that are not indexed,
    each with the document that it is a copy of; ``copied`` of them are new. ``folders`` is what is
    kept of each folder that was named, by root. ``repaired`` says which files of the index were
    damaged. The index cannot be searched before other loaders have loaded the ``missing_parts``.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    retagged: int
    reread: int
    reannotated: int
    documents: int
    paragraphs: int
    unread: tuple[Trouble, ...]
    warnings: tuple[Trouble, ...]
    others: tuple[str, ...]
    left_out: tuple[Trouble, ...] = ()
    copies: tuple[Trouble, ...] = ()
    folders: Mapping[str, KeptFolder] = {}  # never changed
    copied: int = 0
    repaired: tuple[IndexDamagedError, ...] = ()
    missing_parts: tuple[str, ...] = ()

    @property
    def failures(self) -> tuple[Trouble, ...]:
        """The files of ``unread`` that should have been read: not those that Cewen has exported."""
        from corpus.readers.own_exports import is_own_export

        return tuple(trouble for trouble in self.unread if not is_own_export(trouble.text))


class Tally:
    """Counts what was done, and reports progress. ``left``: the files of the index that this run
    neither reads nor removes."""

    def __init__(
        self, known: Mapping[str, IndexedFile], plan: Plan, progress: OnProgress | None
    ) -> None:
        self._known = known
        self._plan = plan
        self._total = sum(task.state.size for task in plan.tasks)
        self._progress = progress
        self._files = self._done = self._pages = self._added = self._changed = self._reread = (
            self._paragraphs
        ) = 0
        self._unread: list[Trouble] = []
        self._warnings: list[Trouble] = []
        gone = {*plan.removed, *(task.id for task in plan.tasks)}
        gone |= {copy.task.id for copy in plan.copies}
        self._copies: list[Trouble] = []
        self.left = [file for id, file in known.items() if id not in gone]
        self.retagged = self.reannotated = 0
        if plan.tasks:
            self._tell()

    def add(self, ready: AnalyzedFile) -> None:
        task = ready.task
        known = self._known.get(task.id)
        if ready.unread:
            self._unread.append(Trouble(task.id, ready.unread))
        else:
            if known is None or known.copy_of:
                self._added += 1
            elif known.unread or task.ocr or known.state.digest != task.state.digest:
                self._changed += 1
            else:
                self._reread += 1
            self._paragraphs += len(ready.columns) - 1  # the last one is the file's own
        self._warnings += [Trouble(task.id, text) for text in ready.warnings]
        self._step(ready)

    def reason(self, id: str) -> str:
        """Why the file could not be read in this run; empty if it could."""
        return next((trouble.text for trouble in self._unread if trouble.id == id), "")

    def add_copy(self, id: str, of: str, unread: str = "") -> None:
        """Count a file that is a copy of ``of``; ``unread`` says why neither can be read."""
        if unread:
            self._unread.append(Trouble(id, unread))
        else:
            self._copies.append(Trouble(id, of))

    def read_copy(self, ready: AnalyzedFile, of: str) -> None:
        """Count a file that was read, and turned out to be a copy."""
        self.add_copy(ready.task.id, of)
        self._step(ready)

    def _step(self, ready: AnalyzedFile) -> None:
        self._done += ready.task.state.size
        self._pages += ready.pages
        self._files += 1
        self._tell()

    def _tell(self) -> None:
        if self._progress:
            all_files = len(self._plan.tasks)
            self._progress(Progress(self._files, all_files, self._done, self._total, self._pages))

    def result(self) -> Updated:
        plan = self._plan
        reasons = [(file.id, file.unread) for file in plan.unchanged]
        reasons += [(found.id, found.skipped) for found in plan.blocked]
        unread = self._unread + [Trouble(id, reason) for id, reason in reasons if reason]
        left = sum(file.is_document for file in self.left)
        copies = [Trouble(file.id, file.copy_of) for file in plan.unchanged if file.copy_of]
        return Updated(
            added=self._added,
            changed=self._changed,
            removed=len(plan.removed),
            unchanged=sum(file.is_document for file in plan.unchanged),
            retagged=self.retagged,
            reread=self._reread,
            reannotated=self.reannotated,
            documents=left + self._added + self._changed + self._reread,
            paragraphs=self._paragraphs,
            unread=tuple(sorted(unread, key=lambda trouble: trouble.id)),
            warnings=tuple(self._warnings),
            others=plan.others,
            left_out=tuple(Trouble(found.id, found.left_out_by) for found in plan.left_out),
            copies=tuple(sorted(self._copies + copies, key=lambda trouble: trouble.id)),
            copied=len(self._copies),
            folders={root: kept for root, kept in plan.folders.items() if kept != KeptFolder()},
        )
