"""Opens an index with its engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.errors import CewenError
    from index.engine import Snapshot

_OPENED: list[Path] = []
"""The index that was opened last: where an error that no reader expected may come from."""


def opened(folder: Path) -> Snapshot:
    """The last commit of the index in ``folder``, by the embedded engine.

    :raises IndexFormatError: the folder has no commit.
    """
    from index.whoosh.reader import Reader

    _OPENED[:] = [folder]
    return Reader(folder)


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
