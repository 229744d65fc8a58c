"""Opens an index with its engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CewenError

if TYPE_CHECKING:
    from index.engine import Snapshot

_opened: list[Path] = []
"""The folder that was opened last."""


def opened(folder: Path) -> Snapshot:
    """The last commit of the index in ``folder``, by the embedded engine.

    :raises IndexFormatError: the folder has no commit.
    """
    from index.whoosh.reader import Reader

    _opened[:] = [folder]
    return Reader(folder)


def find_fault() -> CewenError | None:
    """What is wrong with the index that was opened last, after an error that no reader expected.
    Somebody else may have written it. To find it, everything is read."""
    from index.check import check_index
    from index.whoosh.deep_check import check_values

    try:
        for folder in _opened:
            for error in check_index(folder).damaged:
                return error
            check_values(folder)
    except CewenError as error:
        return error
    return None
