"""Which paragraphs answer, and in what way: what a match gives back, as sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cached_property, reduce
from itertools import chain
from operator import and_


class Way(IntEnum):
    """How a paragraph answers, best first."""

    EXACT = 0
    VARIANT = 1
    WORDS = 2


NONE: frozenset[int] = frozenset()


class Found:
    """The paragraphs that answer, each by the best way in which it does: the sets are apart.

    A paragraph that answers a query of several parts does so in the weakest way that one of them
    needed (of those of an OR, the best).
    """

    def __init__(
        self,
        exact: frozenset[int],
        variant: frozenset[int] = NONE,
        words: frozenset[int] = NONE,
    ) -> None:
        self.exact = exact
        self.variant = variant
        self.words = words

    def __len__(self) -> int:
        return sum(map(len, self.ways))

    def __iter__(self) -> Iterator[int]:
        return chain(*self.ways)

    @property
    def ways(self) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
        """The sets in the order of :class:`Way`."""
        return self.exact, self.variant, self.words

    @cached_property
    def numbers(self) -> frozenset[int]:
        """All of them; to be asked for only where no single way will do."""
        return union(self.ways)

    def way(self, number: int) -> Way:
        """How a paragraph answers, which is one of them."""
        if number in self.exact:
            return Way.EXACT
        return Way.VARIANT if number in self.variant else Way.WORDS

    def among(self, numbers: frozenset[int]) -> Found:
        """Those that are also among ``numbers``."""
        return Found(*(way & numbers for way in self.ways))

    def without(self, others: Found) -> Found:
        """Those that are not among the ``others``."""
        return Found(*(way.difference(*others.ways) for way in self.ways))

    def beside(self, numbers: frozenset[int]) -> Found:
        """These, and the others of ``numbers`` by their words."""
        exact, variant, words = self.ways
        return Found(exact, variant, words | (numbers - exact - variant))

    def shared(self, numbers: frozenset[int]) -> int:
        """How many of ``numbers`` are among them."""
        return sum(len(way & numbers) for way in self.ways)


def in_turn(exact: frozenset[int], variant: frozenset[int], words: frozenset[int]) -> Found:
    """What answers in these ways, each paragraph by the best of its ways."""
    return Found(exact, variant - exact, words - exact - variant)


def any_of(sides: Sequence[Found]) -> Found:
    """What answers one of the ``sides``."""
    return in_turn(*(union(sets) for sets in zip(*(side.ways for side in sides), strict=True)))


def all_of(sides: Sequence[Found]) -> Found:
    """What answers all of the ``sides``."""
    return reduce(_both, sorted(sides, key=len))


def _both(one: Found, other: Found) -> Found:
    levels: list[list[frozenset[int]]] = [[], [], []]
    for way, some in enumerate(one.ways):
        for other_way, others in enumerate(other.ways):
            levels[max(way, other_way)].append(some & others)
    return Found(*map(union, levels))


def union(sets: Sequence[frozenset[int]]) -> frozenset[int]:
    largest, *others = sorted(sets, key=len, reverse=True)
    return largest.union(*others) if any(others) else largest


def intersection(sets: Sequence[frozenset[int]]) -> frozenset[int]:
    return reduce(and_, sorted(sets, key=len))
