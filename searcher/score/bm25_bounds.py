"""What postings are worth: sums of BM25, and bounds that tell which need not be summed.

A term's list is scored as a whole. Where a paragraph cannot be worth enough, by how often each
term stands there, it is left out before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import compress
from typing import TYPE_CHECKING

from index.whoosh.postings import Postings, ascending, by_arrays

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST = 255  # occurrences that are told apart when postings are left out
_SURELY = 1 - 1e-9  # of a bound: sums of floats are not exact


class ScoredList:
    """A posting list and what its postings score: ``top`` times count / (count + norm)."""

    def __init__(
        self, top: float, postings: Postings, lengths: bytes, norms: Sequence[float]
    ) -> None:
        self.postings = postings
        self._top = top
        self._lengths = lengths
        self._norms = norms
        counts = postings.counts
        # As the counts, but in bytes.
        self._levels = (
            counts if isinstance(counts, bytes) else bytes(min(count, _MOST) for count in counts)
        )

    def __len__(self) -> int:
        return len(self.postings)

    def add_to(self, scores: dict[int, float]) -> None:
        """Add to each of ``scores`` what the term is worth there."""
        top, norms, lengths = self._top, self._norms, self._lengths
        for number, count in self.postings.counted(scores):
            scores[number] += top * count / (count + norms[lengths[number]])

    def worth(self, asked: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.float64]:
        """What the term is worth that stands so often in each of the paragraphs ``asked``."""
        import numpy as np

        lengths = np.frombuffer(self._lengths, np.uint8)[asked]
        worth: NDArray[np.float64] = self._top * counts / (counts + np.array(self._norms)[lengths])
        return worth

    def most(self, count: int) -> float:
        """The most that ``count`` occurrences can score."""
        return self._top * count / (count + self._norms[0])

    def at(self, count: int) -> int:
        """In how many paragraphs the term stands ``count`` times."""
        return self._levels.count(count)

    def reaching(self, count: int, least: float) -> Iterable[int]:
        """Where the term stands so often or more, and is worth ``least`` or more."""
        held, counts = self.postings.numbers, self.postings.counts
        if count <= 1 and least <= 0:
            return held
        if by_arrays(len(self)):
            numbers, often = self.postings.arrays
            kept = often >= count
            if least > 0:
                kept[kept] = self.worth(numbers[kept], often[kept]) >= least
            found: list[int] = numbers[kept].tolist()
            return found
        if count > 1:
            reached = self._levels.translate(bytes(count) + b"\1" * (_MOST + 1 - count))
            held, counts = list(compress(held, reached)), list(compress(counts, reached))
        if least <= 0:
            return held
        top, norms, lengths = self._top, self._norms, self._lengths
        return [
            number
            for number, count in zip(held, counts, strict=True)
            if top * count / (count + norms[lengths[number]]) >= least
        ]

    def often(self, wanted: int) -> Iterable[int]:
        """About so many paragraphs, if there are, where the term stands most often."""
        count, left = 1, len(self)
        while count < _MOST and (left := left - self.at(count)) >= wanted and left:
            count += 1
        return self.reaching(count, 0.0)


def scored(lists: Sequence[ScoredList], numbers: Collection[int]) -> dict[int, float]:
    """The sum of what the terms are worth for each of ``numbers``."""
    return _by_arrays(lists, numbers) if by_arrays(len(numbers)) else _one_by_one(lists, numbers)


def _one_by_one(lists: Sequence[ScoredList], numbers: Collection[int]) -> dict[int, float]:
    scores = dict.fromkeys(numbers, 0.0)
    for one in lists:
        one.add_to(scores)
    return scores


def _by_arrays(lists: Sequence[ScoredList], numbers: Collection[int]) -> dict[int, float]:
    """The same by numpy, to the last digit."""
    import numpy as np

    asked = ascending(numbers)
    scores = np.zeros(len(asked))
    for one in lists:
        scores += one.worth(asked, one.postings.counts_at(asked))
    return dict(zip(asked.tolist(), scores.tolist(), strict=True))


def reaching(lists: Sequence[ScoredList], least: float) -> frozenset[int]:
    """All paragraphs that are worth ``least`` or more, and others.

    A term must stand as often as its cut or more. What is then left of ``least`` goes to the
    list that it makes shortest: there a term must be worth that much besides.
    """
    cuts = _cuts(lists, least)
    bounds = [one.most(cut - 1) for one, cut in zip(lists, cuts, strict=True)]
    left = least * _SURELY - sum(bounds)
    longest = max(range(len(lists)), key=lambda place: lists[place].at(cuts[place]), default=0)
    return frozenset().union(
        *(
            one.reaching(cut, bound + left if place == longest else 0.0)
            for place, (one, cut, bound) in enumerate(zip(lists, cuts, bounds, strict=True))
        )
    )


def _cuts(lists: Sequence[ScoredList], least: float) -> list[int]:
    """For each list a count, so that less often everywhere is worth less than ``least`` in all.

    Raised step by step where that leaves most postings out.
    """
    cuts = [1] * len(lists)
    left = [len(one) for one in lists]
    bound = 0.0
    while True:
        steps = [
            (one.at(cut), place)
            for place, (one, cut) in enumerate(zip(lists, cuts, strict=True))
            if left[place]
            and cut < _MOST
            and bound - one.most(cut - 1) + one.most(cut) < least * _SURELY
        ]
        if not steps:
            return cuts
        gone, place = max(steps)
        bound += lists[place].most(cuts[place]) - lists[place].most(cuts[place] - 1)
        left[place] -= gone
        cuts[place] += 1
