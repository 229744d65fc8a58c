"""Keeps an index from those who may not read the documents in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from index.operating_system import forbid, forbidden


def keep_private(index: Path, files: Iterable[Path]) -> None:
    """Take from group and others the rights on the folder ``index`` that one of them does not have
    on one of these files, or on a folder that leads to it.

    Rights that were taken away do not come back by themselves.
    """
    ways = {index, *index.absolute().parents}
    rights = 0
    for file in files:
        for path in (file.absolute(), *file.absolute().parents):
            if path in ways:
                break
            if path != file.absolute():
                ways.add(path)
            rights |= forbidden(path)
    forbid(index, rights)
