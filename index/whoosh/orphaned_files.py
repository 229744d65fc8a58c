"""Files that a killed writer left in an index folder: found, and removed."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from index.safe_files import remove_tree
from index.whoosh.w3.contents import latest_generation, names_of, read_contents

WORKPLACE = "bulk.tmp"
"""The folder of a writer's temporary files."""


def has_orphans(index: Path) -> bool:
    """Whether a folder with a commit has files that the commit does not name. Call it only with the
    write lock held: another writer's files look the same."""
    generation = latest_generation(index)
    is_named = names_of(read_contents(index, generation), generation)
    return any(path.name == WORKPLACE or not is_named(path.name) for path in index.iterdir())


def remove_orphans(index: Path) -> None:
    """Remove what the last commit does not name; without a commit, all files of segments.

    Call it only with the write lock held.
    """
    generation = latest_generation(index)
    segments = read_contents(index, generation) if generation >= 0 else ()
    is_named = names_of(segments, generation)
    for path in list(index.iterdir()):
        if path.name == WORKPLACE:
            remove_tree(path)
        elif not is_named(path.name):
            with suppress(OSError):  # Windows keeps a file that a reader has open
                path.unlink()
