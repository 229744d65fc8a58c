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
from itertools import pairwise
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


class Pieces:
    """The text of a paragraph cut into words, punctuation and white space: piece ``i`` begins at
    character ``starts[i]`` and ends at ``starts[i + 1]``. The last start is the end of the text."""

    __slots__ = ("starts", "text")

    def __init__(self, stored: IndexedParagraph) -> None:
        bits = stored.record[STARTS]
        self.text = stored.written
        self.starts = [8 * at + bit for at, byte in enumerate(bits) if byte for bit in _BITS[byte]]

    def within(self, span: Span) -> list[str]:
        """The pieces that are whole inside the span."""
        starts = self.starts
        own = starts[bisect_left(starts, span[0]) : bisect_right(starts, span[1])]
        return [self.text[start:end] for start, end in pairwise(own)]

    def all(self) -> list[str]:
        """All pieces."""
        return [self.text[start:end] for start, end in pairwise(self.starts)]

    def around(
        self, span: Span, limits: Span, window: int
    ) -> tuple[range, dict[int, str], dict[int, str]]:
        """The places of the pieces that share a character with the span, and ``window`` words
        before and after them, by their places, within the limits."""
        starts, text, known = self.starts, self.text, _is_word
        node = range(max(0, bisect_right(starts, span[0]) - 1), bisect_left(starts, span[1]))
        left: dict[int, str] = {}
        right: dict[int, str] = {}
        place, low = node.start, limits[0]
        while len(left) < window and place > 0 and starts[place - 1] >= low:
            place -= 1
            piece = text[starts[place] : starts[place + 1]]
            if known[piece]:
                left[place] = piece
        place, high = node.stop, limits[1]
        last = len(starts) - 1
        while len(right) < window and place < last and starts[place + 1] <= high:
            piece = text[starts[place] : starts[place + 1]]
            if known[piece]:
                right[place] = piece
            place += 1
        return node, left, right


def only_words(pieces: Counter[str]) -> Counter[str]:
    """The counts without those of punctuation and white space."""
    return Counter({piece: count for piece, count in pieces.items() if _is_word[piece]})


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
        self._counts.update({_folded[word] for word in self._here if _is_word[word]})
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
