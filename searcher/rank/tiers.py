"""A paragraph's place in the order: its class, and within the class its relevance."""

from __future__ import annotations

from typing import NamedTuple

from searcher.match.matches import Way
from searcher.score.formulas import Score

HIGHEST = 3
"""The class of the exact and aligned."""

_HALF = 40.0  # a relevance that counts half of what is possible within a class


class Ranked(NamedTuple):
    """A paragraph and its place in the order: a higher ``score`` stands before a lower."""

    number: int
    way: Way
    score: float
    parts: Score


def tier(way: Way, aligned: bool) -> int:
    """The class of what answers in this way, ``aligned`` if every term stands there as a word."""
    if way == Way.EXACT:
        return 3 if aligned else 2
    return 1 if way == Way.VARIANT else 0


def share(relevance: float) -> float:
    """A relevance from 0 up as a share from 0 to below 1, in the same order."""
    return relevance / (relevance + _HALF)
