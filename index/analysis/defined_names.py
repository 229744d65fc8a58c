"""Finds the short names that a text defines: 國家發展委員會（以下簡稱國發會）.

A short name counts if its characters occur in the full one in the same order, but not side by side
(移民署 in 內政部移民署 is found anyway), or if it is Latin.
Words that stand for anything (本法, 甲方, 平台) are no short names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpus.fold import fold
from index.analysis.word_segmentation import begins

_OPEN, _CLOSE = "「『“\"‘'《〈", "」』”\"’'》〉"
_LEAD = (
    r"(?:以下(?:合|統|统|均|皆|並|并)?(?:簡|简)?(?:稱|称)|下(?:簡|简)?(?:稱|称)|(?:簡|简)(?:稱|称))"
    r"(?:為|为|作|之為)?[:：]?\s*"
)
_QUOTED = rf"[{_OPEN}](?P<quoted>[^{_OPEN}{_CLOSE}，。；、（）()\s]{{2,14}})[{_CLOSE}]"
_BARE = r"(?P<bare>[\u3400-\u9fffA-Za-z0-9&.-]{2,14})(?=\s*[）)，,；;。]|或)"
_DEFINITION = re.compile(
    rf"(?:[（(\[〔](?:[^（）()\[\]〔〕]{{0,80}}?[，,；;、\s])?|(?P<comma>[，,]\s*)){_LEAD}(?:{_QUOTED}|{_BARE})"
)
_ALTERNATIVE = re.compile("[或及]")
_LONGEST_FULL = 30
_SHORTEST_FULL = 4
# A full name does not continue to the left of one of these.
_STOPS = "，。；！？、：:;,!?（）()[]〔〕「」『』“”\"《》〈〉‘’'\n\t\u3000 "
# Where the full name of a Latin one may begin, besides: after these words of the sentence.
_BEFORE_NAME = re.compile(r".*[依由對对向在於于將将被把據据照按經经受請请為为是指稱称訂订]")
# In a phrase, not in a name.
_PHRASE = re.compile(f"[{fold('的了是我你您他們都')}]")
# The last characters of what has a Latin short name.
_ENDINGS = frozenset(
    fold(
        "會部署局院所處司廳室庫網法案則例約定議織盟團行社黨校學館系統心畫劃準度制數術慧能台金症碼件"
    )
)
_POINTERS = tuple(map(fold, "本該贵貴我此其前後甲乙丙丁兩双雙上下各原被"))


class DefinedName(NamedTuple):
    """A short name and the full name that a text defines it for, as they are written."""

    short: str
    full: str


def defined_names(
    texts: Sequence[str], starts: Sequence[bytes]
) -> Iterator[tuple[int, DefinedName]]:
    """The short names that the texts define, each with the number of its text.

    ``starts``: where words begin in each text (see :class:`index.analysis.batch.CutTexts`).
    """
    for number, text in enumerate(texts):
        if "稱" in text or "称" in text:
            for name in _of_text(text, starts[number]):
                yield number, name


def _of_text(text: str, starts: bytes) -> Iterator[DefinedName]:
    for found in _DEFINITION.finditer(text):
        short = found["quoted"] or _ALTERNATIVE.split(found["bare"])[0].strip(".-")
        if found["comma"] and not found["quoted"]:
            continue  # 「…，簡稱甲乙丙」 of running text says too little of where it ends
        if _can_be_short(short) and (full := _full_name(text, starts, found.start(), short)):
            yield DefinedName(short, full)


def _can_be_short(short: str) -> bool:
    folded = fold(short)
    return (
        len(folded) > 1
        and not folded.startswith(_POINTERS)
        and folded not in _general_words()
        and not folded.isdigit()
    )


def _full_name(text: str, starts: bytes, end: int, short: str) -> str:
    """The full name that ends at ``end``; "" if none fits the short one."""
    while end and text[end - 1].isspace():
        end -= 1
    quoted = text[end - 1 : end] in _CLOSE and end > 0
    end -= quoted
    start = max(0, end - _LONGEST_FULL)
    start = max((text.rfind(stop, start, end) + 1 for stop in _STOPS), default=0) or start
    candidate = text[start:end].strip()
    if short.isascii():
        if not quoted and (after := _BEFORE_NAME.match(candidate)):
            candidate = candidate[after.end() :]
        return candidate if _is_chinese_name(candidate, quoted=quoted) else ""
    if quoted:
        return candidate if _is_short_for(short, candidate) else ""
    # The shortest that begins with a word.
    for at in range(end - len(short) - 1, start - 1, -1):
        if begins(starts, at) and _is_short_for(short, text[at:end]):
            return text[at:end]
    return ""


def _is_chinese_name(full: str, *, quoted: bool) -> bool:
    """Whether it can be what a Latin short name stands for: nothing else says where it begins."""
    han = all("\u3400" <= char <= "\u9fff" for char in full)
    is_name = quoted or fold(full)[-1:] in _ENDINGS
    return len(full) >= _SHORTEST_FULL and han and is_name and not _PHRASE.search(fold(full))


def _is_short_for(short: str, full: str) -> bool:
    """Whether the characters of ``short`` occur in ``full``, not side by side, in this order."""
    short, full = fold(short), fold(full)
    if _PHRASE.search(full):
        return False
    left = iter(full)
    return short not in full and all(char in left for char in short)


@cache
def _general_words() -> frozenset[str]:
    lines = Path(__file__).with_name("general_words.txt").read_text(encoding="utf-8").splitlines()
    words = (line.split() for line in lines if not line.startswith("#"))
    return frozenset(fold(word) for some in words for word in some)
