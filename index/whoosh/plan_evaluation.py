"""Evaluates plans as sets of paragraphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from index.plan import (
    AllOf,
    AnyOf,
    AtLeast,
    Contains,
    Has,
    Near,
    Plan,
    SaidBy,
    Starred,
    Tiered,
    Without,
)
from index.whoosh.reader import Reader
from index.whoosh.string_matching import StringMatcher
from index.whoosh.tier_sets import NONE, TierSets, all_of, any_of, intersection, tiered, union

if TYPE_CHECKING:
    from index.whoosh.pattern_matching import PatternMatcher
    from index.whoosh.postings import Postings

_POSTINGS, _STRINGS, _TEXTS = range(3)  # what has to be read to evaluate a plan


class Evaluator:
    """Evaluates plans for one reader."""

    def __init__(self, reader: Reader, strings: StringMatcher) -> None:
        self._reader = reader
        self._strings = strings
        self._weights: dict[AtLeast, dict[int, float]] = {}

    @cached_property
    def _patterns(self) -> PatternMatcher:
        from index.whoosh.pattern_matching import PatternMatcher  # many queries need none

        return PatternMatcher(self._reader, self._strings)

    def tiers(self, plan: Plan, within: frozenset[int] | None = None) -> TierSets:
        """The paragraphs that match ``plan``, by tier; with ``within``, all of these that do, and
        perhaps others."""
        match plan:
            case AllOf(parts=parts) if parts:
                return self._all(parts, within)
            case AnyOf(parts=parts) if parts:
                return any_of([self.tiers(part, within) for part in parts])
            case Without(part=part, excluded=excluded):
                found = self.tiers(part, within)
                if isinstance(excluded, Has):  # no union of long lists
                    return found.without_any([one.members for one in self._lists(excluded)])
                return found.without(self.tiers(excluded, found.numbers))
            case Tiered():
                return self._tiered(plan, within)
            case SaidBy(part=part):
                return self.tiers(part, within)
        return TierSets(self.members(plan, within))

    def _all(self, parts: Sequence[Plan], within: frozenset[int] | None) -> TierSets:
        """The paragraphs that match all ``parts``. A part for which texts have to be read comes
        last, and of others the one with the most matches. Each is looked for only among the
        paragraphs that match those before."""
        sides: list[TierSets] = []
        for part in sorted(parts, key=lambda part: (_effort(part), self._most(part))):
            side = self.tiers(part, within)
            sides.append(side)
            if len(sides) < len(parts):
                within = side.numbers if within is None else side.numbers & within
                if not within:
                    return TierSets(NONE)
        return all_of(sides)

    def _most(self, plan: Plan) -> int:
        """In how many paragraphs a string, its variants and its words occur at most."""
        match plan:
            case Contains():
                return self._strings.most([plan.text])
            case Tiered() | Without():
                return sum(map(self._most, plan))
            case AnyOf(parts=parts):
                return sum(map(self._most, parts))
            case AllOf(parts=parts):
                return min(map(self._most, parts), default=0)
        return 0

    def _tiered(self, plan: Tiered, within: frozenset[int] | None) -> TierSets:
        """Each part; one for which texts have to be read, among the paragraphs that match none of
        the parts before."""
        sets: list[frozenset[int]] = []
        for part in plan:
            if sets and isinstance(part, Near):
                within = self._patterns.candidates(part, within).difference(*sets)
            sets.append(self.members(part, within))
        return tiered(*sets)

    def members(self, plan: Plan, within: frozenset[int] | None = None) -> frozenset[int]:
        """The paragraphs that match ``plan``; with ``within``, as for :meth:`tiers`."""
        match plan:
            case Contains():
                return self._strings.matching(plan, within)
            case Starred() | Near():
                return self._patterns.matching(plan, within)
            case Has():
                return frozenset().union(*(one.numbers for one in self._lists(plan)))
            case AllOf(parts=parts):
                sets = [self.members(part, within) for part in parts]
                return intersection(sets) if sets else self._reader.paragraphs()
            case AnyOf(parts=parts):
                return union([NONE, *(self.members(part, within) for part in parts)])
            case AtLeast():
                return frozenset(self.weights(plan))
        return self.tiers(plan, within).numbers

    def _lists(self, plan: Has) -> list[Postings]:
        return [self._reader.postings(plan.field, value) for value in plan.values]

    def weights(self, plan: AtLeast) -> dict[int, float]:
        """The weight of the matching parts, for each paragraph that matches ``plan``."""
        found = self._weights.get(plan)
        if found is None:
            found = self._weights[plan] = self._weigh(plan)
        return found

    def _weigh(self, plan: AtLeast) -> dict[int, float]:
        weights: defaultdict[int, float] = defaultdict(float)
        total = 0.0
        for part, weight in plan.parts:
            total += weight
            for number in self.members(part):
                weights[number] += weight
        least = plan.share * total
        return {number: weight for number, weight in weights.items() if weight >= least}

    def weights_in(self, plan: Plan) -> dict[int, float]:
        """The weights of the :class:`~index.engine.AtLeast` parts of ``plan``, summed."""
        parts = plan.parts if isinstance(plan, AllOf) else (plan,)
        weighed = [part for part in parts if isinstance(part, AtLeast)]
        others = tuple(part for part in parts if not isinstance(part, AtLeast))
        if others or not weighed:
            sums = dict.fromkeys(self.tiers(AllOf(others)).numbers, 0.0)
        else:
            sums = self.weights(weighed.pop())
        for part in weighed:
            if sums:
                weights = self.weights(part)
                sums = {n: sums[n] + weights[n] for n in weights if n in sums}
        return sums


def _effort(plan: Plan) -> int:
    """What has to be read to evaluate a plan."""
    match plan:
        case Near() | Starred():
            return _TEXTS
        case Contains():
            return _STRINGS
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return max(map(_effort, parts), default=_POSTINGS)
        case Tiered() | Without():
            return max(map(_effort, plan))
        case SaidBy(part=part):
            return _effort(part)
        case AtLeast(parts=weighed):
            return max((_effort(part) for part, _ in weighed), default=_POSTINGS)
    return _POSTINGS
