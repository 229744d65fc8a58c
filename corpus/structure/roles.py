"""A text block in, its possible roles out: tests for headings, bylines, captions, directions.

The tests use the wording of a block; :mod:`corpus.structure.rejoin` also uses its position. A block
with too little evidence stays body text. The patterns match folded text
(:func:`corpus.fold.fold`): Simplified, lower case, ASCII instead of full-width punctuation.
"""

from __future__ import annotations

import re

from corpus.fold import fold
from corpus.label_lines import begins_with_speaker
from corpus.lines import is_page_number, item_mark
from corpus.short_lines import keep_for_short_lines
from corpus.structure.blocks import TextBlock

# A longer line is more often the first line of a paragraph than a heading.
_SHAPED_HEADING, _BARE_HEADING, _COMMA = 45, 30, 6
_CAPTION_LENGTH = 90
_BYLINE_LENGTH = 60

# A letter other than a-z. A range of Chinese characters would take a millisecond to compile.
_HAN = r"[^\W\d_a-z]"
_BYLINE_START = re.compile(
    r"[（(]?(?:文字?|撰文|撰稿|作者|编辑|责任编辑|责编|来源|资料来源|记者|采访|整理|编译|供稿|通讯员"
    r"|发布日期|发布时间|发布单位|发稿日期|发稿单位|更新日期|日期)\s*[:：/／|｜]"
)
_BYLINE_END = re.compile(
    r"(?:汇整|整理|撰文|撰稿|撰写|编撰|报导|报道|编译|供稿|执笔|编辑)[）)]?$|^记者.{2,20}[/／]"
)
_AUTHOR = re.compile(
    r".{2,30}(?:员|长|授|师|任|监|理|事|官|记|委|者|士|家|问|助理|中心|学系|研究所)"
    rf"[ 　]+(?:(?:{_HAN}|·){{2,5}}|[a-z][a-z.'-]*(?: [a-z][a-z.'-]*){{0,3}})"
    rf"(?:[、, 　]+{_HAN}{{2,4}}){{0,5}}$"
)
_NAME_FIRST = re.compile(
    rf"{_HAN}{{2,4}}[ 　]+.{{4,40}}"
    "(?:教授|研究员|主任|所长|处长|局长|讲师|博士|学者|记者|专员|顾问)$"
)
_DATE_LINE = re.compile(
    r"(?:^|[（(]|[ 　])(?:公元|西元|中华民国|民国)?\s*[\d〇零一二三四五六七八九十百]{2,5}\s*[年./-]"
    r"[\d一二三四五六七八九十 ]{1,4}[月./-]\s*(?:[\d一二三四五六七八九十 ]{1,4}日?)?[）)]?$"
)
_IMAGE = re.compile(r"^!\[[^\[\]]*\]\([^()]*\)$")
_CAPTION_START = re.compile(
    r"^(?:[▲△▼◄►↑↓]|[（(]?(?:图|照片|表|相片)\s*[\d一二三四五六七八九十]{0,3}(?:[-.]\d+)?\s*[:：/／.]"
    r"|[（(]?(?:图|表)\s*[\d一二三四五六七八九十]{1,3}(?:[-.]\d+)?[ 　]"
    r"|图为|图说|照片说明|[（(][左右上下]?图[）)])"
)
# （圖／勞工局提供）近年外送蓬勃，市府表示，…: a picture's credit and prose in one line.
_PROSE_BEHIND_CREDIT = re.compile(
    r"[（(](?:图|图片|照片|资料照片?)[^（）()]{0,24}[）)][^（）()]{8,}[，,。].*[。！？!?”」]$"
)
_CAPTION_END = re.compile(
    r"[（(【\[](?:图|图片|照片|资料照|资料图|摄|摄影|图源|来源|本报资料)[^（）()]{0,30}[）)】\]]。?$"
    r"|[（(][^（）()]{2,20}(?:摄|提供|资料照片?)[）)]。?$|(?:合影|合照|留影|大合照)(?:留念)?。?$"
    rf"|(?:记者)?{_HAN}{{2,4}} ?摄$"
    r"|^(?:网[络上站]|美联社|法新社|路透社?|中央社|新华社|资料|档案|受访者|影片|视频).{0,6}"
    r"(?:图片|照片|截图|供图)$"
)
_ACTS = (
    "(?:致词|致辞|主持|分享|解析|讲述|说明|发言|演讲|发表|勉励|建议|介绍|简报|合影|剪彩|揭牌|颁奖"
    "|报告|座谈|回应|提问|参观|开场|交流|与会|现场|出席|左起|右起|前排|后排|签署)"
)
_CAPTION_WORDS = re.compile(_ACTS)
_SOMEBODY_DOES = re.compile(
    "^.{3,40}(?:[局处署部司院会所科组校次市县社厅书行事资]长|主任|主席|委员|研究员|专员|经理|顾问|教授"
    "|讲师|老师|代表|先生|女士|博士|学员|讲者|来宾|贵宾|人员|官员|专家|学者|干事|理事)[^，。]{0,30}"
    + _ACTS
)
_REPORTS = re.compile("(?:表示|指出|认为|强调|提到|说|称|建议|提醒|说明|补充|呼吁|主张)[,:]")
_FIELD = re.compile(
    "(?:时间|日期|地点|主席|主持人?|召集人|出席|列席|请假|缺席|与会|记录|纪录|关键[词字]|联络人|电话|附件"
    "|主旨|依据)[^:,。]{0,4}[: ]"
)


