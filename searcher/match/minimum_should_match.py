"""A question of which few paragraphs contain all words: those that contain enough of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from index.analysis.wording import Wording
from index.bm25 import idf
from index.plan import AllOf, AtLeast, Key, Plan
from searcher.match.question import required
from searcher.match.reading import Reading, TermReader, contains_any
from searcher.query.ast import And, Query, Term

ENOUGH = 10  # matches; with so many, no others are looked for
FEWEST_WORDS = 2  # of a question
# The share of the idf of all words that a paragraph must contain. With a larger one, a question in
# words that frame.txt does not know matches nothing (benchmarks/ranking, "other frame").
SHARE = 0.3
MOST = 20  # paragraphs


def with_most_words(terms: TermReader, query: Query, matches: int) -> list[Key]:
    """At most :data:`MOST` paragraphs that match all of ``query`` if enough of the words of a
    question do, the heaviest first.

    Empty if there are enough ``matches`` already, or if no term asks something.
    """
    parts = query.parts if isinstance(query, And) else (query,)
    runs = {part: reading for part in parts if (reading := _run(terms, part))}
    if matches >= ENOUGH or not runs:
        return []
    plans = [
        _at_least(terms, runs[part]) if part in runs else plan
        for part, plan in zip(parts, required(terms, parts), strict=True)
    ]
    return terms.session.match(AllOf(tuple(plans))).heaviest(MOST)


def _run(terms: TermReader, part: Query) -> Reading | None:
    """The reading of a part that is a question of several words."""
    if not isinstance(part, Term):
        return None
    reading = terms.reading(part)
    return reading if reading.asks and len(reading.words) >= FEWEST_WORDS else None


def _at_least(terms: TermReader, run: Reading) -> AtLeast:
    """The plan for enough of the words of a run, each weighed by its idf.

    Of a word with a single character beside it (軍用旗), the longer and the shorter form weigh.
    """
    forms = list(chain.from_iterable(map(_forms, run.words)))
    words: list[Plan] = list(map(contains_any, forms))
    weights = word_weights(terms, forms)
    return AtLeast(tuple(zip(words, weights, strict=True)), SHARE)


def word_weights(terms: TermReader, words: Iterable[tuple[Wording, ...]]) -> list[float]:
    """The idf of each word, in any of its wordings.

    A word that occurs nowhere counts as one of one paragraph: in a small collection, it would else
    weigh more than all words that occur.
    """
    counts = (sum(terms.session.match(contains_any(word)).totals) for word in words)
    return [idf(max(1, count), terms.snapshot.size) for count in counts]


def _forms(wordings: Sequence[Wording]) -> Iterator[tuple[Wording, ...]]:
    """The alternatives of a word, each with its variants."""
    starts = [at for at, wording in enumerate(wordings) if not wording.of]
    for start, end in pairwise([*starts, len(wordings)]):
        yield tuple(wordings[start:end])
