"""Paths in, files to read out: finds the documents in folders and gives each file its id."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from corpus.errors import DocumentError
from corpus.other_formats import advice_for
from corpus.read import is_readable
from corpus.selection import Selection, Selector

OTHER_FORMAT = "other format"
LINK_OUT = "a link out of the folder, which is not followed; to read it: --follow-links"

_LEFT_OUT = "left out by "
_EVERYTHING = Selection()


class FoundFile(NamedTuple):
    """A file below the given paths.

    ``id`` is the path relative to the given folder, with ``/``, in Unicode NFC. ``skipped`` is the
    reason why the file is not read, or "".
    """

    path: Path
    id: str
    skipped: str = ""

    @property
    def left_out_by(self) -> str:
        """The option or ignore file that leaves the file out, or ""."""
        return self.skipped.removeprefix(_LEFT_OUT) if self.skipped.startswith(_LEFT_OUT) else ""


def find_documents(
    paths: Sequence[Path],
    *,
    follow_links: bool = False,
    selection: Selection = _EVERYTHING,
    inside: str = "",
) -> Iterator[FoundFile]:
    """Yield the files under ``paths``, folder by folder, sorted by name.

    Skips hidden files and folders unless ``selection`` takes them, and yields a file once even if
    several paths contain it or a link leads to it. Two names that differ only in Unicode
    normalization are one document if the files are equal; otherwise the id of the second ends
    with a number. Yields with a reason in ``skipped`` a file of an unsupported format in a folder,
    what an ignore file or ``selection`` leaves out (a folder once, with ``/`` at the end of its
    id, without what it contains), and, unless ``follow_links``, a link to a file or folder outside
    of the folder. A path to a file is yielded whatever the patterns say. The patterns are for a
    folder in which the paths are folders ``inside``, or for the paths themselves.

    Raises :class:`DocumentError` for a path that does not exist, for a path to a file of an
    unsupported format, for two files with the same id below two paths, and for a pattern that
    cannot be read. It is raised before the first file is yielded.
    """
    found: list[FoundFile] = []
    for path in paths:
        if path.is_dir():
            files = _folder(path, follow_links, Selector(selection, inside))
            found.extend(_once(files, follow_links))
        else:
            found.append(_file(path))
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


def _folder(folder: Path, follow_links: bool, selector: Selector) -> Iterator[FoundFile]:
    unread: list[FoundFile] = []

    def refuse(error: OSError) -> None:
        where = Path(error.filename)
        reason = f"folder cannot be read: {error.strerror}"
        unread.append(FoundFile(where, id_of(where.relative_to(folder).as_posix()), reason))

    visited = {folder.resolve()}
    for parent, folders, files in os.walk(folder, onerror=refuse, followlinks=follow_links):
        inside = "" if Path(parent) == folder else Path(parent).relative_to(folder).as_posix()
        selector.enter(Path(parent), id_of(inside))
        # os.walk visits what is left in this list, in this order.
        names = sorted(name for name in folders if not selector.is_hidden(name))
        folders.clear()
        for name in names:
            id = id_of(f"{inside}/{name}".lstrip("/"))
            if reason := selector.why_not(id, folder=True):
                yield FoundFile(Path(parent, name), f"{id}/", _LEFT_OUT + reason)
            elif _is_visited_here(Path(parent, name), folder, follow_links, visited):
                folders.append(name)
            elif not follow_links and not _target_is_within(Path(parent, name), folder):
                yield FoundFile(Path(parent, name), id, LINK_OUT)
        for name in sorted(files):
            if not selector.is_hidden(name):
                path = Path(parent, name)
                id = id_of(f"{inside}/{name}".lstrip("/"))
                yield FoundFile(path, id, _why_skipped(path, id, folder, follow_links, selector))
    yield from unread


def _why_skipped(path: Path, id: str, folder: Path, follow_links: bool, selector: Selector) -> str:
    if reason := selector.why_not(id):
        return _LEFT_OUT + reason
    if not is_readable(path):
        return OTHER_FORMAT
    if follow_links or _target_is_within(path, folder):
        return ""
    return LINK_OUT


def _is_visited_here(path: Path, folder: Path, follow_links: bool, visited: set[Path]) -> bool:
    """Return whether the files of the folder are documents at this place.

    A link is followed once, only if it leads out of the folder, and never to a folder around it.
    """
    if not path.is_symlink():
        return True
    target = path.resolve()
    around = target in visited or folder.resolve().is_relative_to(target)
    if not follow_links or around or _target_is_within(path, folder):
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
