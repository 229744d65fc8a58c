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

# Windows lacks the first two. What does not exist there cannot be planted either: making a link
# needs a right that users do not have.
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)
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
        handle = os.open(path, os.O_RDONLY | _NO_LINK | _NO_WAIT | _BINARY)
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
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | _BINARY, 0o666), "wb"
    )


def write_file(path: Path, data: bytes) -> None:
    """Write ``path`` whole or not at all; the bytes are on the disk when this returns."""
    fresh = path.with_name(f"{path.name}{UNFINISHED}")
    try:
        with create_file(fresh) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
        raise


def make_lock_file(path: Path) -> None:
    """Make an empty file to lock, unless it is there. A link or pipe of its name is removed:
    whoever opens the file by its name would follow it, or wait."""
    with suppress(FileNotFoundError):
        if not S_ISREG(os.lstat(path).st_mode):
            path.unlink()
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | _NO_LINK | _BINARY, 0o666))


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
