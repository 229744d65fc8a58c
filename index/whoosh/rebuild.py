"""A new index in the place of an old one: until it is complete, the old one answers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.whoosh.lock import write_lock


@contextmanager
def replacing(index: Path) -> Iterator[Path]:
    """A folder for the new index, which takes the place of ``index`` if all goes well.

    :raises IndexLockedError: another process is writing, be it a rebuild or an update.
    """
    fresh, old = _beside(index, "new"), _beside(index, "old")
    with write_lock(index):
        try:
            shutil.rmtree(fresh, ignore_errors=True)
            yield fresh
            shutil.rmtree(old, ignore_errors=True)
            index.rename(old)
            try:
                fresh.rename(index)
            except BaseException:
                old.rename(index)
                raise
            shutil.rmtree(old, ignore_errors=True)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def restore(index: Path) -> None:
    """Put the old index back if a rebuild was killed between its two renamings."""
    old = _beside(index, "old")
    if old.is_dir() and not index.exists():
        old.rename(index)


def _beside(index: Path, what: str) -> Path:
    # Hidden, and named as nobody names a folder of his own: it is going to be removed.
    return index.with_name(f".{index.name.lstrip('.')}.cewen-{what}")
