"""Reads a commit: its segments and the checksums of its files."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from index.errors import IndexChangedError, IndexDamagedError
from index.manifest import was_finished
from index.sealed_file import missing
from index.whoosh.checksums import (
    Checksums,
    check_bytes,
    checksums_path,
    is_checksums_file,
    read_checksums,
)
from index.whoosh.w3.contents import SegmentInfo, contents_path, latest_generation, read_contents

NONE = -1
"""The generation of an index without a commit."""


class Commit(NamedTuple):
    """The segments of a commit, in order, and the checksums of all its files."""

    generation: int
    segments: tuple[SegmentInfo, ...]
    checksums: Checksums


def last_commit(folder: Path) -> Commit:
    """The last commit in ``folder``, or one without anything if there was none.

    The caller has the write lock, or is ready for an error.

    :raises FileNotFoundError: another commit takes its place just now.
    :raises IndexDamagedError: a file of it is missing, or not as it was written.
    """
    generation = latest_generation(folder)
    if generation < 0:
        if was_finished(folder):
            raise missing(_lost_contents(folder))
        return Commit(NONE, (), {})
    try:
        checksums = read_checksums(folder, generation)
        path = contents_path(folder, generation)
        segments = read_contents(path, lambda data: check_bytes(data, path, checksums))
    except FileNotFoundError as error:
        raise lost(folder, generation, error) from None
    return Commit(generation, segments, checksums)


def lost(
    folder: Path, generation: int, error: FileNotFoundError
) -> IndexDamagedError | FileNotFoundError:
    """The error for a file of a commit that is not there: ``error`` itself if another commit has
    taken its place, which removes the files of the one before."""
    if latest_generation(folder) != generation:
        return error
    path = Path(error.filename)
    if path == checksums_path(folder, generation) and _has_others(folder):
        return IndexChangedError(contents_path(folder, generation))
    return missing(path)


def _has_others(folder: Path) -> bool:
    """Whether there are checksums of an earlier commit, which another program leaves there."""
    return any(is_checksums_file(path.name) for path in folder.iterdir())


def _lost_contents(folder: Path) -> Path:
    """Where the table of contents was."""
    generations = [
        int(path.name.partition("-")[2].partition(".")[0])
        for path in folder.iterdir()
        if is_checksums_file(path.name)
    ]
    return contents_path(folder, max(generations, default=1))
