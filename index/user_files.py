"""Reads and writes the small files of the user's own folder.

They reveal names of documents and queries, so only their owner may read them. A file that is no
regular file, is too large or cannot be read ends a command with a message that names it: nothing
waits for a pipe, and no link is followed.
"""

from __future__ import annotations

import os
from contextlib import suppress
from errno import ENOSPC
from pathlib import Path
from stat import S_ISREG
from time import time

from corpus.errors import CewenError, Message
from index.operating_system import BINARY, NO_LINK, NO_WAIT, flush, make_private, replace
from index.safe_files import LARGEST, UNFINISHED

_OWNER = 0o600
_LEFT_OVER = 3600  # seconds after which no process writes an unfinished file any more
_IRREGULAR = "not a regular file"


class UserFileError(CewenError):
    """A file of the user's own folder cannot be read or written."""


def read_user_file(
    path: Path, *, largest: int = LARGEST, follows_link: bool = False
) -> bytes | None:
    """All bytes of a file; None if there is none.

    :raises UserFileError: it is no regular file, is larger, or cannot be read.
    """
    flags = os.O_RDONLY | NO_WAIT | BINARY | (0 if follows_link else NO_LINK)
    try:
        handle = os.open(path, flags)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _unreadable(path, _reason(path, error)) from error
    with open(handle, "rb") as file:
        if not S_ISREG(os.fstat(handle).st_mode):
            raise _unreadable(path, Message(_IRREGULAR))
        try:
            data = file.read(largest + 1)
        except OSError as error:
            raise _unreadable(path, _reason(path, error)) from error
    if len(data) > largest:
        raise _unreadable(path, Message("larger than {size} MB", {"size": largest >> 20}))
    return data


def damaged_user_file(path: Path) -> UserFileError:
    """The error for a file that does not contain what Cewen writes there."""
    return _unreadable(path, Message("damaged"))


def write_user_file(path: Path, data: bytes, *, durable: bool = True, mode: int = _OWNER) -> None:
    """Write a file whole or not at all; ``durable`` waits until it is on the disk.

    :raises UserFileError: it cannot be written. What was there is unchanged.
    """
    fresh = path.with_name(f"{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        with suppress(FileNotFoundError):
            fresh.unlink()  # a killed process with the same number has left it
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK | BINARY
        with open(os.open(fresh, flags, mode), "wb") as file:
            file.write(data)
            file.flush()
            if durable:
                flush(file.fileno())
        replace(fresh, path)
        _remove_left_overs(path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink()
        raise unwritten(path, error) from error


def append_to_user_file(path: Path, entry: bytes) -> None:
    """Add an entry, ended by a NUL, to a list. Several processes may do so at the same time.

    :raises UserFileError: it cannot be written.
    """
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | NO_LINK | NO_WAIT | BINARY
    try:
        handle = os.open(path, flags, _OWNER)
        with open(handle, "r+b", buffering=0) as file:
            state = os.fstat(handle)
            if not S_ISREG(state.st_mode):
                raise _unwritten_because(path, Message(_IRREGULAR))
            make_private(handle)
            # A write that found no room may have left a part of an entry.
            is_cut = state.st_size and (file.seek(-1, os.SEEK_END), file.read(1))[1] != b"\0"
            data = b"\0" * bool(is_cut) + entry + b"\0"
            if file.write(data) != len(data):
                raise OSError(ENOSPC, os.strerror(ENOSPC))
    except OSError as error:
        raise unwritten(path, error) from error


def entries_of(path: Path) -> list[bytes]:
    """The entries of a list that :func:`append_to_user_file` has written; none without a file.

    :raises UserFileError: it cannot be read.
    """
    import re

    return re.findall(rb"[^\0]+", read_user_file(path) or b"")


def _remove_left_overs(path: Path) -> None:
    """Remove what killed processes have left of this file."""
    for entry in os.scandir(path.parent):
        if entry.name.startswith(f"{path.name}.") and entry.name.endswith(UNFINISHED):
            with suppress(OSError):
                if entry.stat(follow_symlinks=False).st_mtime < time() - _LEFT_OVER:
                    os.unlink(entry.path)


def _reason(path: Path, error: OSError) -> Message:
    is_link = path.is_symlink()
    return Message(_IRREGULAR if is_link or path.is_dir() else error.strerror or str(error))


def _unreadable(path: Path, reason: Message) -> UserFileError:
    text = "{file}: cannot be read: {reason}. Correct it or move it away, and run the command again"
    return UserFileError(text, file=path, reason=reason)


def unwritten(path: Path, error: OSError) -> UserFileError:
    """The error for a file that could not be replaced whole."""
    return _unwritten_because(path, _reason(path, error))


def _unwritten_because(path: Path, reason: Message) -> UserFileError:
    text = (
        "{file}: cannot be written: {reason}. What it contained before is unchanged. "
        "Make room there or correct its rights, and run the command again"
    )
    return UserFileError(text, file=path, reason=reason)
