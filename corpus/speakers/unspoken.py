"""A paragraph under a label in, whether the speaker says it out.

Between the turns of a record are page furniture, stage directions, narration and the closing lines
of minutes. Nobody says them.
"""

from __future__ import annotations

import re

from corpus.fold import fold
from corpus.label_lines import is_time
from corpus.lines import is_page_number
from corpus.speakers.name_search import all_names

_LONGEST_FURNITURE = 60
_LONGEST_HEAD = 30
_FIRST_PERSON = re.compile(
    "我(?![国市省县区党军州方])|咱|本人|本席|本官|敝|你|您|各位|大家好|谢谢|请问|多谢|^(?:好的?|对|是的?|嗯|没错|不是?)[,。]"
    "|[吗呢吧啊喔啦][。？！,?!]|^主席,"
)
_GOES_ON = re.compile(
    "第[一二三四五六七八九十][,、点是,]|[一二三四五六七八九十][是来],|[一二三四五六七八九十]、|[(（][一二三四五六七八九十\\d][)）]"
    "|(?:下面|接下来|接着|现在|首先)?[先再]?有?请(?!注意)"
    "|\\d{1,2}[.、]|(?:其次|首先|再次|再者|最后|另外|此外|同时|接下来|至于|所以|因此|但是|不过|换言之|总之)"
)
_INVITES = re.compile("[请邀谢]|欢迎|交给")
_SAYS = re.compile(
    "表示|指出|强调|认为|介绍|回应|说|称|透露|坦言|补充|建议|呼吁|批评|质疑|提醒|宣布|动议|起立|离席|鼓掌|步入|离开"
)
_CLOSES = re.compile(
    "(?:散会|休会|休息|开会|继续开会|复会|会议(?:结束|完毕)|(?:全文|全|采访|本文)?完|直播结束|未完待续|答问完毕)"
    "(?:时间)?\\s*(?:[(（:：].{0,40})?[)）。]?"
    "|.{0,30}(?:会议|记者会|发布会|座谈会|听证会|论坛|活动|访问|专访|直播|公听会)(?:至|在|于|到)?.{0,24}?"
    "(?:结束|散会|休会|圆满落幕|落幕|复会|中止|暂停)。?"
)
# 請加入成為月費訂戶，支持我們的工作。
_ADVERTISES = re.compile(
    "^(?:请|欢迎|立即|点击|扫码)?(?:加入|订阅|追踪|关注|按赞|点赞|赞助|捐款|下载|转载).{0,24}(?:订户|会员|频道|专页|粉丝|公众号|app|我们|网址|授权)"
    "|^(?:月费|年费)?(?:订户|会员).{0,6}(?:网址|https?:)|^版权所有|all rights reserved"
)
_FURNITURE = re.compile(
    "[\\W\\d_]*\\d[\\W\\d_]*"  # 3453, -12-, 12 / 30
    "|第?\\s*\\d+\\s*页.{0,12}|p\\.?\\s*\\d+"
    "|(?:https?://|www\\.)\\S+"
    "|.{0,40}第\\s*[\\d一二三四五六七八九十百]+\\s*[卷期届屆次].{0,30}"
    "|.{0,24}[─—–|│-]\\s*.{0,8}\\d{2,4}\\s*年\\s*\\d{1,2}\\s*月.{0,16}"
    "|.{0,24}\\d{2,4}\\s*年\\s*\\d{1,2}\\s*月\\s*\\d{1,2}\\s*日\\s*(?:[─—–|│].{0,24}|\\d{1,5})?"
    "|.{0,20}(?:公报|公報|会议记录|速记|hansard|council).{0,30}"
)
_STAGE = re.compile(
    "(?:现场|全场|台下|与会者|委员|议员|在席议员|众人|观众)?(?:响起|一片|纷纷)?.{0,6}(?:鼓掌|掌声|笑声|哄笑|欢呼|默哀)(?:热烈|如雷)?[。!！]?"
    "|[*＊]{1,3}.{1,40}[*＊]{1,3}"
)
# 记者走访了三家配送站: the author of an article, not the speaker above.
_REPORTER = re.compile(
    "(?:^|[。！？!?，,])(?:本报|本刊|本台)?记者(?:昨日|今日|近日|日前|随后|实地|在现场|从|在)?[^，。,]{0,8}?"
    "(?:走访|获悉|了解到|注意到|看到|发现|查阅|梳理|采访|致电|探访|来到)"
)
_SENTENCE_END = tuple("。！？；!?…」』”")


