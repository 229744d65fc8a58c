"""A line in, the line out without the spaces that a scanner or a layout puts between characters.

Text recognition and justified lines give 平 台 工 作 者, in which a search finds no word. Spaces
are removed only in lines where most pairs of Chinese characters have one between them. In a
heading such as 第五章 航 空 人 员 the space after the number stays. Gaps wider than the usual one
separate columns or labels, and stay.
"""

from __future__ import annotations

import re
from collections import Counter

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_SIGN = "。，、；：？！「」『』（）《》〈〉…—"
_BLANK = "[ \u3000\u00a0\t]"
_GAP = re.compile(rf"(?<=[{_HAN}{_SIGN}]){_BLANK}{{1,8}}(?=[{_HAN}{_SIGN}])")
_TIGHT = re.compile(f"[{_HAN}](?=[{_HAN}])")
_DIVISION = re.compile(
    rf"第{_BLANK}?(?:[一二三四五六七八九十百零〇\d]{_BLANK}?){{1,6}}[編编章節节條条款項项目]{_BLANK}{{1,8}}"
)
_BLANKS = re.compile(_BLANK)
_FEWEST = 3
_SHARE = 2  # spaced pairs for each pair without a space


def without_spacing(line: str) -> str:
    """Return the line without spaces between Chinese characters, if most pairs have one.

    >>> without_spacing("平 台 工 作 者 的 權 益 ， 應 予 保 障 。")
    '平台工作者的權益，應予保障。'
    >>> without_spacing("第五章 航 空 人 员"), without_spacing("王大明 李小華")
    ('第五章 航空人员', '王大明 李小華')
    """
    if line.count(" ") + line.count("\u3000") < _FEWEST - 1:
        return line
    division = _DIVISION.match(line)
    if division is None:
        return _joined(line, _FEWEST)
    rest = line[division.end() :]
    joined = _joined(rest, 1)  # a heading may have only two characters: 第一章 總 則
    if joined == rest:
        return line
    return _BLANKS.sub("", division[0]) + division[0][-1] + joined


def _joined(text: str, fewest: int) -> str:
    widths = Counter(len(gap[0]) for gap in _GAP.finditer(text))
    spaced = widths.total()
    if spaced < fewest or spaced < _SHARE * len(_TIGHT.findall(text)):
        return text
    usual = min(width for width, count in widths.items() if count == max(widths.values()))
    return _GAP.sub(lambda gap: "" if len(gap[0]) <= usual else gap[0], text)
