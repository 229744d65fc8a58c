"""Finds and removes the files that a killed writer left in an index folder."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from index.safe_files import remove_tree
from index.whoosh.w3.contents import latest_generation, names_of, read_contents

TEMPORARY = "bulk.tmp"
"""The name of the folder for a writer's temporary files."""


def has_orphans(index: Path) -> bool:
    """Whether an index with a commit has files that the last commit does not name.

    The caller must have the write lock, because the files of another writer look the same.
    """
    generation = latest_generation(index)
    is_named = names_of(read_contents(index, generation), generation)
    return any(path.name == TEMPORARY or not is_named(path.name) for path in index.iterdir())


def remove_orphans(index: Path) -> None:
    """Remove the files that the last commit does not name; without a commit, all segment files.

    The caller must have the write lock.
    """
    generation = latest_generation(index)
    segments = read_contents(index, generation) if generation >= 0 else ()
    is_named = names_of(segments, generation)
    for path in list(index.iterdir()):
        if path.name == TEMPORARY:
            remove_tree(path)
        elif not is_named(path.name):
            with suppress(OSError):  # Windows keeps a file that a reader has open
                path.unlink()
