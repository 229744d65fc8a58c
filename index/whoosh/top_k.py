"""Intersects posting lists, and finds the best k paragraphs by BM25.

Stock Whoosh steps from posting to posting. This module intersects whole lists as sets, and scores
only the postings that can still be among the best.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache, reduce
from heapq import heapify, heappushpop, nlargest, nsmallest
from operator import and_
from typing import NamedTuple, TypeAlias

from index.bm25 import K1, norm
from index.whoosh.bm25_bounds import ScoredList, reaching, scored
from index.whoosh.postings import by_arrays
from index.whoosh.reader import Reader
from index.whoosh.w3.lengths import LENGTH_OF_BYTE

_DENSE = 4  # postings per paragraph that may match; with more, every paragraph is scored


class WeightedTerm(NamedTuple):
    """A term of the index and its weight in the score."""

    field: str
    text: str
    weight: float


Ranking: TypeAlias = list[tuple[int, float]]
Factors: TypeAlias = Callable[[Sequence[int]], Sequence[float]]


def containing_all(
    reader: Reader, field: str, terms: Iterable[str], longest: float = float("inf")
) -> frozenset[int]:
    """The paragraphs that contain all ``terms``; the rarest term is looked up first.

    A list that is more than ``longest`` times as long as what is left is not read, so the result
    may then include paragraphs without that term.
    """
    known = [(reader.document_frequency(field, term), term) for term in terms]
    if not known:
        return frozenset()
    (_, rarest), *others = sorted(known, key=lambda pair: pair[0])
    first = reader.postings(field, rarest)
    if others and by_arrays(len(first)):
        numbers = first.arrays[0]
        for size, term in others:
            if not len(numbers) or size > longest * len(numbers):
                break
            numbers = reader.postings(field, term).shared_of(numbers)
        return frozenset(numbers.tolist())
    found = first.members
    for size, term in others:
        if not found or size > longest * len(found):
            break
        found = reader.postings(field, term).shared(found)
    return found


def scores(
    reader: Reader, terms: Iterable[WeightedTerm], numbers: Collection[int]
) -> dict[int, float]:
    """The sum of BM25 of ``terms`` for each of ``numbers``."""
    return scored([_scored_list(reader, term) for term in terms], numbers)


def best(
    reader: Reader,
    terms: Iterable[WeightedTerm],
    within: Sequence[frozenset[int]],
    wanted: int,
    factors: Factors | None = None,
    without: Collection[int] = (),
) -> Ranking:
    """The ``wanted`` best of the paragraphs in all of ``within`` by the sum of ``terms``, times
    ``factors([number])``; of equal scores the lower number first.

    Factors are at most 1, and are asked for as few paragraphs as possible.
    """
    lists = [_scored_list(reader, term) for term in terms]
    within = sorted(within, key=len)
    totals: dict[int, float] = {}
    least = 0.0
    if _DENSE * len(within[0]) > sum(map(len, lists)):
        # The k-th best of a sample is at most as good as the k-th best of all.
        sample = (one.often(wanted * len(one) // len(within[0])) for one in lists)
        numbers = reduce(and_, (frozenset().union(*sample), *within)).difference(without)
        totals = scored(lists, numbers)
        least = min(nlargest(wanted, totals.values())) if len(totals) >= wanted else 0.0
    while True:
        above = (reaching(lists, least),) if least else ()
        numbers = reduce(and_, (*above, *within)).difference(without, totals)
        totals.update(scored(lists, numbers))
        ranking = _best(totals, wanted, factors)
        # Every paragraph that reaches ``least`` has been scored.
        if not least or ranking[-1][1] >= least:
            return ranking
        least = ranking[-1][1]


def _scored_list(reader: Reader, term: WeightedTerm) -> ScoredList:
    norms = _norms(reader.average_length(term.field))
    postings = reader.postings(term.field, term.text)
    return ScoredList(term.weight * (K1 + 1), postings, reader.lengths(term.field), norms)


@lru_cache(maxsize=16)  # two fields, of the few indexes that a process has open
def _norms(average: float) -> list[float]:
    return [norm(length, average) for length in LENGTH_OF_BYTE]


def _best(totals: dict[int, float], wanted: int, factors: Factors | None) -> Ranking:
    if factors is None:
        return nsmallest(wanted, totals.items(), key=_order)
    if len(totals) > 4 * wanted:
        # Mostly the best are among the first by their scores without the factor.
        least = nlargest(2 * wanted, totals.values())[-1]
        ranking = _best_with(factors, (item for item in totals.items() if item[1] >= least), wanted)
        if ranking[-1][1] >= least:
            return ranking
    return _best_with(factors, totals.items(), wanted)


def _best_with(factors: Factors, totals: Iterable[tuple[int, float]], wanted: int) -> Ranking:
    ordered = sorted(totals, key=_order)
    first = ordered[:wanted]
    pairs = zip(first, factors([number for number, _ in first]), strict=True)
    kept = [(score * factor, -number) for (number, score), factor in pairs]
    heapify(kept)
    for number, score in ordered[wanted:]:
        if score < kept[0][0]:
            break
        heappushpop(kept, (score * factors([number])[0], -number))
    return [(-number, score) for score, number in sorted(kept, reverse=True)]


def _order(item: tuple[int, float]) -> tuple[float, int]:
    number, score = item
    return -score, number
