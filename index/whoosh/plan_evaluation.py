"""Evaluates plans as sets of paragraphs."""

from __future__ import annotations

from collections import defaultdict

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


class Evaluator:
    """Evaluates plans for one reader."""

    def __init__(self, reader: Reader, strings: StringMatcher) -> None:
        self._reader = reader
        self._strings = strings
        self._weights: dict[AtLeast, dict[int, float]] = {}

    def tiers(self, plan: Plan) -> TierSets:
        """The paragraphs that match ``plan``, by tier."""
        match plan:
            case AllOf(parts=parts) if parts:
                return all_of([self.tiers(part) for part in parts])
            case AnyOf(parts=parts) if parts:
                return any_of([self.tiers(part) for part in parts])
            case Without(part=part, excluded=excluded):
                return self.tiers(part).without(self.tiers(excluded))
            case Tiered(exact=exact, variant=variant, words=words):
                return tiered(*map(self.members, (exact, variant, words)))
            case SaidBy(part=part):
                return self.tiers(part)
        return TierSets(self.members(plan))

    def members(self, plan: Plan) -> frozenset[int]:
        """The paragraphs that match ``plan``."""
        match plan:
            case Contains():
                return self._strings.matching(plan)
            case Starred():
                return self._strings.starred(plan)
            case Near():
                return self._strings.near(plan)
            case Has(field=field, values=values):
                lists = (self._reader.postings(field, value) for value in values)
                return frozenset().union(*(one.numbers for one in lists))
            case AllOf(parts=parts):
                sets = [self.members(part) for part in parts]
                return intersection(sets) if sets else self._reader.paragraphs()
            case AnyOf(parts=parts):
                return union([NONE, *map(self.members, parts)])
            case AtLeast():
                return frozenset(self.weights(plan))
        return self.tiers(plan).numbers

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
        sums: dict[int, float] | None = None
        for part in parts:
            if isinstance(part, AtLeast):
                weights = self.weights(part)
            else:
                weights = dict.fromkeys(self.members(part), 0.0)
            sums = weights if sums is None else _added(sums, weights)
        return dict.fromkeys(self._reader.paragraphs(), 0.0) if sums is None else sums


def _added(sums: dict[int, float], weights: dict[int, float]) -> dict[int, float]:
    return {n: sums[n] + weights[n] for n in sums if n in weights}
