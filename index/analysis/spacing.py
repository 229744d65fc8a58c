"""Blanks that do not keep a string from matching, and texts without them.

A *gap* is one or two blanks between two letters or digits, at least one of which is a Han
character: AI 治理 matches AI治理, and 第 12 條 matches 第12條. A tab, a line break, the border of a
cell (" | ") and a blank between Latin words are no gaps. The text is folded, so a blank is a space:
the fold makes spaces of U+3000, U+00A0 and the other spaces of typesetting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import compress, repeat
from typing import NamedTuple

from corpus.document import Span

# Code points: iteration and closing marks and zero, the ideographs of all planes.
HAN_RANGES = (
    (0x3005, 0x3007),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)
_LETTER = "[^\\W_]"
# Blanks between letters or digits that are not both ASCII. (A class of all Han characters takes
# 2 ms to compile.) It begins with the blank itself, which the engine looks for faster than for what
# is before it.
_BLANKS = re.compile(f" (?<={_LETTER} )(?:(?<![!-~] )|(?= ?[^ -~])) ?(?={_LETTER})")


@lru_cache(maxsize=1 << 13)
def is_han(character: str) -> bool:
    """Whether this is a Han character."""
    code = ord(character)
    return any(first <= code <= last for first, last in HAN_RANGES)


def _is_gap(blanks: re.Match[str]) -> bool:
    return is_han(blanks.string[blanks.start() - 1]) or is_han(blanks.string[blanks.end()])


def close_gaps(text: str) -> str:
    """The folded ``text`` without the blanks of its gaps.

    >>> close_gaps("ai 治理 第 12 条, open data")
    'ai治理第12条, open data'
    """
    if " " not in text:
        return text
    return _BLANKS.sub(lambda blanks: "" if _is_gap(blanks) else blanks[0], text)


def gaps(text: str) -> list[Span]:
    """Where the gaps of a folded text are."""
    if " " not in text:
        return []
    return [blanks.span() for blanks in _BLANKS.finditer(text) if _is_gap(blanks)]


def spaced_pair(first: str, second: str) -> str:
    """The gram of a pair across a gap; empty if a blank between the two is no gap.

    >>> spaced_pair("i", "治"), spaced_pair("a", "b")
    ('i 治', '')
    """
    if first.isalnum() and second.isalnum() and (is_han(first) or is_han(second)):
        return f"{first} {second}"
    return ""


class ClosedText(NamedTuple):
    """A text without its gaps. ``places`` are the offsets of its characters in the text with
    gaps."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Where the characters ``[start, end)`` are in the text with gaps; ``start < end``."""
        return self.places[start], self.places[end - 1] + 1

    def spans(self, string: str, gapped: str) -> Iterator[Span]:
        """Where a string without gaps occurs in ``gapped``, the text with gaps; two may overlap.

        A blank at an end of the string is a blank of the text, which may be a part of a gap.

        >>> list(ClosedText("第12条", (0, 2, 3, 5)).spans(" 12条", "第 12 条"))
        [(1, 6)]
        """
        core = string.strip()
        if not core:
            yield from (found.span() for found in re.finditer(re.escape(string), gapped))
            return
        before, after = string[: string.find(core)], string[len(string.rstrip()) :]
        at = self.text.find(core)
        while at >= 0:
            start, end = self.span(at, at + len(core))
            start -= len(before)
            if start >= 0 and gapped.startswith(before, start) and gapped.startswith(after, end):
                yield start, end + len(after)
            at = self.text.find(core, at + 1)


def closed_text(text: str) -> ClosedText | None:
    """The folded ``text`` without its gaps; None if it has none.

    >>> closed_text("第 12 条").span(0, 3)
    (0, 4)
    """
    found = gaps(text)
    if not found:
        return None
    kept = bytearray(repeat(1, len(text)))
    for start, end in found:
        kept[start:end] = bytes(end - start)
    return ClosedText("".join(compress(text, kept)), tuple(compress(range(len(text)), kept)))
