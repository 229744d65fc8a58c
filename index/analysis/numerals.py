"""Other ways to write the numbers of a term: 第12條 and 第十二條, 114年, 一百一十四年 and 2025年.

Only numbers whose meaning is certain are rewritten: those after 第, years and dates, and counts
with a unit from two on (一家 may be a family). A number counts as a whole: 第1條 is not in 第11條.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from corpus.fold import fold
from index.analysis.wording import NUMERALS

_DIGITS = "〇一二三四五六七八九"
_VALUES = {**{digit: value for value, digit in enumerate(_DIGITS)}, "零": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_MOST = 8
_OTHER_ERA = 0.9  # the weight of a year in the other era
# 民國 before this year is too small to be a year without 民國 before it: 30年 are thirty years.
_FIRST_BARE, _LAST = 101, 199
_ERA = 1911

_N = f"[0-9]{{1,4}}|[{NUMERALS.replace('万', '')}]{{1,9}}"
_APART = f"(?<![0-9a-z.,{NUMERALS}-])"
# Units of counts, folded; a word that begins with one is counted, too (個月, 小時).
_UNITS = "人名位家件次项个岁元万亿天周月日倍成票席处所辆份场"
_NUMBER = re.compile(
    f"第(?P<article>{_N})(?:[-之](?P<inner>{_N})条|条之(?P<after>{_N})(?![0-9{NUMERALS}]))"
    f"|第(?P<ordinal>{_N})(?=[\\u4e00-\\u9fff])"
    f"|{_APART}(?P<era>民国|西元|公元)?(?P<year>{_N})年"
    f"|{_APART}(?P<count>{_N})(?=[{_UNITS}]|小时)"
    f"|{_APART}(?P<percent>[0-9]{{1,3}})%"
    f"|百分之(?P<hundredth>{_N})"
)

_Write = Callable[[int], str]


class OtherNumerals(NamedTuple):
    """A term with its numbers written otherwise; ``weight`` is above 0 and at most 1."""

    text: str
    weight: float


def number_of(text: str) -> int | None:
    """The value of a folded numeral; None if nobody writes a number so.

    >>> [number_of(one) for one in ("114", "一百一十四", "一百十四", "二〇二五", "十", "三四十")]
    [114, 114, 114, 2025, 10, None]
    """
    if text.isdecimal():
        return int(text)
    if all(character in _VALUES for character in text):
        return int("".join(str(_VALUES[character]) for character in text))
    total, digit = 0, 0
    for character in text:
        if character in _PLACES:
            total += (digit or 1) * _PLACES[character]
            digit = 0
        elif character in _VALUES:
            digit = _VALUES[character]
        else:
            return None
    total += digit
    plain = text.replace("〇", "零").replace("两", "二")
    return (
        total if plain in (in_words(total), in_short_words(total), "一" + in_words(total)) else None
    )


def in_words(number: int) -> str:
    """A number from 0 to 9999 in Chinese.

    >>> in_words(12), in_words(114), in_words(1003)
    ('十二', '一百一十四', '一千零三')
    """
    result, zero = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            result += ("零" if zero and result else "") + _DIGITS[digit] + name
        zero = digit == 0
    return result.removeprefix("一") if 10 <= number < 20 else result or "零"


def in_short_words(number: int) -> str:
    """The same as older laws of Taiwan write it: 一百十四 for 一百一十四."""
    return in_words(number).replace("百一十", "百十")


def in_digits(number: int) -> str:
    """The Chinese digits of a number one by one: 二〇二五."""
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def other_numerals(term: str) -> list[OtherNumerals]:
    """The term with its numbers written otherwise, at most eight, the likeliest first.

    >>> [other.text for other in other_numerals("勞基法第12條")]
    ['勞基法第十二條']
    >>> [other.text for other in other_numerals("2001年3月")]
    ['二〇〇一年三月', '民國90年3月', '民國九十年三月', '民國九〇年三月']
    >>> other_numerals("112"), other_numerals("一家")
    ([], [])
    """
    found = list(_NUMBER.finditer(fold(term)))
    others: dict[str, float] = {}
    if found:
        for era_changes in (False, True):
            for style in _STYLES:
                for inner in (True, False):
                    other = _rewritten(term, found, style, inner=inner, era_changes=era_changes)
                    others.setdefault(other, _OTHER_ERA if era_changes else 1.0)
    own = fold(term)
    return [OtherNumerals(*one) for one in others.items() if fold(one[0]) != own][:_MOST]


def _rewritten(
    term: str, found: list[re.Match[str]], style: _Style, *, inner: bool, era_changes: bool
) -> str:
    result, at = "", 0
    for one in found:
        result += term[at : one.start()] + _number(one, term, style, inner, era_changes)
        at = one.end()
    return result + term[at:]


class _Style(NamedTuple):
    """How numbers are written: years of the common era, years of 民國, counts, and the others."""

    common_era: _Write
    republic: _Write
    counted: _Write
    number: _Write


def _in_words_with_circle(number: int) -> str:
    return in_words(number).replace("零", "〇") if number else "〇"


def _counted(number: int) -> str:
    return "兩" if number == 2 else in_words(number)


_STYLES = (
    _Style(str, str, str, str),
    _Style(in_digits, in_words, in_words, in_words),
    _Style(in_digits, in_short_words, _counted, in_short_words),
    _Style(in_digits, in_digits, _in_words_with_circle, _in_words_with_circle),
)


def _number(one: re.Match[str], term: str, style: _Style, inner: bool, era_changes: bool) -> str:
    """What replaces one number with the characters around it that belong to it."""
    written = term[one.start() : one.end()]
    kind = one.lastgroup or ""
    value = number_of(one[kind])
    if value is None or value > 9999:
        return written
    if kind in ("inner", "after"):
        article = number_of(one["article"])
        if article is None:
            return written
        unit = written[-1] if kind == "inner" else written[written.index("之") - 1]
        first, second = style.number(article), style.number(value)
        if inner:
            return f"第{first}{'-' if style.number is str else '之'}{second}{unit}"
        return f"第{first}{unit}之{second}"
    if kind == "ordinal":
        return "第" + style.number(value)
    if kind == "count":
        if fold(term[one.end()]) in "月日":
            return style.number(value) if value else written
        return style.counted(value) if value > 1 else written
    if kind in ("percent", "hundredth"):
        return f"{value}%" if style.number is str else "百分之" + in_words(value)
    return _year(one, written, value, style, era_changes)


def _year(one: re.Match[str], written: str, value: int, style: _Style, era_changes: bool) -> str:
    era = written[:2] if one["era"] else ""
    republic = one["era"] == "民国" or (not era and _FIRST_BARE <= value <= _LAST)
    common = not republic and _ERA < value < _ERA + _LAST
    if not republic and not common:
        return written
    if not era_changes:
        return era + (style.republic if republic else style.common_era)(value) + "年"
    if republic:
        return style.common_era(value + _ERA) + "年"
    own = value - _ERA
    return ("" if own >= _FIRST_BARE else "民國") + style.republic(own) + "年"
