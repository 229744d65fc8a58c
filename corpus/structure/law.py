"""The skeleton of a law: divisions (編章節款目) and articles (第十二條, 第 12-1 條)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus.lines import Hint, Line

_N = r"[0-9０-９〇○零一二三四五六七八九十百千兩两]{1,8}"
_ARTICLE = re.compile(
    rf"第 ?(?P<number>{_N})(?:[-－之](?P<branch>{_N}))? ?[條条](?:[-－之](?P<suffix>{_N}))?"
)
_DIVISION = re.compile(rf"第 ?{_N} ?(?:[-－之]{_N} ?)?(?P<kind>[編编章節节款目])(?P<rest>.*)$")
_PREFACE = re.compile(r"(?:目[ 　]*[錄录次]|序[ 　]*言|前[ 　]*言)$")
_APPENDIX = re.compile(r"附[件表錄录圖图：:]|.{2,24}表[一二三四五六七八九十]?(?:（[^（）]*）)?$")
# Ranks leave 1 to the title and stand apart from the levels of marked headings below them.
_RANKS = {"編": 2, "编": 2, "章": 3, "節": 4, "节": 4, "款": 5, "目": 6}
ARTICLE_RANK = 9
APPENDIX_RANK = 2
_LONGEST_HEADING = 40
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "兩": 2,
    "两": 2,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}


class Article(NamedTuple):
    """The article that a line opens. ``label``: as written. ``alone``: no text follows."""

    label: str
    number: int
    alone: bool
    apart: bool


def article(text: str) -> Article | None:
    """The article that ``text`` opens, if it does.

    ``apart``: white space or a bracket follows the label, as it never does in a running sentence
    (第五條規定…).

    >>> article("第 12-1 條").label, article("第三条 为了保障劳动者权益").number
    ('第 12-1 條', 3)
    """
    if text[:1] != "第":
        return None
    match = _ARTICLE.match(text)
    if match is None:
        return None
    following = text[match.end() : match.end() + 1]
    return Article(
        match[0], numeral(match["number"]), not following, following in tuple("　 （([【：")
    )


def division(text: str) -> int | None:
    """The rank of the division that ``text`` heads (編 2 … 目 6), or None.

    >>> division("第 二 章 外送員之權益"), division("第二章規定之事項，準用之。")
    (3, None)
    """
    if text[:1] != "第" or len(text) > _LONGEST_HEADING:
        return None
    match = _DIVISION.match(text)
    if match is None:
        return None
    rest = match["rest"]
    if rest and (rest[-1] in "。；，：;,:" or any(mark in rest for mark in "，。；")):
        return None
    # Without a space a sentence may begin so; 款 and 目 are cited much more than they head.
    if rest and not rest[0].isspace() and match["kind"] in "款目":
        return None
    return _RANKS[match["kind"]]


def outside(text: str) -> int | None:
    """The rank of a line that heads what stands outside the articles (目錄, 附表一), or None.

    >>> outside("目　录"), outside("附表一"), outside("附表由主管機關定之。")
    (9, 2, None)
    """
    if len(text) > _LONGEST_HEADING or text[-1] in "。；，：;,:":
        return None
    if _PREFACE.match(text):
        return ARTICLE_RANK
    return APPENDIX_RANK if _APPENDIX.match(text) else None


def articles(lines: Sequence[Line]) -> dict[int, Article]:
    """The articles of a law by the index of the line that opens each.

    A label with text straight after it (第三條規定…) counts only where the number is next in turn.
    """
    found: dict[int, Article] = {}
    last = 0
    for index, line in enumerate(lines):
        if line.text[0] != "第" or (opens := article(line.text)) is None:
            continue
        if opens.alone or opens.apart or opens.number == last + 1:
            found[index] = opens
            last = opens.number
    return found


def is_law(lines: Sequence[Line]) -> bool:
    """Whether articles, counted from one, are what the document is made of."""
    numbers = [opens.number for opens in articles(lines).values()]
    if len(numbers) < 2 or numbers[0] != 1 or len(numbers) * 12 < len(lines):
        return False
    rising = sum(b - a in (0, 1) for a, b in pairwise(numbers))
    return rising * 5 >= (len(numbers) - 1) * 4


def marked(lines: Sequence[Line]) -> list[Line]:
    """The lines of a law with its divisions and articles told apart from their text.

    A label alone on its line is a heading; one that begins its text makes the line an item.
    """
    opening = articles(lines)
    result = []
    for index, line in enumerate(lines):
        rank = division(line.text)
        hint: Hint = "heading"
        if index in opening:
            rank = ARTICLE_RANK
            hint = "heading" if opening[index].alone else "item"
        elif rank is None and line.hint == "text" and index:
            rank = outside(line.text)
        if rank is not None:
            line = Line(line.text, hint, rank, line.gap, line.indent, page=line.page)
        result.append(line)
    return result


def numeral(text: str) -> int:
    """The value of a number in digits of any width, or in Chinese.

    >>> numeral("一百零二"), numeral("十二"), numeral("１２"), numeral("一一四")
    (102, 12, 12, 114)
    """
    if text.isdecimal():
        return int(text)
    if not any(char in _UNITS for char in text):
        return int("".join(str(_DIGITS.get(char, char)) for char in text))
    total = digit = 0
    for char in text:
        if char in _UNITS:
            total += max(digit, 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char] if char in _DIGITS else int(char)
    return total + digit
