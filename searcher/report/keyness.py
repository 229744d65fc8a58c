"""Keyness: the words that are more frequent in one part of a collection than in another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from corpus.fold import fold
from index.field_names import WORDS
from index.plan import Has
from index.stored_record import ROLE
from searcher.report.word_counts import (
    DocumentCounts,
    Pieces,
    folded_counts,
    is_listed,
    only_words,
    spellings,
)
from searcher.score.association import keyness, log_ratio

if TYPE_CHECKING:
    from index.engine import Snapshot
    from searcher.query.ast import Query
    from searcher.report.matched_paragraphs import MatchedParagraphs

FEWEST = 5
NO_TEXT = ("heading", "byline", "direction")
SIGNIFICANT = 6.63
"""The log-likelihood from which chance alone is unlikely: p < 0.01, one degree of freedom."""


class Frequency(NamedTuple):
    """How often a word occurs in a part of ``size`` words, in how many of its documents."""

    times: int
    size: int
    documents: int | None

    @property
    def per_million(self) -> float:
        """Occurrences among a million words."""
        return 1e6 * self.times / self.size if self.size else 0.0


class Keyword(NamedTuple):
    """A word with its frequencies. ``log_ratio`` is above 0 if it is more frequent in the first
    part."""

    word: str
    first: Frequency
    second: Frequency
    log_likelihood: float
    log_ratio: float


class Keywords(NamedTuple):
    """``first_size`` and ``second_size`` are in words; ``query`` is None for all that the other
    part does not contain. ``more`` are more frequent in the first part, ``less`` in the second;
    ``total`` words differ significantly."""

    query: Query | None
    other: Query
    first_size: int
    second_size: int
    total: int
    more: tuple[Keyword, ...]
    less: tuple[Keyword, ...]


class PartWords:
    """The words of a part: of the statements of speakers that it asks for, else of paragraphs that
    are no heading, byline or stage direction, which repeat the names of the speakers."""

    def __init__(self, size: int = 0) -> None:
        self.size = size
        self.counts: Counter[str] = Counter()
        self.documents: Counter[str] | None = None
        self.spellings: dict[str, str] = {}

    @classmethod
    def of(cls, matches: MatchedParagraphs) -> PartWords:
        """Count the words of all that matches."""
        part = cls()
        written: Counter[str] = Counter()
        documents = DocumentCounts()
        for paragraph in matches:
            if paragraph.stored.record[ROLE] in NO_TEXT and not matches.question.said_by:
                continue
            pieces = Pieces(paragraph.stored)
            for extent in paragraph.extents():
                found = pieces.within(extent)
                written.update(found)
                documents.add(paragraph.document, found)
        written = only_words(written)
        part.counts, part.spellings = folded_counts(written), spellings(written)
        part.size, part.documents = written.total(), documents.counts()
        return part

    @classmethod
    def without(cls, snapshot: Snapshot, other: PartWords) -> PartWords:
        """Count the words of the whole index without another part and without headings."""
        headings = Counter[str]()
        for _, stored in snapshot.session().match(Has("role", NO_TEXT)).all_records():
            headings.update(Pieces(stored).all())
        left_out = folded_counts(only_words(headings)) + other.counts
        part = cls()
        everywhere = snapshot.occurrences(WORDS, snapshot.lexicon(WORDS))
        for word, count in everywhere.items():
            if count > (there := left_out[word]):
                part.counts[word] = count - there
        part.size = part.counts.total()
        return part

    def frequency(self, word: str) -> Frequency:
        """How often a folded word occurs."""
        documents = None if self.documents is None else self.documents[word]
        return Frequency(self.counts[word], self.size, documents)


def keywords(
    first: MatchedParagraphs | None,
    second: MatchedParagraphs,
    *,
    fewest: int = FEWEST,
    limit: int | None = None,
    every_word: bool = False,
) -> Keywords:
    """The words that are at least ``fewest`` times in both parts together, and of which the
    frequencies differ significantly; ``limit`` of each direction, the most significant first.

    Without a ``first`` part, everything outside the second.
    """
    snapshot = second.snapshot
    there = PartWords.of(second)
    here = PartWords.of(first) if first else PartWords.without(snapshot, there)
    found = [word for word in _differing(here, there, fewest) if every_word or is_listed(word.word)]
    found.sort(key=lambda one: (-one.log_likelihood, one.word))
    more = [one for one in found if one.log_ratio > 0][:limit]
    less = [one for one in found if one.log_ratio <= 0][:limit]
    return Keywords(
        first.query if first else None,
        second.query,
        here.size,
        there.size,
        len(found),
        tuple(_spelled(snapshot, more, here, there)),
        tuple(_spelled(snapshot, less, there, here)),
    )


def _differing(here: PartWords, there: PartWords, fewest: int) -> Iterable[Keyword]:
    if not (here.size and there.size):
        return
    for word in here.counts.keys() | there.counts.keys():
        a, b = here.counts[word], there.counts[word]
        if a + b >= fewest:
            value = keyness(a, here.size, b, there.size)
            if value >= SIGNIFICANT:
                ratio = log_ratio(a, here.size, b, there.size)
                yield Keyword(word, here.frequency(word), there.frequency(word), value, ratio)


def _spelled(snapshot: Snapshot, found: Iterable[Keyword], *parts: PartWords) -> Iterable[Keyword]:
    """The words as they are mostly written; where only counts are known, as a paragraph has it."""
    for one in found:
        known = (part.spellings.get(one.word) for part in parts)
        yield one._replace(word=next(filter(None, known), "") or _written(snapshot, one.word))


def _written(snapshot: Snapshot, word: str) -> str:
    for _, paragraph in snapshot.session().match(Has(WORDS, (word,))).all_records():
        text = paragraph.written
        at = fold(text).find(word)
        if at >= 0:
            return text[at : at + len(word)]
    return word
