"""BM25 sums over posting lists, with upper bounds that let us skip postings (as in MaxScore).

A list is scored as a whole. A paragraph is skipped if the counts of its terms bound its score
below what is needed (Turtle and Flood, Query Evaluation: Strategies and Optimizations, 1995).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import compress
from typing import TYPE_CHECKING

from index.whoosh.postings import Postings, ascending, by_arrays

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST = 255  # larger counts are not distinguished when postings are skipped
_SURELY = 1 - 1e-9  # times a bound: sums of floats are not exact
_NUMPY_FROM = 400_000  # postings; to score so many without numpy takes longer than to import it
_SEARCHED = 8  # if a list is so many times as long as what is asked for, it is searched


class ScoredList:
    """A posting list whose postings score ``top`` times count / (count + norm)."""

    def __init__(
        self, top: float, postings: Postings, lengths: bytes, norms: Sequence[float]
    ) -> None:
        self.postings = postings
        self._top = top
        self._lengths = lengths
        self._norms = norms
        counts = postings.counts
        # The counts, but never more than a byte.
        self._levels = (
            counts if isinstance(counts, bytes) else bytes(min(count, _MOST) for count in counts)
        )

    def __len__(self) -> int:
        return len(self.postings)

    def add_to(self, scores: dict[int, float]) -> None:
        """Add the term's score to each of ``scores``."""
        top, norms, lengths = self._top, self._norms, self._lengths
        for number, count in self.postings.counted(scores):
            scores[number] += top * count / (count + norms[lengths[number]])

    def at_counts(self, asked: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.float64]:
        """The scores of the paragraphs ``asked``, in which the term has these ``counts``."""
        import numpy as np

        lengths = np.frombuffer(self._lengths, np.uint8)[asked]
        result: NDArray[np.float64] = self._top * counts / (counts + np.array(self._norms)[lengths])
        return result

    def most(self, count: int) -> float:
        """The most that ``count`` occurrences can score."""
        return self._top * count / (count + self._norms[0])

    def at(self, count: int) -> int:
        """The number of paragraphs with exactly ``count`` occurrences."""
        return self._levels.count(count)

    def reaching(self, count: int, least: float) -> Iterable[int]:
        """The paragraphs with ``count`` or more occurrences that score ``least`` or more."""
        held, counts = self.postings.numbers, self.postings.counts
        if count <= 1 and least <= 0:
            return held
        if by_arrays(len(self)):
            numbers, often = self.postings.arrays
            kept = often >= count
            if least > 0:
                kept[kept] = self.at_counts(numbers[kept], often[kept]) >= least
            found: list[int] = numbers[kept].tolist()
            return found
        if count > 1:
            reached = self._levels.translate(bytes(count) + b"\1" * (_MOST + 1 - count))
            held, counts = tuple(compress(held, reached)), tuple(compress(counts, reached))
        if least <= 0:
            return held
        top, norms, lengths = self._top, self._norms, self._lengths
        return [
            number
            for number, count in zip(held, counts, strict=True)
            if top * count / (count + norms[lengths[number]]) >= least
        ]

    def often(self, wanted: int) -> Iterable[int]:
        """Roughly the ``wanted`` paragraphs with the most occurrences."""
        count, left = 1, len(self)
        while count < _MOST and (left := left - self.at(count)) >= wanted and left:
            count += 1
        return self.reaching(count, 0.0)


def scored(lists: Sequence[ScoredList], numbers: Collection[int]) -> dict[int, float]:
    """The sum of the terms' scores for each of ``numbers``."""
    if len(numbers) * len(lists) > _NUMPY_FROM and _postings_scored(lists, numbers) > _NUMPY_FROM:
        import numpy  # noqa: F401
    return _by_arrays(lists, numbers) if by_arrays(len(numbers)) else _one_by_one(lists, numbers)


def _postings_scored(lists: Sequence[ScoredList], numbers: Collection[int]) -> int:
    """How many postings are looked at, at most."""
    return sum(min(len(one), len(numbers)) for one in lists)


def _one_by_one(lists: Sequence[ScoredList], numbers: Collection[int]) -> dict[int, float]:
    scores = dict.fromkeys(numbers, 0.0)
    for one in lists:
        one.add_to(scores)
    return scores


def _by_arrays(lists: Sequence[ScoredList], numbers: Collection[int]) -> dict[int, float]:
    """The same by numpy, to the last digit."""
    import numpy as np

    asked = ascending(numbers)
    # A place for each paragraph up to the last: a list is added at its numbers, none is searched.
    scores = np.zeros(asked[-1] + 1 if len(asked) else 0)
    for one in lists:
        if len(one) > _SEARCHED * len(asked):
            held, counts = asked, one.postings.counts_at(asked)
        else:
            held, counts = one.postings.up_to(len(scores))
        scores[held] += one.at_counts(held, counts)
    return dict(zip(asked.tolist(), scores[asked].tolist(), strict=True))


def reaching(lists: Sequence[ScoredList], least: float) -> frozenset[int]:
    """All paragraphs that score ``least`` or more, and possibly others.

    Each list has a threshold: a paragraph is kept if some term occurs that often. What the
    thresholds leave of ``least`` is required, as a score, of the list with the most postings at
    its threshold.
    """
    thresholds = _thresholds(lists, least)
    bounds = [one.most(threshold - 1) for one, threshold in zip(lists, thresholds, strict=True)]
    left = least * _SURELY - sum(bounds)
    longest = max(
        range(len(lists)), key=lambda place: lists[place].at(thresholds[place]), default=0
    )
    return frozenset().union(
        *(
            one.reaching(threshold, bound + left if place == longest else 0.0)
            for place, (one, threshold, bound) in enumerate(
                zip(lists, thresholds, bounds, strict=True)
            )
        )
    )


def _thresholds(lists: Sequence[ScoredList], least: float) -> list[int]:
    """A threshold for each list: a paragraph below all thresholds scores less than ``least``.

    The thresholds rise step by step, where a step skips the most postings.
    """
    thresholds = [1] * len(lists)
    left = [len(one) for one in lists]
    bound = 0.0
    while True:
        steps = [
            (one.at(threshold), place)
            for place, (one, threshold) in enumerate(zip(lists, thresholds, strict=True))
            if left[place]
            and threshold < _MOST
            and bound - one.most(threshold - 1) + one.most(threshold) < least * _SURELY
        ]
        if not steps:
            return thresholds
        skipped, place = max(steps)
        bound += lists[place].most(thresholds[place]) - lists[place].most(thresholds[place] - 1)
        left[place] -= skipped
        thresholds[place] += 1
