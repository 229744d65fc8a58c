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

from corpus.document import Span
from corpus.fold import fold
from index.field_names import GRAMS, WORDS
from index.grams import grams
from index.reader import Reader
from index.record import STARTS, TEXT
from index.segment import begins, is_word
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
class Text:
    """A paragraph as it is matched: its folded text, and where the words of it begin."""

    folded: str
    starts: bytes

    def whole(self, start: int, end: int) -> bool:
        """Whether the characters ``[start, end)`` are whole words or lie within one.

        Latin letters and digits must not go on before or after them.
        """
        if self._latin(start - 1, start) or self._latin(end - 1, end):
            return False
        return is_word(self.starts, start, end)

    def meant(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` may stand for itself here, though it was not asked for by name.

        Not inside a longer word that it does not begin (算法 in 預算法), and not with both ends
        inside words (資安 in 師資安排). With one it may: 以外送平台 is cut 以外|送|平台.
        """
        if self._latin(start - 1, start) or self._latin(end - 1, end):
            return False
        if begins(self.starts, start):
            return True
        split = any(begins(self.starts, at) for at in range(start + 1, end))
        return split and begins(self.starts, end)

    def _latin(self, left: int, right: int) -> bool:
        pair = self.folded[left : right + 1] if left >= 0 else ""
        return len(pair) == 2 and pair.isascii() and pair.isalnum()


@dataclass(frozen=True, slots=True)
class Wording:
    """A folded string that a term is looked for as: the term itself, or a ``variant`` of it.

    The term counts wherever it stands; a variant, which nobody asked for by name, only where it
    can be meant: 算法 for 演算法 does not mean 預算法.
    """

    text: str
    weight: float = 1.0
    variant: bool = False

    def places(self, text: Text) -> list[Span]:
        """Where the wording stands in ``text``, in order and apart."""
        return [
            found.span()
            for found in re.finditer(re.escape(self.text), text.folded)
            if not self.variant or text.meant(*found.span())
        ]


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
        self._texts: dict[int, Text] = {}
        self._containing: dict[str, frozenset[int]] = {}
        self._holding: dict[Wording, frozenset[int]] = {}
        self._readings: dict[Term | Phrase | Wildcard, Reading] = {}

    def text(self, number: int) -> Text:
        """The text of a paragraph, to be matched."""
        text = self._texts.get(number)
        if text is None:
            record = self.reader.record(number)
            text = self._texts[number] = Text(fold(record[TEXT]), record[STARTS])
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
            return (n for n in self.reader.paragraphs() if string in self.text(n).folded)
        pieces.sort(key=lambda gram: self.reader.document_frequency(GRAMS, gram))
        candidates: Iterable[int] = self.reader.postings(GRAMS, pieces[0]).numbers
        if len(pieces) == 1 and pieces[0] == string:
            return candidates
        for gram in pieces[1:]:
            candidates = set(candidates)
            if len(candidates) <= _FEW:
                break
            candidates &= set(self.reader.postings(GRAMS, gram).numbers)
        # Where it is a word it stands; only the others have to be read.
        words = set(self.reader.postings(WORDS, string).numbers)
        return (n for n in candidates if n in words or string in self.text(n).folded)

    def holding(self, wording: Wording) -> frozenset[int]:
        """The paragraphs in which ``wording`` stands."""
        found = self._holding.get(wording)
        if found is None:
            found = self.containing(wording.text)
            if wording.variant:
                words = set(self.reader.postings(WORDS, wording.text).numbers)
                found = frozenset(n for n in found if n in words or wording.places(self.text(n)))
            self._holding[wording] = found
        return found

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
            cut(exact.text, lambda w: self.reader.document_frequency(WORDS, w), self.reader.size),
            lambda unit: bool(self.containing(unit)),
        )
        return Reading(
            term,
            exact,
            variants=self._variants(exact.text),
            # 核 and 能, apart, are not about 核能: single characters alone say nothing.
            words=tuple((Wording(word), *self._variants(word)) for word in words)
            if words != [exact.text] and any(len(word) > 1 for word in words)
            else (),
        )

    def _variants(self, text: str) -> tuple[Wording, ...]:
        from index.variants import variants

        # Which variants there are does not depend on the index; which matter does.
        wordings = (Wording(v.text, v.weight, variant=True) for v in variants(text))
        return tuple(wording for wording in wordings if self.holding(wording))

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
            found.update(dict.fromkeys(self.holding(wording), Way.VARIANT))
        found.update(dict.fromkeys(self.as_asked(reading), Way.EXACT))
        return found

    def as_asked(self, reading: Reading) -> frozenset[int]:
        """The paragraphs that hold the term itself."""
        if isinstance(reading.term, Wildcard):
            return frozenset(self._starred(reading.term.parts))
        return self.holding(reading.exact)

    def with_any(self, wordings: Iterable[Wording]) -> frozenset[int]:
        """The paragraphs that contain at least one of the wordings."""
        return frozenset().union(*map(self.holding, wordings))

    def _with_all(self, words: tuple[tuple[Wording, ...], ...]) -> frozenset[int]:
        return frozenset.intersection(*(self.with_any(wordings) for wordings in words))

    def _starred(self, parts: tuple[str, ...]) -> Iterator[int]:
        folded = [fold(part) for part in parts]
        candidates = frozenset.intersection(*map(self.containing, folded))
        pattern = wildcard_pattern(folded)
        return (n for n in candidates if pattern.search(self.text(n).folded))

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
