"""A string that a query looks for, and where it occurs in the text of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import NamedTuple

from corpus.document import Span
from corpus.fold import table
from index.analysis.spacing import ClosedText, close_gaps, closed_text
from index.analysis.word_segmentation import begins, is_word

NUMERALS = "〇零一二三四五六七八九十百千万两"
"""Chinese digits and places, folded."""


class _Marked(NamedTuple):
    folded: str
    starts: bytes


class MatchText(_Marked):
    """The text of a paragraph to match against: folded, with the bits that mark word starts."""

    @cached_property
    def closed(self) -> ClosedText | None:
        """The folded text without its gaps (:mod:`index.analysis.spacing`); None if it has none."""
        return closed_text(self.folded)

    @property
    def without_gaps(self) -> str:
        """The folded text without its gaps."""
        return self.closed.text if self.closed else self.folded

    def contains(self, string: str) -> bool:
        """Whether a folded string occurs in the text, contiguous or across gaps."""
        return string in self.folded or any(True for _ in _places(close_gaps(string), self))

    def is_word(self, start: int, end: int) -> bool:
        """Whether the characters ``[start, end)`` are whole words or lie within one.

        They are not if a Latin letter or digit continues before or after them.
        """
        if self._splits_latin(start, end):
            return False
        return is_word(self.starts, start, end)

    def has_word(self, string: str) -> bool:
        """Whether a folded string that occurs in the text :meth:`is_word` somewhere."""
        folded, starts = self
        size = len(string)
        splits = may_split_latin(string)
        at = folded.find(string)
        while at >= 0:
            end = at + size
            if is_word(starts, at, end) and not (splits and self._splits_latin(at, end)):
                return True
            at = folded.find(string, end)
        return False

    def always_splits(self, string: str, *, words: bool) -> bool:
        """Whether every contiguous place of a folded string is inside a Latin word or a number, or,
        if ``words``, begins within one word and ends within another: 治理 in 政治|理論.

        Where only one end is in a word, the segmenter is wrong too often: 外送員 in 外送|員工|作.
        """
        return all(
            self._splits_latin(start, end)
            or (words and not begins(self.starts, start) and not begins(self.starts, end))
            for start, end in _found(string, self.folded)
        )

    def variant_counts(self, start: int, end: int) -> bool:
        """Whether a variant that occurs at ``[start, end)`` has its own meaning there.

        It does at the start of a word; not within a longer word (算法 in 預算法), and not where it
        starts and ends within words (資安 in 師資安排). If it only ends at a word boundary and
        contains another, it does: 外送平台 in 以外送平台, which is cut 以外|送|平台.
        """
        if self._splits_latin(start, end):
            return False
        if begins(self.starts, start):
            return True
        contains_start = any(begins(self.starts, at) for at in range(start + 1, end))
        return contains_start and begins(self.starts, end)

    def count_word(self, word: str) -> int:
        """How many of the words of the text are ``word``, which is folded."""
        folded, starts = self
        count, size = 0, len(word)
        of_word = (1 << size) - 1
        at = folded.find(word)
        while at >= 0:
            end = at + size
            bits = int.from_bytes(starts[at >> 3 : (end >> 3) + 1], "little") >> (at & 7)
            # A word begins at the first character and at no other, and the next one begins behind.
            if bits & of_word == 1 and begins(starts, end):
                count += 1
            at = folded.find(word, at + 1)
        return count

    def _splits_latin(self, start: int, end: int) -> bool:
        """Whether a Latin word or a number continues before or after ``[start, end)``."""
        before = self.folded[start - 1 : start + 1] if start else ""
        after = self.folded[end - 1 : end + 1]
        return (
            _is_latin(before)
            or _is_latin(after)
            or _is_numeral(before)
            or _is_numeral(after)
            or self._splits_number(start, end)
        )

    def _splits_number(self, start: int, end: int) -> bool:
        """Whether a number with a decimal point continues before or after ``[start, end)``."""
        before = self.folded[start - 2 : start + 1] if start > 1 else ""
        return _is_decimal(before) or _is_decimal(self.folded[end - 1 : end + 2])


def _is_numeral(pair: str) -> bool:
    return len(pair) == 2 and pair[0] in NUMERALS and pair[1] in NUMERALS


def _is_decimal(text: str) -> bool:
    return text[1:2] == "." and text[:1].isdecimal() and text[2:].isdecimal()


def _is_latin(pair: str) -> bool:
    return len(pair) == 2 and pair.isascii() and pair.isalnum()


def may_split_latin(string: str) -> bool:
    """Whether a Latin word or a number could continue before or after ``string``."""
    first, last = string[0], string[-1]
    return first.isascii() or last.isascii() or first in NUMERALS or last in NUMERALS


def spans(string: str, text: MatchText, *, variant: bool) -> Iterator[Span]:
    """Where a folded string occurs in ``text``, contiguous or across gaps, in order, without
    overlaps.

    A variant counts only where it has its own meaning.
    """
    for start, end in _places(close_gaps(string), text):
        if not variant or text.variant_counts(start, end):
            yield start, end


def _places(string: str, text: MatchText) -> Iterator[Span]:
    closed = text.closed
    if closed is None:
        yield from _found(string, text.folded)
    elif string.strip() == string:
        yield from (closed.span(*place) for place in _found(string, closed.text))
    else:  # The blank at its beginning or end may be a gap of the text.
        across = (closed.span(*place) for place in _found(string, closed.text))
        end = 0
        for place in sorted({*across, *_found(string, text.folded)}):
            if place[0] >= end:
                yield place
                end = place[1]


def _found(string: str, text: str) -> Iterator[Span]:
    size = len(string)
    at = text.find(string)
    while at >= 0:
        yield at, at + size
        at = text.find(string, at + size)


class Wording(NamedTuple):
    """A folded string that a query looks for: a term as written, or a variant ``of`` it.

    The term counts wherever it occurs. A variant, which the user did not write, counts only where
    it has its own meaning: 算法 as a variant of 演算法 does not match 預算法.
    """

    text: str
    weight: float = 1.0
    of: str = ""

    def spans(self, text: MatchText) -> Iterator[Span]:
        """Where the wording counts in ``text``, in order, without overlaps."""
        return spans(self.text, text, variant=bool(self.of))


def starred_pattern(parts: Iterable[str], reach: int) -> re.Pattern[str]:
    """Matches the folded parts in order, each as a group, within one sentence, with at most
    ``reach`` characters between neighbours."""
    between = f"[^。！？!?]{{0,{reach}}}?"
    return re.compile(between.join(f"({re.escape(part)})" for part in parts))


@cache
def _spellings() -> dict[str, str]:
    """For each folded character the characters that are folded to it."""
    spellings: dict[str, str] = {}
    for written, folded in table().items():
        spellings[chr(folded)] = spellings.get(chr(folded), "") + chr(written)
    return spellings


def unfolded_pattern(string: str) -> re.Pattern[str]:
    """Matches a folded string in text that is not folded.

    >>> unfolded_pattern("国发会").findall("國發會，国发会")
    ['國發會', '国发会']
    """
    spellings = _spellings()
    every = (re.escape(char + spellings.get(char, "")) for char in string)
    return re.compile("".join(f"[{chars}]" for chars in every))
