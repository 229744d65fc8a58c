"""Writes the files of ``-o``: whole or not at all, and never over somebody's work unasked.

Repeating a command replaces what it wrote before. A file that Cewen did not write, or that has
changed since, is replaced only with ``--force``. What was written is remembered in the user's own
data folder, by size and time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from corpus.errors import CewenError
from index.data_folder import data_folder, make_data_folder
from index.operating_system import BINARY, FULL, replace
from index.user_files import UserFileError, read_user_file, unwritten, write_user_file

_KEPT = 500  # files that are remembered
_MARK = b"\xef\xbb\xbf"


class OutputError(CewenError):
    """A file that must not be replaced without being asked for."""


def check_replaceable(path: Path, *, force: bool) -> None:
    """Raise :class:`OutputError` if ``path`` is a file that Cewen did not write as it is now."""
    if force or not path.is_file():
        return
    state = _state(path)
    if state[1] != "0" and state not in _remembered():
        text = (
            "{file}: this file is not from Cewen, or has changed since Cewen wrote it. "
            "To replace it: --force"
        )
        raise OutputError(text, file=path)


def write_lines(path: Path, lines: Iterable[str], *, marks_utf_8: bool, force: bool) -> None:
    """Write lines to ``path`` in UTF-8, in place of a file that may be replaced.

    :raises OutputError: the file must not be replaced; see :func:`check_replaceable`.
    """
    encoded = (f"{line}\n".encode("utf-8", "replace") for line in lines)
    _write(path, (chunk for chunks in ([_MARK] * marks_utf_8, encoded) for chunk in chunks), force)


def write_bytes(path: Path, data: bytes, *, force: bool) -> None:
    """Write ``data`` to ``path``, as :func:`write_lines` does."""
    _write(path, [data], force)


def _write(path: Path, chunks: Iterable[bytes], force: bool) -> None:
    check_replaceable(path, force=force)
    if path.exists() and not path.is_file():  # a device or a pipe
        with path.open("wb") as file:
            file.writelines(chunks)
        return
    target = path.resolve()  # a link stays one
    fresh = target.with_name(f"{target.name[:100]}.{os.getpid()}.part")
    try:
        # With the rights of the file that it replaces from the beginning.
        mode = target.stat().st_mode & 0o777 if target.is_file() else 0o666
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY
        with open(os.open(fresh, flags, mode), "wb") as file:
            file.writelines(chunks)
        if target.is_file():
            fresh.chmod(mode)
        replace(fresh, target)
    except OSError as error:
        _discard(fresh)
        if error.filename in (None, str(fresh)):  # else it is about what the lines are made of
            error.filename, error.filename2 = str(path), None
            if error.errno in FULL:
                raise unwritten(path, error) from error
        raise
    except BaseException:
        _discard(fresh)
        raise
    _remember(target)


def _discard(fresh: Path) -> None:
    with suppress(OSError):
        fresh.unlink()


def _state(path: Path) -> tuple[str, str, str]:
    found = path.stat()
    return str(path.resolve()), str(found.st_size), str(found.st_mtime_ns)


def _remembered() -> list[tuple[str, str, str]]:
    try:
        data = read_user_file(_place()) or b""
    except UserFileError:
        return []
    fields = data.decode("utf-8", "surrogateescape").split("\0")
    return list(zip(fields[::3], fields[1::3], fields[2::3], strict=False))


def _remember(path: Path) -> None:
    state = _state(path)
    kept = [one for one in _remembered() if one[0] != state[0]][-_KEPT + 1 :]
    data = "\0".join(field for one in (*kept, state) for field in one)
    # Without a data folder nothing is remembered, and replacing needs --force.
    with suppress(OSError, UserFileError):
        make_data_folder()
        write_user_file(_place(), data.encode("utf-8", "surrogateescape"), durable=False)


def _place() -> Path:
    return data_folder() / "written-files"
