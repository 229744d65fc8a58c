"""Words of paragraphs, as the index has cut them, and which of them a word list contains.

Punctuation is no word. A list leaves out, unless it is asked for every word,

- the words of ``stop_words.txt``: particles, pronouns, conjunctions, auxiliary verbs and the like;
- what has digits and no other letters: 2018, 3.5;
- a single Latin letter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from corpus.fold import fold
from index.stored_record import STARTS

if TYPE_CHECKING:
    from corpus.document import Span
    from index.indexed_paragraph import IndexedParagraph

_BITS = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


class _IsWord(dict[str, bool]):
    """Whether a piece is a word: it has a letter, a character or a digit."""

    def __missing__(self, piece: str) -> bool:
        known = self[piece] = piece.isalnum() or any(map(str.isalnum, piece))
        return known


class _Folded(dict[str, str]):
    """The folded form of each word; texts repeat the same few thousand."""

    def __missing__(self, word: str) -> str:
        known = self[word] = fold(word)
        return known


_is_word = _IsWord()
_folded = _Folded()


class Words:
    """The words of a paragraph in order, as they are written: ``words[i]`` is the piece that begins
    at character ``begins[i]`` and ends at ``ends[i]``."""

    __slots__ = ("begins", "ends", "words")

    def __init__(self, stored: IndexedParagraph) -> None:
        bits, text = stored.record[STARTS], stored.written
        starts = [8 * at + bit for at, byte in enumerate(bits) if byte for bit in _BITS[byte]]
        ends = starts[1:]
        known = _is_word
        words = [
            (start, end, piece)
            for start, end in zip(starts, ends, strict=False)
            if known[piece := text[start:end]]
        ]
        self.begins = [start for start, _, _ in words]
        self.ends = [end for _, end, _ in words]
        self.words = [piece for _, _, piece in words]

    def touching(self, span: Span) -> range:
        """The places of the words that share a character with the span; where it has none, the
        empty range between the words before and after it."""
        first = bisect_right(self.ends, span[0])
        return range(first, max(first, bisect_left(self.begins, span[1])))

    def within(self, span: Span) -> range:
        """The places of the words that are whole inside the span."""
        first = bisect_left(self.begins, span[0])
        return range(first, max(first, bisect_right(self.ends, span[1])))


def folded_counts(written: Counter[str]) -> Counter[str]:
    """The counts of folded words, of those of words as they are written."""
    folded: Counter[str] = Counter()
    for word, count in written.items():
        folded[_folded[word]] += count
    return folded


def spellings(written: Counter[str]) -> dict[str, str]:
    """The most frequent spelling of each folded word."""
    best: dict[str, str] = {}
    for word, _ in sorted(written.items(), key=lambda pair: (-pair[1], pair[0])):
        best.setdefault(_folded[word], word)
    return best


class DocumentCounts:
    """In how many documents each word occurs, from paragraphs document by document."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._document = ""
        self._here: set[str] = set()

    def add(self, document: str, words: Iterable[str]) -> None:
        """Count the words of a paragraph."""
        if document != self._document:
            self._close()
            self._document = document
        self._here.update(words)

    def counts(self) -> Counter[str]:
        """The number of documents by folded word."""
        self._close()
        return self._counts

    def _close(self) -> None:
        self._counts.update({_folded[word] for word in self._here})
        self._here.clear()


@cache
def is_listed(word: str) -> bool:
    """Whether a list contains a folded word; see above."""
    if not any(char.isalpha() for char in word):
        return False
    if len(word) == 1 and word.isascii():
        return False
    return word not in _stop_words()


@cache
def _stop_words() -> frozenset[str]:
    text = files("searcher.report").joinpath("stop_words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(fold(word) for line in lines for word in line.split())
