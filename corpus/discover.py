"""Paths in, documents to read out: which files of a folder are documents, and under what id."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.errors import DocumentError
from corpus.read import is_readable

OTHER_FORMAT = "other format"
LINK_OUT = "a link out of the folder, which is not followed; to read it: --follow-links"


class Found(NamedTuple):
    """A file to read, or one to leave: ``skipped`` then says why ("" otherwise).

    ``id`` is the path relative to the folder that was named, with ``/``, in Unicode NFC.
    """

    path: Path
    id: str
    skipped: str = ""


def find_documents(paths: Sequence[Path], *, follow_links: bool = False) -> Iterator[Found]:
    """Yield the files under ``paths`` in the order of their names, folder by folder.

    Hidden files and folders are passed over. Symbolic links to folders are not followed, nor
    links to files outside of the folder unless ``follow_links``. A file named twice comes once. A file of another format in a folder is yielded as skipped; named
    itself, it raises :class:`DocumentError`, as does a path that does not exist, or a file whose
    id another file already has. All errors come before the first file.
    """
    found: list[Found] = []
    for path in paths:
        found.extend(_folder(path, follow_links) if path.is_dir() else [_file(path)])
    return iter(_distinct(found))


def check_path(path: Path) -> None:
    """Raise :class:`DocumentError` for what is not there, and for a file of a format not read."""
    if not path.exists():
        raise DocumentError(f"{path}: no such file or folder; check the path")
    if not path.is_dir() and not is_readable(path):
        raise DocumentError(
            f"{path}: Cewen does not read files of this format; save it as .txt or .md"
        )


def _file(path: Path) -> Found:
    check_path(path)
    return Found(path, id_of(path.name))


def _folder(folder: Path, follow_links: bool) -> Iterator[Found]:
    unread: list[Found] = []

    def refuse(error: OSError) -> None:
        where = Path(error.filename)
        reason = f"folder cannot be read: {error.strerror}"
        unread.append(Found(where, id_of(where.relative_to(folder).as_posix()), reason))

    for parent, folders, files in os.walk(folder, onerror=refuse):
        # Sorted in place: that is how os.walk learns where to go, and where not.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if name.startswith("."):
                continue
            id = id_of(path.relative_to(folder).as_posix())
            if not is_readable(path):
                yield Found(path, id, OTHER_FORMAT)
            elif follow_links or not path.is_symlink() or _leads_within(path, folder):
                yield Found(path, id)
            else:
                yield Found(path, id, LINK_OUT)
    yield from unread


def _leads_within(link: Path, folder: Path) -> bool:
    """Whether a link leads to something in the folder, or to nothing."""
    try:
        return link.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # it leads nowhere, or in a circle: reading it says so
        return True


def _distinct(found: Sequence[Found]) -> Iterator[Found]:
    seen: dict[str, Found] = {}
    for file in found:
        other = seen.setdefault(file.id, file)
        if other is file:
            continue
        if not os.path.samefile(other.path, file.path):
            raise DocumentError(
                f"{other.path} and {file.path} would both be called {file.id}; "
                "name the folder that holds both, or rename one"
            )
    return iter(seen.values())


def id_of(path: str) -> str:
    """A path, with ``/``, as it is stored and shown.

    >>> id_of("e\u0301cole.md") == "école.md"
    True
    """
    # A name that is not UTF-8 reaches Python as lone surrogates, which no index can store: its
    # bytes are spelled out, for two names must be two ids.
    return unicodedata.normalize("NFC", os.fsencode(path).decode("utf-8", "backslashreplace"))
