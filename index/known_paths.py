"""Knows which folders and files the user has indexed or trusts.

An index may come from somebody else, and says itself where its documents are. What it names is
opened only if it is among these.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.data_folder import data_folder, make_data_folder
from index.location import trusted_folders
from index.user_files import append_to_user_file, entries_of


def remember_paths(paths: Sequence[Path]) -> None:
    """Add the folders and files that the user has just indexed."""
    known = set(_remembered())
    fresh = [path for path in dict.fromkeys(os.path.realpath(path) for path in paths)
             if Path(path) not in known]  # fmt: skip
    if fresh:
        make_data_folder()
        append_to_user_file(_list(), b"\0".join(map(os.fsencode, fresh)))


def is_known(path: Path) -> bool:
    """Whether ``path``, with all links resolved, is or is in a place that the user has indexed or
    trusts."""
    return any(path.is_relative_to(known) for known in (*_remembered(), *_trusted()))


def _trusted() -> Iterator[Path]:
    return (Path(os.path.realpath(folder)) for folder in trusted_folders())


def _remembered() -> Iterator[Path]:
    return (Path(os.fsdecode(entry)) for entry in entries_of(_list()))


def _list() -> Path:
    return data_folder() / "indexed-paths"