def bracketed(text: str) -> bool:
    """Return whether the whole text is in round brackets.

    >>> bracketed("（全場鼓掌）（休息）"), bracketed("（一）總則（草案）")
    (True, False)
    """
    if text[0] not in "（(" or text[-1] not in "）)":
        return False
    depth = 0
    for char in text:
        depth += (char in "（(") - (char in "）)")
        if depth == 0 and char not in "）) ":
            return False
    return True


def is_byline(block: TextBlock, at_edge: bool) -> bool:
    """Return whether the block is a byline: it names author, source or date.

    Most forms count only ``at_edge``: above the first paragraph or at the end of the document.
    """
    text = block.text
    if block.hint != "text" or len(text) > _BYLINE_LENGTH or text[-1] in "。；！？":
        return False
    folded = fold(text)
    if "：" in text and begins_with_speaker(text) and not _BYLINE_START.match(folded):
        return False
    if _BYLINE_START.match(folded) and "。" not in text:
        return True
    if not at_edge or "。" in text or "，" in text:
        return False
    patterns = (_BYLINE_END, _AUTHOR, _NAME_FIRST, _DATE_LINE)
    return any(pattern.search(folded) for pattern in patterns)


@keep_for_short_lines
def is_caption(text: str) -> bool:
    """Return whether the text is a caption of a picture or table by its wording, or a page number.

    >>> is_caption("與會代表合影。（圖／市府）"), is_caption("- 12 -"), is_caption("圖書館開放。")
    (True, True, False)
    """
    if len(text) > _CAPTION_LENGTH:
        return False
    folded = fold(text)
    if _PROSE_BEHIND_CREDIT.match(folded):
        return False
    patterns = (_CAPTION_START, _CAPTION_END, _IMAGE)
    return is_page_number(text) or any(pattern.search(folded) for pattern in patterns)


def names_person_acting(text: str) -> bool:
    """Return whether the text has a job title and then a verb, as most captions have.

    >>> names_person_acting("林政廷副局長主持座談會。"), names_person_acting("說明一次調整的理由。")
    (True, False)
    """
    return _SOMEBODY_DOES.search(fold(text)) is not None


def may_be_caption(block: TextBlock) -> bool:
    """Return whether the block may be a caption: one short sentence about who does what."""
    text = block.text
    return (
        block.hint == "text"
        and len(text) <= _CAPTION_LENGTH
        and text[-1] == "。"
        and text.count("。") == 1
        and not any(mark in text for mark in "；！？：")
        and text.count("，") < 2
        and not reports_speech(text)
        and _CAPTION_WORDS.search(fold(text)) is not None
    )


@keep_for_short_lines
def heading_like(text: str) -> bool:
    """Return whether a line may be a heading: short, and not a sentence.

    >>> heading_like("二、外送員的權益保障"), heading_like("本市今年起補助平台外送員。")
    (True, False)
    """
    if text[-1] in "。，；、：,;:.…（(「『" or "。" in text or "；" in text:
        return False
    shaped = text[-1] in "？！" or "：" in text or "—" in text or numbering_style(text) != "bare"
    longest = _SHAPED_HEADING if shaped else _BARE_HEADING - _COMMA * ("，" in text)
    return len(text) <= longest and text.count("，") < 2 and not reports_speech(text)


@keep_for_short_lines
def is_field(text: str) -> bool:
    """Return whether the line is a field such as 地點, with which minutes begin.

    >>> is_field("地點：市府三樓"), is_field("主席裁示")
    (True, False)
    """
    return _FIELD.match(fold(text)) is not None


@keep_for_short_lines
def reports_speech(text: str) -> bool:
    """Return whether the text reports speech, as sentences do and headings do not.

    >>> reports_speech("勞動局表示，本"), reports_speech("如何說明與表達")
    (True, False)
    """
    return _REPORTS.search(fold(text)) is not None


_DIVISION = re.compile("第 ?[一二三四五六七八九十百\\d]+ ?[编編篇章节節部场場讲講]")
_STYLES = (
    ("formal", re.compile("[壹貳贰參叁肆伍陸陆柒捌玖拾]")),
    ("numeral", re.compile("[一二三四五六七八九十百]")),
    ("numeral in brackets", re.compile("[（(][一二三四五六七八九十]")),
    ("digits in brackets", re.compile(r"[（(]\d|\d+[)）]")),
    ("digits under digits", re.compile(r"\d+\.\d")),
    ("digits", re.compile(r"\d")),
)


@keep_for_short_lines
def numbering_style(text: str) -> str:
    """Return the numbering style of a heading, from which its level is derived.

    >>> numbering_style("壹、背景"), numbering_style("（一）緣起"), numbering_style("平台治理")
    ('formal', 'numeral in brackets', 'bare')
    """
    mark = item_mark(text)
    if not mark:
        return "division" if _DIVISION.match(text) else "bare"
    return next((name for name, pattern in _STYLES if pattern.match(mark)), "bullet")
