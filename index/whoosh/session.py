"""Searches an index for one query: the embedded engine's side of :mod:`index.engine`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import nlargest, nsmallest
from itertools import chain

from index.field_names import GRAMS, WORDS
from index.indexed_paragraph import IndexedParagraph, ReadParagraphs
from index.plan import (
    AllOf,
    AnyOf,
    Candidate,
    Contains,
    FirstStage,
    Plan,
    SaidBy,
    ScoredMatch,
    Starred,
    Tier,
    Tiered,
    Totals,
)
from index.stored_record import ROLE
from index.whoosh import top_k
from index.whoosh.plan_evaluation import Evaluator
from index.whoosh.reader import Reader
from index.whoosh.string_matching import StringMatcher
from index.whoosh.tier_sets import TierSets
from index.whoosh.top_k import WeightedTerm
from index.whoosh.w3.lengths import LENGTH_OF_BYTE

_ROLES_READ = 90  # paragraphs whose role is read with them
_READING = 500  # postings are read in the time that reading one paragraph takes, if it may be vain
_TOGETHER = 256  # paragraphs are read at a time
_SPARED = 2500  # postings are read in the time that reading one takes once everything is cached


class WhooshSession:
    """Answers plans from one reader, and keeps the sets and paragraphs that it has read."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.paragraphs = ReadParagraphs(reader.indexed_paragraphs)
        self._strings = StringMatcher(reader, self.paragraphs)
        self.evaluator = Evaluator(reader, self._strings)
        self._roles_to_read = _ROLES_READ
        self._values: dict[str, dict[int, list[str]]] = {}

    def match(self, plan: Plan) -> WhooshMatches:
        """The paragraphs that match a plan."""
        sets = self.evaluator.tiers(plan)
        return WhooshMatches(
            self,
            plan,
            sets,
            _sufficient(plan),
            decided=not isinstance(plan, SaidBy),
            every_paragraph=isinstance(plan, AllOf) and not plan.parts,
        )

    def occur(self, strings: Sequence[Contains]) -> list[bool]:
        """For each string, whether it counts in some paragraph."""
        return list(map(self._strings.occurs, strings))

    def containing(
        self, strings: Collection[Contains], keys: Collection[int]
    ) -> dict[Contains, Collection[int]]:
        """For each string, those of the paragraphs that match it."""
        wanted = frozenset(keys)
        return {string: self._strings.matching(string, wanted) & wanted for string in strings}

    def records(self, keys: Sequence[int]) -> list[IndexedParagraph]:
        """The paragraphs with these keys."""
        return self.paragraphs.several(keys)

    def lengths(self, keys: Sequence[int]) -> list[float]:
        """The number of grams of each paragraph, as Whoosh rounds it."""
        lengths = self.reader.lengths(GRAMS)
        return [LENGTH_OF_BYTE[lengths[number]] for number in keys]

    def values(self, field: str, keys: Collection[int]) -> Mapping[int, str]:
        """The value of a keyword field for each paragraph that has one."""
        wanted = frozenset(keys)
        return {
            number: value
            for value in self.reader.lexicon(field)
            for number in self.reader.postings(field, value).numbers
            if number in wanted
        }

    def term_counts(
        self, terms: Collection[tuple[str, str]], keys: Collection[int], spared: int
    ) -> Mapping[tuple[str, str], Mapping[int, int]] | None:
        """How often each term occurs in each paragraph; None if its lists take longer to read than
        the paragraphs that the counts may spare."""
        reader = self.reader
        if sum(reader.unread(*term) for term in terms) > _READING * len(keys):
            for term in terms:
                reader.missed(*term, _SPARED * spared)
            return None
        return {term: dict(reader.postings(*term).counted(keys)) for term in terms}

    def role_factors(self, numbers: Sequence[int], factors: Mapping[str, float]) -> list[float]:
        """The factor of the role of each paragraph."""
        # The best are read anyway, and the posting lists of roles are the longest of the index.
        unread = [number for number in numbers if number not in self.paragraphs]
        self.paragraphs.several(unread[: self._roles_to_read])
        self._roles_to_read = max(0, self._roles_to_read - len(unread))
        return [self._role_factor(number, factors) for number in numbers]

    def _role_factor(self, number: int, factors: Mapping[str, float]) -> float:
        paragraph = self.paragraphs.get(number)
        if paragraph is not None:
            return factors.get(paragraph.record[ROLE], 1.0)
        for role, factor in factors.items():
            if factor < 1 and self.reader.postings("role", role).shared({number}):
                return factor
        return 1.0

    def values_by_paragraph(self, field: str) -> dict[int, list[str]]:
        """The values of a keyword field for each paragraph that has some."""
        if field not in self._values:
            values: dict[int, list[str]] = {}
            for value in self.reader.lexicon(field):
                for number in self.reader.postings(field, value).numbers:
                    values.setdefault(number, []).append(value)
            self._values[field] = values
        return self._values[field]


def _sufficient(plan: Plan) -> frozenset[Plan]:
    """Strings each of which is enough for a paragraph to match ``plan``."""
    parts = plan.parts if isinstance(plan, AnyOf) else (plan,)
    if not all(isinstance(part, Tiered) for part in parts):
        return frozenset()
    found: set[Plan] = set()
    for part in parts:
        assert isinstance(part, Tiered)
        strings = (part.exact, *(part.variant.parts if isinstance(part.variant, AnyOf) else ()))
        found.update(one for one in strings if isinstance(one, Contains | Starred))
    return frozenset(found)


