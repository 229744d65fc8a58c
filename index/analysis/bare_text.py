"""Folded text without white space and punctuation: what two copies of a quotation share.

A mark stays where it changes a meaning: % and other signs of amounts, a minus before a digit, and
any mark between two digits (3.5, 1、2), except the comma between thousands.
"""

from __future__ import annotations

import re
from itertools import compress, repeat
from typing import NamedTuple

from corpus.document import Span
from corpus.fold import fold

_SPACE = re.compile(r"\s+")
# In folded text, where full-width signs and all dashes are those of ASCII.
_MARKS = re.compile(
    r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))"
    r"|(?<![0-9])-(?![0-9])|(?<=[0-9])-(?![0-9])"
    r"|(?<![0-9])[^\w\s%‰‱°+<>≤≥±×÷$€£¥¢₩-]|[^\w\s%‰‱°+<>≤≥±×÷$€£¥¢₩-](?![0-9])"
    r"|_+"
)


class BareText(NamedTuple):
    """A text without its marks. ``places`` are the offsets of its characters in the whole text."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Where the characters ``[start, end)`` are in the whole text; ``start < end``."""
        return self.places[start], self.places[end - 1] + 1


def bare(text: str) -> str:
    """``text``, folded, without white space and punctuation.

    >>> bare("「第 12 條，臺灣」") == bare("第12条:台湾")
    True
    >>> bare("減少 3.5%，第 1、2 項，1,000 元")
    '减少3.5%第1、2项1000元'
    """
    return _MARKS.sub("", _SPACE.sub("", fold(text)))


def bare_text(text: str) -> BareText:
    """The same as :func:`bare`, with the offsets.

    >>> bare_text("第 12 條").span(0, 3)
    (0, 4)
    """
    folded = fold(text)
    # White space first: a mark between digits may have blanks around it.
    places = [at for at, char in enumerate(folded) if not char.isspace()]
    closed = _SPACE.sub("", folded)
    kept = bytearray(repeat(1, len(closed)))
    for mark in _MARKS.finditer(closed):
        kept[mark.start() : mark.end()] = bytes(mark.end() - mark.start())
    return BareText("".join(compress(closed, kept)), tuple(compress(places, kept)))
