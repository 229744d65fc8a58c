"""Whether somebody is the subject of a verb of saying.

Every function takes folded text, with the quotations masked, and offsets in characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from corpus.fold import fold
from corpus.speakers.clauses import MASK
from corpus.speakers.lexicon import Matcher, ends_with, matcher, words
from corpus.speakers.name_boundaries import after_not_subject

_FAR = 40
_LONGEST_GROUP = 30
# 出席會議並表示, 聽取匯報後指出: the verb comes after another one.
_THEN = tuple(fold("並且時後中上，"))
# Such words inside make a phrase more than the name of a group.
_PREDICATE = re.compile(
    fold("[在於于以就把被我你0-9]|主持|出席|召開|舉行|參加|對(?!外)|第.{1,5}條|沒有|任何|能夠|未經")
    + fold(
        "|應當|因為|可以|需要|或者|^(?:[跟像和]|與(?!會))|[他她它]們|剛剛|這個|那個|每個|如果|只要"
    )
)
# 會 ends the name of a body, or says what will be: 勞動部會說明.
_ASSEMBLY = re.compile(
    fold("[員公協工學商總金議國事進誼究友生長農漁育援鄉基發委管科民選大監青婦]會$")
)
# 面對, 針對 and the 對外 of an organization's name are no preposition before a person.
_TOWARD = re.compile(fold("(?<![面針相反應])對(?![外此於])|(?<![面方志動])向(?!前|來)"))
_OPENS = fold('，。：:「“"『 ；') + MASK


class Verb(NamedTuple):
    """A verb of saying at ``start``; ``strong`` ones count with any subject."""

    start: int
    end: int
    strong: bool


class Group(NamedTuple):
    """A group that speaks: its name without a count (與會者) and as written (多數與會者).

    ``strong``: by a verb that counts even inside what another says.
    """

    name: str
    mention: str
    strong: bool


def verbs(masked: str, start: int, end: int) -> Iterator[Verb]:
    """Yield the verbs of saying in ``masked[start:end]``, and no part of a longer word."""
    saying = matcher("saying_strong", "saying_weak")
    saying_or_not = matcher("saying_strong", "saying_weak", "not_saying")
    behind = start
    for at, word in saying_or_not.find(masked, start, end):
        if at < behind:
            continue
        behind = at + len(word)
        if word in words("not_saying"):
            # 再說明: the end of one word may be the beginning of a verb that goes on.
            inner = ((place, saying.at(masked, place, end)) for place in range(at + 1, behind))
            longer = next((one for one in inner if one[0] + len(one[1]) > behind), None)
            if longer is None:
                continue
            at, word = longer
            behind = at + len(word)
        if _is_verb(masked, at, behind):
            yield Verb(at, behind, word in words("saying_strong"))


def _is_verb(masked: str, start: int, end: int) -> bool:
    after = masked[end : end + 1]
    before = masked[start - 1 : start] if start else ""
    if after in ("的", "之", "者", "人", "書") or before in ("的", "所", "之"):
        return False
    single = masked[start:end]
    if len(single) == 1:
        if single == "指" and before in ("，", ","):
            return True
        if single in fold("問答道講指"):
            return not after or after in _OPENS
        return after not in tuple(fold("服客法過到起不為之作到"))
    return True


def says(masked: str, begin: int, verb: Verb, *, near: bool) -> bool:
    """Say whether the subject that ends at ``begin`` governs ``verb``.

    ``near``: nothing but adverbs stand between. Otherwise the verb may come after a phrase
    (以外送平台為例指出), and more is asked of it.
    """
    if verb.start - begin > _FAR or begin > verb.start:
        return False
    if _between().after(masked, begin, verb.start) == verb.start:
        return True
    opens = masked[verb.end : verb.end + 1] in _OPENS
    if near or (verb.end - verb.start == 1 and not opens):
        return False
    gap = masked[begin : verb.start]
    if gap[-1:] in ("的", "所") or _denies(gap):
        return False
    gap = gap[_between().after(gap, 0, len(gap)) :]
    if _denies(gap):
        return False
    placed = bool(matcher("prepositions").at(gap))
    if verb.strong:
        return opens or placed or gap.rstrip().endswith(_THEN)
    return placed and len(gap) <= 24


def _denies(gap: str) -> bool:
    """Say whether what is between subject and verb makes it a duty, a plan or a denial."""
    listed = words("not_doing")
    ends = (gap[:length] for length in range(1, 4))
    begins = (gap[-length:] for length in range(1, 4))
    return any(one in listed for one in (*ends, *begins)) or fold("是否") in gap


@cache
def _between() -> Matcher:
    return Matcher(words("adverbs") | {MASK, " "})


def is_object(masked: str, start: int, mention: int) -> bool:
    """Say whether a word between ``start`` and ``mention`` makes the mention an object."""
    begin = max(start, mention - _FAR)
    head = masked[matcher("leads").after(masked, begin, mention) : mention]
    return (
        _has_object_word(head)
        or head.startswith(tuple(fold("與和跟同向給")))
        or (head.endswith(tuple(fold("向跟對給"))))
    )


def _has_object_word(masked: str) -> bool:
    """Say whether a word stands in ``masked`` that makes an object of what follows."""
    return after_not_subject(masked, 0, len(masked)) > 0 or _TOWARD.search(masked) is not None


def find_group(text: str, masked: str, start: int, verb: Verb) -> Group | None:
    """Return the group or organization that begins the clause and governs ``verb``, or None."""
    head = matcher("leads").after(masked, start, verb.start)
    first = matcher("quantifiers").after(masked, head, verb.start)
    if verb.start - first > _LONGEST_GROUP or MASK in masked[first : verb.start]:
        return None
    for end in range(verb.start, first + 1, -1):
        if _between().after(masked, end, verb.start) != verb.start:
            continue
        kind = _kind_of_group(masked, first, end)
        if kind and (verb.strong or kind == "people"):
            return _group(text, head, first, end, verb.strong)
    # 當局在社交網站說，: a phrase of place or time stands between.
    if verb.strong and masked[verb.end : verb.end + 1] in _OPENS:
        for end in range(first + 2, verb.start):
            gap = masked[end : verb.start]
            if matcher("prepositions", "adverbs").at(gap) and _kind_of_group(masked, first, end):
                far = says(masked, end, verb, near=False)
                return _group(text, head, first, end, strong=True) if far else None
    return None


def _group(text: str, head: int, first: int, end: int, strong: bool) -> Group | None:
    name = text[first:end].strip()
    if of := re.search("的(?=[^的]*$)", name):
        name = name[of.end() :]
    return Group(name, text[head:end].strip(), strong) if len(name) > 1 else None


def is_organization(masked: str, start: int, end: int) -> bool:
    """Say whether ``masked[start:end]`` is an organization and a title: 勞動部長, 市政府發言人."""
    phrase = masked[start:end]
    if len(phrase) > _LONGEST_GROUP or MASK in phrase or _PREDICATE.search(phrase):
        return False
    endings = (phrase[:cut] for cut in range(2, len(phrase)))
    return any(ends_with(one, "organization_endings") for one in endings) or len(phrase) <= 6


def _kind_of_group(masked: str, start: int, end: int) -> str:
    phrase = masked[start:end]
    if _PREDICATE.search(phrase) or (phrase.endswith("会") and not _ASSEMBLY.search(phrase)):
        return ""
    if _has_object_word(phrase) or next(verbs(masked, start, end), None):
        return ""
    if ends_with(phrase, "groups"):
        return "people"
    if ends_with(phrase, "organization_endings") and len(phrase) > 2:
        return "organization"
    return "organization" if re.fullmatch(r"[a-z][a-z0-9&.\- ]{1,30}", phrase) else ""
