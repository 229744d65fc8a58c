"""The words that only frame a question (``frame.txt``), and those that end a name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from corpus.fold import fold


@cache
def frame() -> Mapping[str, frozenset[str]]:
    """The words of ``frame.txt``, folded, by their heading."""
    return _read("frame.txt")


@cache
def name_ends() -> Mapping[str, frozenset[str]]:
    """The words of ``names.txt``, folded, by their heading."""
    return _read("names.txt")


def _read(file: str) -> Mapping[str, frozenset[str]]:
    words: dict[str, frozenset[str]] = {}
    heading = ""
    for line in Path(__file__).with_name(file).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif not line.startswith("#"):
            words[heading] = words.get(heading, frozenset()).union(map(fold, line.split()))
    return words