class WhooshMatches:
    """The matches of one plan, as sets. ``sufficient`` are strings that match nothing else."""

    def __init__(
        self,
        session: WhooshSession,
        plan: Plan,
        sets: TierSets,
        sufficient: frozenset[Plan] = frozenset(),
        decided: bool = True,
        every_paragraph: bool = False,
    ) -> None:
        self._session = session
        self._reader = session.reader
        self._plan = plan
        self._sets = sets
        self._sufficient = sufficient
        self._every_paragraph = every_paragraph
        self.decided = decided

    @property
    def totals(self) -> Totals:
        """How many paragraphs match, by tier."""
        return Totals(*map(len, self._sets.tiers))

    def counts(self, plans: Sequence[Plan]) -> list[int]:
        """For each plan, how many of these paragraphs match it too."""
        return list(map(self._count, plans)) if len(self._sets) else [0] * len(plans)

    def _count(self, plan: Plan) -> int:
        members = self._session.evaluator.members(plan, self._sets.numbers)
        if isinstance(plan, Contains) and plan.contiguous:
            plan = plan._replace(contiguous=False)  # which matches more
        return len(members) if plan in self._sufficient else self._sets.count(members)

    def best(self, first_stage: FirstStage, wanted: int) -> Sequence[Candidate]:
        """The ``wanted`` best, tier by tier; all in any order if there are no more."""
        chosen: list[Candidate] = []
        if len(self._sets) <= wanted:
            for tier, numbers in zip(Tier, self._sets.tiers, strict=True):
                chosen += [Candidate(number, tier) for number in numbers]
            return chosen
        taken: list[int] = []
        for tier, numbers in zip(Tier, self._sets.tiers, strict=True):
            with_words = self._with_words(numbers, first_stage) if tier == Tier.EXACT else ()
            for group in (with_words, numbers):
                if group and len(taken) < wanted:
                    found = self._top(first_stage, group, wanted - len(taken), taken)
                    taken += found
                    chosen += [Candidate(number, tier) for number in found]
        return chosen

    def _with_words(self, numbers: frozenset[int], first_stage: FirstStage) -> frozenset[int]:
        """Those that contain all words of the first stage as words, if it has any."""
        if not first_stage.words:
            return frozenset()
        found = top_k.containing_all(self._reader, WORDS, first_stage.words)
        return found & numbers

    def _top(
        self, first_stage: FirstStage, within: frozenset[int], wanted: int, taken: list[int]
    ) -> list[int]:
        if not first_stage.grams:
            return nsmallest(wanted, within.difference(taken))

        def factors(numbers: Sequence[int]) -> list[float]:
            return self._session.role_factors(numbers, first_stage.roles)

        terms = _terms(first_stage)
        ranking = top_k.best(self._reader, terms, [within], wanted, factors, without=taken)
        return [number for number, _ in ranking]

    def scored(self, first_stage: FirstStage) -> Iterator[ScoredMatch]:
        """Every match with its first-stage score."""
        numbers = self._sets.numbers
        scores = top_k.scores(self._reader, _terms(first_stage), numbers)
        factors: dict[int, float] = {}
        for role, factor in first_stage.roles.items():
            if factor < 1:
                shared = self._reader.postings("role", role).shared(numbers)
                factors.update(dict.fromkeys(shared, factor))
        with_words = self._sets.exact
        if first_stage.words:
            with_words = self._with_words(with_words, first_stage)
        for tier, members in zip(Tier, self._sets.tiers, strict=True):
            for n in members:
                factor = factors.get(n, 1.0)
                yield ScoredMatch(n, tier, scores[n] * factor, factor, n in with_words)

    def heaviest(self, wanted: int) -> list[int]:
        """The ``wanted`` matches with the largest weight in the AtLeast parts of the plan."""
        weights = self._session.evaluator.weights_in(self._plan)
        best = nlargest(wanted, weights.items(), key=lambda item: (item[1], -item[0]))
        return [number for number, _ in best]

    def facet(self, field: str) -> Mapping[str, int]:
        """For each value of a keyword field, how many of these paragraphs have it."""
        if self._every_paragraph:
            lexicon = self._reader.lexicon(field)
            sizes = ((value, len(self._reader.postings(field, value))) for value in lexicon)
            return {value: size for value, size in sizes if size}
        values = self._session.values_by_paragraph(field)
        return Counter(chain.from_iterable(values.get(number, ()) for number in self._sets))

    def all_records(self) -> Iterator[tuple[int, IndexedParagraph]]:
        """Every match, in the order of the keys."""
        numbers = sorted(self._sets)
        for start in range(0, len(numbers), _TOGETHER):
            some = numbers[start : start + _TOGETHER]
            yield from zip(some, self._session.records(some), strict=True)

    def term_counts(self, field: str, terms: Collection[str]) -> Mapping[str, Mapping[int, int]]:
        """How often each term occurs in these paragraphs."""
        numbers = self._sets.numbers
        return {term: dict(self._reader.postings(field, term).counted(numbers)) for term in terms}

    def keeping(self, keys: Iterable[int]) -> WhooshMatches:
        """Those of these matches that have one of the ``keys``."""
        return WhooshMatches(self._session, self._plan, self._sets.among(frozenset(keys)))

    def adding(self, keys: Iterable[int]) -> WhooshMatches:
        """These matches and, in the last tier, the other paragraphs with these ``keys``."""
        sets = self._sets.with_words(frozenset(keys))
        return WhooshMatches(self._session, self._plan, sets, self._sufficient)


def _terms(first_stage: FirstStage) -> list[WeightedTerm]:
    return [WeightedTerm(GRAMS, gram, weight) for gram, weight in first_stage.grams.items()]
