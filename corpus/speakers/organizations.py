"""Text and an offset in, the organization that ends there out.

The functions take a text and its fold, which have the same length, and offsets in characters.
"""

from __future__ import annotations

import re

from corpus.fold import fold
from corpus.speakers.lexicon import ends_with, lexicon, words

_JOINS = re.compile(fold("(?:以及|及其|[及和與暨或、兼])"))
_DETERMINERS = re.compile("(?:有關|有关|相關|相关|該|该|這位|这位|一位|一名|另一位|的)$")
# 控方傳召時任機動部隊, 前本土民主前線: the words up to 時任 are no part of the name.
_FORMER = re.compile(
    "^.*(?:時任|时任|現任|现任)"
    "|^(?:前任|候任|卸任|繼任|继任|首任|署理|新任(?!務|务)|(?:前|原)(?!進|瞻|海|線|进|线|能|住|子|民))"
)
_LONGEST = 40
_LONGEST_BRACKETS = 14
# In 华为, 认为 and 因为 the character 为 is not a preposition, nor is 由 in 自由.
_NOT_BEFORE = ("华", "认", "因", "自", "理")
_SENTENCE = tuple(
    fold("上周 本周 下周 每周 上月 本月 今年 去年 明年 代表 作為 身為 擔任 時任 曾任 影響").split()
)
# A date at the beginning and the space after it: 2017-05-04 沈春華訪談, 107年3月1日院長….
_DATE = re.compile(r"(?:\d{2,4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{8}|\d{1,2}月\d{1,2}日)\s*")
# 林甲訪談王乙, 政委與王乙: the text before the name is another person, not an organization.
# 新聞發布會王國慶說: a meeting is not the organization of the person after it.
_MEETING = re.compile(
    fold(
        "(?:發布|記者|招待|研討|座談|公聽|說明|交流|檢討|協調|聽證|見面|茶|酒|晚|午餐|早餐|吹風|通氣|電話|視訊|視頻"
        "|專題|公開|首次|閉門|例)會(?:議)?$|(?:典禮|儀式|活動|論壇|峰會|年會|會議)$|[會席]上$|會[中後前]$"
    )
)
_MEMBERSHIP = re.compile("(?<=[黨党盟])籍[市縣县區区鄉乡鎮镇省]?$")
_LONGEST_BEFORE_BLANK = 5  # characters of an organization that its ending does not confirm
_OTHER_PARTY = tuple(fold("專訪 採訪 訪問 訪談 對談 拜訪 會見 與 和 及 跟 暨").split())
# Columns: 列　　席　社會局局長.
_COLUMN = re.compile("\u3000|[ \t]{2,}")
_ENGLISH_SENTENCE = re.compile(r"\b[a-z]{2,} [a-z]{2,}\b")
# Markup, numbers of a list, and words of a sentence do not occur in names of organizations.
_NOT_IN_NAME = re.compile(
    fold(
        r"[<>{}\[\]|=/\\]|^[0-9]+[.)、]?$|[我你您他她它們了嗎呢吧]|這|很多|已經|就是"
        "|之日|日內|[0-9]日|及唯一|^被告|判決|賠償|隨即|派出(?!所)|舉行|召開|計劃舉|^以|即將|接受|前往|抵達|離開|出席|引史|所謂|查詢|如何|適逢|何處"
    )
)


def organization_before(text: str, folded: str, start: int, earliest: int) -> str:
    """Return the organization that ends at ``start`` and begins at ``earliest`` or later, or "".

    >>> text = "由海事署國際事務司張文彥副司長致詞"
    >>> organization_before(text, fold(text), text.index("張"), 0)
    '海事署國際事務司'
    """
    begin = _first_character(text, folded, start, max(earliest, start - _LONGEST))
    if start - begin < 2:
        return ""
    begin = max([begin, *(date.end() for date in _DATE.finditer(folded, begin, start))])
    begin = lexicon("leads").skip(folded, begin, start)
    if match := _JOINS.match(folded, begin, start):
        begin = match.end()
    begin = skip_object_markers(folded, begin, start)
    found = _DETERMINERS.sub("", _FORMER.sub("", text[begin:start]).strip().strip("的之"))
    *_, found = _COLUMN.split(found)
    *_, last = found.split("的")  # 訪港的全國人大
    found = last if len(last) > 2 else found
    found = _MEMBERSHIP.sub("", found)
    if text[start - 1].isspace() and len(found) > _LONGEST_BEFORE_BLANK and not found.isascii():
        # 外送專法延宕十年 立委王小明: the end of a title line.
        found = found if ends_with(fold(found), "organization_endings", "bodies") else ""
    sentence = _ENGLISH_SENTENCE.search(found) is not None
    return found if _may_be_organization(fold(found)) and not sentence else ""


def organization_of(text: str, folded: str, start: int, earliest: int, title: str) -> str:
    """Return the organization of a person whose mention begins at ``start`` and has this title.

    A character may be the end of the one and the beginning of the other: 勞動部|部長 is written
    勞動部長.
    """
    found = organization_before(text, folded, start, earliest)
    first = title[:1] if title[1:2] in ("長", "长") else ""
    shared = first and fold(first) in words("organization_endings") | {"市", "县"}
    is_whole = not found or ends_with(fold(found), "organization_endings", "bodies")
    if not title and not is_whole and not found.isascii():
        return ""  # 影響王小明形象: 影響 is no organization
    whole = is_whole or found.endswith(first)  # 上海市|市長
    return found + first if shared and not whole else found


def _first_character(text: str, folded: str, start: int, earliest: int) -> int:
    """Return where the words before ``start`` begin: after a mark, but not after brackets.

    計畫管理小組(PMU)經理, 某某（集團）有限公司經理: brackets may be part of the name.
    """
    index = start - 1
    while index >= earliest:
        if text[index] in ")）" and (opening := _opening(text, earliest, index)) > earliest:
            index = opening - 1
        elif (
            folded[index] in "，。；！？：、,;!?:「」『』“”《》\n\0丨│︱｜■●◆▲"
            or text[index] in "—―"
        ):
            return index + 1
        else:
            index -= 1
    return earliest


def _opening(text: str, earliest: int, closing: int) -> int:
    """Return the offset of the bracket that ``closing`` closes, or -1 if it is too far away."""
    first = max(earliest, closing - _LONGEST_BRACKETS)
    return max(text.rfind("(", first, closing), text.rfind("（", first, closing))


def _may_be_organization(folded: str) -> bool:
    if len(folded) < 2 or folded in words("not_organizations") or _NOT_IN_NAME.search(folded):
        return False
    if _MEETING.search(folded):
        return False
    return not folded.endswith(_OTHER_PARTY) and not folded.startswith(_SENTENCE)


def skip_object_markers(folded: str, start: int, end: int) -> int:
    """Return the offset after the last word in ``folded[start:end]`` that takes an object.

    What follows such a word (針對, 感謝) is not a subject. Returns ``start`` if there is none.
    """
    for at, word in lexicon("not_subject").find(folded, start, end):
        if folded.startswith("被告", at):
            continue
        if at >= start and folded[at - 1 : at] not in _NOT_BEFORE:
            start = at + len(word)
    return start
