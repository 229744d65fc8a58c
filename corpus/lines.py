"""The output type of all readers: lines with hints from the format. Also tests on single lines.

The functions here answer questions that several stages have about one line: its width, whether a
sentence ends with it, and what to insert between two lines that are joined.
"""

from __future__ import annotations

import datetime
import re
from typing import Literal, NamedTuple

from corpus.document import Paragraph, Period, TextSource
from corpus.short_lines import keep_for_short_lines

Hint = Literal["text", "heading", "quote", "item", "whole", "table", "note", "caption"]


class Line(NamedTuple):
    """One line of a document, without the markup of its format and surrounding white space.

    - ``hint``: "heading", "quote", "item" of a list, "table" for a row of a table, "note" for a
      footnote, "caption", "whole" for any other line that is always a paragraph of its own (a page
      number), or "text" if the format says nothing
    - ``level``: the level of a heading, 1 for the outermost
    - ``gap``: the number of blank lines above
    - ``indent``: the columns of white space in front
    - ``soft``: the format says that the line continues the one above
    - ``page``: 1-based, or None if the format has no pages
    - ``source``: "ocr" if the text was recognized on a picture, and may be wrong
    """

    text: str
    hint: Hint = "text"
    level: int = 0
    gap: int = 0
    indent: int = 0
    soft: bool = False
    page: int | None = None
    source: TextSource = "text"


class Source(NamedTuple):
    """The output of a reader.

    ``title`` and ``date`` are set only if the format has such fields. ``whole``: each line is a
    paragraph already, as its author wrote it, so lines are never joined. ``metadata_title`` and
    ``metadata_date`` are properties of the file that no reader of the document sees. They are used
    only if the text gives no title or no date, with a warning, because they are often wrong.
    ``paragraphs``: what an index has exported. They, the title and the date are kept as they are.
    """

    lines: tuple[Line, ...]
    title: str = ""
    date: Period | None = None
    warnings: tuple[str, ...] = ()
    whole: bool = False
    metadata_title: str = ""
    metadata_date: datetime.date | None = None
    paragraphs: tuple[Paragraph, ...] = ()


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
# Who took a picture, behind its caption. It has no full stop.
_CREDIT = re.compile(
    r"(?:^|[。！？」』）)])\s*(?:"
    r"[（(]?(?:圖片?|图片?|照片|攝影|摄影|資料照片?|资料照片?|翻攝|翻摄)\s?[:：/／|｜][^，。；：]{1,20}"
    r"|[^，。；：\s]{0,6}(?:記者|记者)\s?[^，。；：\s]{2,4}\s?(?:攝|摄|[/／\s]\s?(?:攝影?|摄影?))"
    r"|[\u4e00-\u9fff]{2,3}\s?(?<![拍偷航])[攝摄]|[\u4e00-\u9fff]{2,4}社[发發]"
    r"|[^，。；：/／]{1,12}[/／](?:攝影?|摄影?|提供|翻攝|翻摄|供圖|供图)"
    r"|[^，。；：的之]{0,10}(?:社|網|网|報|报|刊|台|臺|署|處|处|局|資料|资料|檔案|档案|網上|网上|網站|网站"
    r"|新聞|新闻|影片|視頻|视频|電視|电视|大學|大学|受訪者|受访者)"
    r"(?:圖片|图片|照片|供圖|供图|截圖|截图|提供圖片|提供照片)"
    r")$"
)
_OPENING = "「『“（(《【〔"
_CLOSING = "」』”）)》】〕"
_LAST_WORD = re.compile(r"(?<![A-Za-z0-9-])[A-Za-z]{2,}$")
_COMPOUND_PARTS = frozenset(
    [
        *("all", "anti", "cross", "ex", "full", "high", "long", "low", "mid", "multi", "non", "on"),
        *("part", "post", "pre", "self", "semi", "short", "state", "well", "year"),
    ]
)
_ADDRESS = re.compile(r"://\S*$")


