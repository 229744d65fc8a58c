"""A sentence in, whether the text itself says it out.

A statement of a person ends where the narrator goes on: 據悉…, 本報…, 活動圓滿落幕.
The functions take folded text in which quotations are masked, and offsets in characters.
"""

from __future__ import annotations

import re

from corpus.fold import fold
from corpus.speakers.lexicon import lexicon

# The last words of a sentence that closes a report.
_CLOSES = re.compile(
    fold(
        "(?:落幕|落下帷幕|圓滿結束|告一段落|劃下句點|畫下句點"
        "|[出列]席(?:了|本次|此次)?(?:會議|活動|座談會?|論壇|典禮|儀式|記者會|發布會)?"
        "|參加(?:了|本次|此次)?(?:會議|活動|座談會?|調研|論壇|儀式)"
        "|到場(?:參加|見證|聆聽|祝賀)|一同出席|陪同(?:調研|參訪|視察|出席|會見|參加)"
        "|(?:會議|記者會|座談會|活動)(?:隨後|隨即)?結束)[。！]?$"
    )
)
# 記者實地走訪, but not 記者問 and 記者會.
_REPORTER = re.compile(fold("記者(?![會們]|協會|聯會|朋友|.{0,3}問|說|表示|認為|指)"))
_LONGEST_CLOSING = 120
# Not what a speaker tells of others: 去年曾前往, 將出席.
_ACT = re.compile(
    fold(
        "(?:(?!去年|前年|曾|將|會|應|可|未|不|沒|已|若|如|的|要|能|當時|過去)[^，。；！？：\0]){0,10}?"
        "(?:前往|抵達|到場|出席|慰問|致贈|頒發|頒贈|頒獎|會見|接見|視察|走訪|參訪|參觀|揭牌|剪綵|簽署|主持"
        "|(?:持續|也|亦|還|又|同時)(?:持續)?(?:關切|關心|關注)|追問|接著問|話鋒一轉|合影)"
    )
)
# The head of a list of points: 第一，…, 一、…, （二）…, 1. …
_POINT = re.compile(
    fold(
        r"\s*(?:第[一二三四五六七八九十]|其[一二三四五]|首先|其次|再次|最後|[●•■◆▪\-]"
        r"|[(（]?(?:[一二三四五六七八九十]|\d{1,2})[)）、.．])"
    )
)


def is_narration(masked: str, start: int, end: int) -> bool:
    """Return whether the narrator says the sentence ``masked[start:end]``.

    >>> is_narration(fold("據悉，工程已經完工。"), 0, 10)
    True
    """
    if lexicon("narrator").longest_at(masked, start, end) or _REPORTER.match(masked, start):
        return True
    return end - start < _LONGEST_CLOSING and _CLOSES.search(masked[start:end].rstrip()) is not None


def tells_act(masked: str, start: int, end: int) -> bool:
    """Return whether the words behind a name tell what the person did on the day of the report.

    >>> [tells_act(fold(text), 0, len(text)) for text in ("29日前往慰問", "去年前往", "會前往")]
    [True, False, False]
    """
    return _ACT.match(masked, start, end) is not None


def is_point(masked: str) -> bool:
    """Return whether a paragraph begins as an item of a list: 第一，…"""
    return _POINT.match(masked) is not None
