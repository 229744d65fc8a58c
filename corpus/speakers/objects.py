"""A clause and a person in it in, whether the clause has another subject out.

議員與陳司長會面, 不評論陳司長的報告, 先是忘記陳司長的名字.
"""

from __future__ import annotations

import re

from corpus.fold import fold
from corpus.speakers.clauses import Clause
from corpus.speakers.lexicon import ends_with, lexicon
from corpus.speakers.mention import Mention
from corpus.speakers.verbs_of_saying import OPPOSITION, adverbs, is_object

# What may precede the name of a subject: 昨日的, 5日, a bracket, and who the person is.
_BEFORE_NAME = re.compile(
    fold("[的、日時年月周週天晚早午及\0 0-9a-z市縣省區鄉鎮州國歲名位者員師家手生民工友人]$")
)
_ENDS_BEFORE_NAME = (
    *("organization_endings", "bodies", "titles", "occupations", "groups", "leads", "adverbs"),
    "quantifiers",
)
_TOGETHER = tuple(fold("與和跟同"))


def is_mentioned_by_another(masked: str, clause: Clause, mention: Mention) -> bool:
    """Return whether the words before the mention are the subject of the clause, or take it as
    object."""
    if mention.end == clause.end and masked[mention.start - 1 : mention.start] == "的":
        return False  # 剛當選議員的區諾軒，
    if is_object(masked, clause.start, mention.start):
        return True
    head = masked[lexicon("leads").skip(masked, clause.start, mention.start) : mention.start]
    head = head.replace(OPPOSITION, "")
    if not head:
        return False
    if head[-1] in _TOGETHER and len(head) > 2:
        return True
    saying = lexicon("saying_strong", "saying_weak")
    if saying.longest_at(head, adverbs().skip(head, 0, len(head))):
        return True  # 首度開腔回應身兼副主席的編輯馬凱
    if len(head) > 1 and ends_with(head, "saying_strong", "saying_weak"):
        return True
    return not _belongs(masked, head, mention)


def _belongs(masked: str, head: str, mention: Mention) -> bool:
    """Return whether the words before a name say who the person is. Others are a verb."""
    if _BEFORE_NAME.search(head) or ends_with(head, *_ENDS_BEFORE_NAME):
        return True
    organization = fold(mention.organization)
    # 行政院長: its 院 is part of the organization and of the title.
    shared = head + masked[mention.start : mention.start + 1]
    return bool(organization) and (head.endswith(organization) or shared.endswith(organization))