def width(text: str) -> int:
    """Return the columns on a terminal: one for each ASCII character, two for each other one.

    >>> width("AI 治理")
    7
    """
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def indentation(raw: str) -> int:
    """Return the columns of white space before the first character."""
    if not raw[:1].isspace():
        return 0
    return width(raw[: len(raw) - len(raw.lstrip())].expandtabs(4))


def starts_item(text: str) -> bool:
    """Return whether the line begins with a number or a bullet, as list items and headings do.

    >>> starts_item("（一）平台業者"), starts_item("13:30 另有會議"), starts_item("3.5 億元")
    (True, False, True)
    """
    return _ITEM.match(text) is not None


def is_page_number(text: str) -> bool:
    """Return whether the line is only a page number.

    >>> is_page_number("- 12 -"), is_page_number("第3頁，共 20頁"), is_page_number("- 12 萬人")
    (True, True, False)
    """
    return _PAGE_NUMBER.match(text) is not None


@keep_for_short_lines
def item_mark(text: str) -> str:
    """Return the number or bullet at the beginning of the line, or ""."""
    match = _ITEM.match(text)
    return match[0] if match else ""


@keep_for_short_lines
def ends_sentence(text: str) -> bool:
    """Return whether a sentence ends at the end of ``text``, closing marks ignored.

    It does behind a credit for a picture.

    >>> [ends_sentence(t) for t in ("他說：「好。」", "依據「新法」", "（圖／市府）", "如附表：")]
    [True, False, True, True]
    >>> ends_sentence("會場。記者李小紅／攝影"), ends_sentence("記者喜歡攝影")
    (True, False)
    """
    bare = text.rstrip(_CLOSERS)
    if bare and bare[-1] in _STOPS:
        return True
    if bare[-1:] == ".":
        return not _ABBREVIATION.search(bare[-8:])
    if len(bare) < len(text) and text[-1] in "）)":
        # （圖／…） alone or after a full stop is a sentence of its own.
        before = text[: max(text.rfind("（"), text.rfind("("), 0)].rstrip()
        return not before or before[-1] in _STOPS
    return bool(_ADDRESS.search(text[-200:]) or _CREDIT.search(text[-60:]))


def open_brackets(text: str) -> str:
    """Return the brackets that ``text`` opens and does not close, outermost first."""
    stack: list[str] = []
    for char in text:
        if char in _OPENING:
            stack.append(char)
        elif char in _CLOSING and stack and stack[-1] == _OPENING[_CLOSING.index(char)]:
            stack.pop()
    return "".join(stack)


def closes_bracket(text: str, bracket: str) -> bool:
    """Return whether ``text`` closes ``bracket``, which the text before it has opened."""
    closing = _CLOSING[_OPENING.index(bracket)]
    depth = 0
    for char in text:
        depth += (char == bracket) - (char == closing)
        if depth < 0:
            return True
    return False


def joiner(left: str, right: str) -> str:
    """Return what replaces a line break: a space between Latin words, otherwise "".

    >>> joiner("Chen", "Ming"), joiner("人力資", "源"), joiner("AI", "治理")
    (' ', '', '')
    """
    if not left or not right or not _latin(right[0]):
        return ""
    # Look through one mark only, the one that ends an English phrase.
    bare = left[:-1] if left[-1] in ",.;:!?)'\"" else left
    return " " if bare and _latin(bare[-1]) else ""


def hyphenated(left: str, right: str) -> bool:
    """Return whether a line break has put the hyphen at the end of ``left`` into a Latin word.

    A hyphen stays before a capital letter and after a short first part of a compound word.

    >>> hyphenated("The plat-", "form worker"), hyphenated("well-", "known"), hyphenated("A-", "B")
    (True, False, False)
    """
    if left[-1:] not in ("-", "\u2010") or not right or not ("a" <= right[0] <= "z"):
        return False
    word = _LAST_WORD.search(left[-40:-1])
    return word is not None and word[0].lower() not in _COMPOUND_PARTS


def _latin(char: str) -> bool:
    return char < "\u0250" and char.isalpha()
