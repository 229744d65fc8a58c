"""Puts the answers in order: reads the index for what :mod:`searcher.rank` computes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heappush, heappushpop
from itertools import starmap
from typing import NamedTuple

from corpus.fold import fold
from index.field_names import GRAMS, WORDS
from index.grams import grams
from index.lengths import LENGTH_OF_BYTE
from index.reader import Postings
from index.record import ROLE, SECTION, STATEMENTS, Record
from searcher import rank
from searcher.collector import Term
from searcher.found import Found, Way
from searcher.highlight import marks
from searcher.match import Matcher, Reading
from searcher.query import Wildcard
from searcher.rank import K1, ROLES, WEIGHTS, Score, Terms, idf, norm, relevance, together
from searcher.wording import Text, Wording
from searcher.words import cut

BEST = 40  # so many may be read and scored again; 60, 100 and 200 gained nothing measurable
_SHOWN = 200  # and as many as are shown, up to this
FRAME = 0.2  # of its idf, a term of a run that only its words answer
_ROLES_READ = 3 * BEST  # paragraphs whose role is read with them
_HIGHEST = 3  # the class of the exact and aligned
_ABOVE = 1 + 1e-9  # of a bound: sums of floats are not exact
_HALF = 40.0  # a relevance that counts half of what is possible within a class


class Ranked(NamedTuple):
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
        self.collector = matcher.collector
        self.readings = readings
        self.average = self.reader.average_length(GRAMS)
        self._terms: dict[Wording, Terms] = {}
        self._joined: dict[tuple[tuple[Wording, float], ...], Terms] = {}
        self._places: dict[str, float] = {}

    def best(self, found: Found, wanted: int) -> list[Ranked]:
        """The first ``wanted`` of :meth:`ranked`, without looking at the rest where none of it
        can come before them."""
        if not self.readings:
            return self.ranked(found, wanted)[:wanted]
        candidates = self._candidates(found, wanted)
        read = self._second(found, candidates, wanted)
        taken = Counter(map(found.way, candidates))
        left = (way for way in Way if taken[way] < len(found.by(way)))
        highest = max((_tier(way, aligned=True) for way in left), default=-1)
        if highest >= 0 and (len(read) < wanted or read[wanted - 1].score < highest):
            read = self._with_rest(found, read, wanted)
        return read[:wanted]

    def ranked(self, found: Found, wanted: int) -> list[Ranked]:
        """All of ``found``, best first. Only the first ``wanted`` need to be in their true order
        where that costs reading many paragraphs."""
        if not self.readings:
            return [Ranked(n, found.way(n), 0.0, Score()) for n in sorted(found)]
        candidates = self._candidates(found, wanted)
        read = self._second(found, candidates, len(candidates))
        return self._with_rest(found, read, wanted)

    def _with_rest(self, found: Found, read: Sequence[Ranked], wanted: int) -> list[Ranked]:
        """``read``, and below them, class by class, the answers that were not read."""
        rest = found.numbers.difference(entry.number for entry in read)
        if not rest:
            return list(read)
        first = self._first_scores(found)
        exact = rest & found.by(Way.EXACT)
        if sum(entry.score >= _HIGHEST for entry in read) >= wanted:
            aligned = self._in_words(exact)
        else:
            aligned = frozenset(n for n in exact if self._stands_as_words(self.matcher.text(n)))
        lowest = {int(entry.score): entry.score % 1 for entry in read}
        ranked = list(read)
        for number in rest:
            way = found.way(number)
            tier = _tier(way, number in aligned)
            score = tier + lowest.get(tier, 1.0) * _share(first[number])
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
        for way in Way:
            numbers = found.by(way)
            groups = [[numbers, *words], [numbers]] if way == Way.EXACT and words else [[numbers]]
            for group in groups:
                if len(chosen) < most:
                    left = most - len(chosen)
                    best = self.collector.best(grams, group, left, self._role, without=chosen)
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
        scores = self.collector.scores(self._grams(), found.numbers)
        for factor, postings in self._low_roles():
            for number in postings.shared(found.numbers):
                scores[number] *= factor
        return scores

    def _grams(self) -> list[Term]:
        """What all answers are scored by."""
        weights: dict[str, float] = {}
        for reading in self.readings:
            for wording in (reading.exact, *reading.variants):
                terms = self.terms(wording)
                for gram, weight in (terms.pairs or terms.singles).items():
                    weights[gram] = max(weight, weights.get(gram, 0.0))
        return [Term(GRAMS, gram, weight) for gram, weight in weights.items()]

    def _asked_words(self) -> Iterator[str]:
        for reading in self.readings:
            yield from self.terms(reading.exact).words

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

    def _second(self, found: Found, best: Sequence[int], wanted: int) -> list[Ranked]:
        """``best`` read and scored once more, best first; but none that cannot be among the first
        ``wanted``: to read them is most of what an answer costs. There are as many or all."""
        terms = {number: self._chosen(number) for number in best}
        bounds = self._bounds(found, terms)
        ranked: list[Ranked] = []
        highest: list[float] = []
        for number in sorted(best, key=lambda one: (-bounds[one], one)):
            if len(highest) == wanted and bounds[number] < highest[0]:
                break
            entry = self._scored(number, found.way(number), terms[number])
            ranked.append(entry)
            if len(highest) < wanted:
                heappush(highest, entry.score)
            else:
                heappushpop(highest, entry.score)
        ranked.sort(key=lambda entry: (-entry.score, entry.number))
        return ranked

    def _scored(self, number: int, way: Way, terms: Terms) -> Ranked:
        """A paragraph read and scored once more."""
        record, text = self.matcher.record(number), self.matcher.text(number)
        counts = {
            word: count
            for word in terms.words
            for _, count in self.reader.postings(WORDS, word).counted({number})
        }
        said = relevance(terms, text.folded, self._length(number), self.average, counts)
        parts = Score(*said[:4], self._around(record), ROLES[record[ROLE]])
        aligned = way == Way.EXACT and self._stands_as_words(text)
        return Ranked(number, way, _tier(way, aligned) + _share(parts.total), parts)

    def _bounds(self, found: Found, terms: Mapping[int, Terms]) -> dict[int, float]:
        """For each paragraph a score that it does not exceed, by what the index tells of its
        ``terms`` without its text."""
        totals = dict.fromkeys(terms, 0.0)
        alike: dict[int, list[int]] = {}
        for number, chosen in terms.items():
            alike.setdefault(id(chosen), []).append(number)
        for numbers in alike.values():
            self._gather(totals, numbers, terms[numbers[0]])
        bounds = {}
        for number, total in totals.items():
            record = self.matcher.record(number)
            most = _ABOVE * ROLES[record[ROLE]] * (total + self._around(record))
            bounds[number] = _tier(found.way(number), aligned=True) + _share(most)
        return bounds

    def _gather(self, totals: dict[int, float], numbers: Sequence[int], terms: Terms) -> None:
        """Add to ``totals`` of the paragraphs ``numbers`` the most that their text can score."""
        norms = {number: norm(self._length(number), self.average) for number in numbers}
        for field, part, factor, in_sentence in (
            (GRAMS, terms.pairs, 1.0, WEIGHTS.sentence_pair),
            (GRAMS, terms.singles, WEIGHTS.single, WEIGHTS.sentence_single),
            (WORDS, terms.words, WEIGHTS.word, 0.0),
        ):
            for term, weight in part.items():
                most = weight * factor * (K1 + 1)
                for number, count in self.reader.postings(field, term).counted(norms):
                    totals[number] += most * count / (count + norms[number]) + in_sentence * weight
        for word, weight in terms.words.items():
            # A word stands in a sentence where its first two characters do, cut there or not.
            beginning = word[:2]
            held = self.reader.postings(GRAMS, beginning)
            for number in held.shared(norms) if beginning.isalnum() else norms:
                totals[number] += WEIGHTS.sentence_word * weight

    def _length(self, number: int) -> float:
        """Of a paragraph, in grams."""
        return LENGTH_OF_BYTE[self.reader.lengths(GRAMS)[number]]

    def _chosen(self, number: int) -> Terms:
        """For each term of the query, the best wording that the paragraph holds."""
        wordings: list[tuple[Wording, float]] = []
        for reading in self.readings:
            if isinstance(reading.term, Wildcard):
                wordings.append((reading.exact, 1.0))
            elif present := self._heaviest((reading.exact, *reading.variants), number):
                wordings.append((present, 1.0))
            else:
                # The words are what is asked for; the run around them tells little more.
                wordings.append((reading.exact, FRAME if reading.words else 1.0))
                held = (self._heaviest(wordings, number) for wordings in reading.words)
                wordings += [(wording, 1.0) for wording in held if wording]
        return self._together(tuple(wordings))

    def _heaviest(self, wordings: Sequence[Wording], number: int) -> Wording | None:
        """Of the wordings that stand in a paragraph the one that counts most: first the term
        itself, which no variant outweighs."""
        present = [one for one in wordings if number in self.matcher.holding(one)]
        if present and not present[0].variant:
            return present[0]
        return max(present, key=lambda wording: wording.weight, default=None)

    def _together(self, wordings: tuple[tuple[Wording, float], ...]) -> Terms:
        """One set of terms for several wordings; a term in two of them has the larger weight."""
        found = self._joined.get(wordings)
        if found is None:
            parts = [self.terms(wording).times(factor) for wording, factor in wordings]
            found = self._joined[wordings] = together(parts)
        return found

    def _around(self, record: Record) -> float:
        """What the headings, the title and the speakers' names add."""
        section = " ".join(record[SECTION])
        title = self.reader.file_of(record).title
        speakers = " ".join([statement[2] for statement in record[STATEMENTS]])
        return (
            rank.SECTION * self._told(section)
            + rank.TITLE * self._told(title)
            + rank.SPEAKER * self._told(speakers)
        )

    def _told(self, place: str) -> float:
        """What the terms tell that stand in a heading, a title or names."""
        told = self._places.get(place)
        if told is None:
            folded = fold(place)
            present = (one.exact for one in self.readings if one.exact.text in folded)
            pairs = (self.terms(wording).pairs for wording in present)
            told = self._places[place] = sum(sum(part.values()) for part in pairs)
        return told

    def _stands_as_words(self, text: Text) -> bool:
        """Whether every term that stands in the paragraph does so somewhere on word boundaries."""
        return all(self._stands_as_word(reading, text) for reading in self.readings)

    def _stands_as_word(self, reading: Reading, text: Text) -> bool:
        if not isinstance(reading.term, Wildcard) and any(
            starmap(text.whole, reading.exact.places_in_turn(text))
        ):
            return True
        found = marks(reading, text)
        return not found or any(text.whole(mark.start, mark.end) for mark in found)

    def _in_words(self, numbers: frozenset[int]) -> frozenset[int]:
        """Those of ``numbers`` that hold the words of every term, as far as the index tells."""
        for word in self._asked_words():
            numbers = self.reader.postings(WORDS, word).shared(numbers)
        return numbers


def _tier(way: Way, aligned: bool) -> int:
    if way == Way.EXACT:
        return 3 if aligned else 2
    return 1 if way == Way.VARIANT else 0


def _share(relevance: float) -> float:
    """A relevance from 0 up as a share from 0 to below 1, in the same order."""
    return relevance / (relevance + _HALF)
