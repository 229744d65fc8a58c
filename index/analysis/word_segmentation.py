"""Segment: what is a word, for ranking.

jieba's dictionary is Simplified, so words are cut on OpenCC's phrase-level Traditional→Simplified
text; the terms kept are folded. ``rjieba``, jieba in Rust, does the same twenty times faster and is
used when it is installed. The two differ on one paragraph in twenty: an index keeps to the one it
was begun with.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from itertools import compress

from corpus.errors import CewenError
from corpus.fold import fold

Cut = Callable[[str], list[str]]
_BITS = [bytes(byte >> bit & 1 for bit in range(8)) for byte in range(256)]


class _Marks(dict[int, str]):
    """A word of so many characters as bits: it begins at the first of them."""

    def __missing__(self, length: int) -> str:
        marks = self[length] = "1" + "0" * (length - 1)
        return marks


class _Kept(dict[str, str]):
    """A word as the one copy of it that is kept, since the same few thousand come again and
    again; punctuation and white space as nothing."""

    def __missing__(self, word: str) -> str:
        kept = self[word] = sys.intern(word) if any(map(str.isalnum, word)) else ""
        return kept


_marks = _Marks()
_kept = _Kept()


class SegmenterError(CewenError):
    """The segmenter that an index was built with is not installed."""


def preferred_segmenter() -> str:
    """``"rjieba"`` where it is installed, else ``"jieba"``."""
    from importlib.util import find_spec

    return "rjieba" if find_spec("rjieba") else "jieba"


def segmenter_version(name: str) -> str:
    """Name and release, to be kept with the index: ``rjieba 0.2.2``."""
    from importlib.metadata import version

    return f"{name} {version(name)}"


@cache
def cutter(name: str) -> Cut:
    """What cuts Simplified text into pieces, words and marks, of which nothing is left out.

    :raises SegmenterError: it is not installed.
    """
    if name == "rjieba":
        try:
            import rjieba
        except ImportError:
            raise SegmenterError(
                "this index was built with rjieba, which is not installed: "
                "pip install rjieba, or build it anew with `cewen index --rebuild`"
            ) from None

        cut: Cut = rjieba.cut
        return cut
    if name != "jieba":
        raise SegmenterError(
            "this index was built with {segmenter}, which this version of Cewen does not know: "
            "build it anew with `cewen index --rebuild`",
            segmenter=name,
        )
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    return lambda text: list(jieba.cut(text))


@cache
def converter() -> Callable[[str], str]:
    """OpenCC's conversion to Simplified, phrase by phrase. It might change the length."""
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


def simplify(text: str) -> str:
    """Phrase-level Simplified text of the same length.

    Where OpenCC would change the length, the fold stands in, character by character.
    """
    simplified = converter()(text)
    return simplified if len(simplified) == len(text) else fold(text)


def segment(text: str, name: str | None = None) -> bytes:
    """Where words begin in ``text``, by the segmenter called ``name`` or the preferred one.

    Bit ``i % 8`` of byte ``i // 8`` is set where a word, or a mark that is none, begins at
    character ``i``, and where the text ends.
    """
    cut = cutter(name or preferred_segmenter())
    bits = "".join(map(_marks.__getitem__, map(len, cut(simplify(text))))) + "1"
    return int(bits[::-1], 2).to_bytes(len(text) // 8 + 1, "little")


def words_at(folded: str, starts: bytes) -> list[str]:
    """The words of a folded text, in order; punctuation and white space are left out.

    >>> text = "平臺工作者，"
    >>> words_at(fold(text), segment(text))
    ['平台', '工作者']
    """
    bits = b"".join(map(_BITS.__getitem__, starts))
    edges = list(compress(range(len(bits)), bits))
    pieces = map(folded.__getitem__, map(slice, edges, edges[1:]))
    return list(filter(None, map(_kept.__getitem__, pieces)))


def is_word(starts: bytes, start: int, end: int) -> bool:
    """Whether the characters ``[start, end)`` are whole words, or lie within a single one.

    False where they straddle: 資安 in 師資安排, cut 師資|安排.
    """

    if begins(starts, start) and begins(starts, end):
        return True
    return not any(begins(starts, at) for at in range(start + 1, end))


def begins(starts: bytes, at: int) -> bool:
    """Whether a word begins at character ``at``; past the end, always."""
    return at >= len(starts) * 8 or bool(starts[at >> 3] >> (at & 7) & 1)
