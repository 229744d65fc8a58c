"""Paths in, files to read out: finds the documents in folders and gives each file its id."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from corpus.errors import DocumentError
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

    Skips hidden files and folders, and yields a file once even if several paths contain it or a
    link leads to it. Two names that differ only in Unicode normalization are one document if the
    files are equal; otherwise the id of the second ends with a number. Yields with a reason in
    ``skipped`` a file of an unsupported format in a folder and, unless ``follow_links``, a link to
    a file or folder outside of the folder.

    Raises :class:`DocumentError` for a path that does not exist, for a path to a file of an
    unsupported format, and for two files with the same id below two paths. It is raised before the
    first file is yielded.
    """
    found: list[FoundFile] = []
    for path in paths:
        found.extend(
            _once(_folder(path, follow_links), follow_links) if path.is_dir() else [_file(path)]
        )
    return iter(_distinct(found))


def check_path(path: Path) -> None:
    """Raise :class:`DocumentError` if the path does not exist or the format is not supported."""
    if not path.exists():
        raise DocumentError(f"{path}: no such file or folder; check the path")
    if not path.is_dir() and not is_readable(path):
        raise DocumentError(
            f"{path}: Cewen does not read files of this format; save it as .txt or .md"
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

    visited = {folder.resolve()}
    for parent, folders, files in os.walk(folder, onerror=refuse, followlinks=follow_links):
        shown = [Path(parent, name) for name in sorted(folders) if not name.startswith(".")]
        outside = [path for path in shown if not _target_is_within(path, folder)]
        if not follow_links:
            for path in outside:
                yield FoundFile(path, id_of(path.relative_to(folder).as_posix()), LINK_OUT)
        # os.walk visits what is left in this list, in this order.
        folders[:] = [
            path.name
            for path in shown
            if not path.is_symlink() or (path in outside and _is_new(path, folder, visited))
        ]
        for name in sorted(files):
            path = Path(parent, name)
            if name.startswith("."):
                continue
            id = id_of(path.relative_to(folder).as_posix())
            if not is_readable(path):
                yield FoundFile(path, id, OTHER_FORMAT)
            elif follow_links or _target_is_within(path, folder):
                yield FoundFile(path, id)
            else:
                yield FoundFile(path, id, LINK_OUT)
    yield from unread


def _is_new(link: Path, folder: Path, visited: set[Path]) -> bool:
    """Return whether the link leads to a folder that is not visited and not around ``folder``."""
    target = link.resolve()
    if target in visited or folder.resolve().is_relative_to(target):
        return False
    visited.add(target)
    return True


def _once(found: Iterable[FoundFile], follow_links: bool) -> Iterator[FoundFile]:
    """Yield each file once, not also for a link to it, and each with its own id."""
    files = list(found)
    linked = follow_links or any(file.path.is_symlink() for file in files)
    places = [
        Path(os.path.realpath(file.path)) if linked and not file.skipped else file.path
        for file in files
    ]
    own = {place for file, place in zip(files, places, strict=True) if not file.path.is_symlink()}
    ids: dict[str, FoundFile] = {}
    seen: set[Path] = set()
    for file, place in zip(files, places, strict=True):
        if place in seen or (file.path.is_symlink() and place in own and not file.skipped):
            continue
        seen.add(place)
        other = ids.setdefault(file.id, file)
        if other is file:
            yield file
        elif not _equal(other.path, file.path):
            path = PurePosixPath(file.id)
            names = (str(path.with_name(f"{path.stem} ({n}){path.suffix}")) for n in count(2))
            id = next(name for name in names if name not in ids)
            ids[id] = file._replace(id=id)
            yield ids[id]


def _equal(one: Path, other: Path) -> bool:
    """Return whether the two files have the same bytes."""
    import filecmp  # two names are rarely the same

    try:
        return filecmp.cmp(one, other, shallow=False)
    except OSError:  # reading the file reports the error
        return False


def _target_is_within(path: Path, folder: Path) -> bool:
    """Return whether this is no link, or the link's target is in the folder or does not exist."""
    if not path.is_symlink():
        return True
    try:
        return path.resolve(strict=True).is_relative_to(folder.resolve())
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
                f"{other.path} and {file.path} would both be called {file.id}; "
                "name the folder that contains both, or rename one"
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
