"""Reads the terms of a query: a term in, its variants and its words out."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, cast

from corpus.fold import fold
from index.analysis.spacing import close_gaps
from index.analysis.wording import NUMERALS, Wording
from index.field_names import WORDS
from index.plan import (
    NO_PARAGRAPH,
    AllOf,
    AnyOf,
    Contains,
    FirstStage,
    Near,
    Plan,
    Starred,
    Tiered,
)
from searcher.match.content_units import Unit, content_of
from searcher.match.query_segmentation import possible_words, segmented
from searcher.match.widening import Widening
from searcher.query.ast import WILDCARD_REACH, Leaf, Or, Proximity, Term, Wildcard, describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.engine import Session, Snapshot


#: The most characters between two words of a term that asks nothing (benchmarks/by_words.py).
REACH = 12
NAME_REACH = 5  # between all words of the name of a body or a law: 劳动人事争议仲裁委员会
_LOOKED_AT = 10  # paragraphs, to see whether a string is a word


class Reading(NamedTuple):
    """How a term of the query is read.

    ``exact`` is the folded term; ``variants`` are its other wordings. ``words`` are the words of
    an unspaced run, each in all of its wordings: without the run and its variants, a paragraph
    must contain all of them. They are empty if words do not count for this term. If the term
    ``asks`` something, they may be anywhere in the paragraph, else they must be near each other. If
    it ``names`` a body or a law, they must be in their order.

    ``operands`` are the readings of the parts of a :class:`~searcher.query.ast.Proximity`, of
    which one of each must be near one of the other.
    """

    term: Leaf
    exact: Wording
    variants: tuple[Wording, ...] = ()
    words: tuple[tuple[Wording, ...], ...] = ()
    asks: bool = False
    names: bool = False
    operands: tuple[tuple[Reading, ...], ...] = ()

    @property
    def as_written(self) -> Contains | Starred | Near:
        """The plan for the term itself."""
        if isinstance(self.term, Wildcard):
            return Starred(folded_parts(self.term), WILDCARD_REACH)
        if isinstance(self.term, Proximity):
            exact = ([one.exact for one in some] for some in self.operands)
            return _near(exact, self.term.distance)
        return contains(self.exact)

    @property
    def plan(self) -> Plan:
        """The plan for the term, its variants and its words."""
        variants = self.near if self.operands and self.near else contains_any(self.variants)
        return Tiered(self.as_written, variants, self.by_words)

    @property
    def frames(self) -> bool:
        """Whether the term only frames a question, and so has no words of its own. A character
        typed alone does not: 何 is also a name."""
        text = self.exact.text
        return self.asks and not self.words and not (len(text) == 1 and text.isalnum())

    @property
    def near(self) -> Near | None:
        """The plan for the words near each other, if they must be, or for the operands."""
        if isinstance(self.term, Proximity):
            wordings = ([w for one in some for w in one.wordings] for some in self.operands)
            return _near(wordings, self.term.distance)
        if self.asks or len(self.words) < 2:
            return None
        if self.names:
            return _near(self.words, NAME_REACH)._replace(in_order=True)
        return _near(self.words, REACH * (len(self.words) - 1))

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """The term itself and its variants."""
        return self.exact, *self.variants

    @property
    def needed(self) -> tuple[tuple[str, ...], ...]:
        """Strings of which a text without gaps that matches contains one of each tuple; none if
        that cannot be said."""
        if isinstance(self.term, Wildcard):
            strings: tuple[tuple[str, ...], ...] = tuple((p,) for p in folded_parts(self.term))
        elif self.words or self.operands:
            return ()
        else:
            strings = (tuple(one.text for one in self.wordings),)
        # White space in a string may be a part of a gap.
        return () if any(map(_has_space, chain(*strings))) else strings

    @property
    def by_words(self) -> Plan:
        """The plan for the words."""
        if not self.words:
            return NO_PARAGRAPH
        return self.near or AllOf(tuple(map(contains_any, self.words)))


def _has_space(string: str) -> bool:
    return any(map(str.isspace, string))


def scored_readings(readings: Iterable[Reading]) -> list[Reading]:
    """The readings by which a paragraph is scored: the operands instead of what joins them."""
    return [part for one in readings for part in (*chain(*one.operands),) or (one,)]


def _near(parts: Iterable[Iterable[Wording]], reach: int) -> Near:
    """The plan for a wording of each part within ``reach``."""
    return Near(tuple(tuple(map(contains, wordings)) for wordings in parts), reach)


def folded_parts(term: Wildcard) -> tuple[str, ...]:
    """The folded parts of a wildcard."""
    return tuple(map(fold, term.parts))


def contains(wording: Wording) -> Contains:
    """The plan for one wording."""
    return Contains(wording.text, wording.of, wording.only)


def contains_any(wordings: tuple[Wording, ...]) -> AnyOf:
    """The plan for any of the wordings."""
    return AnyOf(tuple(map(contains, wordings)))


class Known(NamedTuple):
    """What a :class:`TermReader` has read: terms, and the words of folded texts. It is the same for
    every session of one snapshot."""

    readings: dict[Leaf, Reading]
    words: dict[str, list[str]]


class TermReader:
    """Reads terms for one index. A term is read once.

    ``exact`` turns variants and words off. ``own_words``: those of the user's topics are variants.
    ``known``: of another reader of the same snapshot and options.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        session: Session,
        *,
        exact: bool = False,
        own_words: bool = False,
        known: Known | None = None,
    ) -> None:
        self.snapshot = snapshot
        self.session = session
        self.exact = exact
        self.known = Known({}, {}) if known is None else known
        self._widening = Widening(snapshot, own=own_words)
        self._readings, self._words = self.known

    def reading(self, term: Leaf) -> Reading:
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

    def _read(self, term: Leaf) -> Reading:
        if isinstance(term, Wildcard):
            return Reading(term, Wording(fold("*".join(term.parts))))
        if isinstance(term, Proximity):
            parts = (part.parts if isinstance(part, Or) else (part,) for part in term.parts)
            operands = (tuple(map(self.reading, cast("Iterable[Leaf]", some))) for some in parts)
            return Reading(term, Wording(fold(describe(term))), operands=tuple(operands))
        exact = Wording(close_gaps(fold(term.text)))
        if self.exact or not isinstance(term, Term):
            return Reading(term, exact)
        content = content_of(self.words(exact.text), self._occurs, self._is_word)
        return Reading(
            term,
            exact,
            variants=self._variants(term.text),
            words=self._wordings(content.units, exact.text),
            asks=content.asks,
            names=content.names,
        )

    def _wordings(self, units: Sequence[Unit], term: str) -> tuple[tuple[Wording, ...], ...]:
        """Each unit in all of its wordings; none if they are the term itself."""
        # A paragraph with 核 and 能 is not about 核能: single characters alone do not count.
        if units == ((term,),) or not any(len(unit[0]) > 1 for unit in units):
            return ()
        return tuple(
            tuple(w for one in unit for w in (Wording(one), *self._variants(one))) for unit in units
        )

    def _occurs(self, string: str) -> bool:
        return self.session.occur([Contains(string)])[0]

    def _is_word(self, string: str) -> bool:
        """Whether one of the first paragraphs that contain a string has it as whole words."""
        if self.snapshot.frequency(WORDS, [string])[string]:
            return True
        keys = self.session.match(Contains(string)).best(FirstStage({}, (), {}), _LOOKED_AT)
        records = self.session.records([key for key, _ in keys[:_LOOKED_AT]])
        return any(record.text.has_word(string) for record in records)

    def _numbers(self, text: str, wordings: list[Wording]) -> list[Wording]:
        """A term as it is written, and its ``wordings``, with their numbers written otherwise."""
        if not any(char.isdecimal() or char in NUMERALS for char in fold(text)):
            return []
        from index.analysis.numerals import other_numerals

        term = Wording(fold(text), of=fold(text), shown=text)
        return [
            one._replace(text=fold(other.text), weight=one.weight * other.weight, shown=other.text)
            for one in (term, *wordings)
            for other in other_numerals(one.shown or one.text)
        ]

    def _variants(self, text: str) -> tuple[Wording, ...]:
        """The variants of ``text`` that occur in the index."""
        wordings = self._widening.wordings(text, fold(text))
        wordings += self._numbers(text, wordings)
        occur = self.session.occur(list(map(contains, wordings)))
        return tuple(w for w, occurs in zip(wordings, occur, strict=True) if occurs)
