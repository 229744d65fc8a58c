"""Text and a set of names in, the spans at which they occur out, however many names there are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


def longest_names(text: str, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans of ``names`` from left to right, the longest where they overlap.

    >>> list(longest_names("林小滿與林小", frozenset(["林小", "林小滿"])))
    [(0, 3), (4, 6)]
    """
    if names:
        for _, start, end in _leftmost_longest(names).find_matches_as_indexes(text):
            yield start, end


def all_names(text: str, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans of all ``names`` in order of their ends, overlapping ones too.

    >>> list(all_names("林小滿", frozenset(["林小", "林小滿"])))
    [(0, 2), (0, 3)]
    """
    if names:
        found = _standard(names).find_matches_as_indexes(text, overlapping=True)
        for _, start, end in found:
            yield start, end


# All paragraphs of a document share the automata, which are slow to build.


@lru_cache(maxsize=2)
def _leftmost_longest(names: frozenset[str]) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest)


@lru_cache(maxsize=1)
def _standard(names: frozenset[str]) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(list(names))
