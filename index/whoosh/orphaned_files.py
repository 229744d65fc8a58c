"""Finds and removes the files that a killed writer left in an index folder."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from index.safe_files import remove_tree
from index.whoosh.commit import Commit, last_commit
from index.whoosh.w3.contents import names_of

TEMPORARY = "bulk.tmp"
"""The name of the folder for a writer's temporary files."""


def has_orphans(index: Path) -> bool:
    """Whether an index with a commit has files that the last commit does not name.

    The caller must have the write lock, because the files of another writer look the same.
    """
    is_named = _names(last_commit(index))
    return any(path.name == TEMPORARY or not is_named(path.name) for path in index.iterdir())


def remove_orphans(index: Path) -> None:
    """Remove the files that the last commit does not name; without a commit, all segment files.

    The caller must have the write lock.
    """
    is_named = _names(last_commit(index))
    for path in list(index.iterdir()):
        if path.name == TEMPORARY:
            remove_tree(path)
        elif not is_named(path.name):
            with suppress(OSError):  # Windows keeps a file that a reader has open
                path.unlink()


def _names(commit: Commit) -> Callable[[str], bool]:
    return names_of(commit.segments, commit.generation)
