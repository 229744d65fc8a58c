"""Formulas of relevance: pure functions of texts and counts.

The engine scores all matches by bigrams. The best few dozen are scored again by these formulas,
with single characters, words, and the best sentence of the paragraph.
"""

# No "from __future__ import annotations": with it, Python compiles each annotation of a named tuple
# separately, which takes longer than the rest of the class, and every search imports this module.

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from index.bm25 import K1, norm

# The weight of a term in the headings above, the document's title and the speaker's name, as a
# share of its idf.
SECTION = 0.5
TITLE = 0.25
SPEAKER = 0.5

#: The factor of a paragraph's score, by its role.
ROLES = {
    "body": 1.0,
    "heading": 0.3,
    "byline": 0.3,
    "caption": 0.5,
    "direction": 0.3,
    "table": 1.0,
    "note": 1.0,
}

_SENTENCE_END = re.compile(r"[。！？!?；;]+")


_HALF_AT = 12  # characters between words that halve their relevance


class Weights(NamedTuple):
    """The weights of the parts of :func:`relevance`; pairs weigh 1."""

    single: float
    word: float
    sentence_pair: float
    sentence_single: float
    sentence_word: float


#: As measured by benchmarks/ranking.
WEIGHTS = Weights(single=2.0, word=3.0, sentence_pair=0.75, sentence_single=0.75, sentence_word=3.0)


class Terms(NamedTuple):
    """The terms by which a paragraph is scored, with their weights: idf, less for a variant."""

    pairs: Mapping[str, float]
    singles: Mapping[str, float]
    words: Mapping[str, float]

    def times(self, factor: float) -> "Terms":
        """The same terms with ``factor`` times their weights."""

        def scaled(part: Mapping[str, float]) -> dict[str, float]:
            return {term: factor * weight for term, weight in part.items()}

        return Terms(scaled(self.pairs), scaled(self.singles), scaled(self.words))


def merged(parts: Sequence[Terms]) -> Terms:
    """The terms of all parts, each with the largest of its weights."""
    pairs: dict[str, float] = {}
    singles: dict[str, float] = {}
    words: dict[str, float] = {}
    for part in parts:
        for joined, terms in ((pairs, part.pairs), (singles, part.singles), (words, part.words)):
            for term, weight in terms.items():
                joined[term] = max(weight, joined.get(term, 0.0))
    return Terms(pairs, singles, words)


class Score(NamedTuple):
    """The parts of a paragraph's relevance. ``role`` is the factor of its role, ``nearness`` that
    of words that are not one string in it (:mod:`searcher.rank.by_words`)."""

    pairs: float = 0.0
    singles: float = 0.0
    words: float = 0.0
    sentence: float = 0.0
    around: float = 0.0
    role: float = 1.0
    nearness: float = 1.0

    @property
    def total(self) -> float:
        """``role`` times ``nearness`` times the sum of the other parts."""
        parts = self.pairs + self.singles + self.words + self.sentence + self.around
        return self.role * self.nearness * parts


def nearness(gap: int) -> float:
    """The factor of words with ``gap`` characters between them.

    >>> nearness(0), nearness(12)
    (1.0, 0.5)
    """
    return 1 / (1 + gap / _HALF_AT)


def relevance(
    terms: Terms,
    text: str,
    length: float,
    average: float,
    word_counts: Mapping[str, int],
    weights: Weights = WEIGHTS,
) -> Score:
    """The relevance of a folded ``text``, part by part.

    pairs + 2·singles + 3·words, each a sum of BM25, + sentence: the largest value that
    0.75·pairs + 0.75·singles + 3·words, each a sum of idf, has in one sentence of the text.
    ``length`` and ``average`` are in grams; ``word_counts`` has the number of occurrences of each
    word as a word of the text.
    """
    length_norm = norm(length, average)
    weights_found: dict[str, float] = {}

    def summed(part: Mapping[str, float], in_sentence: float) -> float:
        total = 0.0
        for term, weight in part.items():
            if count := text.count(term):
                total += weight * count * (K1 + 1) / (count + length_norm)
                weights_found[term] = weights_found.get(term, 0.0) + in_sentence * weight
        return total

    pairs = summed(terms.pairs, weights.sentence_pair)
    singles = summed(terms.singles, weights.sentence_single)
    words = 0.0
    for word, weight in terms.words.items():
        if count := word_counts.get(word, 0):
            words += weight * count * (K1 + 1) / (count + length_norm)
        if word in text:
            weights_found[word] = weights_found.get(word, 0.0) + weights.sentence_word * weight
    sentence = _best_sentence(weights_found, text)
    return Score(pairs, weights.single * singles, weights.word * words, sentence)


def _best_sentence(weights: Mapping[str, float], text: str) -> float:
    """The largest sum of ``weights`` in one sentence of the text, which contains all the terms."""
    everything = sum(weights.values())
    longest = max(weights, key=len, default="")
    if all(term in longest for term in weights) and not _SENTENCE_END.search(longest):
        return everything
    best = 0.0
    for sentence in _SENTENCE_END.split(text):
        total = sum([weight for term, weight in weights.items() if term in sentence])
        if total > best:
            best = total
            if best >= everything:
                break
    return best
