"""Word segmentation: cuts Chinese text into words, which ranking and "by words" matching need.

The dictionary of jieba is Simplified, so a text is first converted to Simplified by OpenCC, phrase
by phrase; the terms of the index are the folded words. ``rjieba``, jieba in Rust, gives the same
words twenty times faster, and is used where it is installed. The two differ in one paragraph of
twenty, so an index keeps the word segmenter that it was begun with.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from corpus.errors import CewenError
from corpus.fold import fold

Segmenter = Callable[[str], list[str]]


class SegmenterError(CewenError):
    """The word segmenter that an index was built with is not installed."""


def preferred_segmenter() -> str:
    """The word segmenter of a new index: ``"rjieba"`` where it is installed, else ``"jieba"``."""
    from importlib.util import find_spec

    return "rjieba" if find_spec("rjieba") else "jieba"


def segmenter_version(name: str) -> str:
    """Name and release, which the manifest keeps: ``rjieba 0.2.2``."""
    from importlib.metadata import version

    return f"{name} {version(name)}"


@cache
def load_segmenter(name: str) -> Segmenter:
    """The function that cuts a Simplified text into pieces: words, punctuation, white space.

    The pieces joined are the text.

    :raises SegmenterError: the word segmenter of this name is not installed.
    """
    if name == "rjieba":
        try:
            import rjieba
        except ImportError:
            raise SegmenterError(
                "this index was built with {segmenter}, which is not installed: "
                "pip install {segmenter}, or build it anew with `cewen index --rebuild`",
                segmenter=name,
            ) from None

        cut: Segmenter = rjieba.cut
        return cut
    if name != "jieba":
        raise SegmenterError(
            "this index was built with {segmenter}, which this version of Cewen does not know: "
            "build it anew with `cewen index --rebuild`",
            segmenter=name,
        )
    import logging

    import jieba

    jieba.setLogLevel(logging.CRITICAL)  # a cache that it cannot write is no fault
    # Else it loads its cache from the folder for temporary files, where others may have put one.
    jieba.dt.tmp_dir = str(_cache_folder())
    return lambda text: list(jieba.cut(text))


def _cache_folder() -> Path:
    """The user's own folder for jieba's cache. Without a right to make it, there is no cache."""
    from index.data_folder import data_folder, make_data_folder

    folder = data_folder() / "jieba"
    with suppress(OSError):
        make_data_folder()
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


#: The full-width letters and digits, in order.
WIDE = [code for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()]
_HALF_WIDTH = {code: code - 0xFEE0 for code in WIDE}


def half_width(text: str) -> str:
    """The text with its full-width letters and digits half as wide. The segmenters cut full-width
    ones one by one, but １１４ is one number.

    >>> half_width("１１４年，ＡＩ")
    '114年，AI'
    """
    return text.translate(_HALF_WIDTH)


@cache
def load_simplifier() -> Callable[[str], str]:
    """OpenCC's conversion to Simplified, phrase by phrase. It may change the length."""
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


def simplify(text: str) -> str:
    """Simplified text of the same length, converted phrase by phrase.

    Where OpenCC would change the length, the fold converts character by character instead.
    """
    text = half_width(text)
    simplified = load_simplifier()(text)
    return simplified if len(simplified) == len(text) else fold(text)


def is_word(starts: bytes, start: int, end: int) -> bool:
    """Whether the characters ``[start, end)`` are whole words, or a part of a single word.

    ``starts`` has the bits that :func:`index.analysis.batch.cut_texts` sets. False for a string
    that straddles words: 資安 in 師資安排, which is cut 師資|安排.
    """
    bits = int.from_bytes(starts[start >> 3 : (end >> 3) + 1], "little") >> (start & 7)
    size = end - start
    if bits & 1 and bits >> size & 1:
        return True
    return not size or not bits & (1 << size) - 2  # no word begins within


def begins(starts: bytes, at: int) -> bool:
    """Whether a word begins at character ``at``; always true past the end of the text."""
    return at >= len(starts) * 8 or bool(starts[at >> 3] >> (at & 7) & 1)
