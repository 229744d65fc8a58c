"""A clause in, whether somebody is named there whose name we cannot read out.

If we gave the words of this person to the person before, or the next 他, the name would be wrong.
So the statement before ends there, and pronouns refer to nobody until another person is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.fold import fold
from corpus.speakers.clauses import MASK
from corpus.speakers.lexicon import lexicon, words
from corpus.speakers.mentions import Mention
from corpus.speakers.names_before_verbs import is_other_word
from corpus.speakers.verbs_of_saying import AFTER_VERB, adverbs, find_verbs

_SURNAMES = ("surnames", "surnames_rare", "surnames_long", "surnames_ambiguous")
_OTHER_WORDS = ("common_words", "adverbs", "after_name", "not_doing", "prepositions", "not_names")
_LONGEST_NAME = 4
_HAN = re.compile("[\u4e00-\u9fff]{2,4}")
_ROLE = re.compile(
    fold(
        "(?:[一二兩三]|這|那|該|另一)[位名](?:[^，。！？；：\0]{0,12}?)(?:[者員人師生工友手家民戶長]|先生|女士)$"
    )
)


def names_somebody_unknown(masked: str, start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """Return whether ``masked[start:end]`` is a clause of an unknown person.

    ``mentions`` are those of the clause.

    >>> names_somebody_unknown(fold("代表明亮也关注。"), 0, 7, [Mention(0, 2, "title", "", "代表")])
    True
    """
    return _after_office(masked, end, mentions) or _speaks(masked, start, end, mentions)


def _after_office(masked: str, end: int, mentions: Sequence[Mention]) -> bool:
    """Return whether a family name and more follow an office directly: 代表明亮也关注."""
    if not mentions or mentions[0].form != "title":
        return False
    first = mentions[0]
    return _begins_name(masked, first.end, end)


def _begins_name(masked: str, at: int, end: int) -> bool:
    if not lexicon(*_SURNAMES).longest_at(masked, at, end) or end - at < 2:
        return False
    if lexicon(*_OTHER_WORDS, "saying_strong", "saying_weak", "leads").longest_at(masked, at, end):
        return False
    return not any(masked[at : at + size] in words("titles", "groups") for size in (2, 3))


def _surname(name: str) -> str:
    return lexicon(*_SURNAMES).longest_at(name)


def _speaks(masked: str, start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """Return whether two to four characters that may be a name say something: 明亮强调，."""
    if mentions:
        return False
    for verb in find_verbs(masked, start, end):
        if not verb.strong or masked[verb.end : verb.end + 1] not in AFTER_VERB:
            continue
        head = lexicon("leads").skip(masked, start, verb.start)
        for stop in range(head + 2, min(head + _LONGEST_NAME, verb.start) + 1):
            if adverbs().skip(masked, stop, verb.start) != verb.start:
                continue
            name = masked[head:stop]
            if _HAN.fullmatch(name) and _surname(name) and not is_other_word(name):
                return True
        return _ROLE.search(masked[head : verb.start].rstrip(MASK)) is not None
    return False
