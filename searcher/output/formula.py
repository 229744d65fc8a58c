"""Tells text that a spreadsheet would run as a formula."""

from __future__ import annotations

import unicodedata

_SIGNS = "=+-@\u2212"  # the last is the minus sign of mathematics
#: Letters and signs without any ink: the fillers of Hangul, the empty pattern of Braille, and the
#: sign that :func:`searcher.terminal_text.clean` puts in place of what it takes out.
_BLANK = "\u115f\u1160\u3164\uffa0\u2800\ufffd"


def runs_as_formula(text: str) -> bool:
    """Whether the first character that is visible begins a formula, in any width or form.

    >>> [runs_as_formula(text) for text in ("=1+1", "\\u200b ＝1", "甲=1", "")]
    [True, True, False, False]
    """
    for char in text:
        if char in _BLANK or unicodedata.category(char)[0] in "ZCM":
            continue
        return unicodedata.normalize("NFKC", char)[0] in _SIGNS
    return False
