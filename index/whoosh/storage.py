"""Puts files on the disk before a commit refers to them."""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from index.safe_files import create_file


class DurableFolder:
    """An index folder whose commits survive a power cut."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._thread = ThreadPoolExecutor(1)
        self._begun: list[Future[None]] = []

    def make_durable(self, path: Path) -> None:
        """Begin to write a file's bytes to the disk. :meth:`commit` waits for them; it takes long
        on some disks, and other work goes on meanwhile."""
        self._begun.append(self._thread.submit(_synchronise, path))

    def settle(self) -> list[BaseException]:
        """Wait for what was begun; the error of each file that is not on the disk."""
        begun, self._begun = self._begun, []
        return [error for one in begun if (error := one.exception())]

    def commit(self, path: Path, data: bytes) -> None:
        """Write the file that names all others, whole or not at all, after they are on the disk."""
        for error in self.settle():
            raise error
        fresh = path.with_name(f"{path.name}.new")
        with create_file(fresh) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        self._synchronise_folder()  # the segments' names, before the name that refers to them
        os.replace(fresh, path)
        try:
            self._synchronise_folder()
        except OSError:
            path.unlink()  # who is told that it failed must not see it
            raise

    def _synchronise_folder(self) -> None:
        if os.name == "nt":  # a folder cannot be opened there
            return
        folder = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _synchronise(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
