"""How well a paragraph matches by words: how many of them it contains, and how near each other."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from searcher.match.minimum_should_match import word_weights
from searcher.score.formulas import nearness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.analysis.wording import MatchText, Wording
    from index.plan import Near
    from searcher.match.reading import Reading, TermReader


class ByWords:
    """The factor by which matches by words count, for the readings of one question."""

    def __init__(self, terms: TermReader, readings: Sequence[Reading]) -> None:
        self._terms = terms
        self._readings = readings
        self._weights: dict[Reading, list[float]] = {}

    def factor(self, text: MatchText) -> float:
        """For each term of which ``text`` contains only words, a number above 0 and at most 1."""
        factor = 1.0
        for reading in self._readings:
            if not reading.operands and _any_in(reading.wordings, text):
                continue
            if reading.near:
                factor *= _nearness(reading.near, text)
            elif len(reading.words) > 1:
                factor *= self._coverage(reading, text)
        return factor

    def _coverage(self, reading: Reading, text: MatchText) -> float:
        """The square root of the share of the words' idf that ``text`` contains. (Of the share
        itself and of its square, questions of benchmarks/ranking gain no more.)"""
        weights = self._weights.get(reading)
        if weights is None:
            weights = self._weights[reading] = word_weights(self._terms, reading.words)
        pairs = zip(weights, reading.words, strict=True)
        found = sum(weight for weight, wordings in pairs if _any_in(wordings, text))
        return sqrt(found / sum(weights)) if found else 1.0


def _any_in(wordings: Sequence[Wording], text: MatchText) -> bool:
    return any(any(True for _ in one.spans(text)) for one in wordings)


def _nearness(near: Near, text: MatchText) -> float:
    from index.analysis.nearness import stretches

    return nearness(min((stretch.gap for stretch in stretches(near, text)), default=0))
