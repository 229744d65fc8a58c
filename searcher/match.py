"""Which paragraphs answer a query, and in what way. Nothing that contains the words is missed.

A string is looked up by its grams, single characters and pairs of neighbours: every paragraph that
contains the string holds all of them. Where the grams cannot tell (they may stand apart), the
folded text of the paragraph decides. So no cut into words can lose a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from corpus.fold import fold
from index.grams import grams
from index.reader import Reader
from index.schema import GRAMS, WORDS
from searcher.query import (
    WILDCARD_REACH,
    And,
    Field,
    Not,
    Or,
    Phrase,
    Query,
    Term,
    Wildcard,
)
from searcher.words import cut, units

_FEW = 64  # so few candidates are looked at rather than narrowed further


class Way(IntEnum):
    """How a paragraph answers, best first."""

    EXACT = 0
    VARIANT = 1
    WORDS = 2


Found = dict[int, Way]


@dataclass(frozen=True, slots=True)
class Wording:
    """A folded string that a term is looked for as; its variants weigh less than itself."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """How a term of the query is read.

    ``exact`` is the folded term, ``variants`` its other wordings, and ``words`` the words that a
    paragraph must all hold otherwise, each in any of its wordings; without them, none.
    """

    term: Term | Phrase | Wildcard
    exact: Wording
    variants: tuple[Wording, ...] = ()
    words: tuple[tuple[Wording, ...], ...] = ()


def text_of(term: Term | Phrase | Wildcard) -> str:
    """A term as the query writes it, without its quotes."""
    return "*".join(term.parts) if isinstance(term, Wildcard) else term.text


class Matcher:
    """Finds the paragraphs of one reader. Everything it learns it keeps for its lifetime."""

    def __init__(self, reader: Reader, *, exact: bool = False) -> None:
        self.reader = reader
        self.exact = exact
        self._folded: dict[int, str] = {}
        self._containing: dict[str, frozenset[int]] = {}
        self._readings: dict[Term | Phrase | Wildcard, Reading] = {}

    def folded(self, number: int) -> str:
        """The folded text of a paragraph."""
        text = self._folded.get(number)
        if text is None:
            text = self._folded[number] = fold(self.reader.text(number))
        return text

    def containing(self, string: str) -> frozenset[int]:
        """The paragraphs whose folded text contains the folded, not empty ``string``."""
        found = self._containing.get(string)
        if found is None:
            found = self._containing[string] = frozenset(self._search(string))
        return found

    def _search(self, string: str) -> Iterable[int]:
        pieces = covering_grams(string)
        if not pieces:
            return (n for n in self.reader.paragraphs() if string in self.folded(n))
        pieces.sort(key=lambda gram: self.reader.document_frequency(GRAMS, gram))
        candidates: Iterable[int] = self.reader.postings(GRAMS, pieces[0]).numbers
        if len(pieces) == 1 and pieces[0] == string:
            return candidates
        for gram in pieces[1:]:
            candidates = set(candidates)
            if len(candidates) <= _FEW:
                break
            candidates &= set(self.reader.postings(GRAMS, gram).numbers)
        return (number for number in candidates if string in self.folded(number))

    def reading(self, term: Term | Phrase | Wildcard) -> Reading:
        """How ``term`` is looked for; a phrase, a wildcard and ``exact`` only as they stand."""
        reading = self._readings.get(term)
        if reading is None:
            reading = self._readings[term] = self._read(term)
        return reading

    def _read(self, term: Term | Phrase | Wildcard) -> Reading:
        exact = Wording(fold(text_of(term)))
        if self.exact or not isinstance(term, Term):
            return Reading(term, exact)
        words = units(
            cut(exact.text, lambda w: self.reader.document_frequency(WORDS, w), self.reader.size)
        )
        return Reading(
            term,
            exact,
            variants=self._variants(exact.text),
            words=tuple((Wording(word), *self._variants(word)) for word in words)
            if words and words != [exact.text]
            else (),
        )

    def _variants(self, text: str) -> tuple[Wording, ...]:
        from index.variants import variants

        # Which variants there are does not depend on the index; which matter does.
        return tuple(
            Wording(variant.text, variant.weight)
            for variant in variants(text)
            if self.containing(variant.text)
        )

    def find(self, query: Query) -> Found:
        """The paragraphs that answer ``query``, each with the weakest way a part of it needed."""
        match query:
            case And(parts=parts):
                return self._all([self.find(part) for part in parts])
            case Or(parts=parts):
                return _any([self.find(part) for part in parts])
            case Not(part=part):
                without = self.find(part)
                return dict.fromkeys(
                    (n for n in self.reader.paragraphs() if n not in without), Way.EXACT
                )
            case Field():
                from searcher.fields import paragraphs_with

                return dict.fromkeys(paragraphs_with(self.reader, query), Way.EXACT)
            case Term() | Phrase() | Wildcard():
                return self._term(self.reading(query))
        raise TypeError(f"not a query: {query!r}")

    def _term(self, reading: Reading) -> Found:
        found: Found = {}
        if reading.words:
            found = dict.fromkeys(self._with_all(reading.words), Way.WORDS)
        for wording in reading.variants:
            found.update(dict.fromkeys(self.containing(wording.text), Way.VARIANT))
        found.update(dict.fromkeys(self.as_asked(reading), Way.EXACT))
        return found

    def as_asked(self, reading: Reading) -> frozenset[int]:
        """The paragraphs that hold the term itself."""
        if isinstance(reading.term, Wildcard):
            return frozenset(self._starred(reading.term.parts))
        return self.containing(reading.exact.text)

    def with_any(self, wordings: Iterable[Wording]) -> frozenset[int]:
        """The paragraphs that contain at least one of the wordings."""
        return frozenset().union(*(self.containing(wording.text) for wording in wordings))

    def _with_all(self, words: tuple[tuple[Wording, ...], ...]) -> frozenset[int]:
        return frozenset.intersection(*(self.with_any(wordings) for wordings in words))

    def _starred(self, parts: tuple[str, ...]) -> Iterator[int]:
        folded = [fold(part) for part in parts]
        candidates = frozenset.intersection(*map(self.containing, folded))
        pattern = wildcard_pattern(folded)
        return (n for n in candidates if pattern.search(self.folded(n)))

    def _all(self, sides: list[Found]) -> Found:
        sides.sort(key=len)
        found = sides[0]
        for other in sides[1:]:
            found = {n: max(way, other[n]) for n, way in found.items() if n in other}
        return found


def _any(sides: list[Found]) -> Found:
    found: Found = {}
    for side in sides:
        for number, way in side.items():
            found[number] = min(way, found.get(number, way))
    return found


def covering_grams(string: str) -> list[str]:
    """The grams that every text containing ``string`` holds: its pairs, and what no pair covers."""
    held = dict.fromkeys(grams(string))
    covered = {char for gram in held if len(gram) > 1 for char in gram}
    return [gram for gram in held if len(gram) > 1 or gram not in covered]


def wildcard_pattern(parts: Iterable[str]) -> re.Pattern[str]:
    """The folded parts in order, each a group, within one sentence and reach of each other."""
    between = f"[^。！？!?]{{0,{WILDCARD_REACH}}}?"
    return re.compile(between.join(f"({re.escape(part)})" for part in parts))
