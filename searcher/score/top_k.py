"""What a query of index terms finds: how many paragraphs, and the best of them by BM25.

Stock Whoosh walks from posting to posting; here whole lists are joined as sets, and to find the
best only those postings are scored that can still be among them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache, reduce
from heapq import heappush, heappushpop, nlargest, nsmallest
from operator import and_
from typing import NamedTuple, TypeAlias

from index.whoosh.postings import by_arrays
from index.whoosh.reader import Reader
from index.whoosh.w3.lengths import LENGTH_OF_BYTE
from searcher.score.bm25_bounds import ScoredList, reaching, scored
from searcher.score.formulas import K1, idf, norm

_DENSE = 4  # postings to a paragraph that may be found; with more, all paragraphs are scored


class Term(NamedTuple):
    """A term of the index; ``weight`` is how much it tells, its idf if None."""

    field: str
    text: str
    weight: float | None = None


class And(NamedTuple):
    """All of the ``parts``; scores their sum."""

    parts: tuple[Query, ...]


class Or(NamedTuple):
    """Any of the ``parts``; scores the sum of those that are found."""

    parts: tuple[Query, ...]


class Not(NamedTuple):
    """Every paragraph without ``part``; scores 1, as in stock Whoosh."""

    part: Query


class Only(NamedTuple):
    """A filter: these paragraphs, which scores nothing."""

    numbers: frozenset[int]


Query: TypeAlias = Term | And | Or | Not | Only
Ranking: TypeAlias = list[tuple[int, float]]
Share: TypeAlias = Callable[[int], float]


class Collected(NamedTuple):
    """``total`` paragraphs are found; ``best`` are the first of them with their scores, the lower
    number first of equals."""

    total: int
    best: Ranking


class Collector:
    """Answers queries of index terms from one reader."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def collect(self, query: Query, wanted: int) -> Collected:
        """How many paragraphs ``query`` finds, and the ``wanted`` best."""
        found = self.matching(query)
        terms = _sum_of_terms(query)
        if terms is None:
            best = _best(self._scores(query, found), wanted, None)
        else:
            best = self.best(terms, [found], wanted)
        return Collected(len(found), best)

    def matching(self, query: Query) -> frozenset[int]:
        """The paragraphs that ``query`` finds."""
        match query:
            case Term():
                return self.reader.postings(query.field, query.text).members
            case And(parts=parts):
                return self._all(parts)
            case Or(parts=parts):
                return frozenset().union(*map(self.matching, parts))
            case Not(part=part):
                return self.reader.paragraphs() - self.matching(part)
            case Only(numbers=numbers):
                return numbers
        raise TypeError(f"not a query: {query!r}")

    def _all(self, parts: Iterable[Query]) -> frozenset[int]:
        terms = [part for part in parts if isinstance(part, Term)]
        others = [part for part in parts if not isinstance(part, Term | Not)]
        without = [part.part for part in parts if isinstance(part, Not)]
        sides = [self.matching(part) for part in others]
        if terms:
            sides.append(self.holding(terms))
        found = reduce(and_, sorted(sides, key=len)) if sides else self.reader.paragraphs()
        return found.difference(*map(self.matching, without)) if without else found

    def holding(self, terms: Iterable[Term], worth: float = float("inf")) -> frozenset[int]:
        """The paragraphs that hold all ``terms``, the rarest looked up first.

        With some that do not, where a list is more than ``worth`` times as long as what is left:
        then it is not read.
        """
        reader = self.reader
        known = [(reader.document_frequency(term.field, term.text), term) for term in terms]
        if not known:
            return frozenset()
        (_, rarest), *others = sorted(known, key=lambda pair: pair[0])
        first = reader.postings(rarest.field, rarest.text)
        if others and by_arrays(len(first)):
            numbers = first.arrays[0]
            for size, term in others:
                if size > worth * len(numbers):
                    break
                numbers = reader.postings(term.field, term.text).shared_of(numbers)
            return frozenset(numbers.tolist())
        found = first.members
        for size, term in others:
            if size > worth * len(found):
                break
            found = reader.postings(term.field, term.text).shared(found)
        return found

    def scores(self, terms: Iterable[Term], numbers: Collection[int]) -> dict[int, float]:
        """The sum of BM25 of ``terms`` for each of ``numbers``."""
        return scored([self._list(term) for term in terms], numbers)

    def best(
        self,
        terms: Iterable[Term],
        within: Sequence[frozenset[int]],
        wanted: int,
        share: Share | None = None,
        without: Collection[int] = (),
    ) -> Ranking:
        """The ``wanted`` best of the paragraphs in all of ``within`` by the sum of ``terms``.

        ``share(number)``, at most 1, is what of its sum counts for a paragraph. It is asked for
        no more of them than it must be.
        """
        lists = [self._list(term) for term in terms]
        within = sorted(within, key=len)
        scores: dict[int, float] = {}
        least = 0.0
        if _DENSE * len(within[0]) > sum(map(len, lists)):
            # The k-th best of some is not better than the k-th best of all.
            some = (one.often(wanted * len(one) // len(within[0])) for one in lists)
            numbers = reduce(and_, (frozenset().union(*some), *within)).difference(without)
            scores = scored(lists, numbers)
            least = min(nlargest(wanted, scores.values())) if len(scores) >= wanted else 0.0
        while True:
            rich = (reaching(lists, least),) if least else ()
            numbers = reduce(and_, (*rich, *within)).difference(without, scores)
            scores.update(scored(lists, numbers))
            best = _best(scores, wanted, share)
            # All that reach ``least`` have been scored.
            if not least or best[-1][1] >= least:
                return best
            least = best[-1][1]

    def _scores(self, query: Query, numbers: Collection[int]) -> dict[int, float]:
        """A score for each of ``numbers``, all of which ``query`` finds."""
        match query:
            case Term():
                return self.scores([query], numbers)
            case And(parts=parts) | Or(parts=parts):
                scores = dict.fromkeys(numbers, 0.0)
                for part in parts:
                    found = self.matching(part).intersection(numbers)
                    for number, score in self._scores(part, found).items():
                        scores[number] += score
                return scores
        return dict.fromkeys(numbers, 1.0 if isinstance(query, Not) else 0.0)

    def _list(self, term: Term) -> ScoredList:
        reader = self.reader
        norms = _norms(reader.average_length(term.field))
        weight = term.weight
        if weight is None:
            weight = idf(reader.document_frequency(term.field, term.text), reader.size)
        postings = reader.postings(term.field, term.text)
        return ScoredList(weight * (K1 + 1), postings, reader.lengths(term.field), norms)


@lru_cache(maxsize=16)  # two fields, of the few indexes that a process has open
def _norms(average: float) -> list[float]:
    return [norm(length, average) for length in LENGTH_OF_BYTE]


def _best(scores: dict[int, float], wanted: int, share: Share | None) -> Ranking:
    if share is None:
        return nsmallest(wanted, scores.items(), key=_place)
    if len(scores) > 4 * wanted:
        # Mostly the best are among the first by their whole scores.
        least = nlargest(2 * wanted, scores.values())[-1]
        best = _by_share((item for item in scores.items() if item[1] >= least), wanted, share)
        if best[-1][1] >= least:
            return best
    return _by_share(scores.items(), wanted, share)


def _by_share(scores: Iterable[tuple[int, float]], wanted: int, share: Share) -> Ranking:
    kept: list[tuple[float, int]] = []
    for number, score in sorted(scores, key=_place):
        if len(kept) < wanted:
            heappush(kept, (score * share(number), -number))
        elif score < kept[0][0]:
            break
        else:
            heappushpop(kept, (score * share(number), -number))
    return [(-number, score) for score, number in sorted(kept, reverse=True)]


def _place(item: tuple[int, float]) -> tuple[float, int]:
    number, score = item
    return -score, number


def _sum_of_terms(query: Query) -> list[Term] | None:
    """The terms whose scores together are that of ``query``; None if it is not as simple."""
    match query:
        case Term():
            return [query]
        case And(parts=parts) if all(isinstance(part, Term | Only) for part in parts):
            return [part for part in parts if isinstance(part, Term)]
        case Or(parts=parts):
            terms = [part for part in parts if isinstance(part, Term)]
            return terms if len(terms) == len(parts) else None
    return None
