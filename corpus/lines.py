"""What every reader of a format hands on: lines, with what the format knows about them.

Also the few facts about written lines that several stages ask for: how wide one is, whether a
sentence ends with it, what comes between two that are joined.
"""

from __future__ import annotations

import datetime
import re
from typing import Literal, NamedTuple

Hint = Literal["text", "heading", "quote", "item", "whole"]


class Line(NamedTuple):
    """One line of a document, without the marks of its format and the white space around it.

    ``hint``: "text" if the format says nothing, "heading", "quote", "item" of a list, or "whole"
    for what is a paragraph by itself (a table row, the number of a page). ``level``: of a heading,
    1 the outermost. ``gap``: blank lines above. ``indent``: columns of white space in front.
    ``soft``: the format says that the line continues the one above. ``page``: 1-based, where the
    format has pages.
    """

    text: str
    hint: Hint = "text"
    level: int = 0
    gap: int = 0
    indent: int = 0
    soft: bool = False
    page: int | None = None


class Source(NamedTuple):
    """A file as its reader understands it. ``title`` and ``date`` only if the format has them."""

    lines: tuple[Line, ...]
    title: str = ""
    date: datetime.date | None = None
    warnings: tuple[str, ...] = ()


_NUMERAL = "一二三四五六七八九十百零〇○壹貳贰參叁肆伍陸陆柒捌玖拾"
_ITEM = re.compile(
    rf"[{_NUMERAL}]{{1,4}}[、．.]|[（(](?:[{_NUMERAL}]{{1,4}}|\d{{1,3}}|[a-zA-Z])[）)]"
    r"|\d{1,3}(?:\.\d{1,2}){0,3}[.、．）)](?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}\s"
    r"|[①-⑳㈠-㈩❶-❿]|[甲乙丙丁戊己庚辛][、．]"
    r"|[-*+•‧·●○◦▪◆◇■□※▲►➢✓]\s"
)
_PAGE_NUMBER = re.compile(
    r"[-–—] ?\d{1,4} ?[-–—]$|\d{1,4} ?/ ?\d{1,4}$"
    r"|第 ?\d{1,4} ?[頁页](?:[，, /／]?共 ?\d{1,4} ?[頁页])?$"
)
_STOPS = "。！？!?…；;：:■◆※"
_CLOSERS = "」』”’\"')）]】》〕＞"
_ABBREVIATION = re.compile(r"(?:^|[^A-Za-z])(?:[A-Z]|[A-Z][a-z]{1,3}|No)\.$")
_OPENING = "「『“（(《【〔"
_CLOSING = "」』”）)》】〕"
_ADDRESS = re.compile(r"://\S*$")


def width(text: str) -> int:
    """Columns on a terminal: two for every character that is not ASCII.

    >>> width("AI 治理")
    7
    """
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def indentation(raw: str) -> int:
    """Columns of white space before the first character."""
    if not raw[:1].isspace():
        return 0
    return width(raw[: len(raw) - len(raw.lstrip())].expandtabs(4))


def starts_item(text: str) -> bool:
    """Whether the line opens with a number or a bullet, as list items and headings do.

    >>> starts_item("（一）平台業者"), starts_item("13:30 另有會議"), starts_item("3.5 億元")
    (True, False, True)
    """
    return _ITEM.match(text) is not None


def is_page_number(text: str) -> bool:
    """Whether the line is nothing but the number of a page.

    >>> is_page_number("- 12 -"), is_page_number("第3頁，共 20頁"), is_page_number("- 12 萬人")
    (True, True, False)
    """
    return _PAGE_NUMBER.match(text) is not None


def item_mark(text: str) -> str:
    """The number or bullet that the line opens with, or nothing."""
    match = _ITEM.match(text)
    return match[0] if match else ""


def ends_sentence(text: str) -> bool:
    """Whether a reader who stops here has read whole sentences (closing marks looked through).

    >>> [ends_sentence(t) for t in ("他說：「好。」", "依據「新法」", "（圖／市府）", "如附表：")]
    [True, False, True, True]
    """
    bare = text.rstrip(_CLOSERS)
    if bare and bare[-1] in _STOPS:
        return True
    if bare[-1:] == ".":
        return not _ABBREVIATION.search(bare[-8:])
    if len(bare) < len(text) and text[-1] in "）)":
        # （圖／…） after a full stop or alone: the bracket is a sentence of its own.
        before = text[: max(text.rfind("（"), text.rfind("("), 0)].rstrip()
        return not before or before[-1] in _STOPS
    return bool(_ADDRESS.search(text[-200:]))


def opened(text: str) -> str:
    """The brackets that ``text`` opens and does not close, outermost first."""
    stack: list[str] = []
    for char in text:
        if char in _OPENING:
            stack.append(char)
        elif char in _CLOSING and stack and stack[-1] == _OPENING[_CLOSING.index(char)]:
            stack.pop()
    return "".join(stack)


def closes(text: str, bracket: str) -> bool:
    """Whether ``text`` closes ``bracket``, which what stands before it has opened."""
    closing = _CLOSING[_OPENING.index(bracket)]
    depth = 0
    for char in text:
        depth += (char == bracket) - (char == closing)
        if depth < 0:
            return True
    return False


def glue(left: str, right: str) -> str:
    """What a line break between the two stood for: a space between Latin words, else nothing.

    >>> glue("Chen", "Ming"), glue("人力資", "源"), glue("AI", "治理")
    (' ', '', '')
    """
    if not left or not right or not _latin(right[0]):
        return ""
    # Bounded: only the mark that ends an English phrase may stand between the words.
    bare = left[:-1] if left[-1] in ",.;:!?)'\"" else left
    return " " if bare and _latin(bare[-1]) else ""


def _latin(char: str) -> bool:
    return char < "\u0250" and char.isalpha()
