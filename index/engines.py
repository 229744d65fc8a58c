"""Opens an index with its engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.engine import Snapshot


def opened(folder: Path) -> Snapshot:
    """The last commit of the index in ``folder``, by the embedded engine.

    :raises IndexFormatError: the folder has no commit.
    """
    from index.whoosh.reader import Reader

    return Reader(folder)
