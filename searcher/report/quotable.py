"""Decides what can be quoted: not links, greetings and introductions."""

from __future__ import annotations

import re

from corpus.fold import fold
from corpus.speakers.job_titles import job_title_ends
from corpus.speakers.lexicon import ends_with
from corpus.speakers.mentions import find_mentions
from corpus.speakers.name_boundaries import is_whole_name
from corpus.speakers.procedure import is_procedural

_LONGEST = 120  # characters; a longer statement is more than a greeting
_LINKS = re.compile(
    r"<a\b[^<>]*>.*?</a>|!?\[[^\[\]]*\]\([^()\s]*\)|<?https?://\S+|www\.\S+",
    re.DOTALL | re.IGNORECASE,
)
_ENDS = tuple('。！？；…」』”’）!?;.)"')
_FEW = 6  # characters that a link may have around it
_BREAK = re.compile(r"[，。；！？：,.;!?:~～—\n\t]+")
# Folded, as are the texts.
_GREETING = re.compile(
    "(?:大家|你们?|您|老师们?|主席|委员们?|朋友们?|(?:各位|诸位|在座).{0,10})(?:大家)?(?:好|早)$"
    "|.{0,24}(?:早安|午安|晚安|你好|您好|大家好|平安)$"
    "|很(?:高兴|荣幸|开心).{0,16}(?:这里|参加|机会|见面|认识|来到|大家|各位).{0,8}$"
    r"|(?:hi|hello|hey|good (?:morning|afternoon|evening))\b.{0,20}$"
)
_ADDRESSED = re.compile(
    "(?:各位|在座|现场|所有).{0,16}$|.{0,10}(?:们|先进|贵宾|同仁|夥伴|伙伴|朋友|媒体)$"
)
_SELF = re.compile(
    "(?:那|嗯)?(?:我们?|本人|敝人|这边|这里)(?:是|叫|姓|代表|的名字)"
    "(?![说觉想不要在有会可认很支反没])(?P<name>.{1,30})$"
    "|(?:我们?|本人)?来自.{2,24}$|敝姓.{1,6}$"
)


def is_quotable(text: str) -> bool:
    """Whether a statement says something: it is not only a link, a greeting, or who speaks.

    >>> [is_quotable(one) for one in ("大家好，我是勞動局的王小明科長。", "我是覺得費率太高。")]
    [False, True]
    >>> is_quotable('<a href="http://a.tw">意見徵集：Uber 回應</a>')
    False
    """
    if _is_link(text):
        return False
    if len(text) > _LONGEST:
        return True
    clauses = [clause for one in _BREAK.split(fold(text)) if (clause := one.strip())]
    return not all(map(_says_nothing, clauses))


def is_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does; a title or the text of a link does not.

    >>> is_sentence("我是覺得費率太高。"), is_sentence("意見徵集：Uber 回應")
    (True, False)
    """
    return text.rstrip().endswith(_ENDS)


def _is_link(text: str) -> bool:
    rest = _LINKS.sub("", text)
    return len(rest) < len(text) and sum(map(str.isalnum, rest)) < _FEW


def _says_nothing(clause: str) -> bool:
    if _GREETING.match(clause) or is_procedural(clause):
        return True
    if introduced := _SELF.match(clause):
        name = introduced["name"]
        return name is None or _names_somebody(name)
    return all(_is_addressed(part) for part in re.split("[、和与及]", clause))


def _names_somebody(text: str) -> bool:
    """Whether this names a person, an office or an organization."""
    return (
        bool(find_mentions(text, text))
        or is_whole_name(text, text)
        or ends_with(text, "organization_endings")
        or text.endswith(("代表", "学生", "老师", "志工", "会员", "同学"))
    )


def _is_addressed(part: str) -> bool:
    """Whether somebody is only addressed: 龔政委, 各位委員."""
    if _ADDRESSED.match(part) or is_whole_name(part, part):
        return True
    return len(part) <= 12 and any(
        len(part) in job_title_ends(part, start) for start in range(len(part) - 1)
    )
