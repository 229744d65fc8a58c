"""Reads each paragraph once, and marks it once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from index.analysis.wording import Wording
from index.indexed_paragraph import IndexedParagraph, ReadParagraphs
from index.plan import Contains, Key
from searcher.match.highlight import Mark, marks, topic_marks
from searcher.match.question import Question
from searcher.match.reading import Reading

if TYPE_CHECKING:
    from index.engine import Session


class ParagraphCache:
    """The paragraphs that one question needs, and their marks."""

    def __init__(self, session: Session, question: Question) -> None:
        self._session = session
        self._question = question
        self._paragraphs = ReadParagraphs(session.records)
        self._marks: dict[tuple[Key, int], list[Mark]] = {}
        self._needed = [reading.needed for reading in question.readings]
        self._occurring: dict[Key, list[int]] = {}

    def read(self, keys: Sequence[Key]) -> list[IndexedParagraph]:
        """The paragraphs with these keys; those not read before are read together."""
        return self._paragraphs.several(keys)

    def __getitem__(self, key: Key) -> IndexedParagraph:
        return self._paragraphs[key]

    def add(self, key: Key, paragraph: IndexedParagraph) -> None:
        """Keep a paragraph that was read otherwise."""
        self._paragraphs[key] = paragraph

    def occurring(self, key: Key) -> list[int]:
        """The numbers of the terms that match something in a paragraph, or may. Of hundreds of
        terms most do not, and are excluded at once."""
        found = self._occurring.get(key)
        if found is None:
            text = self[key].text.without_gaps
            found = self._occurring[key] = [
                term
                for term, needed in enumerate(self._needed)
                if not needed
                or (
                    (needed[0][0] in text or len(needed[0]) > 1)
                    and all(any(string in text for string in strings) for strings in needed)
                )
            ]
        return found

    def marks(self, key: Key, term: int) -> list[Mark]:
        """What the term with this number in the question matches in a paragraph."""
        found = self._marks.get((key, term))
        if found is None:
            reading = self._read_in(key, self._question.readings[term])
            found = self._marks[key, term] = marks(reading, self[key].text)
        return found

    def _read_in(self, key: Key, reading: Reading) -> Reading:
        """The reading with the variants that count in this paragraph."""
        if reading.operands:
            parts = (tuple(self._read_in(key, one) for one in some) for some in reading.operands)
            return reading._replace(operands=tuple(parts))
        wordings = (*reading.variants, *chain(*reading.words))
        asked = {one: Contains(one.text, only=one.only) for one in wordings if one.only}
        if not asked:
            return reading
        containing = self._session.containing(set(asked.values()), [key])

        def kept(some: Iterable[Wording]) -> tuple[Wording, ...]:
            return tuple(w for w in some if not w.only or key in containing[asked[w]])

        return reading._replace(
            variants=kept(reading.variants), words=tuple(map(kept, reading.words))
        )

    def all_marks(self, key: Key) -> list[list[Mark]]:
        """What matched in a paragraph, term by term, and then the words of the topics."""
        terms: list[list[Mark]] = [[] for _ in self._needed]
        for term in self.occurring(key):
            terms[term] = self.marks(key, term)
        topics = self._question.topics
        return [*terms, topic_marks(self[key].paragraph, topics) if topics else []]
