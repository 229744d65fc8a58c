"""Masked text in, verbs of saying with their subjects out.

The functions take folded text in which quotations are masked, and offsets in characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from corpus.fold import fold
from corpus.speakers.clauses import MASK
from corpus.speakers.lexicon import Lexicon, ends_with, lexicon, words
from corpus.speakers.organizations import skip_object_markers

_MAX_GAP = 40
_LONGEST_GROUP = 30
# 出席會議並表示, 聽取匯報後指出: the verb of saying follows another verb.
_AFTER_OTHER_VERB = tuple(fold("並且時後中上，"))
# A phrase with such words is not the name of a group.
_PREDICATE = re.compile(
    fold("[在於于以就把被我你0-9]|主持|出席|召開|舉行|參加|對(?!外)|第.{1,5}條|沒有|任何|能夠|未經")
    + fold(
        "|應當|因為|可以|需要|或者|^(?:[跟像和]|與(?!會))|[他她它]們|剛剛|這個|那個|每個|如果|只要"
    )
)
# 會 is the end of an organization's name (工會), or the auxiliary verb: 勞動部會說明.
_HUI_NAME = re.compile(
    fold("[員公協工學商總金議國事進誼究友生長農漁育援鄉基發委管科民選大監青婦]會$")
)
# 對 and 向 before a person, but not in 面對, 針對, 方向 or 對外.
_TOWARD = re.compile(fold("(?<![面針相反應])對(?![外此於])|(?<![面方志動])向(?!前|來)"))
_AFTER_VERB = fold('，。：:「“"『 ；') + MASK


class VerbOfSaying(NamedTuple):
    """``masked[start:end]`` is a verb of saying. A ``strong`` one counts with any subject."""

    start: int
    end: int
    strong: bool


class Group(NamedTuple):
    """A group that speaks: its name without quantifier (與會者) and as written (多數與會者).

    ``strong``: the verb is strong, so it counts also inside another person's statement.
    """

    name: str
    mention: str
    strong: bool


def find_verbs(masked: str, start: int, end: int) -> Iterator[VerbOfSaying]:
    """Yield the verbs of saying in ``masked[start:end]`` that are not part of a longer word."""
    saying = lexicon("saying_strong", "saying_weak")
    saying_or_not = lexicon("saying_strong", "saying_weak", "not_saying")
    behind = start
    for at, word in saying_or_not.find(masked, start, end):
        if at < behind:
            continue
        behind = at + len(word)
        if word in words("not_saying"):
            # 再說明: the end of 再說 is the beginning of the verb 說明.
            inner = (
                (place, saying.longest_at(masked, place, end)) for place in range(at + 1, behind)
            )
            longer = next((one for one in inner if one[0] + len(one[1]) > behind), None)
            if longer is None:
                continue
            at, word = longer
            behind = at + len(word)
        if _is_verb(masked, at, behind):
            yield VerbOfSaying(at, behind, word in words("saying_strong"))


def _is_verb(masked: str, start: int, end: int) -> bool:
    after = masked[end : end + 1]
    before = masked[start - 1 : start] if start else ""
    if after in ("的", "之", "者", "人", "書") or before in ("的", "所", "之"):
        return False
    single = masked[start:end]
    if len(single) == 1:
        if single == "指" and before in ("，", ","):
            return True
        if single in fold("問答道講指批轟讚嘆促籲"):
            return not after or after in _AFTER_VERB
        return after not in tuple(fold("服客法過到起不為之作到"))
    return True


def is_subject_of(masked: str, begin: int, verb: VerbOfSaying, *, near: bool) -> bool:
    """Return whether the phrase that ends at ``begin`` is the subject of ``verb``.

    ``near``: only adverbs may be between them. Otherwise a phrase may also be (以外送平台為例指出),
    if the verb is strong or the phrase begins with a preposition.
    """
    if verb.start - begin > _MAX_GAP or begin > verb.start:
        return False
    if _adverbs().skip(masked, begin, verb.start) == verb.start:
        return True
    opens = masked[verb.end : verb.end + 1] in _AFTER_VERB
    if near or (verb.end - verb.start == 1 and not opens):
        return False
    gap = masked[begin : verb.start]
    if gap[-1:] in ("的", "所") or _denies(gap):
        return False
    gap = gap[_adverbs().skip(gap, 0, len(gap)) :]
    if _denies(gap):
        return False
    placed = bool(lexicon("prepositions").longest_at(gap))
    if verb.strong:
        return opens or placed or gap.rstrip().endswith(_AFTER_OTHER_VERB)
    return placed and len(gap) <= 24


def _denies(gap: str) -> bool:
    """Return whether the words between subject and verb express a duty, a plan or a denial."""
    listed = words("not_doing")
    ends = (gap[:length] for length in range(1, 4))
    begins = (gap[-length:] for length in range(1, 4))
    return any(one in listed for one in (*ends, *begins)) or fold("是否") in gap


@cache
def _adverbs() -> Lexicon:
    return Lexicon(words("adverbs") | {MASK, " "})


def is_object(masked: str, start: int, mention: int) -> bool:
    """Return whether a word between ``start`` and ``mention`` makes the mention an object."""
    begin = max(start, mention - _MAX_GAP)
    head = masked[lexicon("leads").skip(masked, begin, mention) : mention]
    return (
        _has_object_word(head)
        or head.startswith(tuple(fold("與和跟同向給")))
        or (head.endswith(tuple(fold("向跟對給"))))
    )


def _has_object_word(masked: str) -> bool:
    """Return whether ``masked`` contains a word that takes what follows as object."""
    return skip_object_markers(masked, 0, len(masked)) > 0 or _TOWARD.search(masked) is not None


def find_group(text: str, masked: str, start: int, verb: VerbOfSaying) -> Group | None:
    """Return the group or organization that begins the clause and is the subject of ``verb``.

    Returns None if there is none.
    """
    head = lexicon("leads").skip(masked, start, verb.start)
    first = lexicon("quantifiers").skip(masked, head, verb.start)
    if verb.start - first > _LONGEST_GROUP or MASK in masked[first : verb.start]:
        return None
    for end in range(verb.start, first + 1, -1):
        if _adverbs().skip(masked, end, verb.start) != verb.start:
            continue
        kind = _kind_of_group(masked, first, end)
        if kind and (verb.strong or kind == "people"):
            return _group(text, head, first, end, verb.strong)
    # 當局在社交網站說，: a phrase of place or time is between subject and verb.
    if verb.strong and masked[verb.end : verb.end + 1] in _AFTER_VERB:
        for end in range(first + 2, verb.start):
            gap = masked[end : verb.start]
            if lexicon("prepositions", "adverbs").longest_at(gap) and _kind_of_group(
                masked, first, end
            ):
                far = is_subject_of(masked, end, verb, near=False)
                return _group(text, head, first, end, strong=True) if far else None
    return None


def _group(text: str, head: int, first: int, end: int, strong: bool) -> Group | None:
    name = text[first:end].strip()
    if of := re.search("的(?=[^的]*$)", name):
        name = name[of.end() :]
    return Group(name, text[head:end].strip(), strong) if len(name) > 1 else None


def is_organization_title(masked: str, start: int, end: int) -> bool:
    """Return whether ``masked[start:end]`` is an organization and a job title: 勞動部長."""
    phrase = masked[start:end]
    if len(phrase) > _LONGEST_GROUP or MASK in phrase or _PREDICATE.search(phrase):
        return False
    endings = (phrase[:cut] for cut in range(2, len(phrase)))
    return any(ends_with(one, "organization_endings") for one in endings) or len(phrase) <= 6


def _kind_of_group(masked: str, start: int, end: int) -> str:
    phrase = masked[start:end]
    if _PREDICATE.search(phrase) or (phrase.endswith("会") and not _HUI_NAME.search(phrase)):
        return ""
    if _has_object_word(phrase) or next(find_verbs(masked, start, end), None):
        return ""
    if ends_with(phrase, "groups"):
        return "people"
    if ends_with(phrase, "organization_endings") and len(phrase) > 2:
        return "organization"
    return "organization" if re.fullmatch(r"[a-z][a-z0-9&.\- ]{1,30}", phrase) else ""
