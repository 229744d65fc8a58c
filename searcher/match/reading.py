"""Reads the terms of a query: a term in, its variants and its words out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpus.fold import fold
from index.analysis.spacing import close_gaps
from index.analysis.wording import Wording
from index.field_names import WORDS
from index.plan import NO_PARAGRAPH, AllOf, AnyOf, Contains, Plan, Starred, Tiered
from searcher.match.query_segmentation import content_words, possible_words, segmented
from searcher.query.ast import WILDCARD_REACH, Phrase, Term, Wildcard

if TYPE_CHECKING:
    from index.engine import Session, Snapshot


class Reading(NamedTuple):
    """How a term of the query is read.

    ``exact`` is the folded term; ``variants`` are its other wordings. ``words`` are the words of
    an unspaced run, each in all of its wordings: without the run and its variants, a paragraph
    must contain all of them. They are empty if words do not count for this term.
    """

    term: Term | Phrase | Wildcard
    exact: Wording
    variants: tuple[Wording, ...] = ()
    words: tuple[tuple[Wording, ...], ...] = ()

    @property
    def as_written(self) -> Contains | Starred:
        """The plan for the term itself."""
        if isinstance(self.term, Wildcard):
            return Starred(folded_parts(self.term), WILDCARD_REACH)
        return contains(self.exact)

    @property
    def plan(self) -> Plan:
        """The plan for the term, its variants and its words."""
        words = AllOf(tuple(map(contains_any, self.words))) if self.words else NO_PARAGRAPH
        return Tiered(self.as_written, contains_any(self.variants), words)


def folded_parts(term: Wildcard) -> tuple[str, ...]:
    """The folded parts of a wildcard."""
    return tuple(map(fold, term.parts))


def contains(wording: Wording) -> Contains:
    """The plan for one wording."""
    return Contains(wording.text, wording.of)


def contains_any(wordings: tuple[Wording, ...]) -> AnyOf:
    """The plan for any of the wordings."""
    return AnyOf(tuple(map(contains, wordings)))


class TermReader:
    """Reads terms for one index. A term is read once.

    ``exact`` turns variants and words off.
    """

    def __init__(self, snapshot: Snapshot, session: Session, *, exact: bool = False) -> None:
        self.snapshot = snapshot
        self.session = session
        self.exact = exact
        self._readings: dict[Term | Phrase | Wildcard, Reading] = {}
        self._words: dict[str, list[str]] = {}

    def reading(self, term: Term | Phrase | Wildcard) -> Reading:
        """How ``term`` is read. Phrases and wildcards have no variants and no words."""
        reading = self._readings.get(term)
        if reading is None:
            reading = self._readings[term] = self._read(term)
        return reading

    def words(self, text: str) -> list[str]:
        """The words of a folded text, by the vocabulary of the index."""
        words = self._words.get(text)
        if words is None:
            frequency = self.snapshot.frequency(WORDS, possible_words(text))
            words = segmented(text, frequency.__getitem__, self.snapshot.size)
            self._words[text] = words
        return words

    def _read(self, term: Term | Phrase | Wildcard) -> Reading:
        if isinstance(term, Wildcard):
            return Reading(term, Wording(fold("*".join(term.parts))))
        exact = Wording(close_gaps(fold(term.text)))
        if self.exact or not isinstance(term, Term):
            return Reading(term, exact)
        words = content_words(self.words(exact.text), self._occurs)
        # A paragraph with 核 and 能 is not about 核能: single characters alone do not count.
        if words == [exact.text] or not any(len(word) > 1 for word in words):
            words = []
        return Reading(
            term,
            exact,
            variants=self._variants(exact.text),
            words=tuple((Wording(word), *self._variants(word)) for word in words),
        )

    def _occurs(self, string: str) -> bool:
        return self.session.occur([Contains(string)])[0]

    def _variants(self, text: str) -> tuple[Wording, ...]:
        """The variants of ``text`` that occur in the index."""
        from index.analysis.variants import variants

        wordings = [Wording(v.text, v.weight, of=text) for v in variants(text)]
        occur = self.session.occur(list(map(contains, wordings)))
        return tuple(w for w, occurs in zip(wordings, occur, strict=True) if occurs)
