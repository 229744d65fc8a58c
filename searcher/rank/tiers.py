"""Score classes: every match of a better class ranks above every match of a worse one."""

from __future__ import annotations

from typing import NamedTuple

from index.plan import Key, Tier
from searcher.score.formulas import Score

HIGHEST = 3
"""The class of exact matches on word boundaries."""

_HALF = 40.0  # the relevance that gets half of what is possible within a class


class Ranked(NamedTuple):
    """A match with its score: the number of its class, plus its relevance as a :func:`share`."""

    key: Key
    tier: Tier
    score: float
    parts: Score


def score_class(tier: Tier, aligned: bool) -> int:
    """3 for exact matches of whole words (``aligned``), 2 for other exact ones, 1 for variants, 0
    for words."""
    if tier == Tier.EXACT:
        return 3 if aligned else 2
    return 1 if tier == Tier.VARIANT else 0


def share(relevance: float) -> float:
    """Maps a relevance from 0 up to 0 up to below 1, in the same order."""
    return relevance / (relevance + _HALF)
