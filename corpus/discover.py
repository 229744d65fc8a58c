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
    paths: Sequence[Path], *, follow_links: bool = False, selection: Selection = _EVERYTHING
) -> Iterator[FoundFile]:
    """Yield the files under ``paths``, folder by folder, sorted by name.

    Skips hidden files and folders unless ``selection`` takes them, does not follow symbolic links
    to folders, and yields a file once even if several paths contain it. Yields with a reason in
    ``skipped`` a file of an unsupported format in a folder, what an ignore file or ``selection``
    leaves out (a folder once, with ``/`` at the end of its id, without what it contains), and,
    unless ``follow_links``, a link to a file outside of the folder. A path to a file is yielded
    whatever the patterns say.

    Raises :class:`DocumentError` for a path that does not exist, for a path to a file of an
    unsupported format, for two files with the same id, and for a pattern that cannot be read. It
    is raised before the first file is yielded.
    """
    found: list[FoundFile] = []
    for path in paths:
        if path.is_dir():
            found.extend(_folder(path, follow_links, Selector(selection)))
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

    for parent, folders, files in os.walk(folder, onerror=refuse):
        inside = "" if Path(parent) == folder else Path(parent).relative_to(folder).as_posix()
        selector.enter(Path(parent), id_of(inside))
        # os.walk visits what is left in this list, in this order.
        names = sorted(name for name in folders if not selector.is_hidden(name))
        folders.clear()
        for name in names:
            id = id_of(f"{inside}/{name}".lstrip("/"))
            if reason := selector.why_not(id, folder=True):
                yield FoundFile(Path(parent, name), f"{id}/", _LEFT_OUT + reason)
            else:
                folders.append(name)
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
    if follow_links or not path.is_symlink() or _target_is_within(path, folder):
        return ""
    return LINK_OUT


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
