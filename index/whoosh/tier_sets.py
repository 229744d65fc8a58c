"""Sets of matching paragraphs, one for each tier, and how they combine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, reduce
from itertools import chain
from operator import and_

from index.plan import Tier
from index.whoosh.postings import by_arrays

_SET_ITEMS = 500  # items for each list from which a union is faster with arrays

NONE: frozenset[int] = frozenset()


class TierSets:
    """Disjoint sets of paragraphs, by the tier in which they match."""

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
        return sum(map(len, self.tiers))

    def __iter__(self) -> Iterator[int]:
        return chain(*self.tiers)

    @property
    def tiers(self) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
        """The sets in the order of :class:`index.engine.Tier`."""
        return self.exact, self.variant, self.words

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The union of the sets; it is made when it is first used."""
        return union(self.tiers)

    def tier(self, number: int) -> Tier:
        """The tier of a paragraph, which must be in one."""
        if number in self.exact:
            return Tier.EXACT
        return Tier.VARIANT if number in self.variant else Tier.WORDS

    def among(self, numbers: frozenset[int]) -> TierSets:
        """The paragraphs that are also in ``numbers``."""
        return TierSets(*(tier & numbers for tier in self.tiers))

    def without(self, others: TierSets) -> TierSets:
        """The paragraphs that are not in ``others``."""
        return TierSets(*(tier.difference(*others.tiers) for tier in self.tiers))

    def with_words(self, numbers: frozenset[int]) -> TierSets:
        """These, and the other ``numbers`` in the tier of words."""
        exact, variant, words = self.tiers
        return TierSets(exact, variant, words | (numbers - exact - variant))

    def without_any(self, excluded: Sequence[frozenset[int]]) -> TierSets:
        """The paragraphs that are in none of ``excluded``."""
        return TierSets(*(tier.difference(*excluded) for tier in self.tiers))

    def count(self, numbers: frozenset[int]) -> int:
        """How many of ``numbers`` are in these sets."""
        return sum(len(tier & numbers) for tier in self.tiers)


def tiered(exact: frozenset[int], variant: frozenset[int], words: frozenset[int]) -> TierSets:
    """Sets that may overlap; each paragraph keeps the best of its tiers."""
    return TierSets(exact, variant - exact, words - exact - variant)


def any_of(sides: Sequence[TierSets]) -> TierSets:
    """The paragraphs in one of ``sides``, each in the best of its tiers."""
    return tiered(*(union(sets) for sets in zip(*(side.tiers for side in sides), strict=True)))


def all_of(sides: Sequence[TierSets]) -> TierSets:
    """The paragraphs in all of ``sides``, each in the weakest of its tiers."""
    return reduce(_both, sorted(sides, key=len))


def _both(one: TierSets, other: TierSets) -> TierSets:
    levels: list[list[frozenset[int]]] = [[], [], []]
    for tier, some in enumerate(one.tiers):
        for other_tier, others in enumerate(other.tiers):
            levels[max(tier, other_tier)].append(some & others)
    return TierSets(*map(union, levels))


def union(sets: Sequence[frozenset[int]]) -> frozenset[int]:
    """All members of the sets, of which there is at least one."""
    largest, *others = sorted(sets, key=len, reverse=True)
    if not any(others):
        return largest
    if by_arrays(sum(map(len, others)) // _SET_ITEMS):
        return _union_by_arrays(sets)
    return largest.union(*others)


def _union_by_arrays(sets: Sequence[frozenset[int]]) -> frozenset[int]:
    """The same with numpy: twice as fast for a million members."""
    import numpy as np

    arrays = [np.fromiter(one, np.int64, len(one)) for one in sets if one]
    present = np.zeros(max(int(one.max()) for one in arrays) + 1, bool)
    for one in arrays:
        present[one] = True
    return frozenset(np.flatnonzero(present).tolist())


def intersection(sets: Sequence[frozenset[int]]) -> frozenset[int]:
    """The members that all sets share."""
    return reduce(and_, sorted(sets, key=len))
