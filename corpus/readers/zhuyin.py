"""Text in, text out: removes zhuyin that gives the reading of the characters before it."""

from __future__ import annotations

import re

_SYLLABLE = (
    "˙?(?:[ㄅ-ㄙ]?[ㄧㄨㄩ][ㄚ-ㄦ]?|[ㄅ-ㄙ]?[ㄚ-ㄦ]|[ㄓ-ㄙ])[ˊˇˋ˙]?"  # a tone mark may be left out
)
_READING = re.compile(
    rf"(?<=[\u3400-\u9fff])[（(] ?({_SYLLABLE}(?:[ \u3000]?{_SYLLABLE}){{0,7}}) ?[）)]"
)
_ONE = re.compile(_SYLLABLE)
_HAN = re.compile("[\u3400-\u9fff]")


def without_zhuyin(text: str) -> str:
    """Return the text without bracketed readings, one syllable for each character before them.

    A bracket with more syllables than there are characters before it is text about zhuyin, and
    stays.

    >>> without_zhuyin("平(ㄆㄧㄥˊ)台(ㄊㄞˊ)"), without_zhuyin("注音（ㄅㄆㄇ）")
    ('平台', '注音（ㄅㄆㄇ）')
    """
    return _READING.sub(_kept, text)


def _kept(found: re.Match[str]) -> str:
    syllables = len(_ONE.findall(found[1]))
    before = found.string[max(0, found.start() - syllables) : found.start()]
    return "" if len(_HAN.findall(before)) == syllables else found[0]
