"""Which paragraphs answer, and in what way: what a match gives back, as sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import reduce
from operator import and_


class Way(IntEnum):
    """How a paragraph answers, best first."""

    EXACT = 0
    VARIANT = 1
    WORDS = 2


@dataclass(frozen=True)
class Found:
    """The paragraphs that answer: ``within[way]`` those that do in that way or a better one.

    A paragraph that answers a query of several parts does so in the weakest way that one of them
    needed, so that AND and OR are those of the sets.
    """

    within: tuple[frozenset[int], frozenset[int], frozenset[int]]

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[int]:
        return iter(self.numbers)

    @property
    def numbers(self) -> frozenset[int]:
        """All of them."""
        return self.within[-1]

    def by(self, way: Way) -> frozenset[int]:
        """Those that answer in this way and in no better one."""
        if way == Way.EXACT:
            return self.within[way]
        better = self.within[way - 1]
        return self.within[way] - better if len(better) < len(self.within[way]) else frozenset()

    def way(self, number: int) -> Way:
        """How a paragraph answers, which is one of them."""
        exact, variant, _ = self.within
        if number in exact:
            return Way.EXACT
        return Way.VARIANT if number in variant else Way.WORDS

    def among(self, numbers: frozenset[int]) -> Found:
        """Those that are also among ``numbers``."""
        return level_by_level(lambda sets: sets[0] & numbers, [self])

    def beside(self, numbers: frozenset[int]) -> Found:
        """These, and ``numbers`` by their words."""
        exact, variant, words = self.within
        return Found((exact, variant, words | numbers))


def exactly(numbers: frozenset[int]) -> Found:
    """``numbers`` as an answer to what has no other wording."""
    return Found((numbers, numbers, numbers))


def level_by_level(
    joined: Callable[[Sequence[frozenset[int]]], frozenset[int]], sides: Sequence[Found]
) -> Found:
    """``joined`` of the sets of each way; done once where they are the same in two ways."""
    levels: list[frozenset[int]] = []
    before: list[int] = []
    for way in Way:
        sets = [side.within[way] for side in sides]
        sizes = list(map(len, sets))
        levels.append(levels[-1] if sizes == before else joined(sets))
        before = sizes
    exact, variant, words = levels
    return Found((exact, variant, words))


def union(sets: Sequence[frozenset[int]]) -> frozenset[int]:
    largest, *others = sorted(sets, key=len, reverse=True)
    return largest.union(*others) if any(others) else largest


def intersection(sets: Sequence[frozenset[int]]) -> frozenset[int]:
    return reduce(and_, sorted(sets, key=len))
