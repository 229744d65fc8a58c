"""The second scoring: of the answers that the index finds best, which really are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heappush, heappushpop
from itertools import starmap
from math import inf

from corpus.fold import fold
from index.analysis.grams import grams
from index.bm25 import K1, idf, norm
from index.field_names import GRAMS, WORDS
from index.stored_record import ROLE, SECTION, STATEMENTS, Record
from index.whoosh.w3.lengths import LENGTH_OF_BYTE
from searcher.match.highlight import marks
from searcher.match.matcher import Matcher, Reading
from searcher.match.matches import Found, Way
from searcher.match.query_segmentation import cut
from searcher.match.wording import Text, Wording
from searcher.query.ast import Wildcard
from searcher.rank.tiers import Ranked, share, tier
from searcher.score import formulas
from searcher.score.formulas import ROLES, WEIGHTS, Score, Terms, relevance, together

FRAME = 0.2  # of its idf, a term of a run that only its words answer
_READING = 500  # postings that are read in the time that a paragraph takes, and some are in vain
_SPARED = 2500  # postings that are read in the time that a paragraph takes once all is warm
_ABOVE = 1 + 1e-9  # of a bound: sums of floats are not exact


class Second:
    """Scores paragraphs once more, by their texts, for the terms of one query."""

    def __init__(self, matcher: Matcher, readings: Sequence[Reading]) -> None:
        self.matcher = matcher
        self.reader = matcher.reader
        self.readings = readings
        self.average = self.reader.average_length(GRAMS)
        self._terms: dict[Wording, Terms] = {}
        self._joined: dict[tuple[tuple[Wording, float], ...], Terms] = {}
        self._places: dict[str, float] = {}

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

    def best(self, found: Found, numbers: Sequence[int], wanted: int) -> list[Ranked]:
        """Of the paragraphs ``numbers`` those that can be among the first ``wanted``, and perhaps
        some more, best first. The others are not read: that is most of what an answer costs."""
        terms = {number: self._chosen(number) for number in numbers}
        pays = len(numbers) > wanted and self._pays(terms.values(), len(numbers) - wanted)
        bounds = self._bounds(found, terms) if pays else dict.fromkeys(numbers, inf)
        ranked: list[Ranked] = []
        highest: list[float] = []
        for number in sorted(numbers, key=lambda one: (-bounds[one], one)):
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
        aligned = way == Way.EXACT and self.stands_as_words(text)
        return Ranked(number, way, tier(way, aligned) + share(parts.total), parts)

    def _pays(self, terms: Collection[Terms], spared: int) -> bool:
        """Whether what bounds need is read sooner than the paragraphs that they can save, of which
        ``spared`` need not be read at best."""
        asked = {(GRAMS, gram) for some in terms for gram in (*some.pairs, *some.singles)}
        asked |= {(WORDS, word) for some in terms for word in some.words}
        pays = sum(self.reader.unread(*term) for term in asked) <= _READING * len(terms)
        if not pays:
            for term in asked:
                self.reader.missed(*term, _SPARED * spared)
        return pays

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
            bounds[number] = tier(found.way(number), aligned=True) + share(most)
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
        if present and not present[0].of:
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
            formulas.SECTION * self._told(section)
            + formulas.TITLE * self._told(title)
            + formulas.SPEAKER * self._told(speakers)
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

    def stands_as_words(self, text: Text) -> bool:
        """Whether every term that stands in the paragraph does so somewhere on word boundaries."""
        return all(self._stands_as_word(reading, text) for reading in self.readings)

    def _stands_as_word(self, reading: Reading, text: Text) -> bool:
        if not isinstance(reading.term, Wildcard) and any(
            starmap(text.whole, reading.exact.places_in_turn(text))
        ):
            return True
        found = marks(reading, text)
        return not found or any(text.whole(mark.start, mark.end) for mark in found)
