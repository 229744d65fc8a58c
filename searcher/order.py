"""Puts the answers in order: reads the index for what :mod:`searcher.rank` computes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from operator import neg

from corpus.fold import fold
from index.field_names import GRAMS, WORDS
from index.grams import grams
from index.lengths import LENGTH_OF_BYTE
from index.record import ROLE, SECTION, STARTS, STATEMENTS, TEXT, Record
from searcher import rank
from searcher.highlight import marks
from searcher.match import Found, Matcher, Reading, Text, Way, Wording
from searcher.rank import ROLES, Score, Terms, common, first_scores, idf, relevance, together
from searcher.words import cut

BEST = 100  # so many are read and scored again; 200 gained nothing measurable
FRAME = 0.2  # of its idf, a term of a run that only its words answer
_HIGHEST = 3  # the class of the exact and aligned
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
        self._scores: Mapping[int, float] | None = None
        self._joined: dict[tuple[tuple[Wording, float], ...], Terms] = {}
        self._folded: dict[str, str] = {}

    def best(self, found: Found, wanted: int) -> list[Ranked]:
        """The first ``wanted`` of :meth:`ranked`, without looking at the rest where none of it
        can come before them."""
        if not self.readings or len(found) <= BEST:
            return self.ranked(found, wanted)[:wanted]
        read = self._second(found, self._candidates(found))
        rest = found.keys() - {entry.number for entry in read}
        highest = max(_tier(found[number], aligned=True) for number in rest)
        if len(read) < wanted or read[wanted - 1].score < highest:
            read = self._with_rest(found, read, wanted)
        return read[:wanted]

    def ranked(self, found: Found, wanted: int) -> list[Ranked]:
        """All of ``found``, best first. Only the first ``wanted`` need to be in their true order
        where that costs reading many paragraphs."""
        if not self.readings:
            return [Ranked(number, way, 0.0, Score()) for number, way in sorted(found.items())]
        return self._with_rest(found, self._second(found, self._candidates(found)), wanted)

    def _with_rest(self, found: Found, read: Sequence[Ranked], wanted: int) -> list[Ranked]:
        """``read``, and below them, class by class, the answers that were not read."""
        rest = found.keys() - {entry.number for entry in read}
        if not rest:
            return list(read)
        first = self._first(found)
        exact = [number for number in rest if found[number] == Way.EXACT]
        if sum(entry.score >= _HIGHEST for entry in read) >= wanted:
            aligned = self._in_words(exact)
        else:
            aligned = {n for n in exact if self._stands_as_words(self.matcher.text(n))}
        lowest = {int(entry.score): entry.score % 1 for entry in read}
        ranked = list(read)
        for number in rest:
            tier = _tier(found[number], number in aligned)
            score = tier + lowest.get(tier, 1.0) * _share(first[number])
            ranked.append(Ranked(number, found[number], score, Score(pairs=first[number])))
        ranked.sort(key=lambda entry: (-entry.score, entry.number))
        return ranked

    def _candidates(self, found: Found) -> Sequence[int]:
        """The answers to be read: the best by the first scores, way by way, and of the exact
        those first that the index of words also knows."""
        if len(found) <= BEST:
            return list(found)
        first = self._first(found)
        chosen: list[int] = []
        for way in Way:
            numbers = {number for number, one in found.items() if one == way}
            words = self._in_words(numbers) if way == Way.EXACT else set()
            for group in (words, numbers - words):
                # Of equals the lower number.
                pairs = zip(map(first.__getitem__, group), map(neg, group), strict=True)
                chosen += [-number for _, number in nlargest(BEST - len(chosen), pairs)]
        return chosen

    def _first(self, found: Found) -> Mapping[int, float]:
        """A score of every answer that no paragraph need be read for."""
        if self._scores is None:
            self._scores = self._first_scores(found)
        return self._scores

    def _first_scores(self, found: Found) -> Mapping[int, float]:
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
                for number in scores.keys() & self.reader.postings("role", role).numbers:
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
        """``best`` read and scored once more, best first."""
        records = {number: self.reader.record(number) for number in best}
        texts = {n: Text(fold(record[TEXT]), record[STARTS]) for n, record in records.items()}
        chosen = {number: self._chosen(text) for number, text in texts.items()}
        words = {word for terms in chosen.values() for word in terms.words}
        counts = self._word_counts(words, best)
        ranked = []
        for number in best:
            parts = replace(
                relevance(
                    chosen[number],
                    texts[number].folded,
                    LENGTH_OF_BYTE[self.reader.lengths(GRAMS)[number]],
                    self.average,
                    counts[number],
                ),
                around=self._around(records[number]),
                role=ROLES[records[number][ROLE]],
            )
            way = found[number]
            aligned = way == Way.EXACT and self._stands_as_words(texts[number])
            score = _tier(way, aligned) + _share(parts.total)
            ranked.append(Ranked(number, way, score, parts))
        ranked.sort(key=lambda entry: (-entry.score, entry.number))
        return ranked

    def _chosen(self, text: Text) -> Terms:
        """For each term of the query, the best wording that the paragraph holds."""
        wordings: list[tuple[Wording, float]] = []
        for reading in self.readings:
            if present := _heaviest((reading.exact, *reading.variants), text):
                wordings.append((present, 1.0))
                continue
            # The words are what is asked for; the run around them tells little more.
            wordings.append((reading.exact, FRAME if reading.words else 1.0))
            held = (_heaviest(wordings, text) for wordings in reading.words)
            wordings += [(wording, 1.0) for wording in held if wording]
        return self._together(tuple(wordings))

    def _together(self, wordings: tuple[tuple[Wording, float], ...]) -> Terms:
        """One set of terms for several wordings; a term in two of them has the larger weight."""
        found = self._joined.get(wordings)
        if found is None:
            parts = [self.terms(wording).times(factor) for wording, factor in wordings]
            found = self._joined[wordings] = together(parts)
        return found

    def _word_counts(
        self, words: Iterable[str], numbers: Sequence[int]
    ) -> dict[int, dict[str, int]]:
        counts: dict[int, dict[str, int]] = {number: {} for number in numbers}
        for word in words:
            postings = self.reader.postings(WORDS, word)
            for number, count in common(counts, postings.numbers, postings.counts):
                counts[number][word] = count
        return counts

    def _around(self, record: Record) -> float:
        """What the headings, the title and the speakers' names add."""
        places = (
            (rank.SECTION, " ".join(record[SECTION])),
            (rank.TITLE, self.reader.file_of(record).title),
            (rank.SPEAKER, " ".join(statement[2] for statement in record[STATEMENTS])),
        )
        score = 0.0
        for weight, place in places:
            folded = self._fold(place)
            for reading in self.readings:
                if reading.exact.text in folded:
                    score += weight * sum(self.terms(reading.exact).pairs.values())
        return score

    def _fold(self, place: str) -> str:
        if place not in self._folded:
            self._folded[place] = fold(place)
        return self._folded[place]

    def _stands_as_words(self, text: Text) -> bool:
        """Whether every term that stands in the paragraph does so somewhere on word boundaries."""
        found = [marks(reading, text) for reading in self.readings]
        return all(any(text.whole(m.start, m.end) for m in term) for term in found if term)

    def _in_words(self, numbers: Iterable[int]) -> set[int]:
        """Those of ``numbers`` that hold the words of every term, as far as the index tells."""
        left = set(numbers)
        for reading in self.readings:
            for word in self.terms(reading.exact).words:
                left.intersection_update(self.reader.postings(WORDS, word).numbers)
        return left


def _heaviest(wordings: Sequence[Wording], text: Text) -> Wording | None:
    """Of the wordings that stand in ``text`` the one that counts most."""
    present = [
        wording
        for wording in wordings
        if wording.text in text.folded and (not wording.variant or wording.places(text))
    ]
    return max(present, key=lambda wording: wording.weight, default=None)


def _tier(way: Way, aligned: bool) -> int:
    if way == Way.EXACT:
        return 3 if aligned else 2
    return 1 if way == Way.VARIANT else 0


def _share(relevance: float) -> float:
    """A relevance from 0 up as a share from 0 to below 1, in the same order."""
    return relevance / (relevance + _HALF)
