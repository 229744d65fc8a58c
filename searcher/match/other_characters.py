"""Tells a place that is written with the characters of a term from one with other characters.

The fold makes one character of several Traditional ones that Simplified text does not tell apart:
里 and 裡, 乾, 幹 and 干. In Traditional text they are different words: 里長 is not in 這裡長大.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from corpus.fold import fold, table
from index.analysis.spacing import close_gaps
from index.analysis.wording import spans

if TYPE_CHECKING:
    from index.indexed_paragraph import IndexedParagraph

# Each line is a family: the characters of one word, a blank, those of another. Characters that
# are also used for one another (週 and 周, 佈 and 布, 台 and 臺, 檯, 颱) are absent.
_FAMILIES = """
里 裡裏
干 乾 幹榦
后 後
發 髮
面 麵麪
谷 穀
松 鬆
臺 檯枱 颱
鐘 鍾
制 製
准 準
歷 曆
復 複
系 係 繫
只衹 隻
劃 划
余 餘
斗 鬥鬪
丑 醜
衝 沖
出 齣
黨 党
範 范
姜 薑
沈 瀋
胡 鬍
須 鬚
幾 几
豐 丰
雲 云
葉 叶
鬱 郁
舍 捨
髒 臟
術 朮
團 糰
樸 朴
種 种
僕 仆
鹹 咸
塗 涂
困 睏
御 禦
曲 麴
症 癥
纖 縴
壇 罈
並 併
澱 淀
卜 蔔
"""


class Characters:
    """The characters of a term that its fold does not tell from those of other words.

    >>> bool(Characters("里長")), bool(Characters("里长")), bool(Characters("外送員"))
    (True, False, False)
    """

    def __init__(self, term: str) -> None:
        self._term = term
        words = _words()
        # In Simplified text, and in a term without a sign of its script, 里 may mean any of them.
        decided = is_traditional(term)
        self._at = {
            at: words[char]
            for at, char in enumerate(term)
            if char in words and (decided or fold(char) != char)
        }

    def __bool__(self) -> bool:
        return bool(self._at)

    def are_other(self, string: str, paragraph: IndexedParagraph) -> bool:
        """Whether the folded ``string``, the term, occurs in the paragraph, and every place has a
        character of another word."""
        written = paragraph.written
        if self._term in written:  # the usual case, in which the text need not be folded
            return False
        found = spans(string, paragraph.text, variant=False)
        places = [written[start:end] for start, end in found]
        return bool(places) and all(self._is_other(place, string, written) for place in places)

    def _is_other(self, place: str, string: str, written: str) -> bool:
        if len(place) != len(string):
            place = close_gaps(place)
        if len(place) != len(string):
            return False
        words = _words()
        for at, word in self._at.items():
            char = place[at]
            if words.get(char, word) != word and (
                fold(char) != char or _decided_by(place, written)
            ):
                return True
        return False


def characters_of(term: str, string: str) -> Characters | None:
    """The characters of a term that need to be told apart; ``string`` is the folded term. None if
    it has none, as most terms."""
    if not _families().isdisjoint(string):
        term = close_gaps(term)
        if len(term) == len(string):
            return Characters(term) or None
    return None


def is_traditional(text: str) -> bool:
    """Whether more characters are of the Traditional script only than of the Simplified.

    >>> is_traditional("里長"), is_traditional("里长"), is_traditional("里")
    (True, False, False)
    """
    return _script(text) > 0


def _decided_by(place: str, written: str) -> bool:
    """Whether a place is Traditional: by its own characters, or else by those of its paragraph."""
    return (_script(place) or _script(written)) > 0


def _script(text: Iterable[str]) -> int:
    return sum(map(_sign, text))


@cache
def _sign(char: str) -> int:
    """1 for a character of the Traditional script only, -1 for one of the Simplified, else 0."""
    if not "\u4e00" <= char <= "\u9fff":
        return 0
    big5, in_gb = _encoded(char, "big5"), bool(_encoded(char, "gb2312"))
    if big5 and not in_gb and fold(char) != char:
        return 1
    # Big5 has some Simplified forms among its rare characters, which begin at C940.
    return -1 if in_gb and not b"" < big5 < b"\xc9\x40" and char in _folds() else 0


def _encoded(char: str, encoding: str) -> bytes:
    return char.encode(encoding, "ignore")


@cache
def _folds() -> frozenset[str]:
    return frozenset(map(chr, table().values()))


@cache
def _words() -> dict[str, tuple[int, int]]:
    """For each character the numbers of its family and of its word."""
    return {
        char: (family, word)
        for family, line in enumerate(_FAMILIES.split("\n"))
        for word, chars in enumerate(line.split())
        for char in chars
    }


@cache
def _families() -> frozenset[str]:
    """The characters that the families are folded to."""
    return frozenset(map(fold, _words()))
