"""Makes a query of the server of a plan.

The server decides strings, variants in most texts, fields, and how these combine. Where the text
has to be read (NEAR, a star, a variant beside a gap), the :class:`Decider` reads the candidates,
and the query has the ids of those that match.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol, TypeAlias

from index.opensearch.mapping import KIND, PARAGRAPH
from index.opensearch.strings import (
    NOTHING,
    Query,
    both,
    clauses,
    either,
    may_find_more,
    string_query,
    variant_queries,
    without,
)
from index.opensearch.tokens import keywords
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
    Tier,
    Tiered,
    Without,
)

Leaf: TypeAlias = Contains | Near | Starred
Ids: TypeAlias = Sequence[str] | None
EVERY: Query = {"term": {KIND: PARAGRAPH}}
_MOST = 400  # terms of a query, which is a part of larger ones: the server takes 1,024
_VALUES = 50_000  # of one terms query: the server takes 65,536
_ROUNDING = 1 - 1e-6  # the server adds weights as numbers of 32 bits


class TierQueries(NamedTuple):
    """Queries for the paragraphs that match in this tier or a better one."""

    exact: Query
    variant: Query
    words: Query

    @classmethod
    def of(cls, query: Query) -> TierQueries:
        """Those of a plan that knows one tier."""
        return cls(query, query, query)

    def tier(self, tier: Tier) -> Query:
        """The paragraphs that match in this tier."""
        if tier == Tier.EXACT:
            return self.exact
        better, own = self[tier - 1], self[tier]
        return NOTHING if own == better else without(own, better)


class Decider(Protocol):
    """Reads candidates."""

    def decide(self, leaf: Leaf, candidates: Query) -> Sequence[str]:
        """The ids of those candidates that match."""

    def decide_few(self, leaves: Sequence[Contains], candidates: Sequence[Query]) -> list[Ids]:
        """For each string, the ids of its candidates that match; None where they are many."""

    def ids(self, query: Query) -> Sequence[str]:
        """The ids of all paragraphs that match a query."""


class Translator:
    """Translates the plans of one query, and keeps what it has decided."""

    def __init__(self, decider: Decider) -> None:
        self._decider = decider
        self._decided: dict[tuple[Leaf, str], Query] = {}
        self._tried: dict[Contains, Query | None] = {}
        self._listed: dict[Contains, Query] = {}

    def shortened(self, plan: Plan, within: Query = EVERY) -> TierQueries:
        """As :meth:`tiers`, but a query with too many terms for the server has the ids of the
        paragraphs in which its variants count."""
        found = self.tiers(plan, within)
        if max(map(clauses, found)) <= _MOST:
            return found
        for leaf in dict.fromkeys(_variants(plan)):
            if leaf not in self._listed:
                self._listed[leaf] = _with_ids(self._decider.ids(self._sure(leaf)))
        return self.tiers(plan, within)

    def prepare(self, plans: Iterable[Plan]) -> None:
        """Decide the variants of these plans together, each of which has few candidates. That takes
        one request, and otherwise one for each."""
        leaves = [
            leaf
            for leaf in dict.fromkeys(one for plan in plans for one in _variants(plan))
            if leaf not in self._tried
        ]
        unsure = {leaf: self._unsure(leaf) for leaf in leaves}
        asked = [leaf for leaf in leaves if unsure[leaf] != NOTHING]
        self._tried.update(dict.fromkeys(leaves, NOTHING))
        if not asked:
            return
        found = self._decider.decide_few(asked, [unsure[leaf] for leaf in asked])
        for leaf, ids in zip(asked, found, strict=True):
            self._tried[leaf] = None if ids is None else _with_ids(ids)

    def _sure(self, leaf: Contains) -> Query:
        """The paragraphs in which the variant counts, as far as no text has to be read."""
        counts = without(variant_queries(leaf.text)[0], string_query(leaf.of))
        return _only(leaf.only, counts)

    def _unsure(self, leaf: Contains) -> Query:
        """The paragraphs that have to be read to decide whether the variant counts."""
        unsure = variant_queries(leaf.text)[1]
        return _only(leaf.only, without(unsure, string_query(leaf.of)))

    def occurrences(self, string: Contains) -> tuple[Query, Query]:
        """The paragraphs in which the string counts, which may contain ``string.of``, too; and
        those in which that has to be read."""
        if not string.of:
            return self.query(string), NOTHING
        sure, unsure = variant_queries(string.text)
        return _only(string.only, sure), _only(string.only, unsure)

    def tiers(self, plan: Plan, within: Query = EVERY) -> TierQueries:
        """Queries that match what ``plan`` does. What has to be read is read ``within`` these."""
        match plan:
            case AllOf(parts=parts):
                return self._all(parts, within)
            case AnyOf(parts=parts):
                sides = [self.tiers(part, within) for part in parts]
                pairs = zip(*sides, strict=True) if sides else ((), (), ())
                return TierQueries(*(either(*side) for side in pairs))
            case Without(part=part, excluded=excluded):
                found = self.tiers(part, within)
                unwanted = self.query(excluded, both(within, found.words))
                return TierQueries(*(without(one, unwanted) for one in found))
            case Tiered():
                return self._tiered(plan, within)
            case SaidBy(part=part):
                return self.tiers(part, within)
            case AtLeast():
                return TierQueries.of(self._at_least(plan, within))
            case Has(field=field, values=values):
                return TierQueries.of(has_query(field, values))
        return TierQueries.of(self._leaf(plan, within))

    def query(self, plan: Plan, within: Query = EVERY) -> Query:
        """The paragraphs that match ``plan`` in any tier."""
        return self.tiers(plan, within).words

    def _all(self, parts: Sequence[Plan], within: Query) -> TierQueries:
        """What has to be read comes last, and is read only in what matches the other parts."""
        if not parts:
            return TierQueries.of(EVERY)
        sides = []
        for part in sorted(parts, key=_has_to_be_read):
            sides.append(self.tiers(part, within))
            within = both(within, sides[-1].words)
        return TierQueries(*(both(*side) for side in zip(*sides, strict=True)))

    def _tiered(self, plan: Tiered, within: Query) -> TierQueries:
        exact = self.query(plan.exact, within)
        left = without(within, exact)
        variant = self.query(plan.variant, left)
        better = either(exact, variant)
        words = self.query(plan.words, without(left, variant))
        return TierQueries(exact, better, either(better, words))

    def _at_least(self, plan: AtLeast, within: Query) -> Query:
        least = plan.share * sum(weight for _, weight in plan.parts) * _ROUNDING
        return {"function_score": {"query": self.weighted([plan], within), "min_score": least}}

    def weighted(self, plans: Iterable[AtLeast], within: Query) -> Query:
        """A query whose score is the weight of the parts that match; they are at least one."""
        should = [
            {"constant_score": {"filter": self.query(part, within), "boost": weight}}
            for plan in plans
            for part, weight in plan.parts
            if weight > 0
        ]
        return {"bool": {"should": should, "minimum_should_match": 1}} if should else NOTHING

    def _leaf(self, leaf: Leaf, within: Query) -> Query:
        match leaf:
            case Contains(of=""):
                found = _only(leaf.only, string_query(leaf.text, contiguous=leaf.contiguous))
                return self._read(leaf, found, within) if may_find_more(leaf.text) else found
            case Contains():
                known = self._listed.get(leaf) or self._sure(leaf)
                tried = self._tried.get(leaf)
                if tried is not None:
                    return either(known, tried)
                unsure = self._unsure(leaf)
                if unsure == NOTHING:
                    return known
                return either(known, self._read(leaf, unsure, within))
            case Starred(parts=parts):
                return self._read(leaf, both(*map(string_query, parts)), within)
            case Near(parts=parts):
                sides = [
                    either(*(_only(one.only, string_query(one.text)) for one in part))
                    for part in parts
                ]
                return self._read(leaf, both(*sides), within)

    def _read(self, leaf: Leaf, candidates: Query, within: Query) -> Query:
        key = leaf, _text(within)
        if key not in self._decided:
            ids = self._decider.decide(leaf, both(within, candidates))
            self._decided[key] = _with_ids(ids)
        return self._decided[key]


def _with_ids(ids: Sequence[str]) -> Query:
    return {"ids": {"values": list(ids)}} if ids else NOTHING


def _variants(plan: Plan) -> Iterator[Contains]:
    """The variants in a plan."""
    match plan:
        case Contains(of=of):
            if of:
                yield plan
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _variants(part)
        case AtLeast(parts=weighted):
            for part, _ in weighted:
                yield from _variants(part)
        case Without(part=part, excluded=excluded):
            yield from _variants(part)
            yield from _variants(excluded)
        case SaidBy(part=part):
            yield from _variants(part)
        case Tiered():
            for part in plan:
                yield from _variants(part)


def has_query(field: str, values: Sequence[str]) -> Query:
    """The paragraphs whose field has one of the values."""
    every = list(dict.fromkeys(keywords(values)))
    some = [every[at : at + _VALUES] for at in range(0, len(every), _VALUES)]
    return either(*({"terms": {field: part}} for part in some))


def _only(only: Has | None, query: Query) -> Query:
    return both(query, has_query(*only)) if only else query


def _has_to_be_read(plan: Plan) -> bool:
    match plan:
        case Contains():
            return bool(plan.of) or may_find_more(plan.text)
        case Starred() | Near():
            return True
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return any(map(_has_to_be_read, parts))
        case AtLeast(parts=weighted):
            return any(_has_to_be_read(part) for part, _ in weighted)
        case Without(part=part, excluded=excluded):
            return _has_to_be_read(part) or _has_to_be_read(excluded)
        case SaidBy(part=part):
            return _has_to_be_read(part)
        case Tiered():
            return any(map(_has_to_be_read, plan))
    return False


def _text(query: Query) -> str:
    return json.dumps(query, ensure_ascii=False)
