"""Durable commits: all files are on the disk before the table of contents names them."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from index.operating_system import flush, flush_folder
from index.safe_files import create_file, named, write_file
from index.whoosh.checksums import (
    PageSums,
    SummedFile,
    checksums_path,
    sums_of,
    written_checksums,
)
from index.whoosh.w3.contents import contents_path


class DurableFolder:
    """An index folder whose commits survive a loss of power."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._thread = ThreadPoolExecutor(1)
        self._pending: list[Future[None]] = []
        self.checksums: dict[str, PageSums] = {}

    def create(self, name: str) -> SummedFile:
        """A new file of a commit to come, which is in :attr:`checksums` when it is closed.

        A thread flushes it to the disk then, because that is slow on some disks; :meth:`commit`
        waits for it.
        """
        path = self.path / name

        def done(sums: PageSums) -> None:
            self.checksums[name] = sums
            self._pending.append(self._thread.submit(_synchronise, path))

        return SummedFile(create_file(path), done)

    def settle(self) -> list[BaseException]:
        """Wait for all files; returns the error of each one that is not on the disk."""
        pending, self._pending = self._pending, []
        return [error for one in pending if (error := one.exception())]

    def commit(self, generation: int, data: bytes, names: Iterable[str]) -> None:
        """Write the table of contents, completely or not at all, after the files of these
        ``names`` and the checksums of all."""
        for error in self.settle():
            raise error
        path = contents_path(self.path, generation)
        checksums = {name: self.checksums[name] for name in names} | {path.name: sums_of(data)}
        write_file(checksums_path(self.path, generation), written_checksums(checksums))
        flush_folder(self.path)  # the names of the segments' files must be durable first
        write_file(path, data)
        try:
            flush_folder(self.path)
        except OSError:
            path.unlink()  # the caller reports a failed commit, so readers must not see it
            raise


def _synchronise(path: Path) -> None:
    try:
        with path.open("r+b") as file:
            flush(file.fileno())
    except OSError as error:
        raise named(error, path) from None
