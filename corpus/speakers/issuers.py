"""A sentence in which an organization publishes something in, the organization and the thing out.

工會在門口宣讀聲明。聲明指出，…: the union says so.
"""

from __future__ import annotations

import re

from corpus.fold import fold
from corpus.speakers.clauses import MASK
from corpus.speakers.groups import Group, find_publisher
from corpus.speakers.lexicon import lexicon
from corpus.speakers.verbs_of_saying import VerbOfSaying, opens

_THING = fold(
    "聲明|新聞稿|公開信|聯署信|請願書|報告書?|白皮書|公報|公告|通報|通知|文件|意見書|說帖|訴願書"
    "|判決書?|決議文?"
)
_VERBS = fold(
    "發表|發布|發佈|公布|公佈|宣讀|印發|發出|出版|提出|推出|公開|遞交|提交|披露|完成|通過|作出"
)
_PUBLISHES = re.compile(f"(?:{_VERBS})[^。！？；]{{0,30}}?(?P<thing>{_THING})")
_THIS = fold("該|這份|這項|上述")
_ADVERBS = fold("中|內|同時|又|也|亦|還|並")
_HEAD = re.compile(f"(?:{_THIS})?(?P<thing>{_THING})(?:{_ADVERBS})?")


def published(text: str, masked: str, start: int, end: int) -> tuple[Group, str] | None:
    """Return who publishes what in the sentence ``masked[start:end]``, or None.

    >>> text = "示範工會昨天發表聲明。"
    >>> group, thing = published(text, fold(text), 0, len(text))
    >>> group.name, thing
    ('示範工會', '声明')
    """
    found = _PUBLISHES.search(masked, start, end)
    if found is None:
        return None
    group = find_publisher(text, masked, start, found.start())
    return None if group is None else (group, found["thing"])


def says_of(masked: str, start: int, verb: VerbOfSaying) -> str:
    """Return the thing that is the subject of ``verb``: 聲明 in 聲明指出，…; or ""."""
    head = lexicon("leads").skip(masked, start, verb.start)
    found = _HEAD.fullmatch(masked.replace(MASK, " "), head, verb.start)
    return found["thing"] if found and verb.strong and opens(masked, verb) else ""
