"""A turn in, the questions of the audience that its speaker reads out.

A chair reads ``sli.do：「…」`` or 有人問：「…」 to the meeting. The words in quotation marks are
the audience's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.document import Certainty
from corpus.fold import fold

ASKER = "提問者"

# Folded: Simplified, with ASCII marks.
_PLATFORM = (
    "(?:sli\\.?do|slido|mentimeter|pigeonhole|聊天室|留言[区板]"
    "|(?:线上|网络|网路|直播|现场|书面|会前|手机|匿名)(?:的)?(?:提问|问题|留言|发问)"
    "|(?:youtube|facebook|脸书|微博|弹幕|粉丝页)(?:上)?(?:的)?(?:留言|提问)?"
    "|(?:网友|网民|观众|听众|民众)提问)"
)
_SOMEBODY = (
    "(?:有|另)?(?:一?[位个名])?"
    "(?:人|(?:匿名)?(?:网友|网民|民众|观众|听众|朋友|同学|读者|市民|会众))(?:们)?"
)
_ASKS = (
    "(?:想|要|来|在[^,。「“]{1,12}?[上里中]?|写信|来信|来电|打电话|传讯息|私讯|[来给跟](?:我|我们)){0,3}"
    "(?:提问|发问|追问|问到|问道|问说|问|留言|反映)(?:说|道|的是)?"
)
_READS = re.compile(
    f'(?:(?P<platform>{_PLATFORM}[^,。「“:]{{0,6}}:)|(?P<somebody>{_SOMEBODY}{_ASKS})[:,])(?=[「“"])'
)
_COLON_AND_QUOTATION = re.compile("[：:，,][「“]")
_CLOSING = {"「": "」", "“": "”"}
_LONGEST = 2000
# The words may begin a sentence or a clause.
_BEFORE = frozenset("。！？；，,;!?:：")


class ReadQuestion(NamedTuple):
    """``text[start:end]`` is read out; ``mention`` is the wording that says so."""

    start: int
    end: int
    mention: str
    certainty: Certainty


def find_read_questions(text: str, start: int, end: int) -> Iterator[ReadQuestion]:
    """Yield the questions that ``text[start:end]`` reads out, in order, without overlaps.

    >>> text = "sli.do：「何時施行？」我來回答。"
    >>> [text[one.start : one.end] for one in find_read_questions(text, 0, len(text))]
    ['「何時施行？」']
    """
    if not _COLON_AND_QUOTATION.search(text, start, end):
        return
    folded = fold(text)
    position = start
    while found := _READS.search(folded, position, end):
        position = found.end()
        if found.start() > start and text[found.start() - 1] not in _BEFORE:
            continue
        closed = _closing(text, found.end(), end)
        certainty: Certainty = "label" if found["platform"] else "guess"
        mention = text[found.start() : found.end()].rstrip("：:，, ")
        yield ReadQuestion(found.end(), closed, mention, certainty)
        position = closed


def begins_with_read_question(text: str) -> bool:
    """Return whether the paragraph begins with a question that its speaker reads out.

    >>> begins_with_read_question("sli.do：「何時施行？」"), begins_with_read_question("記者：好。")
    (True, False)
    """
    return _READS.match(fold(text[:60])) is not None


def _closing(text: str, start: int, end: int) -> int:
    """Return the offset behind the quotation that begins at ``start``; ``end`` if it is open."""
    opening = text[start]
    closing = _CLOSING[opening]
    depth = 0
    for index in range(start, min(end, start + _LONGEST)):
        if text[index] == opening:
            depth += 1
        elif text[index] == closing:
            depth -= 1
            if depth == 0:
                return index + 1
    return end
