"""The manner in which a paragraph contains a term of the query as written."""

from __future__ import annotations

from enum import IntEnum

from index.analysis.wording import MatchText


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
