"""Measure the ranking: ``python -m benchmarks.ranking SHARED_DIR``.

A question is made of words of one sentence, and its target is the paragraph of that sentence:

- *three words*, *two words*: the words with the highest idf, in their order, with spaces;
- *question*: two or three such words without spaces, in a frame such as 關於…的看法是什麼;
- *other frame*: the same in frames with words that ``searcher/match/frame.txt`` does not list.

The rankings that are compared:

- *words*: BM25 of any of jieba's words, the usual way to search Chinese text, with the usual
  k1 = 1.2, b = 0.75 of Lucene and Whoosh, and with Cewen's k1 and b;
- *bigrams*: BM25 of any of the pairs of characters;
- *prototype*: bigrams, and the best 200 re-ranked by the formula of the prototype;
- *ours*: the default of ``cewen search``.

MRR@10 is the mean of 1/rank for targets among the first ten, else 0. A paragraph with the same text
as the target counts as the target.
"""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import quantiles

import numpy as np

from benchmarks.temporary_index import arguments, bodies, indexed, machine
from benchmarks.words import word_starts, words_at
from corpus.fold import fold
from index.analysis.grams import grams
from index.analysis.word_segmentation import begins
from index.bm25 import K1, B, idf
from index.field_names import GRAMS, WORDS
from index.stored_record import STARTS, TEXT
from index.whoosh.reader import Reader
from index.whoosh.w3.lengths import LENGTH_OF_BYTE
from searcher.query.parser import parse
from searcher.score.formulas import Terms, Weights, relevance
from searcher.search import Search

TARGET = 20  # the least characters of a target paragraph
DEPTH = 10
BEST = 200
PROTOTYPE = Weights(2, 1, 1.5, 3, 3)
FRAMES = (
    "關於{}的看法是什麼",
    "{}由誰負責？",
    "為什麼{}很重要？",
    "{}應該怎麼做？",
    "請問{}有哪些規定？",
    "政府如何處理{}的問題",
    "{}目前的進度如何？",
    "有沒有人談到{}？",
    "誰說過{}",
    "{}会有什么影响",
)
OTHER_FRAMES = (
    "在座各位對{}的觀察是什麼",
    "貴部今年{}的人力夠嗎",
    "{}跟地方創生哪個優先",
    "國外{}的經驗值得學嗎",
    "部會之間{}怎麼分工",
    "{}由誰拍板",
    "{}卡在哪一關",
    "怎样衡量{}的成效",
    "{}是哪一年寫進法條的",
    "民間團體為何反對{}",
)
JOINTS = ("", "的", "和", "與")


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the paragraphs that it should find."""

    text: str
    targets: frozenset[int]


Ranking = Callable[[str], Sequence[int]]


class Questions:
    """Draws questions from the paragraphs of an index."""

    def __init__(self, reader: Reader, seed: int) -> None:
        self.reader = reader
        self.random = random.Random(seed)
        self.bodies = bodies(reader, TARGET)
        self.same: defaultdict[str, set[int]] = defaultdict(set)
        for number in reader.paragraphs():
            self.same[fold(reader.text(number))].add(number)

    def spaced(self, words: int, count: int) -> list[Question]:
        """Return questions of ``words`` words with spaces."""
        return [Question(" ".join(w), t) for w, t in self._drawn(words, count)]

    def framed(self, frames: Sequence[str], count: int) -> list[Question]:
        """Return questions of two or three Chinese words within a frame."""
        half = count // 2
        drawn = [*self._drawn(2, half, han=True), *self._drawn(3, count - half, han=True)]
        return [
            Question(
                self.random.choice(frames).format(self.random.choice(JOINTS).join(words)), targets
            )
            for words, targets in drawn
        ]

    def _drawn(
        self, words: int, count: int, han: bool = False
    ) -> Iterator[tuple[list[str], frozenset[int]]]:
        while count:
            number = self.random.choice(self.bodies)
            sentences = list(self._sentences(number))
            rarest = self._rarest(self.random.choice(sentences), words, han)
            if len(rarest) == words:
                yield rarest, frozenset(self.same[fold(self.reader.text(number))])
                count -= 1

    def _sentences(self, number: int) -> Iterator[list[str]]:
        """Yield the words of each sentence, unfolded."""
        record = self.reader.record(number)
        text, starts = record[TEXT], record[STARTS]
        words: list[str] = []
        start = 0
        for end in range(1, len(text) + 1):
            if end == len(text) or begins(starts, end):
                word = text[start:end]
                if word in "。！？!?；;":
                    yield words
                    words = []
                words.append(word)
                start = end
        yield words

    def _rarest(self, sentence: Sequence[str], count: int, han: bool) -> list[str]:
        """The ``count`` words with the lowest document frequency, in the order of the sentence."""
        words = [
            word
            for word in dict.fromkeys(sentence)
            if len(word) > 1 and word.isalnum() and word not in ("AND", "OR", "NOT")
            if not (han and any(map(str.isascii, word)))
        ]
        rarest = sorted(words, key=lambda word: self.reader.document_frequency(WORDS, fold(word)))[
            :count
        ]
        return [word for word in words if word in rarest]


class Scorer:
    """The rankings that Cewen's is compared with, on arrays, since there are many questions."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.lengths = {
            field: np.array(LENGTH_OF_BYTE)[np.frombuffer(reader.lengths(field), np.uint8)]
            for field in (WORDS, GRAMS)
        }
        self._postings: dict[tuple[str, str], tuple[np.ndarray, np.ndarray]] = {}

    def words(self, question: str, k1: float, b: float) -> Sequence[int]:
        """Rank by jieba's words."""
        return _first(self._bm25(WORDS, _words(question), k1, b), DEPTH)

    def bigrams(self, question: str) -> Sequence[int]:
        """Rank by pairs of characters."""
        return _first(self._bm25(GRAMS, _grams(question, 2), K1, B), DEPTH)

    def prototype(self, question: str) -> Sequence[int]:
        """Rank by pairs of characters, and re-rank the best by their text."""
        terms = Terms(
            self._idf(GRAMS, _grams(question, 2)),
            self._idf(GRAMS, _grams(question, 1)),
            self._idf(WORDS, _words(question)),
        )
        average = self.reader.average_length(GRAMS)
        scored = []
        for number in _first(self._bm25(GRAMS, _grams(question, 2), K1, B), BEST):
            text = self.reader.text(number)
            words = _words(text)
            counts = {word: words.count(word) for word in terms.words}
            length = self.lengths[GRAMS][number]
            score = relevance(terms, fold(text), length, average, counts, PROTOTYPE)
            scored.append((-score.total, number))
        return [number for _, number in sorted(scored)[:DEPTH]]

    def _bm25(self, field: str, terms: Sequence[str], k1: float, b: float) -> np.ndarray:
        lengths = self.lengths[field] / self.reader.average_length(field)
        scores = np.zeros(self.reader.size)
        for term, weight in self._idf(field, terms).items():
            numbers, counts = self._arrays(field, term)
            norm = k1 * (1 - b + b * lengths[numbers])
            scores[numbers] += weight * counts * (k1 + 1) / (counts + norm)
        return scores

    def _idf(self, field: str, terms: Sequence[str]) -> dict[str, float]:
        return {
            term: idf(len(self._arrays(field, term)[0]), self.reader.size)
            for term in dict.fromkeys(terms)
        }

    def _arrays(self, field: str, term: str) -> tuple[np.ndarray, np.ndarray]:
        if (field, term) not in self._postings:
            postings = self.reader.postings(field, term)
            self._postings[field, term] = (
                np.array(postings.numbers, np.int64),
                np.array(list(postings.counts), np.float32),
            )
        return self._postings[field, term]


