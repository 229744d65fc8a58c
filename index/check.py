"""Reads every byte of an index, and says which files are not as they were written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from index.errors import IndexDamagedError
from index.folders import NAME as FOLDERS
from index.folders import kept_folders
from index.kept_files import KeptFiles
from index.manifest import NAME as MANIFEST
from index.manifest import read_manifest, unfinished
from index.people import NAMESAKES, PEOPLE_FILES, read_namesakes
from index.short_names import NAME as SHORT_NAMES
from index.short_names import check_short_names
from index.topic_files import NAMES, TOPIC_FILES, read_names
from index.whoosh.checksums import checksums_path, sums_for
from index.whoosh.commit import Commit, last_commit, lost
from index.whoosh.w3.contents import contents_path, latest_generation
from index.whoosh.w3.mapped_file import MappedFile


class Checked(NamedTuple):
    """What was read: ``files``, their ``bytes``, and an error for each file that is ``damaged``."""

    files: int
    bytes: int
    damaged: tuple[IndexDamagedError, ...]


def check_index(index: Path) -> Checked:
    """Read all files of an index. A commit that another process makes meanwhile is read instead.

    :raises IndexFormatError: the index has another format.
    :raises IndexUnfinishedError: it has no commit.
    :raises IndexPlaceError: there is no index.
    """
    while True:
        generation = latest_generation(index) if index.is_dir() else -1
        damaged: list[IndexDamagedError] = []
        read: list[Path] = []
        try:
            for check in chain(_small_files(index, read), _commit_files(index, read)):
                try:
                    check()
                except IndexDamagedError as error:
                    damaged.append(error)
            size = sum(path.stat().st_size for path in read if path.exists())
        except FileNotFoundError:
            if latest_generation(index) == generation:
                raise
            continue
        if not index.is_dir() or latest_generation(index) == generation:
            return Checked(len(read), size, tuple(damaged))


def _small_files(index: Path, read: list[Path]) -> Iterator[Callable[[], object]]:
    yield partial(read_manifest, index, to_search=False)
    for read_one in (read_names, read_namesakes, check_short_names, kept_folders):
        yield partial(read_one, index)
    read += [index / name for name in (MANIFEST, NAMES, NAMESAKES, SHORT_NAMES, FOLDERS)]
    for kept in (TOPIC_FILES, PEOPLE_FILES):
        yield partial(_read_kept, kept, index, read)
        read.append(kept.list_path(index))


def _commit_files(index: Path, read: list[Path]) -> Iterator[Callable[[], object]]:
    commits: list[Commit] = []
    yield lambda: commits.append(last_commit(index))
    for commit in commits:
        if commit.generation < 0:
            raise unfinished(index)
        contents = contents_path(index, commit.generation)
        read += [contents, checksums_path(index, commit.generation)]
        for name in commit.checksums:
            if name != contents.name:
                read.append(index / name)
                yield partial(_check_file, index / name, commit)


def _read_kept(kept: KeptFiles, index: Path, read: list[Path]) -> None:
    read += kept.paths(index)


def _check_file(path: Path, commit: Commit) -> None:
    try:
        MappedFile(path, sums_for(path, commit.checksums)).all()
    except FileNotFoundError as error:
        raise lost(path.parent, commit.generation, error) from None
