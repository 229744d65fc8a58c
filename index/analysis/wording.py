"""A string that a query looks for, and where it occurs in the text of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from corpus.document import Span
from corpus.fold import table
from index.analysis.spacing import ClosedText, close_gaps, closed_text
from index.analysis.variants import guards
from index.analysis.word_segmentation import begins, is_word
from index.plan import Has

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
        if self.splits_latin(start, end):
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
            if is_word(starts, at, end) and not (splits and self.splits_latin(at, end)):
                return True
            at = folded.find(string, end)
        return False

    def always_splits(self, string: str, *, words: bool) -> bool:
        """Whether every contiguous place of a folded string is inside a Latin word or a number, or,
        if ``words``, begins within one word and ends within another: 治理 in 政治|理論.

        Where only one end is in a word, the segmenter is wrong too often: 外送員 in 外送|員工|作.
        """
        return all(
            self.splits_latin(start, end)
            or (words and not begins(self.starts, start) and not begins(self.starts, end))
            for start, end in _found(string, self.folded)
        )

    def variant_counts(self, start: int, end: int) -> bool:
        """Whether a variant that occurs at ``[start, end)`` has its own meaning there.

        It does if it is whole words, or a word without its suffix (地铁 in 地铁站); not within a
        longer word (算法 in 預算法), and not where it ends within a word (用户 in 用|户籍). If only
        its start is within a word, it counts if it has more than two characters: 外送平台 in
        以外送平台, which is cut 以外|送|平台, but not 工资 in 員工|資.
        """
        if self.splits_latin(start, end):
            return False
        if self._is_year(start, end):  # whatever follows: 114年 in 114|年度
            return True
        starts = self.starts
        if begins(starts, start):
            if begins(starts, end):
                return True
            suffixed = begins(starts, end + 1) and self.folded[end] in SUFFIXES
            return suffixed and not self._cut(start, end)
        return end - start > 2 and begins(starts, end) and self._cut(start, end)

    def _is_year(self, start: int, end: int) -> bool:
        number = self.folded[end - 2] if end - start > 1 else ""
        return (
            self.folded[end - 1] == "年"
            and number != ""
            and (number.isdecimal() or number in NUMERALS)
        )

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

    def _cut(self, start: int, end: int) -> bool:
        """Whether a word begins within ``[start, end)``, after its first character."""
        return any(begins(self.starts, at) for at in range(start + 1, end))

    def splits_latin(self, start: int, end: int) -> bool:
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


# Folded characters that make a longer word of a word and keep its meaning.
SUFFIXES = frozenset("化性者率费员站业界法权类型级师生们论学式度值卡库网车费厂局所处司部会量品税险")


def is_suffixed(word: str, variant: str) -> bool:
    """Whether a folded word is the variant with a suffix that keeps its meaning."""
    return len(word) == len(variant) + 1 and word.startswith(variant) and word[-1] in SUFFIXES


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
    string = close_gaps(string)
    around = guards(string) if variant else ()
    for start, end in _places(string, text):
        counts = not variant or text.variant_counts(start, end)
        if counts and not any(_is_inside(guard, string, text.folded, start) for guard in around):
            yield start, end


def _places(string: str, text: MatchText) -> Iterator[Span]:
    closed = text.closed
    if closed is None:
        yield from _found(string, text.folded)
    elif string.strip() == string:
        yield from (closed.span(*place) for place in _found(string, closed.text))
    else:
        end = 0
        for place in closed.spans(string, text.folded):
            if place[0] >= end:
                yield place
                end = place[1]


def _found(string: str, text: str) -> Iterator[Span]:
    size = len(string)
    at = text.find(string)
    while at >= 0:
        yield at, at + size
        at = text.find(string, at + size)


def _is_inside(guard: str, string: str, folded: str, at: int) -> bool:
    """Whether the ``string`` at ``at`` is a part of the ``guard``, in which it is no word."""
    start = at - guard.index(string)
    return start >= 0 and folded.startswith(guard, start)


class Wording(NamedTuple):
    """A folded string that a query looks for: a term as written, or a variant ``of`` it.

    The term counts wherever it occurs. A variant, which the user did not write, counts only where
    it has its own meaning: 算法 as a variant of 演算法 does not match 預算法. It counts only in
    paragraphs that match ``only``, too. A receipt has ``shown``, and says what its ``source`` is.
    """

    text: str
    weight: float = 1.0
    of: str = ""
    only: Has | None = None
    shown: str = ""
    source: str = ""

    def spans(self, text: MatchText) -> Iterator[Span]:
        """Where the wording counts in ``text``, in order, without overlaps."""
        return spans(self.text, text, variant=bool(self.of))


@cache
def _spellings() -> dict[str, str]:
    """For each folded character the characters that are folded to it."""
    spellings: dict[str, str] = {}
    for written, folded in table().items():
        spellings[chr(folded)] = spellings.get(chr(folded), "") + chr(written)
    return spellings


@lru_cache(maxsize=256)
def unfolded_pattern(string: str) -> re.Pattern[str]:
    """Matches a folded string in text that is not folded.

    >>> unfolded_pattern("国发会").findall("國發會，国发会")
    ['國發會', '国发会']
    """
    return re.compile("".join(f"[{any_spelling(char)}]" for char in string))


def any_spelling(folded: str) -> str:
    """The folded characters and those that are folded to them, for a class of a pattern."""
    spellings = _spellings()
    return re.escape("".join(char + spellings.get(char, "") for char in folded))
