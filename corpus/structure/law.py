"""Lines of a law in, lines with marked divisions (編章節款目) and articles (第 12-1 條) out."""

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
# The ranks are used as levels of headings. Level 1 is left to the title.
_RANKS = {"編": 2, "编": 2, "章": 3, "節": 4, "节": 4, "款": 5, "目": 6}
ARTICLE_RANK = 9
APPENDIX_RANK = 2
_LONGEST_HEADING = 40
_FEWEST_OF_PART = 8
_NO_PROVISION = frozenset({"table", "note", "caption"})
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "兩": 2,
    "两": 2,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}


class Article(NamedTuple):
    """The article that begins with a line.

    ``label`` is the label as written. ``alone``: no text follows it. ``separated``: white space or
    a bracket follows it, which is never so in a running sentence (第五條規定…).
    """

    label: str
    number: int
    alone: bool
    separated: bool


def parse_article(text: str) -> Article | None:
    """Return the article whose label ``text`` begins with, or None.

    >>> parse_article("第 12-1 條").label, parse_article("第三条 为了保障劳动者权益").number
    ('第 12-1 條', 3)
    """
    if text[:1] != "第":
        return None
    match = _ARTICLE.match(text)
    if match is None:
        return None
    following = text[match.end() : match.end() + 1]
    return Article(
        match[0], parse_numeral(match["number"]), not following, following in tuple("　 （([【：")
    )


class ArticleNumber(NamedTuple):
    """The number of an article: 63 and 1 of 第63條之1; ``branch`` is 0 without a second number."""

    number: int
    branch: int = 0


def article_number(text: str) -> ArticleNumber | None:
    """Return the number of the article whose label ``text`` begins with, or None.

    >>> article_number("第 63-1 條") == article_number("第六十三條之一") == ArticleNumber(63, 1)
    True
    """
    match = _ARTICLE.match(text)
    if match is None:
        return None
    branch = match["branch"] or match["suffix"]
    return ArticleNumber(parse_numeral(match["number"]), parse_numeral(branch) if branch else 0)


def division_rank(text: str) -> int | None:
    """Return the rank of the division whose heading ``text`` is (編 2 … 目 6), or None.

    >>> division_rank("第 二 章 外送員之權益"), division_rank("第二章規定之事項，準用之。")
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
    # Without a space this may be a sentence: 款 and 目 are cited more often than they are headings.
    if rest and not rest[0].isspace() and match["kind"] in "款目":
        return None
    return _RANKS[match["kind"]]


def rank_outside_articles(text: str) -> int | None:
    """Return the rank of a heading of a part without articles (目錄, 附表一), or None.

    >>> [rank_outside_articles(text) for text in ("目　录", "附表一", "附表由主管機關定之。")]
    [9, 2, None]
    """
    if len(text) > _LONGEST_HEADING or text[-1] in "。；，：;,:":
        return None
    if _PREFACE.match(text):
        return ARTICLE_RANK
    return APPENDIX_RANK if _APPENDIX.match(text) else None


def find_articles(lines: Sequence[Line]) -> dict[int, Article]:
    """Return the articles of a law by the index of the line that each begins with.

    If text follows the label without a separator (第三條規定…), it counts only if its number
    follows that of the article before.
    """
    articles: dict[int, Article] = {}
    last = 0
    for index, line in enumerate(lines):
        if line.text[0] != "第" or line.hint in _NO_PROVISION:
            continue
        if (opens := parse_article(line.text)) is None:
            continue
        if opens.alone or opens.separated or opens.number == last + 1:
            articles[index] = opens
            last = opens.number
    return articles


def is_law(lines: Sequence[Line]) -> bool:
    """Return whether the document consists of articles that are numbered from 1.

    A part of a law, such as one book of a code, begins with a later number. It has more articles.
    """
    numbers = [opens.number for opens in find_articles(lines).values()]
    fewest = 2 if numbers[:1] == [1] else _FEWEST_OF_PART
    if len(numbers) < fewest or len(numbers) * (12 if numbers[0] == 1 else 4) < len(lines):
        return False
    rising = sum(b - a in (0, 1) for a, b in pairwise(numbers))
    return rising * 5 >= (len(numbers) - 1) * 4


def mark_law_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a law, divisions and articles marked by hint and level.

    A label alone on its line is a heading. A line with a label and text is an item.
    """
    opening = find_articles(lines)
    result = []
    for index, line in enumerate(lines):
        rank = division_rank(line.text) if line.hint not in _NO_PROVISION else None
        hint: Hint = "heading"
        if index in opening:
            rank = ARTICLE_RANK
            hint = "heading" if opening[index].alone else "item"
        elif rank is None and line.hint == "text" and index:
            rank = rank_outside_articles(line.text)
        if rank is not None:
            line = line._replace(hint=hint, level=rank, soft=False)
        result.append(line)
    return result


def parse_numeral(text: str) -> int:
    """Return the value of a number in Chinese, or in digits of any width.

    >>> [parse_numeral(text) for text in ("一百零二", "十二", "１２", "一一四")]
    [102, 12, 12, 114]
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
