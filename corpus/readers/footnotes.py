"""Lines of a text in, the lines with footnotes marked and their reference digits removed out.

A footnote is a line such as ``1 參見…``. Converters write the number that refers to it as a digit
in the sentence (平台工1作者), where it splits a word. The digit is removed if it is the only place
above the footnote that can be the reference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.lines import Line, ends_sentence, joiner

_NOTE = re.compile(
    r"(\d{1,2})[ \u3000.、]{1,3}(?=[參参][見见考閱阅照]|[詳详]?[見见]|[詳详]|資料來源|资料来源"
    r"|[來来]源|引自|出[處处]|同[前註注上]|[註注][：:]|https?://|(?:See|Ibid|Cf)\b|《|〈)"
)
_HAN = "\u3400-\u9fff"
# After a digit, these count something.
_COUNTERS = (
    "年月日時时分秒週周人名位次項项條条款個个萬万億亿千百元角點点倍成歲岁家件張张台輛辆區区種种屆届期版章"
    "節节級级樓楼號号場场組组頁页份至到或、天小多餘余"
)
_REACH = 80  # lines between a reference and its footnote


def mark_footnotes(lines: Sequence[Line]) -> list[Line]:
    """Return the lines; footnotes have the hint "note" and their digits in the text are removed.

    >>> text = ["平台工1", "作者的權益，應予保障。", "1 參見白皮書。"]
    >>> [(line.hint, line.text) for line in mark_footnotes([Line(one) for one in text])]
    [('text', '平台工'), ('text', '作者的權益，應予保障。'), ('note', '1 參見白皮書。')]
    """
    result: list[Line] = []
    for line in lines:
        note = _NOTE.match(line.text) if line.hint in ("text", "item") else None
        if note and _without_reference(result, note[1]):
            result.append(line._replace(hint="note"))
        elif result and _continues_note(result[-1], line):
            above = result[-1]
            whole = above.text + joiner(above.text, line.text) + line.text
            result[-1] = above._replace(text=whole)
        else:
            result.append(line)
    return result


def _continues_note(above: Line, line: Line) -> bool:
    unfinished = above.hint == "note" and not ends_sentence(above.text)
    return unfinished and line.hint == "text" and not line.gap and above.page == line.page


def _without_reference(lines: list[Line], number: str) -> bool:
    """Remove the digit that refers to the footnote. Return whether there was exactly one."""
    pattern = re.compile(rf"(?<=[{_HAN}]){number}(?=[{_HAN}，。；：」）]|$)(?![{_COUNTERS}])")
    start = max(0, len(lines) - _REACH)
    found = []
    for index in range(start, len(lines)):
        if lines[index].hint not in ("text", "item"):
            continue
        below = lines[index + 1].text[:1] if index + 1 < len(lines) else ""
        for match in pattern.finditer(lines[index].text):
            if match.end() < len(lines[index].text) or (below and below not in _COUNTERS):
                found.append((index, match))
    if len(found) != 1:
        return False
    index, match = found[0]
    text = lines[index].text
    lines[index] = lines[index]._replace(text=text[: match.start()] + text[match.end() :])
    return True
