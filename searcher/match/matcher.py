"""Which paragraphs answer a query, and in what way. Nothing that contains the words is missed.

A string is looked up by its grams, single characters and pairs of neighbours: every paragraph that
contains the string holds all of them. Where the grams cannot tell (they may stand apart), the
folded text of the paragraph decides. So no cut into words can lose a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from operator import add
from typing import NamedTuple

from corpus.fold import fold
from index.analysis.grams import grams
from index.field_names import GRAMS, WORDS
from index.stored_record import STARTS, Record, text_of
from index.whoosh.postings import ascending
from index.whoosh.reader import Reader
from index.whoosh.top_k import containing_all
from searcher.match.matches import NONE, Found, all_of, any_of, in_turn, intersection, union
from searcher.match.query_segmentation import cut, units
from searcher.match.wording import Text, Wording, meets_latin, spelled
from searcher.query.ast import (
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

_READING = 150  # postings that are read in the time that one paragraph takes
_MANY = 50  # paragraphs; before so many are read, the index is asked what it knows of them


class Reading(NamedTuple):
    """How a term of the query is read.

    ``exact`` is the folded term, ``variants`` its other wordings, and ``words`` the words that a
    paragraph must all hold otherwise, each in any of its wordings; without them, none.
    """

    term: Term | Phrase | Wildcard
    exact: Wording
    variants: tuple[Wording, ...] = ()
    words: tuple[tuple[Wording, ...], ...] = ()


def written(term: Term | Phrase | Wildcard) -> str:
    """A term as the query writes it, without its quotes."""
    return "*".join(term.parts) if isinstance(term, Wildcard) else term.text


class Matcher:
    """Finds the paragraphs of one reader. Everything it learns it keeps for its lifetime."""

    def __init__(self, reader: Reader, *, exact: bool = False) -> None:
        self.reader = reader
        self.exact = exact
        self.records: dict[int, Record] = {}
        self._texts: dict[int, Text] = {}
        self._containing: dict[str, frozenset[int]] = {}
        self._holding: dict[Wording, frozenset[int]] = {}
        self._readings: dict[Term | Phrase | Wildcard, Reading] = {}

    def record(self, number: int) -> Record:
        """What is stored for a paragraph."""
        record = self.records.get(number)
        if record is None:
            record = self.records[number] = self.reader.record(number)
        return record

    def text(self, number: int) -> Text:
        """The text of a paragraph, to be matched."""
        text = self._texts.get(number)
        if text is None:
            stored = self.records.get(number) or self.reader.stored(number)
            text = self._texts[number] = Text(fold(text_of(stored)), stored[STARTS])
        return text

    def containing(self, string: str) -> frozenset[int]:
        """The paragraphs whose folded text contains the folded, not empty ``string``."""
        found = self._containing.get(string)
        if found is None:
            found = self._containing[string] = self._search(string)
        return found

    def _search(self, string: str) -> frozenset[int]:
        pieces = covering_grams(string)
        if not pieces:
            candidates = self.reader.paragraphs()
        else:
            candidates = containing_all(self.reader, GRAMS, pieces, longest=_READING)
            if pieces == [string]:
                return candidates
        # Where it is a word it stands, and where its grams must touch; the others have to be read.
        sure = self.reader.postings(WORDS, string).shared(candidates)
        sure |= self._touching(string, candidates - sure)
        return sure.union(self._seen(string, candidates - sure))

    def _seen(self, string: str, candidates: frozenset[int]) -> Iterator[int]:
        """Those of ``candidates`` whose text contains ``string``."""
        if len(candidates) < _MANY:
            yield from (n for n in candidates if string in self.text(n).folded)
            return
        # To fold a text takes longer than to read it.
        pattern = spelled(string)
        for number, text in self.reader.texts(candidates):
            if pattern.search(text):
                yield number

    def _touching(self, string: str, candidates: frozenset[int]) -> frozenset[int]:
        """Those of ``candidates`` that contain ``string`` by the counts of its grams alone.

        Where 国发 stands twice, 发会 once and 发 no more than twice, one 发 is in both: 国发会.
        """
        joints = string[1:-1]
        size = sum(self.reader.document_frequency(GRAMS, joint) for joint in joints)
        if not string.isalnum() or not joints or size > _READING * len(candidates):
            return frozenset()
        first, *pairs = map(add, string, string[1:])
        lists = (self.reader.postings(GRAMS, gram) for gram in (first, *joints, *pairs))
        if all(one.sooner_by_arrays(len(candidates)) for one in lists):
            return self._touching_by_arrays(first, joints, pairs, candidates)
        # How often the beginning of the string stands there at least.
        least = dict(self.reader.postings(GRAMS, first).counted(candidates))
        for joint, pair in zip(joints, pairs, strict=True):
            for number, count in self.reader.postings(GRAMS, pair).counted(least):
                least[number] += count
            for number, count in self.reader.postings(GRAMS, joint).counted(least):
                least[number] -= count
            least = {number: count for number, count in least.items() if count > 0}
        return frozenset(least)

    def _touching_by_arrays(
        self, first: str, joints: str, pairs: Sequence[str], candidates: frozenset[int]
    ) -> frozenset[int]:
        """The same with numpy."""
        asked = ascending(candidates)
        least = self.reader.postings(GRAMS, first).counts_at(asked)
        for joint, pair in zip(joints, pairs, strict=True):
            asked, least = asked[least > 0], least[least > 0]
            least += self.reader.postings(GRAMS, pair).counts_at(asked)
            least -= self.reader.postings(GRAMS, joint).counts_at(asked)
        return frozenset(asked[least > 0].tolist())

    def holding(self, wording: Wording) -> frozenset[int]:
        """The paragraphs in which ``wording`` stands; for a variant, those that answer by it: not
        where the term itself stands too."""
        found = self._holding.get(wording)
        if found is None:
            found = self.containing(wording.text)
            if wording.of:
                found = self._answering(wording, found - self.containing(wording.of))
            self._holding[wording] = found
        return found

    def _answering(self, variant: Wording, candidates: frozenset[int]) -> frozenset[int]:
        """Those of ``candidates`` in which a place of ``variant`` is meant."""
        sure = self.reader.postings(WORDS, variant.text).shared(candidates)
        sure |= self._beginning(variant.text, candidates - sure)
        return sure.union(self._meant(variant, candidates - sure))

    def _stands(self, variant: Wording) -> bool:
        """Whether there is a place anywhere where ``variant`` is meant."""
        if self.holding(variant):
            return True
        beside = self.containing(variant.text) & self.containing(variant.of)
        return bool(self.reader.postings(WORDS, variant.text).shared(beside)) or any(
            True for _ in self._meant(variant, beside)
        )

    def _meant(self, wording: Wording, candidates: frozenset[int]) -> Iterator[int]:
        """Those of ``candidates`` in which a place of ``wording`` is meant."""
        if len(candidates) < _MANY or meets_latin(wording.text):
            yield from (n for n in candidates if any(wording.places_in_turn(self.text(n))))
            return
        pattern = spelled(wording.text)
        for number in candidates:
            stored = self.reader.stored(number)
            text = Text(text_of(stored), stored[STARTS])  # not folded: only Latin would tell
            if any(text.meant(*found.span()) for found in pattern.finditer(text.folded)):
                yield number

    def _beginning(self, string: str, candidates: frozenset[int]) -> frozenset[int]:
        """Those of ``candidates`` that hold a word which begins with ``string`` and goes on."""
        if len(candidates) < _MANY or meets_latin(string):
            return frozenset()
        words = self.reader.lexicon(WORDS, string)
        held = (self.reader.postings(WORDS, word).shared(candidates) for word in words)
        return frozenset().union(*held)

    def reading(self, term: Term | Phrase | Wildcard) -> Reading:
        """How ``term`` is looked for; a phrase, a wildcard and ``exact`` only as they stand."""
        reading = self._readings.get(term)
        if reading is None:
            reading = self._readings[term] = self._read(term)
        return reading

    def _read(self, term: Term | Phrase | Wildcard) -> Reading:
        exact = Wording(fold(written(term)))
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
        from index.analysis.variants import variants

        # Which variants there are does not depend on the index; which matter does.
        wordings = (Wording(v.text, v.weight, of=text) for v in variants(text))
        return tuple(filter(self._stands, wordings))

    def find(self, query: Query) -> Found:
        """The paragraphs that answer ``query``, each with the weakest way a part of it needed."""
        match query:
            case And(parts=parts):
                return self._all(parts)
            case Or(parts=parts):
                return any_of([self.find(part) for part in parts])
            case Not(part=part):
                return Found(self.reader.paragraphs().difference(*self.find(part).ways))
            case Field():
                from searcher.match.fields import paragraphs_with

                return Found(frozenset(paragraphs_with(self.reader, query)))
            case Term() | Phrase() | Wildcard():
                return self._term(self.reading(query))
        raise TypeError(f"not a query: {query!r}")

    def _term(self, reading: Reading) -> Found:
        return in_turn(
            self.as_asked(reading),
            self.with_any(reading.variants),
            self._with_all(reading.words) if reading.words else NONE,
        )

    def _all(self, parts: Sequence[Query]) -> Found:
        sides = [self.find(part) for part in parts if not isinstance(part, Not)]
        found = all_of(sides) if sides else Found(self.reader.paragraphs())
        without = [self.find(part.part) for part in parts if isinstance(part, Not)]
        return found.without(any_of(without)) if without else found

    def as_asked(self, reading: Reading) -> frozenset[int]:
        """The paragraphs that hold the term itself."""
        if isinstance(reading.term, Wildcard):
            return frozenset(self._starred(reading.term.parts))
        return self.holding(reading.exact)

    def with_any(self, wordings: Iterable[Wording]) -> frozenset[int]:
        """The paragraphs that contain at least one of the wordings."""
        return union([NONE, *map(self.holding, wordings)])

    def _with_all(self, words: tuple[tuple[Wording, ...], ...]) -> frozenset[int]:
        return intersection([self.with_any(wordings) for wordings in words])

    def _starred(self, parts: tuple[str, ...]) -> Iterator[int]:
        folded = [fold(part) for part in parts]
        candidates = intersection([self.containing(part) for part in folded])
        pattern = wildcard_pattern(folded)
        return (n for n in candidates if pattern.search(self.text(n).folded))


def covering_grams(string: str) -> list[str]:
    """The grams that every text containing ``string`` holds: its pairs, and what no pair covers."""
    held = dict.fromkeys(grams(string))
    covered = {char for gram in held if len(gram) > 1 for char in gram}
    return [gram for gram in held if len(gram) > 1 or gram not in covered]


def wildcard_pattern(parts: Iterable[str]) -> re.Pattern[str]:
    """The folded parts in order, each a group, within one sentence and reach of each other."""
    between = f"[^。！？!?]{{0,{WILDCARD_REACH}}}?"
    return re.compile(between.join(f"({re.escape(part)})" for part in parts))
