"""Finds the paragraphs that may contain a quotation, by the index alone.

First those that contain all its strings between punctuation marks, then those that contain most of
its rarest pairs of characters. No more than a few dozen paragraphs are read for a quotation.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from corpus.document import Paragraph
from corpus.fold import fold
from index.field_names import GRAMS, WORDS
from index.plan import AllOf, AtLeast, Contains, Has, Key, Plan
from index.stored_record import DOC, NUMBER, IndexedFile
from searcher.verify.fragments import Fragment
from searcher.verify.passages import Passage

if TYPE_CHECKING:
    from index.engine import Snapshot
    from index.indexed_paragraph import IndexedParagraph

_STRINGS = 8  # that all must be in a paragraph
_MOST = 60  # paragraphs that contain all strings
_PAIRS = 24
_NEAREST = 12  # paragraphs that contain most of the pairs
_SHARES = (0.3, 0.08)
_COMMON = 0.02  # of all paragraphs: a more frequent pair is used only if there are few others
_FEW = 8
_AROUND = 4  # paragraphs after the first in which a quotation may go on
_BREAK = re.compile(r"[^\w ]+|_+")
_WORD = re.compile("[a-z0-9]{2,}")


class Candidates:
    """Looks for quotations in one snapshot. The document ``without`` is the draft itself."""

    def __init__(self, snapshot: Snapshot, without: str = "") -> None:
        self.snapshot = snapshot
        self._session = snapshot.session()
        self._without = without
        self._frequency: dict[str, int] = {}

    def containing(self, fragments: Sequence[Fragment]) -> list[Passage]:
        """The paragraphs that contain all strings of the fragments, in the order of the index."""
        strings = [string for one in fragments for string in _strings(one.text)]
        if not strings:
            return []
        longest = sorted(dict.fromkeys(strings), key=len, reverse=True)[:_STRINGS]
        matches = self._session.match(AllOf(tuple(Contains(string) for string in longest)))
        records = (stored for _, stored in matches.all_records())
        return self._passages(islice(filter(self._is_source, records), _MOST))

    def similar(self, fragments: Sequence[Fragment]) -> list[Passage]:
        """The paragraphs that share most with the fragments, the most similar first."""
        from rapidfuzz.fuzz import partial_ratio

        weights = self._weights(dict.fromkeys(p for one in fragments for p in _pieces(one)))
        if not weights:
            return []
        parts: tuple[tuple[Plan, float], ...] = tuple(
            (_plan(piece), weight) for piece, weight in weights.items()
        )
        keys: list[Key] = []
        for share in _SHARES:
            if not keys:
                keys = self._session.match(AtLeast(parts, share)).heaviest(_NEAREST)
        found = self._passages(filter(self._is_source, self._session.records(keys)))
        bare = "".join(one.bare.text for one in fragments)
        return sorted(found, key=lambda one: -partial_ratio(bare, one.bare))

    def around(self, passage: Passage) -> Passage:
        """The passage with the paragraphs before and after it, in which a quotation may go on.
        Labels that only name who speaks next are left out."""
        number = passage.paragraphs[0].number
        numbers = range(number - 1, number + _AROUND + 1)
        found = [one for at in numbers if (one := self.paragraph(passage.file, at))]
        kept = [one for one in found if one.role != "heading" or one.number == number]
        return Passage(passage.file, kept)

    def named(self, doc: str, number: int | None) -> Passage | None:
        """The paragraph of this number in the document of this id, if there is one."""
        try:
            file = self.snapshot.file(doc)
        except KeyError:
            return None
        paragraph = self.paragraph(file, number) if number else None
        return Passage(file, [paragraph]) if paragraph else None

    def paragraph(self, file: IndexedFile, number: int) -> Paragraph | None:
        """A paragraph of the file by its number."""
        keys = self.snapshot.paragraphs_of(file.id)
        if not 1 <= number <= len(keys):
            return None
        [stored] = self._session.records([keys[number - 1]])
        return self.snapshot.people.described(stored.paragraph, file.id, file.date)

    def _is_source(self, stored: IndexedParagraph) -> bool:
        return not self._without or stored.record[DOC] != self._without

    def _passages(self, records: Iterable[IndexedParagraph]) -> list[Passage]:
        return list(map(self._passage, records))

    def _passage(self, stored: IndexedParagraph) -> Passage:
        doc = stored.record[DOC]
        file = self.snapshot.file(doc)
        paragraph = self.snapshot.people.described(stored.paragraph, doc, file.date)
        assert paragraph.number == stored.record[NUMBER]
        return Passage(file, [paragraph])

    def _weights(self, pieces: Mapping[str, None]) -> dict[str, float]:
        """The rarest pieces that occur, with their weights (inverse document frequency)."""
        unknown = [piece for piece in pieces if piece not in self._frequency]
        self._frequency |= dict.fromkeys(unknown, 0)
        for field, is_ascii in ((WORDS, True), (GRAMS, False)):
            terms = [piece for piece in unknown if piece.isascii() == is_ascii]
            self._frequency |= self.snapshot.frequency(field, terms)
        size = max(1, self.snapshot.size)
        found = {one: count for one in pieces if (count := self._frequency[one])}
        rarest = sorted(found, key=lambda piece: found[piece])[:_PAIRS]
        rare = [piece for piece in rarest if found[piece] <= _COMMON * size]
        chosen = rare if len(rare) >= _FEW else rarest
        return {piece: math.log(1 + size / found[piece]) for piece in chosen}


def _strings(text: str) -> Iterator[str]:
    """The folded strings between punctuation marks, without marks at their ends."""
    for part in _BREAK.split(fold(text)):
        if len(string := part.strip()) > 1:
            yield string


def _pieces(fragment: Fragment) -> Iterator[str]:
    """The pairs of neighbours that are not both ASCII, and the Latin words and numbers."""
    for a, b in pairwise(fragment.bare.text):
        if a.isalnum() and b.isalnum() and not (a.isascii() and b.isascii()):
            yield a + b
    yield from _WORD.findall(fold(fragment.text))


def _plan(piece: str) -> Plan:
    """The paragraphs with a piece: a word, or a pair that is in the grams."""
    return Has(WORDS, (piece,)) if piece.isascii() else Contains(piece, contiguous=True)
