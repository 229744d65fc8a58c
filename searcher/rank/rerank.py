"""Re-ranks the best candidates by their text."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from heapq import heappush, heappushpop
from itertools import chain, starmap
from math import inf
from typing import TypeAlias

from corpus.fold import fold
from index.analysis.grams import grams
from index.analysis.wording import Wording
from index.bm25 import K1, idf, norm
from index.field_names import GRAMS, WORDS
from index.plan import Candidate, Key, Tier
from index.stored_record import DOC, ROLE, SECTION, STATEMENTS, Record
from searcher.match.manner import Manner, StringAlone, manner
from searcher.match.other_characters import characters_of
from searcher.match.paragraph_cache import ParagraphCache
from searcher.match.question import Question
from searcher.match.reading import TermReader, contains, scored_readings
from searcher.query.ast import Proximity, Wildcard
from searcher.rank.by_words import ByWords
from searcher.rank.tiers import TOUCHING, Ranked, ScoreClass, score_class
from searcher.score import formulas
from searcher.score.formulas import ROLES, WEIGHTS, Score, Terms, merged, relevance

FRAME = 0.2  # of its idf: the weight of a run of which a paragraph contains only the words
_ABOVE = 1 + 1e-9  # times a bound: sums of floats are not exact

_TermCounts: TypeAlias = Mapping[tuple[str, str], Mapping[Key, int]]


class Reranker:
    """Scores paragraphs by their text for the terms of one question.

    ``characters``: whether to tell apart with which characters terms are written.
    """

    def __init__(
        self,
        terms: TermReader,
        question: Question,
        paragraphs: ParagraphCache,
        *,
        characters: bool = True,
    ) -> None:
        self._reader = terms
        self._session = terms.session
        self._snapshot = terms.snapshot
        self._paragraphs = paragraphs
        self._readings = question.readings
        self._characters = [
            characters_of(one.term.text, one.exact.text)
            if characters and not isinstance(one.term, Wildcard | Proximity)
            else None
            for one in question.readings
        ]
        self._alone = self._only_string() if not any(self._characters) else None
        self._joined = question.joined
        self._touching: set[Key] = set()
        self._by_words = ByWords(terms, question.readings)
        self._scored_readings = scored_readings(question.readings)
        self._average = terms.snapshot.average_length(GRAMS)
        self._terms: dict[Wording, Terms] = {}
        self._merged: dict[tuple[tuple[Wording, float], ...], Terms] = {}
        self._contexts: dict[str, float] = {}

    def terms(self, wording: Wording) -> Terms:
        """The terms by which a paragraph that contains ``wording`` is scored."""
        terms = self._terms.get(wording)
        if terms is None:
            own = dict.fromkeys(gram for gram in grams(wording.text) if gram.isalnum())
            words = [w for w in self._reader.words(wording.text) if any(map(str.isalnum, w))]
            terms = self._terms[wording] = Terms(
                pairs=self._weighted(GRAMS, [g for g in own if len(g) == 2], wording.weight),
                singles=self._weighted(GRAMS, [g for g in own if len(g) == 1], wording.weight),
                words=self._weighted(WORDS, words, wording.weight),
            )
        return terms

    def _weighted(self, field: str, terms: Sequence[str], weight: float) -> dict[str, float]:
        total = self._snapshot.size
        frequencies = self._snapshot.frequency(field, terms)
        return {term: weight * idf(frequencies[term], total) for term in terms}

    def best(self, candidates: Sequence[Candidate], wanted: int) -> list[Ranked]:
        """The candidates that can be among the first ``wanted``, and perhaps some others, best
        first. The others are not scored: scoring is most of what a search costs."""
        keys = [candidate.key for candidate in candidates]
        self._paragraphs.read(keys)
        lengths = dict(zip(keys, self._session.lengths(keys), strict=True))
        terms = self._chosen_terms(keys)
        counts = self._counts(terms, len(keys) - wanted)
        bounds = dict.fromkeys(keys, inf)
        if counts is not None:
            bounds = self._bounds(candidates, terms, lengths, counts)
        ranked: list[Ranked] = []
        highest: list[float] = []
        for key, tier in sorted(candidates, key=lambda one: (-bounds[one.key], one.key)):
            if len(highest) == wanted and bounds[key] < highest[0]:
                break
            entry = self._scored(key, tier, terms[key], lengths[key])
            ranked.append(entry)
            if len(highest) < wanted:
                heappush(highest, entry.score)
            else:
                heappushpop(highest, entry.score)
        ranked.sort(key=lambda entry: (-entry.score, entry.key))
        return ranked

    def _scored(self, key: Key, tier: Tier, terms: Terms, length: float) -> Ranked:
        """A paragraph, scored by its text."""
        paragraph = self._paragraphs[key]
        record, text = paragraph.record, paragraph.text
        counts = {word: text.count_word(word) for word in terms.words}
        said = relevance(terms, text.folded, length, self._average, counts)
        near = self._by_words.factor(text) if tier == Tier.WORDS else 1.0
        parts = Score(*said[:4], self._context(record), ROLES[record[ROLE]], near)
        return Ranked(key, tier, self.score_class(key, tier).score(parts.total), parts)

    def score_class(self, key: Key, tier: Tier) -> ScoreClass:
        """The class of a match, by its text."""
        if tier != Tier.EXACT:
            return score_class(tier)
        found = self._manner(key)
        touches = found == Manner.WHOLE and key in self._touching
        return TOUCHING if touches else score_class(tier, found)

    def _counts(self, terms: Mapping[Key, Terms], spared: int) -> _TermCounts | None:
        """How often each term occurs in each paragraph, if the engine finds out in less time than
        scoring the ``spared`` paragraphs takes."""
        if spared <= 0:
            return None
        wanted: dict[tuple[str, str], None] = {}
        for some in {id(some): some for some in terms.values()}.values():
            wanted.update(((GRAMS, gram), None) for gram in (*some.pairs, *some.singles))
            wanted.update(((GRAMS, word[:2]), None) for word in some.words if word[:2].isalnum())
            wanted.update(((WORDS, word), None) for word in some.words)
        return self._session.term_counts(wanted, list(terms), spared)

    def _bounds(
        self,
        candidates: Sequence[Candidate],
        terms: Mapping[Key, Terms],
        lengths: Mapping[Key, float],
        counts: _TermCounts,
    ) -> dict[Key, float]:
        """An upper bound of the score of each candidate, from the counts of its terms."""
        totals = dict.fromkeys(terms, 0.0)
        alike: dict[int, list[Key]] = {}
        for key, chosen in terms.items():
            alike.setdefault(id(chosen), []).append(key)
        for keys in alike.values():
            norms = {key: norm(lengths[key], self._average) for key in keys}
            _add_bounds(totals, norms, terms[keys[0]], counts)
        bounds = {}
        for key, tier in candidates:
            record = self._paragraphs[key].record
            most = _ABOVE * ROLES[record[ROLE]] * (totals[key] + self._context(record))
            best = TOUCHING if key in self._touching else score_class(tier)
            bounds[key] = best.score(most)
        return bounds

    def _chosen_terms(self, keys: Sequence[Key]) -> dict[Key, Terms]:
        """For each paragraph the terms of the best wording that it contains of each query term."""
        wordings = {
            wording
            for reading in self._scored_readings
            if not isinstance(reading.term, Wildcard)
            for wording in (reading.exact, *reading.variants, *chain(*reading.words))
        }
        strings = {wording: contains(wording) for wording in wordings}
        found = self._session.containing({*strings.values(), *self._joined}, keys)
        self._touching.update(chain.from_iterable(found[one] for one in self._joined))
        containing = {wording: found[string] for wording, string in strings.items()}
        return {key: self._chosen(key, containing) for key in keys}

    def _chosen(self, key: Key, containing: Mapping[Wording, Collection[Key]]) -> Terms:
        def heaviest(wordings: Sequence[Wording]) -> Wording | None:
            """The wording in the paragraph that weighs most; the term itself before variants."""
            present = [one for one in wordings if key in containing[one]]
            if present and not present[0].of:
                return present[0]
            return max(present, key=lambda wording: wording.weight, default=None)

        chosen: list[tuple[Wording, float]] = []
        for reading in self._scored_readings:
            if isinstance(reading.term, Wildcard):
                chosen.append((reading.exact, 1.0))
            elif present := heaviest((reading.exact, *reading.variants)):
                chosen.append((present, 1.0))
            else:
                # The words match; the rest of the run adds little.
                chosen.append((reading.exact, FRAME if reading.words else 1.0))
                words = (heaviest(wordings) for wordings in reading.words)
                chosen += [(wording, 1.0) for wording in words if wording]
        return self._merged_terms(tuple(chosen))

    def _merged_terms(self, wordings: tuple[tuple[Wording, float], ...]) -> Terms:
        """The terms of several wordings, each with the larger of its weights."""
        found = self._merged.get(wordings)
        if found is None:
            parts = [self.terms(wording).times(factor) for wording, factor in wordings]
            found = self._merged[wordings] = merged(parts)
        return found

    def _context(self, record: Record) -> float:
        """What the headings, the title and the speakers' names add to the score."""
        section = " ".join(record[SECTION])
        title = self._snapshot.file(record[DOC]).title
        speakers = " ".join([statement[2] for statement in record[STATEMENTS]])
        return (
            formulas.SECTION * self._weight_in(section)
            + formulas.TITLE * self._weight_in(title)
            + formulas.SPEAKER * self._weight_in(speakers)
        )

    def _weight_in(self, context: str) -> float:
        """The weight of the query terms that occur in a heading, a title or names."""
        weight = self._contexts.get(context)
        if weight is None:
            folded = fold(context)
            present = (one.exact for one in self._scored_readings if one.exact.text in folded)
            pairs = (self.terms(wording).pairs for wording in present)
            weight = self._contexts[context] = sum(sum(part.values()) for part in pairs)
        return weight

    def _only_string(self) -> StringAlone | None:
        """The string of a question that has nothing else."""
        if len(self._readings) != 1:
            return None
        reading = self._readings[0]
        if reading.variants or isinstance(reading.term, Wildcard | Proximity):
            return None
        string = reading.exact.text
        return StringAlone(string, one_word=self._reader.words(string) == [string])

    def _manner(self, key: Key) -> Manner:
        """How the paragraph contains the terms that it contains: the worst manner of them."""
        if self._alone and (found := self._alone.manner(self._paragraphs[key])) is not None:
            return found
        occurring = self._paragraphs.occurring(key)
        return max((self._manner_of(key, term) for term in occurring), default=Manner.WHOLE)

    def _manner_of(self, key: Key, term: int) -> Manner:
        reading, text = self._readings[term], self._paragraphs[key].text
        found = None
        if not isinstance(reading.term, Wildcard | Proximity):
            string = reading.exact.text
            found = manner(string, text, one_word=self._reader.words(string) == [string])
            characters = self._characters[term]
            if (
                characters
                and found in (Manner.WHOLE, Manner.ACROSS)
                and characters.are_other(string, self._paragraphs[key])
            ):
                return Manner.OTHER_CHARACTERS
            if found == Manner.WHOLE or (found is not None and not reading.variants):
                return found
        marks = self._paragraphs.marks(key, term)
        if not marks or any(starmap(text.is_word, marks)):
            return Manner.SPACED if found == Manner.SPACED else Manner.WHOLE
        return Manner.ACROSS if found is None else found


def _add_bounds(
    totals: dict[Key, float], norms: Mapping[Key, float], terms: Terms, counts: _TermCounts
) -> None:
    """Add to ``totals`` of the paragraphs in ``norms`` the most that ``terms`` can score there."""

    for field, part, factor, in_sentence in (
        (GRAMS, terms.pairs, 1.0, WEIGHTS.sentence_pair),
        (GRAMS, terms.singles, WEIGHTS.single, WEIGHTS.sentence_single),
        (WORDS, terms.words, WEIGHTS.word, 0.0),
    ):
        for term, weight in part.items():
            most = weight * factor * (K1 + 1)
            at_most = in_sentence * weight
            for key, count in counts[field, term].items():
                if key in norms:
                    totals[key] += most * count / (count + norms[key]) + at_most
    for word, weight in terms.words.items():
        # A sentence that contains the word, segmented or not, contains its first two characters.
        start = word[:2]
        at_most = WEIGHTS.sentence_word * weight
        for key in counts[GRAMS, start] if start.isalnum() else norms:
            if key in norms:
                totals[key] += at_most
