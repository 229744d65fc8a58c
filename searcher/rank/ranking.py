"""Puts the answers in order: reads the index for what :mod:`searcher.score.formulas` computes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from index.field_names import GRAMS, WORDS
from index.stored_record import ROLE
from index.whoosh import top_k
from index.whoosh.postings import Postings
from index.whoosh.top_k import WeightedTerm
from searcher.match.matcher import Matcher, Reading
from searcher.match.matches import Found, Way
from searcher.rank.rerank import Second
from searcher.rank.tiers import HIGHEST, Ranked, share, tier
from searcher.score.formulas import ROLES, Score

BEST = 30  # so many may be read and scored again; 40, 60, 100 and 200 gain nothing measurable
_SHOWN = 200  # and as many as are shown, up to this
_ROLES_READ = 3 * BEST  # paragraphs whose role is read with them


class Order:
    """Ranks the answers of one query."""

    def __init__(self, matcher: Matcher, readings: Sequence[Reading]) -> None:
        self.matcher = matcher
        self.reader = matcher.reader
        self.readings = readings
        self.second = Second(matcher, readings)

    def best(self, found: Found, wanted: int) -> list[Ranked]:
        """The first ``wanted`` of :meth:`ranked`, without looking at the rest where none of it
        can come before them."""
        if not self.readings or not wanted:
            return self.ranked(found, wanted)[:wanted]
        candidates = self._candidates(found, wanted)
        read = self.second.best(found, candidates, wanted)
        taken = Counter(map(found.way, candidates))
        left = (way for way in Way if taken[way] < len(found.ways[way]))
        highest = max((tier(way, aligned=True) for way in left), default=-1)
        if highest >= 0 and (len(read) < wanted or read[wanted - 1].score < highest):
            read = self._with_rest(found, read, wanted)
        return read[:wanted]

    def ranked(self, found: Found, wanted: int) -> list[Ranked]:
        """All of ``found``, best first. Only the first ``wanted`` need to be in their true order
        where that costs reading many paragraphs."""
        if not self.readings:
            return [Ranked(n, found.way(n), 0.0, Score()) for n in sorted(found)]
        candidates = self._candidates(found, wanted)
        read = self.second.best(found, candidates, len(candidates))
        return self._with_rest(found, read, wanted)

    def _with_rest(self, found: Found, read: Sequence[Ranked], wanted: int) -> list[Ranked]:
        """``read``, and below them, class by class, the answers that were not read."""
        rest = found.numbers.difference(entry.number for entry in read)
        if not rest:
            return list(read)
        first = self._first_scores(found)
        exact = rest & found.exact
        if sum(entry.score >= HIGHEST for entry in read) >= wanted:
            aligned = self._in_words(exact)
        else:
            aligned = frozenset(
                n for n in exact if self.second.stands_as_words(self.matcher.text(n))
            )
        lowest = {int(entry.score): entry.score % 1 for entry in read}
        ranked = list(read)
        for number in rest:
            way = found.way(number)
            level = tier(way, number in aligned)
            score = level + lowest.get(level, 1.0) * share(first[number])
            ranked.append(Ranked(number, way, score, Score(pairs=first[number])))
        ranked.sort(key=lambda entry: (-entry.score, entry.number))
        return ranked

    def _candidates(self, found: Found, wanted: int) -> Sequence[int]:
        """The answers to be read: the best by the first scores, way by way, and of the exact
        those first that the index of words also knows."""
        most = max(BEST, min(wanted, _SHOWN))
        if len(found) <= most:
            return list(found)
        grams = self._grams()
        words = [self.reader.postings(WORDS, word).members for word in self._asked_words()]
        chosen: list[int] = []
        for way, numbers in zip(Way, found.ways, strict=True):
            groups = [[numbers, *words], [numbers]] if way == Way.EXACT and words else [[numbers]]
            for group in groups:
                if len(chosen) < most:
                    left = most - len(chosen)
                    best = top_k.best(self.reader, grams, group, left, self._role, without=chosen)
                    chosen += [number for number, _ in best]
        return chosen

    def _role(self, number: int) -> float:
        """What a paragraph of its role counts."""
        # The best are read anyway; the lists of roles are the longest of the index.
        if number in self.matcher.records or len(self.matcher.records) < _ROLES_READ:
            return ROLES[self.matcher.record(number)[ROLE]]
        return next((factor for factor, held in self._low_roles() if held.shared({number})), 1.0)

    def _low_roles(self) -> Iterator[tuple[float, Postings]]:
        for role, factor in ROLES.items():
            if factor < 1:
                yield factor, self.reader.postings("role", role)

    def _first_scores(self, found: Found) -> Mapping[int, float]:
        """A score of every answer that no paragraph need be read for."""
        scores = top_k.scores(self.reader, self._grams(), found.numbers)
        for factor, postings in self._low_roles():
            for number in postings.shared(found.numbers):
                scores[number] *= factor
        return scores

    def _grams(self) -> list[WeightedTerm]:
        """What all answers are scored by."""
        weights: dict[str, float] = {}
        for reading in self.readings:
            for wording in (reading.exact, *reading.variants):
                terms = self.second.terms(wording)
                for gram, weight in (terms.pairs or terms.singles).items():
                    weights[gram] = max(weight, weights.get(gram, 0.0))
        return [WeightedTerm(GRAMS, gram, weight) for gram, weight in weights.items()]

    def _asked_words(self) -> Iterator[str]:
        for reading in self.readings:
            yield from self.second.terms(reading.exact).words

    def _in_words(self, numbers: frozenset[int]) -> frozenset[int]:
        """Those of ``numbers`` that hold the words of every term, as far as the index tells."""
        for word in self._asked_words():
            numbers = self.reader.postings(WORDS, word).shared(numbers)
        return numbers
