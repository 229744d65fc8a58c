"""Files that are on the disk before anything refers to them."""

from __future__ import annotations

import os
import re
import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, clean_files

INDEX_NAME = "MAIN"
_LEFT_OVER_TOC = re.compile(rf"_{INDEX_NAME}_\d+\.toc\..+")


class DurableStorage(FileStorage):  # type: ignore[misc]
    """Whoosh's folder of files, whose table of contents survives a power cut."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self._thread = ThreadPoolExecutor(1)
        self._begun: list[Future[None]] = []

    def make_durable(self, path: Path) -> None:
        """Begin to put a written file's bytes on the disk. It takes long on some disks, and there
        is other work; the table of contents waits till they are there."""
        self._begun.append(self._thread.submit(_make_durable, path))

    def settle(self) -> list[BaseException]:
        """Wait for what was begun; why it failed, for each file that is not on the disk."""
        begun, self._begun = self._begun, []
        return [error for one in begun if (error := one.exception())]

    def create_file(self, name: str, **kwargs: Any) -> Any:
        return super().create_file(name, onclose=_synchronise, **kwargs)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        for error in self.settle():
            raise error
        self._synchronise_folder()  # the segments' names, before the name that refers to them
        os.replace(self._fpath(oldname), self._fpath(newname))
        self._synchronise_folder()

    def _synchronise_folder(self) -> None:
        if os.name == "nt":  # a folder cannot be opened there
            return
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _make_durable(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _synchronise(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())


def remove_leftovers(storage: DurableStorage, toc: TOC, workplace: Path) -> None:
    """Remove all that the table of contents does not name. Only for who holds the write lock."""
    clean_files(storage, INDEX_NAME, toc.generation, toc.segments)
    for name in storage.list():
        if _LEFT_OVER_TOC.fullmatch(name):
            storage.delete_file(name)
    if workplace.exists():
        shutil.rmtree(workplace)
