"""A character as the file has it in, the character of the text out.

Fonts give bullets private codes, and some punctuation marks the codes of other forms.
"""

from __future__ import annotations

from corpus.readers.pdf.runs import PageText

SPACES = frozenset(" \u00a0\u3000\u2002\u2003\u2009\u202f\t")
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\uffff")
# Symbol fonts draw bullets with these private codes. No text is lost with them.
_BULLETS = dict(
    zip(
        "\uf0b7\uf0a7\uf06e\uf06c\uf075\uf0d8\uf0fc\uf077\uf052\uf09f\uf0a8\uf06f\uf071\uf076\uf0a1",
        "•▪■●◆➢✓◆□•□□□◆○",
        strict=True,
    )
)
# A vertical colon in horizontal text is the choice of a font; the other two are half width.
FORMS = str.maketrans("\ufe30\uff61\uff64", "：。、")
_HYPHENS = "\u0002\ufffe"
SOFT_HYPHEN = "\u00ad"


def readable(char: str, counts: PageText) -> str:
    """Return the character to read for an unusual one, or "". Counts those that are lost."""
    if char in _HYPHENS:
        return SOFT_HYPHEN  # at the end of a line
    if char < " " or char in _DROPPED:
        return ""
    if char in "\ufe30\uff61\uff64":
        counts.half_width += char != "\ufe30"
        return char.translate(FORMS)
    if "\ue000" <= char < "\uf900" or char >= "\U000f0000":
        if char in _BULLETS:
            return _BULLETS[char]
        counts.private += 1
    counts.replaced += char == "\ufffd"
    return char
