"""Opens an index with its engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from index.server_folder import is_server

if TYPE_CHECKING:
    from corpus.errors import CewenError
    from index.engine import Snapshot, Store
    from index.parts import Part

_OPENED: list[Path] = []
"""The index that was opened last: where an error that no reader expected may come from."""


def opened(folder: Path) -> Snapshot:
    """The last commit of the index in ``folder``, by its engine.

    :raises IndexFormatError: the folder has no commit.
    """
    if is_server(folder):
        from index.opensearch.store import opened as opened_there

        _OPENED.clear()
        return opened_there(folder)
    from index.whoosh.reader import Reader

    _OPENED[:] = [folder]
    return Reader(folder)


def check_searchable(folder: Path) -> None:
    """Raise the error of an index that cannot be searched. Of an index on a server, the small files
    are brought up to date first."""
    from index.manifest import check_manifest

    if is_server(folder):
        from index.opensearch.store import fetch

        fetch(folder)
    check_manifest(folder)


def state_of(folder: Path) -> object:
    """What changes with each commit."""
    if is_server(folder):
        from index.opensearch.store import state

        return state(folder)
    # The names of the tables of contents, and the manifest.
    files = [*folder.glob("_*.toc"), folder / "cewen.json"]
    found = ((path.name, path.stat()) for path in sorted(files) if path.exists())
    return [(name, stat.st_mtime_ns, stat.st_size, stat.st_ino) for name, stat in found]


def size_of(folder: Path) -> int:
    """How many bytes the index takes, without copies on other machines."""
    if is_server(folder):
        from index.opensearch.store import size

        return size(folder)
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())


def store_of(folder: Path, part: Part) -> Store:
    """The index in ``folder``, to be brought up to date.

    :raises PartError: it is not on a server, and only a part of it is wanted.
    """
    if is_server(folder):
        from index.opensearch.store import ServerStore

        return ServerStore(folder, part)
    from index.parts import ONLY, PartError
    from index.whoosh.store import FolderStore

    if part != ONLY:
        raise PartError("{index}: only an index on a server can be loaded in parts", index=folder)
    return FolderStore(folder)


def fault_of_index() -> CewenError | None:
    """What is wrong with the values of the index that was opened last: somebody else may have
    written them. To find it after an error that no reader expected, all of them are read."""
    if not _OPENED:
        return None
    from corpus.errors import CewenError
    from index.check import check_index
    from index.whoosh.deep_check import check_values

    try:
        for error in check_index(_OPENED[0]).damaged:
            return error
        check_values(_OPENED[0])
    except CewenError as error:
        return error
    return None
