"""Text after an office in, the end of a name of everyday characters before a verb of saying out.

理事長平正則說，: 平正 and 正則 are words as well, but an office, a family name, one or two
characters and a clear verb of saying leave no other reading, unless the characters are adverbs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from corpus.fold import fold
from corpus.speakers.lexicon import any_of, ends_with, lexicon, words
from corpus.speakers.name_characters import is_frequent_given_name

_MARKS = tuple(fold("，：「“『:,") + "\0")
# What is around the head of a clause: 對此，樂平安回應稱，
_CLAUSE_ENDS = "，。！？；：、,;:\n\0"
_AFTER_HEAD = tuple("，：:,「“『\0")
_LONGEST_HEAD = 31
_SURNAMES = ("surnames", "surnames_rare", "surnames_long", "surnames_ambiguous")
_SAYING = ("saying_strong", "saying_weak")
_OTHER_WORDS = (
    *("adverbs", "leads", "after_name", "prepositions", "common_words", "manners"),
    *("not_doing",),
)
_PEOPLE = ("titles", "occupations", "groups", "not_names", "organization_endings")
_PHRASE = re.compile(
    fold(
        "[在於就對向從以因][^，。！？；：、,;:\\0]{1,14}?(?:中|上|時|後|外|裡|內|前|間|下|會|例|席|身分|身份|名義)"
    )
)
# 養殖戶阿財伯, 司機老馬
_NICKNAME = re.compile(
    fold(
        "阿[\u4e00-\u9fff]{1,2}?(?:伯|嬸|婆|姨|叔|公|嫂|姐|哥|嬤)?(?=[\u4e00-\u9fff])"
        "|[老小](?![師闆板人者時]|年人)[\u4e00-\u9fff]"
    )
)
# 梁太, 陳生: forms of address in Hong Kong.
_ADDRESS = frozenset(fold("太生姨伯叔婆嬸嫂姐哥媽爸董總工導"))
_SUFFIXES = frozenset(fold("的地得著了過們於後前時"))
_MOST_ADVERBS = 24
_NO_PRONOUN = frozenset(fold("我你您他她它們這那該此其誰某各有是的了嗎"))


def name_before_verb(folded: str, start: int) -> tuple[int, bool] | None:
    """Return the end of the name at ``start``, and whether it is certain; or None.

    >>> name_before_verb(fold("平正則說，"), 0), name_before_verb(fold("查明德強調，"), 0)
    ((2, True), (3, True))
    >>> name_before_verb(fold("高調表示，"), 0) is None
    True
    """
    nickname = _NICKNAME.match(folded, start)
    if nickname and opens_speech(folded, nickname.end()):
        return nickname.end(), True
    if not lexicon(*_SURNAMES).longest_at(folded, start):
        return None
    for end in (start + 3, start + 2):
        if _may_be_name(folded, start, end) and opens_speech(folded, end):
            usual = is_frequent_given_name(folded[start + 1 : end])
            return end, end - start > 2 or usual
    return None


def nickname_end(folded: str, start: int) -> int | None:
    """Return the end of a nickname before a clear verb of saying, or None: 阿倫, 老馬, 梁太.

    >>> nickname_end(fold("梁太說，太擠。"), 0), nickname_end(fold("老實說，太擠。"), 0)
    (2, None)
    """
    if folded.startswith("阿", start):
        match = _NICKNAME.match(folded, start)
        end = match.end() if match else start
    else:
        surname = start + (folded[start : start + 1] in ("老", "小"))
        one = folded[surname : surname + 1]
        rare = surname > start and one in words("surnames_rare") - words("not_short_surnames")
        listed = rare or one in words("surnames")
        named = surname > start or folded[start + 1 : start + 2] in _ADDRESS
        end = start + 2 if listed and named else start
    spoken = end > start and lexicon("saying_strong").longest_at(folded, end)
    return end if spoken and opens_speech(folded, end) else None


def speaking_heads(masked: str) -> Iterator[str]:
    """Yield what is between the beginning of a clause and a clear verb of saying.

    >>> list(speaking_heads(fold("和金泉指出，太舊。對此，樂平安回應稱，會改。")))
    ['和金泉', '乐平安']
    """
    last = -1
    for verb in _verbs_before_marks(masked):
        start = verb
        while start > max(0, verb - _LONGEST_HEAD) and masked[start - 1] not in _CLAUSE_ENDS:
            start -= 1
        if start > last:
            last = start
            match = _head().match(masked, start)
            if match is not None and not is_other_word(match["name"]):
                yield match["name"]


def _verbs_before_marks(masked: str) -> Iterator[int]:
    """Yield the offsets of clear verbs of saying that a mark follows."""
    saying = lexicon("saying_strong")
    for at in saying.offsets(masked):
        ends = (at + len(verb) for verb in saying.all_at(masked, at))
        if any(masked[end : end + 1] in _AFTER_HEAD for end in ends):
            yield at


def follows_office(masked: str, start: int) -> bool:
    """Return whether an office or an occupation ends at ``start``."""
    return ends_with(masked[max(0, start - 8) : start], "titles", "occupations")


@cache
def _head() -> re.Pattern[str]:
    leads, adverb = any_of(words("leads")), any_of(words("adverbs"))
    saying = any_of(words("saying_strong"))
    return re.compile(
        f"(?:^|(?<=[{_CLAUSE_ENDS}]))(?:{leads})?"
        f"(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?:{adverb}){{0,3}}{saying}"
        f"(?=[{''.join(_AFTER_HEAD)}])"
    )


def is_other_word(name: str) -> bool:
    """Return whether ``name`` is or contains another word that may be a subject."""
    if name in words(*_OTHER_WORDS, *_PEOPLE, "bodies", "quantifiers", "narrator"):
        return True
    listed = words(*_PEOPLE, "bodies", "not_doing", "not_subject")
    pairs = (name[at : at + 2] for at in range(len(name) - 1))
    return any(pair in listed for pair in pairs) or not _NO_PRONOUN.isdisjoint(name)


def _may_be_name(folded: str, start: int, end: int) -> bool:
    whole = folded[start:end]
    if len(whole) < end - start or not all("\u4e00" <= one <= "\u9fff" for one in whole):
        return False
    last = whole[-1]
    if not _NO_PRONOUN.isdisjoint(whole):
        return False
    if last in _SUFFIXES or whole[1] in _SUFFIXES:
        return False
    frequent = last in words("given_names") and last not in words("notgiven")
    if last in words("adverbs") and len(whole) == 3 and not frequent:
        return False
    if _is_cut(folded, start, end) or _is_other(whole):
        return False
    return not any(whole[at : at + 2] in words(*_PEOPLE, *_SAYING) for at in range(len(whole) - 1))


def _is_cut(folded: str, start: int, end: int) -> bool:
    """Return whether a word begins inside the name and ends behind it: 陳在會|上表示."""
    listed = lexicon(*_OTHER_WORDS, *_PEOPLE, *_SAYING)
    return any(
        at + len(word) > end for at in range(start + 1, end) for word in listed.all_at(folded, at)
    )


def _is_other(whole: str) -> bool:
    """Return whether the characters are other words: 查核後, 全力, 高調."""
    listed = words(*_OTHER_WORDS)
    if whole in listed:
        return True
    return len(whole) == 3 and (
        (whole[:2] in listed and not is_frequent_given_name(whole[2])) or whole[1:] in listed
    )


def opens_speech(
    folded: str, start: int, *, weak: bool = True, marks: tuple[str, ...] = _MARKS
) -> bool:
    """Return whether a verb of saying with one of ``marks`` behind it follows, also a ``weak`` one.

    Adverbs, what the speaker does first (到場) and phrases (在節目中) may be between.
    """
    last = start + _MOST_ADVERBS
    saying = lexicon(*_SAYING) if weak else lexicon("saying_strong")
    while start <= last:
        for verb in saying.all_at(folded, start):
            if folded[start + len(verb) : start + len(verb) + 1] in marks:
                return True
        gap = _gap(folded, start)
        if not gap:
            return False
        start += gap
    return False


def _gap(folded: str, start: int) -> int:
    """Return the length of an adverb, an act or a phrase at ``start``, or 0."""
    adverb = lexicon("adverbs").longest_at(folded, start)
    act = lexicon("after_name").longest_at(folded, start)
    phrase = _PHRASE.match(folded, start)
    return max(
        len(adverb),
        len(act) if len(act) > 1 else 0,
        phrase.end() - start if phrase else 0,
    )
