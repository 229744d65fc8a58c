"""The write lock of an index folder. Whoosh's own writer uses the same lock."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from whoosh.util.filelock import FileLock

from index.errors import IndexLockedError
from index.safe_files import create_file, make_lock_file, read_file
from index.whoosh.w3.layout import LOCK_FILE, WRITER_FILE


@contextmanager
def write_lock(index: Path) -> Iterator[None]:
    """Keep other processes from writing to the index while the context lasts.

    :raises IndexLockedError: another process is writing.
    """
    path = index / LOCK_FILE
    make_lock_file(path)
    lock: Any = FileLock(str(path))
    if not lock.acquire():
        raise _locked(index)
    writer = index / WRITER_FILE
    try:
        with create_file(writer) as file:
            file.write(b"%d %d\n" % (os.getpid(), time.time()))
        yield
    finally:
        with suppress(OSError):
            writer.unlink()
        lock.release()


def _locked(index: Path) -> IndexLockedError:
    """The error, with the process that has the lock if that is one of ours."""
    with suppress(OSError, ValueError, OverflowError):
        process, began = map(int, read_file(index / WRITER_FILE).split())
        return IndexLockedError(
            "the index in {index} is being written by another process: {process}, since {since}. "
            "Wait until it is done, then try again",
            index=index,
            process=str(process),
            since=time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(began)),
        )
    return IndexLockedError(
        "the index in {index} is being written by another process: "
        "wait until it is done, then try again",
        index=index,
    )
