"""The tokens that go into the fields of the server, and the phrases that find them.

The server cuts tokens at white space, so white space within a token is written with a capital
letter, which no folded text contains.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from operator import add

from index.analysis.grams import grams

# All white space of Unicode, and as many characters that the fold makes others of.
_WHITE = " " + "".join(c for c in map(chr, range(0x3001)) if c.isspace() and c != " ")
_CODES = "SABCDEFGHIJKLMNOPQRTUVWXYZÀÁÂÃÄÅÆÇÈÉÊË"
_TOKEN = {ord(white): code for white, code in zip(_WHITE, _CODES, strict=False)}
assert len(_WHITE) <= len(_CODES)

LONGEST = 8000
"""Characters of a value of a keyword field: Lucene takes no more than 32,766 bytes."""


def encoded(text: str) -> str:
    """A folded text with its white space as capital letters."""
    return text.translate(_TOKEN)


def decoded(token: str) -> str:
    """The folded text of a token.

    >>> decoded(encoded("i 治"))
    'i 治'
    """
    return token.translate(_TEXT)


_TEXT = {ord(code): white for white, code in zip(_WHITE, _CODES, strict=False)}


def gram_tokens(text: str) -> str:
    """The grams of a folded text, with blanks between them.

    >>> gram_tokens("第 12")
    '第 1 2 12 第S1'
    """
    found = grams(text)
    return " ".join(found) if " " not in text else " ".join(one.replace(" ", "S") for one in found)


def pair_tokens(text: str) -> str:
    """Every pair of neighbours of a folded text, in order: a phrase of these is a string.

    >>> pair_tokens("第 12")
    '第S S1 12'
    """
    text = encoded(text)
    return " ".join(map(add, text, text[1:]))


def keyword(value: str) -> str:
    """What a keyword field has of a value."""
    return value if len(value) <= LONGEST else value[:LONGEST]


def keywords(values: Iterable[str]) -> list[str]:
    """What a keyword field has of these values."""
    return [keyword(value) for value in values]


assert sys.maxunicode == 0x10FFFF
