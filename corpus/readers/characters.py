"""Text in, text out: removes invisible characters and composes the others (Unicode NFC).

These characters are removed because no reader sees them and they split words: zero-width spaces
and joiners, the word joiner, the soft hyphen, the byte order mark inside a text, variation
selectors, tags, and marks of writing direction. Nothing else is removed.
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e01ef]"
)


def visible(text: str) -> str:
    """Return the text without invisible characters, in Unicode NFC.

    >>> visible("平\\u200b台\\u00ad工作者"), visible("Cafe\\u0301") == "Café"
    ('平台工作者', True)
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
