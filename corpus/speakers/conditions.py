"""A clause with a verb of saying in, whether it only says what follows if somebody says something.

消費者要求賠償的，應予支持; 自債權人請求之日起; 提出異議後: these clauses have no speaker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.fold import fold
from corpus.speakers.clauses import Clause
from corpus.speakers.verbs_of_saying import VerbOfSaying, opens

_FROM_THAT_DAY = re.compile(fold("之(?:日|時)[起前]|屆滿"))
_AFTER_IT = re.compile(fold("[^，]{0,8}(?<![今以日之先前落最背幕術產戰善事])後"))
_HIS_CLAIM = re.compile(fold("的(?:訴訟)?(?:請求|訴求)"))
_PAUSES = ("，", "；", "。", ",", ";")
_CLAUSES_OF_CONDITION = 2


def is_condition(masked: str, clause: Clause, verb: VerbOfSaying) -> bool:
    """Return whether the clause says what follows if somebody should say something.

    Also whether it names what somebody claims: 王某要求賠償的訴訟請求.
    """
    if opens(masked, verb):
        return False
    rest = masked[verb.end : clause.end]
    if _FROM_THAT_DAY.search(rest):
        return True
    if not verb.strong and (_AFTER_IT.fullmatch(rest) or _HIS_CLAIM.search(rest)):
        return True
    return rest.endswith("的") and clause.mark in _PAUSES and "是" not in rest


def goes_on_as_condition(
    masked: str, clauses: Sequence[Clause], index: int, verb: VerbOfSaying
) -> bool:
    """Return whether a later clause ends the condition that clause ``index`` begins.

    法院認為不成立，而仍不改正的，….
    """
    if opens(masked, verb):
        return False
    first = clauses[index]
    later = clauses[index + 1 : index + 1 + _CLAUSES_OF_CONDITION]
    return any(
        masked[one.end - 1 : one.end] == "的" and one.mark in _PAUSES
        for one in later
        if one.sentence == first.sentence and one.start < one.end
    )
