"""The folder of an index, to be brought up to date: the embedded engine's
:class:`index.engine.Store`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import IndexPlaceError
from index.manifest import BEGUN, NAME, Manifest, was_finished
from index.repair import Repair, plan_repair
from index.safe_files import remove_tree
from index.whoosh.lock import write_lock
from index.whoosh.orphaned_files import has_orphans
from index.whoosh.w3.contents import latest_generation
from index.whoosh.w3.layout import CONTENTS_FILE
from index.workers import Workers

if TYPE_CHECKING:
    from index.engine import RowEncoder
    from index.whoosh.reader import Reader
    from index.whoosh.writer import BulkWriter


class FolderStore:
    """The index in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def encode(self) -> RowEncoder:
        """Encodes the records of the documents to add."""
        from index.whoosh.w3.stored_column import encode_records

        return encode_records

    @property
    def generation(self) -> int:
        """The number of the last commit; below 0 without one."""
        return latest_generation(self._folder)

    @property
    def is_new(self) -> bool:
        """Whether the index has had no commit yet."""
        return self.generation < 0 and not was_finished(self._folder)

    @property
    def has_orphans(self) -> bool:
        """Whether a run that was killed has left files."""
        return has_orphans(self._folder)

    def check_place(self) -> None:
        """Raise :class:`IndexPlaceError` if the folder is something else than an index."""
        index = self._folder
        if (index / NAME).exists() or not os.path.lexists(index):
            return
        names = {path.name for path in index.iterdir()} if index.is_dir() else {""}
        if names - BEGUN and not any(map(CONTENTS_FILE.fullmatch, names)):
            raise IndexPlaceError(
                "{index}: not an index, and not empty. Name another folder with --index",
                index=index,
            )

    @contextmanager
    def lock(self) -> Iterator[Path]:
        """Keep other processes from writing while the context lasts."""
        with write_lock(self._folder):
            yield self._folder

    def plan_repair(self, paths: Sequence[Path]) -> Repair:
        """What mends the index, of which the user has named these ``paths``."""
        return plan_repair(self._folder, paths)

    def before(
        self, manifest: Manifest, current: Manifest, *, replace: bool
    ) -> tuple[Reader | None, Manifest]:
        """What was committed before and is not to be replaced."""
        return None if replace else self.opened(), manifest

    def opened(self) -> Reader | None:
        """What was committed before, if anything was."""
        if self.generation < 0:
            return None
        from index.whoosh.reader import Reader

        return Reader(self._folder)

    def writer(self, workers: Workers, *, replace: bool) -> BulkWriter:
        """Writes one commit."""
        from index.whoosh.writer import BulkWriter

        return BulkWriter(self._folder, locked=True, workers=workers, replace=replace)

    def loaded(self) -> tuple[str, ...]:
        """Nothing: one process loads the whole index."""
        return ()

    def publish(self) -> None:
        """Nothing: a commit is visible."""

    def discard(self) -> None:
        """Remove the folder."""
        remove_tree(self._folder)
