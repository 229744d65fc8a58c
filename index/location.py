"""Finds the index to search, chooses where a new one goes, and knows which may be used unasked.

An index may come from somebody else: in a downloaded folder, in ``/tmp``. One that the user did not
name is used only if it is on the list of those that this computer built or that the user trusts,
and if its folder has had the same owner since.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from index.data_folder import data_folder, make_data_folder
from index.errors import IndexPlaceError, IndexTrustError
from index.operating_system import owner_of
from index.safe_files import is_folder
from index.user_files import (
    append_to_user_file,
    damaged_user_file,
    entries_of,
    read_user_file,
    write_user_file,
)

FOLDER = ".cewen"
VARIABLE = "CEWEN_INDEX"
_LONGEST = 4096  # bytes of a path on Linux, and more than on most systems


class Located(NamedTuple):
    """An index folder; ``built_last`` if it is only the one built last, not named and not near."""

    folder: Path
    built_last: bool = False


def is_address(place: Path) -> bool:
    """Whether this is an address of an index on a server, of which a path was made."""
    return place.parts[:1] in (("opensearch:",), ("opensearch+https:",))


def written(place: Path) -> str:
    """How another program has to name the index at ``place``."""
    if is_address(place):
        return place.as_posix().replace(":/", "://", 1)
    return str(place.absolute())


def find_index(named: Path | None = None, start: Path | None = None) -> Located | None:
    """The index to search: ``named``, else ``CEWEN_INDEX``, else the nearest ``.cewen`` in the
    folder ``start`` (the current one) or above it, else the one built last. None if the user has
    never built an index.

    :raises IndexPlaceError: the one named, or the one built last, is not there.
    :raises IndexTrustError: the nearest one is not trusted.
    """
    if place := _named(named):
        if is_address(place):
            return Located(_local_folder(place))
        if not place.exists():
            raise IndexPlaceError(
                "{index}: no index there. Build one: cewen index FOLDER", index=place
            )
        # A folder of documents means the index inside it.
        return Located(place / FOLDER if (place / FOLDER).is_dir() else place)
    if near := near_index(start):
        check_trust(near)
        return Located(near)
    last = last_built()
    return Located(last, built_last=True) if last else None


def near_index(start: Path | None = None) -> Path | None:
    """The nearest ``.cewen`` in the folder ``start`` (the current one) or above it."""
    folder = (start or Path.cwd()).absolute()
    places = (above / FOLDER for above in (folder, *folder.parents))
    return next((place for place in places if place.is_dir()), None)


def choose_index(paths: Sequence[Path], named: Path | None = None) -> Path:
    """The index that ``cewen index PATHS`` builds or updates: ``named``, else ``CEWEN_INDEX``,
    else the folder's own ``.cewen`` if there is one path and it is a folder we may write in,
    else one in the user's data folder.

    :raises IndexTrustError: the folder's own index is not trusted.
    """
    if place := _named(named):
        if is_address(place):
            return _local_folder(place)
        return place / FOLDER if (place / FOLDER).is_dir() else place
    if len(paths) == 1 and paths[0].is_dir():
        own = paths[0].absolute() / FOLDER
        if own.is_dir():
            check_trust(own)
            return own
        if os.access(paths[0], os.W_OK):
            return own
        # The name for people; the number because other folders have the same name.
        where = os.fsencode(own.parent.resolve())
        return data_folder() / "indexes" / f"{own.parent.name[:40]}-{zlib.crc32(where):08x}"
    return shared_index()


def shared_index() -> Path:
    """The one index of all single files and of all folders that are named together."""
    return data_folder() / "indexes" / "default"


def check_trust(index: Path) -> None:
    """Raise :class:`IndexTrustError` unless ``index`` may be used though the user did not name it:
    a folder itself, on the list, of the owner that it had then."""
    if is_folder(index) and _entry(index) in _trusted():
        return
    raise IndexTrustError(
        "{index}: an index that was not built on this computer, so it is not used. "
        "To use it once: --index {index}. To trust it for good: cewen trust {index}",
        index=index,
    )


def trust(index: Path) -> None:
    """Put ``index`` on the list of those that are used unasked. It may be about to be built."""
    entry = _entry(index)
    if entry not in _trusted():
        make_data_folder()
        append_to_user_file(_list(), entry)


def distrust(index: Path) -> None:
    """Remove ``index`` from the list, for every owner."""
    place = _entry(index).rpartition(b":")[0]
    kept = [entry for entry in _trusted() if entry.rpartition(b":")[0] != place]
    write_user_file(_list(), b"".join(entry + b"\0" for entry in kept))


def trusted_folders() -> Iterator[Path]:
    """The folders of documents whose own index is on the list, and has the same owner."""
    for entry in _trusted():
        index = Path(os.fsdecode(entry.rpartition(b":")[0]))
        if index.name == FOLDER and is_folder(index) and _entry(index) == entry:
            yield index.parent


def remember(index: Path) -> None:
    """Make ``index`` the one that is searched where no other is near."""
    make_data_folder()
    write_user_file(_pointer(), os.fsencode(index.absolute()))


def last_built() -> Path | None:
    """The index that was built last; None if the user has never built one.

    :raises IndexPlaceError: it is not there any more.
    :raises UserFileError: the file that names it cannot be read.
    """
    data = read_user_file(_pointer())
    if data is None:
        return None
    if len(data) > _LONGEST or b"\0" in data or not os.path.isabs(os.fsdecode(data)):
        raise damaged_user_file(_pointer())
    index = Path(os.fsdecode(data))
    if not os.path.isdir(index):
        raise IndexPlaceError(
            "{index}: the index built last is not there any more. "
            "Build one: cewen index FOLDER, or name another: --index DIR",
            index=index,
        )
    return index


def _local_folder(address: Path) -> Path:
    """Where the small files are of an index on a server.

    :raises AddressError: it is no address of one.
    """
    from index.opensearch.address import local_folder

    return local_folder(address.as_posix())


def _named(named: Path | None) -> Path | None:
    if named is not None:
        return named
    variable = os.environ.get(VARIABLE)
    return Path(variable) if variable else None


def _trusted() -> list[bytes]:
    return entries_of(_list())


def _entry(index: Path) -> bytes:
    """Where an index is, and who owns it. (Windows knows no such numbers: all are 0.)"""
    return os.fsencode(index.parent.resolve() / index.name) + f":{owner_of(index)}".encode()


def _list() -> Path:
    return data_folder() / "trusted-indexes"


def _pointer() -> Path:
    return data_folder() / "last-index.txt"
