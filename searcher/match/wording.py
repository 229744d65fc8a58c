"""A string as it is looked for in the text of a paragraph, and where it counts there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from corpus.document import Span
from corpus.fold import table
from index.analysis.word_segmentation import begins, is_word


class Text(NamedTuple):
    """A paragraph as it is matched: its folded text, and where the words of it begin."""

    folded: str
    starts: bytes

    def whole(self, start: int, end: int) -> bool:
        """Whether the characters ``[start, end)`` are whole words or lie within one.

        Latin letters and digits must not go on before or after them.
        """
        if self._in_latin(start, end):
            return False
        return is_word(self.starts, start, end)

    def meant(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` may stand for itself here, though it was not asked for by name.

        Not inside a longer word that it does not begin (算法 in 預算法), and not with both ends
        inside words (資安 in 師資安排). With one it may: 以外送平台 is cut 以外|送|平台.
        """
        if self._in_latin(start, end):
            return False
        if begins(self.starts, start):
            return True
        split = any(begins(self.starts, at) for at in range(start + 1, end))
        return split and begins(self.starts, end)

    def _in_latin(self, start: int, end: int) -> bool:
        """Whether Latin letters or digits go on before or after ``[start, end)``."""
        before = self.folded[start - 1 : start + 1] if start else ""
        after = self.folded[end - 1 : end + 1]
        return _is_latin(before) or _is_latin(after)


def meets_latin(string: str) -> bool:
    """Whether Latin letters or digits may go on before or after ``string``."""
    return string[0].isascii() or string[-1].isascii()


def _is_latin(pair: str) -> bool:
    return len(pair) == 2 and pair.isascii() and pair.isalnum()


class Wording(NamedTuple):
    """A folded string that a term is looked for as: the term itself, or a variant ``of`` it.

    The term counts wherever it stands; a variant, which nobody asked for by name, only where it
    can be meant: 算法 for 演算法 does not mean 預算法.
    """

    text: str
    weight: float = 1.0
    of: str = ""

    def places(self, text: Text) -> list[Span]:
        """Where the wording stands in ``text``, in order and apart."""
        return list(self.places_in_turn(text))

    def places_in_turn(self, text: Text) -> Iterator[Span]:
        """As :meth:`places`, for those who may need only the first."""
        size = len(self.text)
        at = text.folded.find(self.text)
        while at >= 0:
            if not self.of or text.meant(at, at + size):
                yield at, at + size
            at = text.folded.find(self.text, at + size)


@cache
def _spellings() -> dict[str, str]:
    """The characters that are folded to another, by that other."""
    spellings: dict[str, str] = {}
    for written, folded in table().items():
        spellings[chr(folded)] = spellings.get(chr(folded), "") + chr(written)
    return spellings


def spelled(string: str) -> re.Pattern[str]:
    """Finds a folded string in text that is not folded.

    >>> spelled("国发会").findall("國發會，国发会")
    ['國發會', '国发会']
    """
    spellings = _spellings()
    every = (re.escape(char + spellings.get(char, "")) for char in string)
    return re.compile("".join(f"[{chars}]" for chars in every))