def _first(scores: np.ndarray, count: int) -> list[int]:
    """The numbers with the best scores above 0; of equal scores the lower number first."""
    found = np.flatnonzero(scores)
    return [int(n) for n in found[np.argsort(-scores[found], kind="stable")][:count]]


def _words(text: str) -> list[str]:
    return words_at(fold(text), word_starts(text))


def _grams(question: str, size: int) -> list[str]:
    return [gram for gram in grams(fold(question)) if len(gram) == size and gram.isalnum()]


def ours(reader: Reader, question: str) -> Sequence[int]:
    """Rank as ``cewen search`` does."""
    query = parse(question)
    return [hit.number for hit in Search(reader).answer(query).hits]


@dataclass(frozen=True, slots=True)
class Measured:
    """``mrr`` and ``hits`` of the first ten; ``times`` in milliseconds, one a question."""

    mrr: float
    hits: float
    times: Sequence[float]

    def __str__(self) -> str:
        cuts = quantiles(self.times, n=20)
        return f"{self.mrr:8.3f}{self.hits:7.3f}{f'{cuts[9]:.0f}/{cuts[18]:.0f}':>8}"


def measured(ranking: Ranking, questions: Sequence[Question]) -> Measured:
    """Answer all ``questions``."""
    ranks = []
    times = []
    for question in questions:
        started = time.perf_counter()
        ranked = ranking(question.text)[:DEPTH]
        times.append((time.perf_counter() - started) * 1000)
        ranks.append(next((i for i, n in enumerate(ranked, 1) if n in question.targets), 0))
    return Measured(
        sum(1 / rank for rank in ranks if rank) / len(ranks),
        sum(map(bool, ranks)) / len(ranks),
        times,
    )


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--questions", type=int, default=1000, help="of each kind")
    options = parser.parse_args()
    with indexed(options.shared, options.index) as folder:
        reader = Reader(folder)
        scorer = Scorer(Reader(folder))
        drawn = Questions(reader, options.seed)
        sets = {
            "three words": drawn.spaced(3, options.questions),
            "two words": drawn.spaced(2, options.questions),
            "question": drawn.framed(FRAMES, options.questions),
            "other frame": drawn.framed(OTHER_FRAMES, options.questions),
        }
        rankings: dict[str, Ranking] = {
            "words, 1.2/0.75": partial(scorer.words, k1=1.2, b=0.75),
            "words, 0.6/0.4": partial(scorer.words, k1=K1, b=B),
            "bigrams": scorer.bigrams,
            "prototype": scorer.prototype,
            "ours": partial(ours, reader),
        }
        print(f"{machine()}; {len(reader.paragraphs())} paragraphs; seed {options.seed}")
        print(f"{options.questions} questions of each kind: MRR@10, hits@10, ms p50/p95\n")
        print(f"{'':18}" + "".join(f"{name:>23}" for name in sets))
        for name, ranking in rankings.items():
            row = (measured(ranking, questions) for questions in sets.values())
            print(f"{name:18}" + "".join(map(str, row)), flush=True)


if __name__ == "__main__":
    main()
