"""The paragraphs that match a plan, on the server: :class:`index.engine.Matches`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from index.field_names import WORDS
from index.indexed_paragraph import IndexedParagraph
from index.opensearch import first_stage as stage
from index.opensearch.point_in_time import BY_KEY, FULL, SIDES, Key, id_of, key_of
from index.opensearch.strings import NOTHING, Query, both, either
from index.opensearch.translate import TierQueries
from index.plan import AllOf, AtLeast, Candidate, FirstStage, Plan, ScoredMatch, Tier, Totals

if TYPE_CHECKING:
    from index.opensearch.session import ServerSession

_SPARE = 3  # times as many candidates as are wanted, at first
_BOUND = 1.03  # The server's score times this is an upper bound: it only rounds in another way, and
# does not count a very short paragraph as longer than it is.
_READ = 2000  # matches whose scores are computed from their text
_PAGE = 10_000


class ServerMatches:
    """The matches of one plan, as queries."""

    def __init__(
        self, session: ServerSession, plan: Plan, queries: TierQueries, *, decided: bool = True
    ) -> None:
        self._session = session
        self._point = session.point
        self._plan = plan
        self._queries = queries
        self.decided = decided

    @cached_property
    def _counts(self) -> tuple[int, int, int]:
        """How many match in this tier or a better one."""
        exact, variant, words = self._queries
        several = {repr(query): query for query in self._queries}
        found = dict(zip(several, self._point.counts(list(several.values())), strict=True))
        return found[repr(exact)], found[repr(variant)], found[repr(words)]

    @property
    def totals(self) -> Totals:
        """How many paragraphs match, by tier."""
        exact, variant, words = self._counts
        return Totals(exact, variant - exact, words - variant)

    def counts(self, plans: Sequence[Plan]) -> list[int]:
        """For each plan, how many of these paragraphs match it too."""
        own = self._queries.words
        translator = self._session.translator
        translator.prepare(plans)
        found = [translator.shortened(plan, own).words for plan in plans]
        return self._point.counts([both(own, query) for query in found])

    def best(self, first_stage: FirstStage, wanted: int) -> Sequence[Candidate]:
        """The ``wanted`` best, tier by tier; all in any order if there are no more."""
        if sum(self.totals) <= wanted:
            tiers = [tier for tier in Tier if self.totals[tier]]
            bodies = [{"query": self._queries.tier(tier), **FULL, "size": wanted} for tier in tiers]
            answers = self._point.searches(bodies)
            found = zip(tiers, answers, strict=True)
            return [Candidate(key, tier) for tier, one in found for key in self._keep(one)]
        chosen: dict[Key, Tier] = {}
        for tier, query in self._groups(first_stage):
            if len(chosen) >= wanted:
                break
            for key in self._top(first_stage, query, wanted):
                if len(chosen) < wanted:
                    chosen.setdefault(key, tier)
        return [Candidate(key, tier) for key, tier in chosen.items()]

    def _groups(self, first_stage: FirstStage) -> Iterator[tuple[Tier, Query]]:
        """The tiers, with the exact matches that have all words before them."""
        for tier in Tier:
            if self.totals[tier]:
                query = self._queries.tier(tier)
                if tier == Tier.EXACT and first_stage.words:
                    terms = [{"term": {WORDS: word}} for word in first_stage.words]
                    yield tier, both(query, *terms)
                yield tier, query

    def _top(self, first_stage: FirstStage, query: Query, wanted: int) -> list[Key]:
        """The best of the paragraphs that match ``query``, and more than are ``wanted``.

        More are read until no other can be among the best, or very many have been.
        """
        if not first_stage.grams:
            answer = self._point.search({"query": query, **FULL, "size": wanted})
            return self._keep(answer)
        body = self._scored_body(first_stage, query, _SPARE * wanted)
        keys: list[Key] = []
        while True:
            hits = self._point.search(body, scored=True)["hits"]["hits"]
            keys += map(self._session.keep, hits)
            scores = stage.scores(self._session, first_stage, keys)
            best = sorted(keys, key=lambda key: (-scores[key][0], key))
            if len(hits) < body["size"] or len(keys) >= _READ:
                return best
            if hits[-1]["sort"][0] * _BOUND < scores[best[wanted - 1]][0]:
                return best
            body["search_after"] = hits[-1]["sort"]
            body["size"] = 2 * len(keys)

    def _scored_body(self, first_stage: FirstStage, query: Query, size: int) -> dict[str, Any]:
        return {
            "query": stage.scored_query(self._session.snapshot, first_stage, query),
            "sort": [{"_score": "desc"}, *BY_KEY],
            **SIDES,
            "size": min(size, _PAGE),
            "track_total_hits": False,
        }

    def _keep(self, answer: dict[str, Any]) -> list[Key]:
        """The keys of the hits, whose records are kept."""
        return list(map(self._session.keep, answer["hits"]["hits"]))

    def scored(self, first_stage: FirstStage) -> Iterator[ScoredMatch]:
        """Every match with its first-stage score: of very many, as the server computes it."""
        with_words: frozenset[Key] = frozenset()
        if self.totals.exact:
            terms = [{"term": {WORDS: word}} for word in first_stage.words]
            with_words = frozenset(self._point.keys(both(self._queries.exact, *terms)))
        few = sum(self.totals) <= _READ
        for tier in Tier:
            if not self.totals[tier]:
                continue
            query = self._queries.tier(tier)
            scored = self._exactly(first_stage, query) if few else self._all(first_stage, query)
            for key, score, factor in scored:
                yield ScoredMatch(key, tier, score, factor, key in with_words)

    def _exactly(self, first_stage: FirstStage, query: Query) -> Iterator[tuple[Key, float, float]]:
        keys = []
        for key, one in self._session.read_all(query):
            self._session.paragraphs[key] = one
            keys.append(key)
        scores = stage.scores(self._session, first_stage, keys)
        return ((key, *scores[key]) for key in keys)

    def _all(self, first_stage: FirstStage, query: Query) -> Iterator[tuple[Key, float, float]]:
        body = self._scored_body(first_stage, query, _PAGE)
        body |= {"_source": False, "docvalue_fields": ["role"]}
        while hits := self._point.search(body, scored=True)["hits"]["hits"]:
            for hit in hits:
                [role] = hit["fields"]["role"]
                yield key_of(hit), hit["sort"][0], first_stage.roles.get(role, 1.0)
            body["search_after"] = hits[-1]["sort"]

    def heaviest(self, wanted: int) -> list[Key]:
        """The ``wanted`` matches with the largest weight in the AtLeast parts of the plan."""
        parts = self._plan.parts if isinstance(self._plan, AllOf) else (self._plan,)
        weighted = [part for part in parts if isinstance(part, AtLeast)]
        score = self._session.translator.weighted(weighted, self._queries.words)
        query = {"bool": {"filter": [self._queries.words], "must": [score]}}
        sort = [{"_score": "desc"}, *BY_KEY]
        return self._keep(
            self._point.search({"query": query, "sort": sort, **SIDES, "size": wanted})
        )

    def facet(self, field: str) -> Mapping[str, int]:
        """For each value of a keyword field, how many of these paragraphs have it."""
        return dict(self._point.values(field, self._queries.words))

    def all_records(self) -> Iterator[tuple[Key, IndexedParagraph]]:
        """Every match, in the order of the keys."""
        return self._session.read_all(self._queries.words)

    def term_counts(self, field: str, terms: Collection[str]) -> None:
        """None: the server counts documents, not how often a term occurs in one."""
        return

    def keeping(self, keys: Iterable[Key]) -> ServerMatches:
        """Those of these matches that have one of the ``keys``."""
        ids = _ids(keys)
        kept = TierQueries(*(both(query, ids) for query in self._queries))
        return ServerMatches(self._session, self._plan, kept)

    def adding(self, keys: Iterable[Key]) -> ServerMatches:
        """These matches and, in the last tier, the other paragraphs with these ``keys``."""
        more = either(self._queries.words, _ids(keys))
        return ServerMatches(self._session, self._plan, self._queries._replace(words=more))


def _ids(keys: Iterable[Key]) -> Query:
    values = sorted(map(id_of, keys))
    return {"ids": {"values": values}} if values else NOTHING
