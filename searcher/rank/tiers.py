"""Score classes: every match of a better class ranks above every match of a worse one."""

from __future__ import annotations

from typing import NamedTuple

from index.plan import Key, Tier
from searcher.match.manner import Manner
from searcher.score.formulas import Score


class ScoreClass(NamedTuple):
    """The scores from ``lowest`` up to below ``lowest + width``."""

    lowest: float
    width: float = 1.0

    def score(self, relevance: float) -> float:
        """The score of a match of this class."""
        return self.lowest + self.width * share(relevance)


TOUCHING = ScoreClass(4)
"""Exact matches of whole words in which terms of the query touch, in their order."""
HIGHEST = ScoreClass(3)
"""Exact matches of whole words."""

_EXACT = {
    Manner.WHOLE: HIGHEST,
    Manner.ACROSS: ScoreClass(2.75, 0.25),
    Manner.OTHER_CHARACTERS: ScoreClass(2.5, 0.25),
    Manner.SPACED: ScoreClass(2.25, 0.25),
    Manner.INSIDE: ScoreClass(2, 0.25),
}
_VARIANT = ScoreClass(1)
_WORDS = ScoreClass(0)

_HALF = 40.0  # the relevance that gets half of what is possible within a class


class Ranked(NamedTuple):
    """A match with its score: that of its class, plus its relevance as a :func:`share`."""

    key: Key
    tier: Tier
    score: float
    parts: Score


def score_class(tier: Tier, manner: Manner = Manner.WHOLE) -> ScoreClass:
    """The class of a match in this tier, if exact in this manner."""
    if tier == Tier.EXACT:
        return _EXACT[manner]
    return _VARIANT if tier == Tier.VARIANT else _WORDS


def class_of(score: float) -> ScoreClass:
    """The class that a score is in."""
    classes = (TOUCHING, *_EXACT.values(), _VARIANT, _WORDS)
    return next(one for one in classes if one.lowest <= score)


def share(relevance: float) -> float:
    """Maps a relevance from 0 up to 0 up to below 1, in the same order."""
    return relevance / (relevance + _HALF)
