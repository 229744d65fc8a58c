"""The words of one text at a time: what a rival indexes, and what tests compare batches with.

:mod:`index.analysis.batch` gives the same words for many texts at once.
"""

from __future__ import annotations

import sys
from itertools import compress

from index.analysis.word_segmentation import load_segmenter, preferred_segmenter, simplify

_BITS = [bytes(byte >> bit & 1 for bit in range(8)) for byte in range(256)]


class _Marks(dict[int, str]):
    """The bits of a word by its length: the first one is set."""

    def __missing__(self, length: int) -> str:
        marks = self[length] = "1" + "0" * (length - 1)
        return marks


class _Words(dict[str, str]):
    """One shared copy of each word; the empty string for punctuation and white space."""

    def __missing__(self, word: str) -> str:
        shared = self[word] = sys.intern(word) if any(map(str.isalnum, word)) else ""
        return shared


_marks = _Marks()
_words = _Words()


def word_starts(text: str, segmenter: str | None = None) -> bytes:
    """Where words begin in ``text``, by this word segmenter or the preferred one.

    Bit ``i % 8`` of byte ``i // 8`` is set where a word or a punctuation mark begins at character
    ``i``, and where the text ends.
    """
    cut = load_segmenter(segmenter or preferred_segmenter())
    bits = "".join(map(_marks.__getitem__, map(len, cut(simplify(text))))) + "1"
    return int(bits[::-1], 2).to_bytes(len(text) // 8 + 1, "little")


def words_at(folded: str, starts: bytes) -> list[str]:
    """The words of a folded text, in order, without punctuation and white space.

    >>> from corpus.fold import fold
    >>> text = "平臺工作者，"
    >>> words_at(fold(text), word_starts(text))
    ['平台', '工作者']
    """
    bits = b"".join(map(_BITS.__getitem__, starts))
    borders = list(compress(range(len(bits)), bits))
    pieces = map(folded.__getitem__, map(slice, borders, borders[1:]))
    return list(filter(None, map(_words.__getitem__, pieces)))
