"""The files that a run has to read, and the states by which it sees that they have changed."""

from __future__ import annotations

from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from index.stored_record import FileState, Origin

# The state of a file without one. Reading it gives the reason; every run tries again.
_UNREADABLE = FileState(0, 0, "")


class Task(NamedTuple):
    """A file to read, with OCR if ``ocr``.

    The ``state`` of a new file has no digest yet: see :func:`with_digest`.
    """

    path: Path
    id: str
    origin: Origin
    state: FileState
    ocr: bool = False


def file_state(path: Path) -> FileState:
    """The size and time of a file, without its digest."""
    try:
        stat = path.stat()
    except OSError:
        return _UNREADABLE
    # Opening a pipe would wait for a process that writes to it.
    return FileState(stat.st_size, stat.st_mtime_ns, "") if S_ISREG(stat.st_mode) else _UNREADABLE


def with_digest(path: Path, state: FileState) -> FileState:
    """The state of a file with its digest, for which the whole file is read."""
    if state.digest or state == _UNREADABLE:
        return state
    # Imported here, so that the worker processes import it while the main one does other things.
    from hashlib import blake2b

    digest = blake2b(digest_size=16)
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    except OSError:
        return _UNREADABLE
    return state._replace(digest=digest.hexdigest())
