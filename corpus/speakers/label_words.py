"""The words of a label in, what kind of words they are out: a clause, a topic, a role.

:mod:`corpus.speakers.labels` finds names and job titles; this module decides on the others.
"""

from __future__ import annotations

import re

from corpus.fold import fold
from corpus.speakers.job_titles import find_job_titles
from corpus.speakers.label_names import looks_like_name
from corpus.speakers.lexicon import ends_with, words

NUMBERED = re.compile(
    r"[-_－ ]?(?:no\.?)?(?:\d{1,3}|[a-z](?![a-z])|[甲乙丙丁戊己庚辛]"
    r"|[一二三四五六七八九十]{1,3}|[①-⑩])[号位]?$"
)
# Folded: Simplified.
_SALUTATION = re.compile(
    "各位|尊敬的|亲爱的|敬爱的|^(?:女士|先生|同志|朋友|同学|乡亲|同胞|代表)们|大家好|^dear "
)
_NOTES = re.compile(r"[（(][^（(）)]*[）)]")
_LONGEST_UNKNOWN = 20
_LONGEST_OFFICE, _LONGEST_NAME = 18, 3
_SHORT = 4
# Folded: Simplified. 我想請問部長： addresses an office.
_ADDRESSES = re.compile("[我你您他她请问给对跟向让叫说讲谢到和与]|表示|当|是|谁|哪")
_SHAPE = re.compile(r"(?:「[^「」]{1,20}」)?[^\W_]+(?:[ 　.\-_·]?[^\W_]+){0,6}")
# Folded: Simplified. In a short label, only these show a clause: names may contain the others.
_CERTAIN_CLAUSE = re.compile(
    "[我你您他她它这那哪么怎谁是说讲问不没了吗呢吧的就也都要]|什么|如果|因为|所以|大家|或者|一下|第.|表示"
    "|[一二三四五六七八九十两几\\d][件个点项步种样]|有[一二三四五六七八九十两几\\d]"
    "|至于|写着|写$|当然|其实|然后|如同|刚才|现在|很|关于|例如|包括"
)
_CLAUSE = re.compile(
    "[我你您他她它这那哪么怎谁是会要能可应让把被使给了着过吗呢吧说讲问想看觉有没不的对从向为以用就才也都"
    "又再还但而如所很更则即各每某该此其请]|什么|因为|认为|提到|表示|指出|强调|例如|包括|包含|关于|至于"
    "|第.|一下|写着|写$|当然|其实|然后|如同|刚才|刚刚|现在|很"
    "|^[一二三四五六七八九十两几\\d]+[个点种件条项样句段则]"
)
_QUOTED = re.compile("「[^「」]{1,20}」")
_BODIES = re.compile("[委协工公学商总]会|会(?:报|议|长|员|馆)|有限公司|基金会")
_MEDIA = re.compile(
    "(?:日报|晚报|时报|早报|周报|新闻|新闻网|电视|电视台|电台|广播|通讯社|周刊|杂志|传媒|卫视|网站|社)$"
)


def is_salutation(folded: str) -> bool:
    """Return whether the words address an audience: 主席、各位委員："""
    return _SALUTATION.search(folded) is not None


def may_be_speaker(text: str) -> bool:
    """Return whether an unknown label may name a speaker: a short noun, not a clause or a topic.

    >>> [may_be_speaker(text) for text in ("緬因", "大頭", "我們要問", "成本面", "部長說")]
    [True, True, False, False, False]
    """
    text = _NOTES.sub("", text).strip()
    folded = fold(text)
    if not 1 <= len(text) <= _LONGEST_UNKNOWN:
        return False
    if ends_as_part(folded) and not _MEDIA.search(folded):
        return False
    if ends_with(folded, "saying_strong") or ends_with(folded, "saying_weak"):
        return False
    if looks_like_name(folded):
        return True
    if _SHAPE.fullmatch(folded) is None:
        return False
    if len(text) <= _SHORT:
        return not _CERTAIN_CLAUSE.search(folded)
    stem = folded[:-1] if folded[-1] in words("organization_endings") else folded
    stem = _QUOTED.sub("", stem)
    return not _CLAUSE.search(_BODIES.sub("", stem))


def ends_with_role(folded: str) -> bool:
    """Return whether the label is a role with words before it that are no clause: 自由時報記者."""
    roles = words("titles", "occupations", "label_roles")
    base = NUMBERED.sub("", folded)
    for size in (4, 3, 2):
        if (
            base[-size:] in roles
            and base[-size:] not in words("label_parts")
            and 0 < len(base) - size <= _LONGEST_UNKNOWN
        ):
            return not _CLAUSE.search(_QUOTED.sub("", base[:-size]))
    return False


def has_office(text: str) -> bool:
    """Return whether the words end with an office, or one and a name, and address nobody.

    >>> [has_office(text) for text in ("主持會議的副議長", "都發局后局長啟明", "我要請教部長")]
    [True, True, False]
    """
    folded = fold(text)
    if len(folded) > _LONGEST_OFFICE or _ADDRESSES.search(folded):
        return False
    titles = list(find_job_titles(folded))
    if not titles or len(folded) - titles[-1].end > _LONGEST_NAME:
        return False
    saying = words("saying_strong", "saying_weak", "saying_open", "saying_group")
    return folded[titles[-1].end :] not in saying


def ends_as_part(folded: str) -> bool:
    """Return whether the label ends as a topic or a part of a text does: 成本面, 第一案."""
    parts = words("label_parts")
    base = NUMBERED.sub("", folded) or folded
    return any(one[-length:] in parts for one in (folded, base) for length in range(1, 5))