def is_bracketed(text: str) -> bool:
    """Return whether the whole paragraph is in brackets, as stage directions are.

    >>> is_bracketed("（全場鼓掌）"), is_bracketed("（一）總則")
    (True, False)
    """
    text = text.strip()
    if len(text) < 2 or text[0] + text[-1] not in ("（）", "()", "[]", "［］", "〔〕", "【】"):
        return False
    return text[0] not in text[1:] and text[-1] not in text[:-1]


def is_furniture(text: str) -> bool:
    """Return whether the paragraph is a page number, a running head or a time.

    >>> [is_furniture(text) for text in ("3453", "立法會 ─ 2013年 1月 17日", "共有25人。")]
    [True, True, False]
    """
    text = text.strip()
    if len(text) > _LONGEST_FURNITURE:
        return False
    if is_page_number(text) or is_time(text):
        return True
    if text.endswith(_SENTENCE_END) or "，" in text:
        return False
    folded = fold(text)
    return _FURNITURE.fullmatch(folded) is not None and not _FIRST_PERSON.search(folded)


def ends_record(text: str) -> bool:
    """Return whether the paragraph says that the meeting ends or is suspended, or advertises.

    >>> [ends_record(text) for text in ("散會（12時30分）", "會議於下午五時結束。", "會議很長。")]
    [True, True, False]
    """
    if len(text) > _LONGEST_FURNITURE:
        return False
    folded = fold(text.strip())
    return _CLOSES.fullmatch(folded) is not None or _ADVERTISES.search(folded) is not None


def is_stage_direction(text: str) -> bool:
    """Return whether the paragraph says what happens: applause, laughter."""
    if len(text) > _LONGEST_FURNITURE:
        return False
    return is_bracketed(text) or _STAGE.fullmatch(fold(text.strip())) is not None


def is_narration(text: str, names: frozenset[str]) -> bool:
    """Return whether the paragraph tells in the third person what one of ``names`` says or does.

    ``names`` are folded full names.

    >>> is_narration("王小明最後表示，會儘快檢討。", frozenset(["王小明"]))
    True
    """
    if not names:
        return False
    head = fold(text[:60])
    whole = fold(_outside_quotations(text))
    if _FIRST_PERSON.search(whole):
        return False
    if _REPORTER.search(whole):
        return True
    seen: set[str] = set()
    for start, end in all_names(head[:_LONGEST_HEAD], names):
        name = head[start:end]
        if name in seen:
            continue
        seen.add(name)
        if _INVITES.search(head, 0, start):
            continue  # 下面先請柏建安先生作介紹
        if _SAYS.search(head, end, end + 16):
            return True
    return False


def sounds_spoken(text: str) -> bool:
    """Return whether the paragraph has signs of speech: 我, 你, 請問, or it continues a list.

    >>> sounds_spoken("我們會再檢討。"), sounds_spoken("今年是會議召開的第五年。")
    (True, False)
    """
    folded = fold(_outside_quotations(text))
    return _FIRST_PERSON.search(folded) is not None or _GOES_ON.match(folded) is not None


_QUOTATION = re.compile("「[^「」]{0,400}」|“[^“”]{0,400}”")


def _outside_quotations(text: str) -> str:
    return _QUOTATION.sub("", text)
