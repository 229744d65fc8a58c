"""The write lock of an index folder, which stock Whoosh honours too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.util.filelock import FileLock

from index.errors import IndexLockedError

_NAME = "MAIN_WRITELOCK"


@contextmanager
def write_lock(index: Path) -> Iterator[None]:
    """For as long as it lasts nobody else writes there.

    :raises IndexLockedError: another process is writing, be it a rebuild or an update.
    """
    lock = FileLock(str(index / _NAME))
    if not lock.acquire():
        raise IndexLockedError(
            f"the index in {index} is being written by another process: "
            "wait until it is done, then try again"
        )
    try:
        yield
    finally:
        lock.release()
