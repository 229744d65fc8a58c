"""The write lock of an index folder. Whoosh's own writer uses the same lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.util.filelock import FileLock

from index.errors import IndexLockedError
from index.safe_files import make_lock_file
from index.whoosh.w3.layout import LOCK_FILE


@contextmanager
def write_lock(index: Path) -> Iterator[None]:
    """Keep other processes from writing to the index while the context lasts.

    :raises IndexLockedError: another process is writing.
    """
    path = index / LOCK_FILE
    make_lock_file(path)
    lock: Any = FileLock(str(path))
    if not lock.acquire():
        raise IndexLockedError(
            "the index in {index} is being written by another process: "
            "wait until it is done, then try again",
            index=index,
        )
    try:
        yield
    finally:
        lock.release()
