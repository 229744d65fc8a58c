"""The manner in which a paragraph contains a term of the query as written."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from corpus.fold import fold
from index.analysis.word_segmentation import begins, is_word
from index.analysis.wording import MatchText, may_split_latin, unfolded_pattern

if TYPE_CHECKING:
    from index.indexed_paragraph import IndexedParagraph

_AROUND = 2  # characters by which a Latin word or a number is seen to continue


class Manner(IntEnum):
    """How a paragraph contains a term as written, best first."""

    WHOLE = 0
    """As whole words, or as a part of one: 平台 in 平台工作者."""
    ACROSS = 1
    """Not on word boundaries, but the segmenter may be wrong: 外送員 in 外送|員工|作."""
    OTHER_CHARACTERS = 2
    """Only with characters of other words (:mod:`searcher.match.other_characters`)."""
    SPACED = 3
    """Only across gaps: AI 治理 for AI治理."""
    INSIDE = 4
    """Only inside other words or numbers: AI in said, 5人 in 25人, 外送 in 境外|送來."""


def manner(string: str, text: MatchText, *, one_word: bool) -> Manner | None:
    """How the folded ``text`` contains the folded ``string``; None if it does not. ``one_word``:
    the string is a word. Which characters it is written with is not looked at.

    >>> texts = [MatchText(text, b"\\xff") for text in ("ai治理", "said", "人工")]
    >>> [manner("ai", text, one_word=True) for text in texts]
    [<Manner.WHOLE: 0>, <Manner.INSIDE: 4>, None]
    """
    if text.has_word(string):
        return Manner.WHOLE
    if string in text.folded:
        return Manner.INSIDE if text.always_splits(string, words=one_word) else Manner.ACROSS
    return Manner.SPACED if text.contains(string) else None


class StringAlone:
    """The manner of a folded string that is the whole query, without folding the paragraph.

    Of a frequent string that is hardly ever whole words, very many paragraphs are looked at.
    """

    def __init__(self, string: str, *, one_word: bool) -> None:
        self._one_word = one_word
        self._may_split = may_split_latin(string)
        self._may_continue = self._may_split or string[0].isdecimal() or string[-1].isdecimal()
        self._find = unfolded_pattern(string).finditer

    def manner(self, paragraph: IndexedParagraph) -> Manner | None:
        """What :func:`manner` says; None if the string is not there in one piece."""
        written, starts = paragraph.written, paragraph.starts
        inside = True
        found = None
        for place in self._find(written):
            start, end = found = place.span()
            whole = is_word(starts, start, end)
            splits = self._may_continue and (whole or inside)
            if splits:
                splits = self._splits_latin(written, start, end)
            if whole and not (splits and self._may_split):
                return Manner.WHOLE
            within = self._one_word and not begins(starts, start) and not begins(starts, end)
            inside = inside and (splits or within)
        if found is None:
            return None
        return Manner.INSIDE if inside else Manner.ACROSS

    def _splits_latin(self, written: str, start: int, end: int) -> bool:
        before = max(0, start - _AROUND)
        around = MatchText(fold(written[before : end + _AROUND]), b"")
        return around.splits_latin(start - before, end - before)
