"""The words that only frame a question (``frame.txt``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from corpus.fold import fold


@cache
def frame() -> Mapping[str, frozenset[str]]:
    """The words of ``frame.txt``, folded, by their heading."""
    words: dict[str, frozenset[str]] = {}
    heading = ""
    for line in Path(__file__).with_name("frame.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif not line.startswith("#"):
            words[heading] = words.get(heading, frozenset()).union(map(fold, line.split()))
    return words
