"""Durable commits: all files are on the disk before the table of contents names them."""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from index.safe_files import write_file


class DurableFolder:
    """An index folder whose commits survive a loss of power."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._thread = ThreadPoolExecutor(1)
        self._pending: list[Future[None]] = []

    def make_durable(self, path: Path) -> None:
        """Start to flush a file to the disk in a thread. :meth:`commit` waits for it.

        That is slow on some disks, so the caller goes on with other work.
        """
        self._pending.append(self._thread.submit(_synchronise, path))

    def settle(self) -> list[BaseException]:
        """Wait for all files; returns the error of each one that is not on the disk."""
        pending, self._pending = self._pending, []
        return [error for one in pending if (error := one.exception())]

    def commit(self, path: Path, data: bytes) -> None:
        """Write the table of contents, completely or not at all, after the files that it names."""
        for error in self.settle():
            raise error
        self._synchronise_folder()  # the names of the segments' files must be durable first
        write_file(path, data)
        try:
            self._synchronise_folder()
        except OSError:
            path.unlink()  # the caller reports a failed commit, so readers must not see it
            raise

    def _synchronise_folder(self) -> None:
        if os.name == "nt":  # Windows cannot open a folder
            return
        folder = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _synchronise(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
