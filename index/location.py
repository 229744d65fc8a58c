"""Where an index is: found for a search, chosen for a new one."""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from pathlib import Path

from index.errors import IndexPlaceError

FOLDER = ".cewen"
VARIABLE = "CEWEN_INDEX"


def data_folder() -> Path:
    """The user's own folder for what Cewen keeps."""
    from platformdirs import user_data_path

    return user_data_path("cewen", appauthor=False)


def find_index(named: Path | None = None, start: Path | None = None) -> Path | None:
    """The index to search: ``named``, else ``CEWEN_INDEX``, else the nearest ``.cewen`` in the
    folder ``start`` (the current one) or above it, else the one built last. None if none is there.

    Raises :class:`IndexPlaceError` if the one named by the user is not there.
    """
    if asked := _asked(named):
        if not asked.exists():
            raise IndexPlaceError(f"{asked}: no index there. Build one: cewen index FOLDER")
        # A folder of documents stands for the index inside it.
        return asked / FOLDER if (asked / FOLDER).is_dir() else asked
    folder = (start or Path.cwd()).absolute()
    for above in (folder, *folder.parents):
        if (above / FOLDER).is_dir():
            return above / FOLDER
    return last_built()


def choose_index(paths: Sequence[Path], named: Path | None = None) -> Path:
    """The index that ``cewen index PATHS`` builds or updates: ``named``, else ``CEWEN_INDEX``,
    else the folder's own ``.cewen`` if there is one path and it is a folder we may write in,
    else one in the user's data folder."""
    if asked := _asked(named):
        return asked / FOLDER if (asked / FOLDER).is_dir() else asked
    if len(paths) == 1 and paths[0].is_dir():
        own = paths[0].absolute() / FOLDER
        if own.is_dir() or os.access(paths[0], os.W_OK):
            return own
        # The name for people; the number because other folders are called the same.
        where = os.fsencode(own.parent.resolve())
        return data_folder() / "indexes" / f"{own.parent.name[:40]}-{zlib.crc32(where):08x}"
    return data_folder() / "indexes" / "default"


def remember(index: Path) -> None:
    """Make ``index`` the one that is searched where no other is near."""
    pointer = _pointer()
    pointer.parent.mkdir(parents=True, exist_ok=True)
    fresh = pointer.with_suffix(".new")
    fresh.write_text(str(index.absolute()), encoding="utf-8", errors="surrogateescape")
    fresh.replace(pointer)


def last_built() -> Path | None:
    """The index that was built last, if it is still there."""
    try:
        text = _pointer().read_text(encoding="utf-8", errors="surrogateescape")
    except FileNotFoundError:
        return None
    index = Path(text)
    return index if index.is_dir() else None


def _asked(named: Path | None) -> Path | None:
    if named is not None:
        return named
    variable = os.environ.get(VARIABLE)
    return Path(variable) if variable else None


def _pointer() -> Path:
    return data_folder() / "last-index.txt"
