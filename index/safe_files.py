"""Opens files of an index folder so that nothing outside the folder is read or written.

An index folder may come from somebody else. A link in it is never followed, and a pipe or a device
is never opened to be read. Writing makes a new file each time, so that no planted link is written
through.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import IO

from corpus.errors import Message
from index.errors import IndexDamagedError
from index.operating_system import BINARY, NO_LINK, NO_WAIT, flush, replace

UNFINISHED = ".new"
"""How the name of a file ends that is being written. A killed process leaves it."""
LARGEST = 64 << 20
"""Bytes of the largest small file, such as the manifest: one that is larger is not ours."""


def open_file(path: Path) -> IO[bytes]:
    """Open a regular file to read it.

    :raises FileNotFoundError: no such file.
    :raises IndexDamagedError: ``path`` is a link, a pipe, a device or a folder.
    """
    try:
        handle = os.open(path, os.O_RDONLY | NO_LINK | NO_WAIT | BINARY)
    except FileNotFoundError:
        raise
    except OSError as error:
        if path.is_symlink() or path.is_dir():
            raise _irregular(path) from error
        raise
    if not S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _irregular(path)
    return os.fdopen(handle, "rb")


def read_file(path: Path) -> bytes:
    """All bytes of a small regular file. Raises what :func:`open_file` raises."""
    with open_file(path) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        fault = Message("larger than {size} MB", {"size": LARGEST >> 20})
        raise IndexDamagedError(path, fault)
    return data


def check_regular(path: Path) -> None:
    """Raise :class:`IndexDamagedError` if ``path`` is missing, or no regular file itself."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        raise IndexDamagedError(path, "missing") from None
    if not S_ISREG(mode):
        raise _irregular(path)


def create_file(path: Path) -> IO[bytes]:
    """Open a new file to write it. A file or link that has its name is removed first."""
    with suppress(FileNotFoundError):
        path.unlink()
    return os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK | BINARY, 0o666), "wb"
    )


def write_file(path: Path, data: bytes) -> None:
    """Write ``path`` whole or not at all; the bytes are on the disk when this returns."""
    fresh = path.with_name(f"{path.name}{UNFINISHED}")
    try:
        with create_file(fresh) as file:
            file.write(data)
            file.flush()
            flush(file.fileno())
        replace(fresh, path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink()
        raise named(error, path) from None


def named(error: OSError, path: Path) -> OSError:
    """The error with the file that it is about, which a failed write does not say."""
    error.filename = error.filename or str(path)
    return error


def make_lock_file(path: Path) -> None:
    """Make an empty file to lock, unless it is there. A link or pipe of its name is removed:
    whoever opens the file by its name would follow it, or wait."""
    with suppress(FileNotFoundError):
        if not S_ISREG(os.lstat(path).st_mode):
            path.unlink()
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | NO_LINK | BINARY, 0o666))


def make_folder(path: Path) -> None:
    """Make a folder if it is not there. A link or file that has its name is removed first."""
    if not is_folder(path):
        with suppress(FileNotFoundError):
            path.unlink()
        path.mkdir(exist_ok=True)


def is_folder(path: Path) -> bool:
    """Whether ``path`` is a folder itself, and no link to one."""
    try:
        return S_ISDIR(os.lstat(path).st_mode)
    except (OSError, ValueError):  # a name with a NUL in it is no file's
        return False


def remove_tree(path: Path) -> None:
    """Remove a folder with all it contains, or a file, or a link but not what it leads to."""
    if is_folder(path):
        import shutil  # which imports every way to compress a file: not for a search

        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(FileNotFoundError):
            path.unlink()


def _irregular(path: Path) -> IndexDamagedError:
    return IndexDamagedError(path, "not a regular file")
