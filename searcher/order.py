"""Puts the answers in order: reads the index for what :mod:`searcher.rank` computes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.fold import fold
from index.grams import grams
from index.reader import LENGTH_OF_BYTE
from index.record import ROLE, SECTION, STATEMENTS, Record
from index.schema import GRAMS, WORDS
from searcher import rank
from searcher.highlight import marks
from searcher.match import Found, Matcher, Reading, Way, Wording
from searcher.rank import ROLES, Score, Terms, first_scores, idf, relevance
from searcher.words import cut

BEST = 200  # so many are read and scored again
FRAME = 0.2  # of its idf, a term of a run that only its words answer
_HALF = 40.0  # a relevance that counts half of what is possible within a class


@dataclass(frozen=True, slots=True)
class Ranked:
    """A paragraph and its place in the order: a higher ``score`` stands before a lower."""

    number: int
    way: Way
    score: float
    parts: Score


class Order:
    """Ranks the answers of one query."""

    def __init__(self, matcher: Matcher, readings: Sequence[Reading]) -> None:
        self.matcher = matcher
        self.reader = matcher.reader
        self.readings = readings
        self.average = self.reader.average_length(GRAMS)
        self._terms: dict[Wording, Terms] = {}

    def ranked(self, found: Found, wanted: int) -> list[Ranked]:
        """All of ``found``, best first. Only the first ``wanted`` need to be in their true order
        where that costs reading many paragraphs."""
        if not self.readings:
            return [Ranked(number, way, 0.0, Score()) for number, way in sorted(found.items())]
        first = self._first(found)
        order = sorted(found, key=lambda number: (found[number], -first[number], number))
        best, rest = order[:BEST], order[BEST:]
        ranked = self._second(found, best)
        aligned = self._aligned(rest, sum(entry.score >= 3 for entry in ranked) >= wanted)
        lowest: dict[int, float] = {}
        for entry in ranked:
            tier = int(entry.score)
            lowest[tier] = min(lowest.get(tier, 1.0), entry.score - tier)
        for number in rest:
            tier = _tier(found[number], number in aligned)
            score = tier + lowest.get(tier, 1.0) * _share(first[number])
            parts = Score(pairs=first[number])
            ranked.append(Ranked(number, found[number], score, parts))
        ranked.sort(key=lambda entry: (-entry.score, entry.number))
        return ranked

    def _first(self, found: Found) -> Mapping[int, float]:
        if len(found) <= BEST:
            return dict.fromkeys(found, 0.0)
        weights: dict[str, float] = {}
        for reading in self.readings:
            for wording in (reading.exact, *reading.variants):
                terms = self.terms(wording)
                for gram, weight in (terms.pairs or terms.singles).items():
                    weights[gram] = max(weight, weights.get(gram, 0.0))
        scores = first_scores(
            found,
            ((weight, *self._postings(gram)) for gram, weight in weights.items()),
            self.reader.lengths(GRAMS),
            LENGTH_OF_BYTE,
            self.average,
        )
        for role, factor in ROLES.items():
            if factor < 1:
                for number in self.reader.postings("role", role).numbers:
                    if number in scores:
                        scores[number] *= factor
        return scores

    def _postings(self, gram: str) -> tuple[Sequence[int], Sequence[int]]:
        postings = self.reader.postings(GRAMS, gram)
        return postings.numbers, postings.counts

    def terms(self, wording: Wording) -> Terms:
        """What a paragraph that holds this wording is scored by."""
        found = self._terms.get(wording)
        if found is None:
            held = dict.fromkeys(gram for gram in grams(wording.text) if gram.isalnum())
            found = self._terms[wording] = Terms(
                pairs=self._weighted(GRAMS, (g for g in held if len(g) == 2), wording.weight),
                singles=self._weighted(GRAMS, (g for g in held if len(g) == 1), wording.weight),
                words=self._weighted(WORDS, self._words(wording.text), wording.weight),
            )
        return found

    def _words(self, text: str) -> Iterable[str]:
        def frequency(word: str) -> int:
            return self.reader.document_frequency(WORDS, word)

        return (w for w in cut(text, frequency, self.reader.size) if any(map(str.isalnum, w)))

    def _weighted(self, field: str, terms: Iterable[str], weight: float) -> dict[str, float]:
        total = self.reader.size
        return {
            term: weight * idf(self.reader.document_frequency(field, term), total) for term in terms
        }

    def _second(self, found: Found, best: Sequence[int]) -> list[Ranked]:
        chosen = {number: self._chosen(number) for number in best}
        words = {word for terms in chosen.values() for word in terms.words}
        counts = self._word_counts(words, best)
        return [
            self._scored(number, found[number], chosen[number], counts.get(number, {}))
            for number in best
        ]

    def _chosen(self, number: int) -> Terms:
        """For each term of the query, the best wording that the paragraph holds."""
        text = self.matcher.text(number)
        parts = []
        for reading in self.readings:
            present = [w for w in (reading.exact, *reading.variants) if w.places(text)]
            if present:
                parts.append(self.terms(max(present, key=lambda wording: wording.weight)))
            else:
                # The words are what is asked for; the run around them tells little more.
                run = self.terms(reading.exact)
                parts.append(run.times(FRAME) if reading.words else run)
                for wordings in reading.words:
                    held = [wording for wording in wordings if wording.places(text)]
                    if held:
                        parts.append(self.terms(max(held, key=lambda wording: wording.weight)))
        return _together(parts)

    def _word_counts(
        self, words: Iterable[str], numbers: Iterable[int]
    ) -> dict[int, dict[str, int]]:
        wanted = set(numbers)
        counts: dict[int, dict[str, int]] = {}
        for word in words:
            postings = self.reader.postings(WORDS, word)
            for number, count in zip(postings.numbers, postings.counts, strict=True):
                if number in wanted:
                    counts.setdefault(number, {})[word] = count
        return counts

    def _scored(self, number: int, way: Way, terms: Terms, counts: Mapping[str, int]) -> Ranked:
        record = self.reader.record(number)
        length = LENGTH_OF_BYTE[self.reader.lengths(GRAMS)[number]]
        parts = replace(
            relevance(terms, self.matcher.text(number).folded, length, self.average, counts),
            around=self._around(record),
            role=ROLES[record[ROLE]],
        )
        aligned = way == Way.EXACT and self._stands_as_words(number)
        return Ranked(number, way, _tier(way, aligned) + _share(parts.total), parts)

    def _around(self, record: Record) -> float:
        """What the headings, the title and the speakers' names add."""
        places = (
            (rank.SECTION, " ".join(record[SECTION])),
            (rank.TITLE, self.reader.file_of(record).title),
            (rank.SPEAKER, " ".join(statement[2] for statement in record[STATEMENTS])),
        )
        score = 0.0
        for weight, place in places:
            folded = fold(place)
            for reading in self.readings:
                if reading.exact.text in folded:
                    score += weight * sum(self.terms(reading.exact).pairs.values())
        return score

    def _stands_as_words(self, number: int) -> bool:
        """Whether every term that stands in the paragraph does so somewhere on word boundaries."""
        text = self.matcher.text(number)
        found = [marks(reading, text) for reading in self.readings]
        return all(any(text.whole(m.start, m.end) for m in term) for term in found if term)

    def _aligned(self, numbers: Sequence[int], cheaply: bool) -> set[int]:
        """Those of ``numbers`` in which the terms stand as words; ``cheaply``: as far as the
        index of words tells without reading the paragraphs."""
        left = set(numbers)
        if not cheaply:
            return {n for n in left if self._stands_as_words(n)}
        for reading in self.readings:
            words = self.terms(reading.exact).words
            for word in words:
                left.intersection_update(self.reader.postings(WORDS, word).numbers)
        return left


def _together(parts: Sequence[Terms]) -> Terms:
    """One set of terms out of several; a term in two of them has the larger weight."""

    def joined(of: Callable[[Terms], Mapping[str, float]]) -> dict[str, float]:
        result: dict[str, float] = {}
        for part in parts:
            for term, weight in of(part).items():
                result[term] = max(weight, result.get(term, 0.0))
        return result

    return Terms(joined(lambda t: t.pairs), joined(lambda t: t.singles), joined(lambda t: t.words))


def _tier(way: Way, aligned: bool) -> int:
    if way == Way.EXACT:
        return 3 if aligned else 2
    return 1 if way == Way.VARIANT else 0


def _share(relevance: float) -> float:
    """A relevance from 0 up as a share from 0 to below 1, in the same order."""
    return relevance / (relevance + _HALF)
