"""Finds the file on the disk that a record of an index says it was read from.

An index may come from somebody else. A record that names a file outside of the folder that it
names itself is no record of ours.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from corpus.discover import id_of
from index.stored_record import Origin


def place_of(index: Path, origin: Origin) -> Path | None:
    """Where the file is, or None if the record names no place in its folder.

    The file itself may be gone. The stored path is in Unicode NFC, with bytes escaped that are not
    UTF-8; the names on the disk may differ in that.
    """
    folder = index.resolve().parent if origin.root == ".." else Path(origin.root)
    parts = PurePosixPath(origin.path).parts
    if not folder.is_absolute() or not parts or not all(map(_is_name, parts)):
        return None
    for part in parts:
        folder /= _on_disk(folder, part)
    return folder


def _is_name(part: str) -> bool:
    """Whether this is the name of a file or folder, on every system."""
    unsafe = "/\0" if os.name == "posix" else '/\0\\:*?"<>|'
    return part not in (".", "..") and not any(char in part for char in unsafe)


def _on_disk(folder: Path, name: str) -> str:
    """The name in ``folder`` that is stored as ``name``."""
    if os.path.lexists(folder / name):
        return name
    try:
        names = os.listdir(folder)
    except OSError:  # the folder is gone: so is the file
        return name
    return next((other for other in names if id_of(other) == name), name)
