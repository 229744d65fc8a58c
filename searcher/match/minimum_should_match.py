"""A long question whose words hardly any paragraph holds all: those that hold enough of them."""

from __future__ import annotations

from collections import defaultdict
from heapq import nlargest

from index.bm25 import idf
from searcher.match.matcher import Matcher, Reading
from searcher.query.ast import And, Query, Term

ENOUGH = 10  # answers, so many that nothing more is looked for
FEWEST_WORDS = 3  # in a run, so that most of them still mean the question
# Of what all the words tell, in idf, that a paragraph must hold. With more, a question in words
# that frame.txt does not know is answered by nothing (benchmarks/ranking, "other frame").
SHARE = 0.3
MOST = 50


def with_most_words(matcher: Matcher, query: Query, found: int) -> frozenset[int]:
    """Paragraphs that answer all of ``query`` if some of the words of a long run are enough.

    Empty where ``found`` answers are enough already, or no term is such a run.
    """
    parts = query.parts if isinstance(query, And) else (query,)
    long: dict[Query, Reading] = {
        part: reading
        for part in parts
        if isinstance(part, Term) and len((reading := matcher.reading(part)).words) >= FEWEST_WORDS
    }
    if found >= ENOUGH or not long:
        return frozenset()
    scores: dict[int, float] | None = None
    for part in parts:
        told = (
            _told(matcher, long[part]) if part in long else dict.fromkeys(matcher.find(part), 0.0)
        )
        scores = told if scores is None else {n: scores[n] + told[n] for n in scores if n in told}
    best = nlargest(MOST, (scores or {}).items(), key=lambda item: (item[1], -item[0]))
    return frozenset(number for number, _ in best)


def _told(matcher: Matcher, reading: Reading) -> dict[int, float]:
    """For each paragraph with enough of the words, the idf of those it holds."""
    scores: defaultdict[int, float] = defaultdict(float)
    total = 0.0
    for wordings in reading.words:
        holding = matcher.with_any(wordings)
        weight = idf(len(holding), matcher.reader.size)
        total += weight
        for number in holding:
            scores[number] += weight
    return {number: score for number, score in scores.items() if score >= SHARE * total}
