"""Text after an office in, the end of a name of everyday characters before a verb of saying out.

理事長平正則說，: 平正 and 正則 are words as well, but an office, a family name, one or two
characters and a clear verb of saying leave no other reading, unless the characters are adverbs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.fold import fold
from corpus.speakers.lexicon import any_of, lexicon, words
from corpus.speakers.name_characters import is_frequent_given_name

_MARKS = tuple(fold("，：「“『:,") + "\0")
_SURNAMES = ("surnames", "surnames_rare", "surnames_long", "surnames_ambiguous")
_SAYING = ("saying_strong", "saying_weak")
_OTHER_WORDS = (
    *("adverbs", "leads", "after_name", "prepositions", "common_words", "manners"),
    *("not_doing",),
)
_PEOPLE = ("titles", "occupations", "groups", "not_names", "organization_endings")
_SUFFIXES = frozenset(fold("的地得著了過們於後前時"))
_MOST_ADVERBS = 24


def name_before_verb(folded: str, start: int) -> tuple[int, bool] | None:
    """Return the end of the name at ``start``, and whether it is certain; or None.

    >>> name_before_verb(fold("平正則說，"), 0), name_before_verb(fold("查明德強調，"), 0)
    ((2, True), (3, True))
    >>> name_before_verb(fold("高調表示，"), 0) is None
    True
    """
    if not lexicon(*_SURNAMES).longest_at(folded, start):
        return None
    for end in (start + 3, start + 2):
        if _may_be_name(folded, start, end) and _opens_speech(folded, end):
            usual = is_frequent_given_name(folded[start + 1 : end])
            return end, end - start > 2 or usual
    return None


def speaking_again(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for ``names`` at the head of a clause before a clear verb of saying."""
    saying = any_of(words("saying_strong"))
    adverb = any_of(words("adverbs"))
    return re.compile(
        f"(?:^|[，。！？；、,;\\n\0])(?P<name>{any_of(names)})(?:{adverb}){{0,3}}{saying}"
    )


def _may_be_name(folded: str, start: int, end: int) -> bool:
    whole = folded[start:end]
    if len(whole) < end - start or not all("\u4e00" <= one <= "\u9fff" for one in whole):
        return False
    last = whole[-1]
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


def _opens_speech(folded: str, start: int) -> bool:
    """Return whether a verb of saying with a mark behind it follows, after any adverbs."""
    last = start + _MOST_ADVERBS
    saying = lexicon(*_SAYING)
    while True:
        for verb in saying.all_at(folded, start):
            after = folded[start + len(verb) : start + len(verb) + 1]
            if after in _MARKS:
                return True
        gap = lexicon("adverbs").longest_at(folded, start) or _act(folded, start)
        if not gap or start > last:
            return False
        start += len(gap)


def _act(folded: str, start: int) -> str:
    """Return the word for what a speaker does first: 主任查明德到場回應說."""
    act = lexicon("after_name").longest_at(folded, start)
    return act if len(act) > 1 else ""
