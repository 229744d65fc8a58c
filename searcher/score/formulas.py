"""In what order the answers come: pure functions of counts, no index and no query language here.

Bigrams over all answers find the best few dozen; those are read and scored again, with single
characters and words, and with the sentence of the paragraph that says most.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from index.bm25 import K1, norm

# A term in the headings above, in the document's title or in the speaker's name, in shares of its
# idf; and what a paragraph that is not body text counts.
SECTION = 0.5
TITLE = 0.25
SPEAKER = 0.5
ROLES = {"body": 1.0, "heading": 0.3, "byline": 0.3, "caption": 0.5, "direction": 0.3}

_SENTENCE_END = re.compile(r"[。！？!?；;]+")


class Weights(NamedTuple):
    """How much each part of the second scoring counts beside pairs, which count once."""

    single: float
    word: float
    sentence_pair: float
    sentence_single: float
    sentence_word: float


#: As measured with benchmarks/ranking.
WEIGHTS = Weights(single=2.0, word=3.0, sentence_pair=0.75, sentence_single=0.75, sentence_word=3.0)


class Terms(NamedTuple):
    """What a paragraph is scored by: terms, and how much each tells (idf, less for a variant)."""

    pairs: Mapping[str, float]
    singles: Mapping[str, float]
    words: Mapping[str, float]

    def times(self, factor: float) -> Terms:
        """The same terms, each telling ``factor`` times as much."""

        def scaled(part: Mapping[str, float]) -> dict[str, float]:
            return {term: factor * weight for term, weight in part.items()}

        return Terms(scaled(self.pairs), scaled(self.singles), scaled(self.words))


def together(parts: Sequence[Terms]) -> Terms:
    """One set of terms out of several; a term in two of them has the larger weight."""
    pairs: dict[str, float] = {}
    singles: dict[str, float] = {}
    words: dict[str, float] = {}
    for part in parts:
        for joined, terms in ((pairs, part.pairs), (singles, part.singles), (words, part.words)):
            for term, weight in terms.items():
                joined[term] = max(weight, joined.get(term, 0.0))
    return Terms(pairs, singles, words)


class Score(NamedTuple):
    """The parts of a paragraph's relevance. ``role`` is a factor: a heading says less than text."""

    pairs: float = 0.0
    singles: float = 0.0
    words: float = 0.0
    sentence: float = 0.0
    around: float = 0.0
    role: float = 1.0

    @property
    def total(self) -> float:
        """``role`` times the sum of the other parts."""
        return self.role * (self.pairs + self.singles + self.words + self.sentence + self.around)


def relevance(
    terms: Terms,
    text: str,
    length: float,
    average: float,
    word_counts: Mapping[str, int],
    weights: Weights = WEIGHTS,
) -> Score:
    """How well a folded ``text`` answers, part by part.

    pairs + 2·singles + 3·words, each a sum of BM25, + sentence: the most that one sentence of the
    text gathers in 0.75·pairs + 0.75·singles + 3·words, each a sum of idf. Weights as measured by
    ``python -m benchmarks.ranking``. ``length`` and ``average`` are in grams; ``word_counts``
    says how often each word stands in the text as a word.
    """
    against = norm(length, average)
    told: dict[str, float] = {}

    def summed(part: Mapping[str, float], in_sentence: float) -> float:
        total = 0.0
        for term, weight in part.items():
            if count := text.count(term):
                total += weight * count * (K1 + 1) / (count + against)
                told[term] = told.get(term, 0.0) + in_sentence * weight
        return total

    pairs = summed(terms.pairs, weights.sentence_pair)
    singles = summed(terms.singles, weights.sentence_single)
    words = 0.0
    for word, weight in terms.words.items():
        if count := word_counts.get(word, 0):
            words += weight * count * (K1 + 1) / (count + against)
        if word in text:
            told[word] = told.get(word, 0.0) + weights.sentence_word * weight
    sentence = _best_sentence(told, text)
    return Score(pairs, weights.single * singles, weights.word * words, sentence)


def _best_sentence(told: Mapping[str, float], text: str) -> float:
    """The most that a sentence gathers of what its terms tell, all of which the text holds."""
    everything = sum(told.values())
    longest = max(told, key=len, default="")
    if all(term in longest for term in told) and not _SENTENCE_END.search(longest):
        return everything
    best = 0.0
    for sentence in _SENTENCE_END.split(text):
        gathered = sum([weight for term, weight in told.items() if term in sentence])
        if gathered > best:
            best = gathered
            if best >= everything:
                break
    return best
