"""Paths in, files to read out: finds the documents in folders and gives each file its id."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.errors import DocumentError
from corpus.other_formats import advice_for
from corpus.read import is_readable

OTHER_FORMAT = "other format"
LINK_OUT = "a link out of the folder, which is not followed; to read it: --follow-links"


class FoundFile(NamedTuple):
    """A file below the given paths.

    ``id`` is the path relative to the given folder, with ``/``, in Unicode NFC. ``skipped`` is the
    reason why the file is not read, or "".
    """

    path: Path
    id: str
    skipped: str = ""


def find_documents(paths: Sequence[Path], *, follow_links: bool = False) -> Iterator[FoundFile]:
    """Yield the files under ``paths``, folder by folder, sorted by name.

    Skips hidden files and folders, does not follow symbolic links to folders, and yields a file
    once even if several paths contain it. Yields with a reason in ``skipped`` a file of an
    unsupported format in a folder and, unless ``follow_links``, a link to a file outside of the
    folder.

    Raises :class:`DocumentError` for a path that does not exist, for a path to a file of an
    unsupported format, and for two files with the same id. It is raised before the first file is
    yielded.
    """
    found: list[FoundFile] = []
    for path in paths:
        found.extend(_folder(path, follow_links) if path.is_dir() else [_file(path)])
    return iter(_distinct(found))


def check_path(path: Path) -> None:
    """Raise :class:`DocumentError` if the path does not exist or the format is not supported."""
    if not path.exists():
        raise DocumentError("{path}: no such file or folder; check the path", path=path)
    if not path.is_dir() and not is_readable(path):
        advice = advice_for(path.name)
        if advice is None:
            text = "{path}: Cewen does not read files of this format; save it as .txt or .md"
            raise DocumentError(text, path=path)
        raise DocumentError(
            "{path}: Cewen does not read {what}; to read them, {remedy}",
            path=path,
            what=advice.what,
            remedy=advice.remedy,
        )


def _file(path: Path) -> FoundFile:
    check_path(path)
    return FoundFile(path, id_of(path.name))


def _folder(folder: Path, follow_links: bool) -> Iterator[FoundFile]:
    unread: list[FoundFile] = []

    def refuse(error: OSError) -> None:
        where = Path(error.filename)
        reason = f"folder cannot be read: {error.strerror}"
        unread.append(FoundFile(where, id_of(where.relative_to(folder).as_posix()), reason))

    for parent, folders, files in os.walk(folder, onerror=refuse):
        # os.walk visits what is left in this list, in this order.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if name.startswith("."):
                continue
            id = id_of(path.relative_to(folder).as_posix())
            if not is_readable(path):
                yield FoundFile(path, id, OTHER_FORMAT)
            elif follow_links or not path.is_symlink() or _target_is_within(path, folder):
                yield FoundFile(path, id)
            else:
                yield FoundFile(path, id, LINK_OUT)
    yield from unread


def _target_is_within(link: Path, folder: Path) -> bool:
    """Return whether the link's target is in the folder, or does not exist."""
    try:
        return link.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # no target, or a circle: reading it reports the error
        return True


def _distinct(found: Sequence[FoundFile]) -> Iterator[FoundFile]:
    seen: dict[str, FoundFile] = {}
    for file in found:
        other = seen.setdefault(file.id, file)
        if other is file:
            continue
        if not os.path.samefile(other.path, file.path):
            raise DocumentError(
                "{path} and {other} would both be called {name}; "
                "name the folder that contains both, or rename one",
                path=other.path,
                other=file.path,
                name=file.id,
            )
    return iter(seen.values())


def id_of(path: str) -> str:
    """Return the id of a relative path with ``/``: Unicode NFC, and always valid UTF-8.

    >>> id_of("e\u0301cole.md") == "école.md"
    True
    """
    # Python decodes file names that are not UTF-8 to lone surrogates, which no index can store.
    # Escaped bytes keep two such names distinct.
    return unicodedata.normalize("NFC", os.fsencode(path).decode("utf-8", "backslashreplace"))
