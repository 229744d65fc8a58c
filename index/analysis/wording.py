"""A string that a query looks for, and where it occurs in the text of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from corpus.document import Span
from corpus.fold import table
from index.analysis.variants import guards
from index.analysis.word_segmentation import begins, is_word
from index.plan import Has


class MatchText(NamedTuple):
    """The text of a paragraph to match against: folded, with the bits that mark word starts."""

    folded: str
    starts: bytes

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

    def variant_counts(self, start: int, end: int) -> bool:
        """Whether a variant that occurs at ``[start, end)`` has its own meaning there.

        It does if it is whole words, or a word without its suffix (地铁 in 地铁站); not within a
        longer word (算法 in 預算法), and not where it ends within a word (用户 in 用|户籍). If only
        its start is within a word, it counts if it has more than two characters: 外送平台 in
        以外送平台, which is cut 以外|送|平台, but not 工资 in 員工|資.
        """
        if self._splits_latin(start, end):
            return False
        starts = self.starts
        if begins(starts, start):
            if begins(starts, end):
                return True
            suffixed = begins(starts, end + 1) and self.folded[end] in _SUFFIXES
            return suffixed and not self._cut(start, end)
        return end - start > 2 and begins(starts, end) and self._cut(start, end)

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

    def _splits_latin(self, start: int, end: int) -> bool:
        """Whether a Latin letter or digit continues before or after ``[start, end)``."""
        before = self.folded[start - 1 : start + 1] if start else ""
        after = self.folded[end - 1 : end + 1]
        return _is_latin(before) or _is_latin(after)


# Folded characters that make a longer word of a word and keep its meaning.
_SUFFIXES = frozenset(
    "化性者率费员站业界法权类型级师生们论学式度值卡库网车费厂局所处司部会量品税险"
)


def is_suffixed(word: str, variant: str) -> bool:
    """Whether a folded word is the variant with a suffix that keeps its meaning."""
    return len(word) == len(variant) + 1 and word.startswith(variant) and word[-1] in _SUFFIXES


def _is_latin(pair: str) -> bool:
    return len(pair) == 2 and pair.isascii() and pair.isalnum()


def may_split_latin(string: str) -> bool:
    """Whether a Latin letter or digit could continue before or after ``string``."""
    return string[0].isascii() or string[-1].isascii()


def spans(string: str, text: MatchText, *, variant: bool) -> Iterator[Span]:
    """Where a folded string occurs in ``text``, in order, without overlaps.

    A variant counts only where it has its own meaning.
    """
    size = len(string)
    around = guards(string) if variant else ()
    at = text.folded.find(string)
    while at >= 0:
        counts = not variant or text.variant_counts(at, at + size)
        if counts and not any(_is_inside(guard, string, text.folded, at) for guard in around):
            yield at, at + size
        at = text.folded.find(string, at + size)


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
