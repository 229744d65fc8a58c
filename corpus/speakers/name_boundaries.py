"""Text and an offset in, the boundary of a Chinese name or organization out.

海事事務司連芳專門委員 is written without spaces, and 司 and 連 are both surnames. The boundaries
are found with lists of surnames, everyday words and endings of organizations. The functions take a
text and its fold, which have the same length, and offsets in characters.
"""

from __future__ import annotations

import re

from corpus.fold import fold
from corpus.speakers.everyday_words import frequency, is_everyday
from corpus.speakers.foreign_names import dotted_name_end, tibetan_name_end
from corpus.speakers.lexicon import lexicon, words
from corpus.speakers.name_characters import (
    has_common_surname,
    is_frequent_given_name,
    is_function_word,
    is_given_name,
    is_name,
    is_name_at_office,
    is_noun_ending,
    masked_name_end,
    may_be_short,
    surname_length,
)
from corpus.speakers.name_surroundings import (
    AFTER_NAME,
    AFTER_VERB,
    BOUNDARIES,
    boundary_before,
    cuts_word,
    is_han,
    may_follow_name,
    verb_of_saying_at,
)
from corpus.speakers.unlisted_names import is_transliteration, japanese_name_end

# 石門鎮居民: before most titles 鎮 ends the name of a place, but not before these.
_NOT_OF_A_PLACE = re.compile(
    fold(
        "(?:名譽|講座|客座|特聘|兼任|副|助理)*(?:教授|研究員|博士|律師|醫師|老師|先生|女士|小姐|太太)"
    )
)
_LEVELS = frozenset(fold("州縣市省區鎮鄉村"))
_LONGEST_SOUND = 9
# In 於周文山主任陪同下 and 連林文主任也 the first character is no family name of a married woman.
_NO_GIVEN_NAME = ("adverbs", "after_name", "saying_strong", "saying_weak", "manners", "leads")
_OF_VIETNAM = re.compile(
    fold("[阮陳黎范黃武潘裴鄧杜胡吳楊]氏[\u4e00-\u9fff]{1,2}(?<![說稱表指的])")
)
_JOINS = tuple(fold("和與"))
# What is joined to an office and no part of the name: 馬凱以代主席身分.
_BEFORE_OFFICE = frozenset(fold("以在被與由從對把給於及獲任"))
_NO_FIRST_SURNAME = frozenset(fold("于曾連何時"))


def name_before(text: str, folded: str, end: int, known: frozenset[str]) -> tuple[int, bool] | None:
    """Return the start of the full name that ends at ``end``, and whether it is certain."""
    if not is_han(folded, end - 1):
        return None
    if folded[end - 1] in _LEVELS and folded[end : end + 1] == folded[end - 1]:
        return None  # 德里州|州長
    attached = words("not_subject", "leads", "adverbs", "attached_surnames")
    choices = [
        start
        for length in (4, 3, 2)
        if (start := end - length) >= 0
        # 感謝高政委: 謝 is part of the word before.
        and folded[start - 1 : start + 1] not in attached
        and _may_end_at_office(text, folded, start, end, known)
    ]
    if not choices:
        start = end
        while start > end - 7 and folded[start - 1 : start] in words("transliteration"):
            start -= 1
        # 奥尔森教授: a foreign name needs three or more characters and a certain boundary.
        if end - start < 3 or folded[start : start + 2] in words("common_words"):
            return None
        if is_everyday(folded[start:end]) or folded[start:end] in words("countries"):
            return None  # 塞尔维亚总理米勒维奇
        return (start, True) if boundary_before(folded, start) == 2 else None
    for start in choices:
        if folded[start:end] in known:
            return start, True
    # 司連芳 or 連芳: prefer a surname that is not an ending of organizations.
    best = choices[0]
    if len(choices) > 1 and folded[best] in words("organization_endings"):
        best = choices[1]
    return best, boundary_before(folded, best) == 2


def _may_end_at_office(text: str, folded: str, start: int, end: int, known: frozenset[str]) -> bool:
    """Return whether ``text[start:end]``, directly before an office, may be a name."""
    if folded[start:end] in known:
        return True
    if end - start == 3 and folded[start : end - 1] in known and is_function_word(folded, end - 1):
        return False  # 黃豪|在大律師盤問下
    if end - start > 2 and folded[end - 1] in _BEFORE_OFFICE:
        return False  # 馬凱|以代主席身分
    boundary = boundary_before(folded, start)
    if is_name(text, folded, start, end):
        if has_common_surname(folded, start):
            return True
        usual = any(c in words("given_names") for c in folded[start + 1 : end])
        # 社福界立法會議員: 社 is too short for a certain boundary before 福界.
        listed = words("organization_endings", "titles")
        clear = any(folded[start - length : start] in listed for length in (2, 3, 4))
        return usual and (boundary == 2 or (boundary == 1 and (clear or end - start > 2)))
    if not boundary or not is_name_at_office(text, folded, start, end):
        return False
    last = folded[end - 1]
    if is_noun_ending(last) and not _NOT_OF_A_PLACE.match(folded, end):
        return False
    if last in words("notgiven") and last in words("adverbs"):
        return False
    single = end - start == 3 and has_common_surname(folded, start)
    return single or (boundary == 2 and folded[start] not in _NO_FIRST_SURNAME)


def name_after(text: str, folded: str, start: int, known: frozenset[str]) -> int | None:
    """Return the end of the full name that begins at ``start``, or None.

    The text after the name must be possible after a name.
    """
    if not is_han(folded, start):
        return None
    if match := _OF_VIETNAM.match(folded, start):  # 阮氏梅
        word = frequency(folded[start + 3 : start + 5])  # 阮氏梅|來自
        return start + 3 if word else match.end()
    for special in (dotted_name_end, masked_name_end, tibetan_name_end):
        if (end := special(folded, start)) is not None:
            return end
    if foreign := lexicon("foreign_persons").longest_at(folded, start):
        return start + len(foreign)
    for end in (start + 4, start + 3, start + 2):
        if folded[start:end] in known and not cuts_word(folded, end):
            return end
    named = [
        end
        for end in (start + 4, start + 3, start + 2)
        if not cuts_word(folded, end) and may_begin_at_office(text, folded, start, end)
    ]
    if (japanese := japanese_name_end(folded, start)) == start + 4:
        return japanese  # 高桥一郎: 一 may follow a name, too
    for end in range(start + _LONGEST_SOUND, start + 3, -1):
        adverb = end - 1 in named and folded[end - 1 : end] in words("adverbs")
        if not adverb and is_transliteration(folded, start, end):  # 林月如|也說
            return end
    for end in named:
        if verb_of_saying_at(folded, end) or _office_at(folded, end):
            return end
    if _is_word_as_given_name(folded, start):
        return start + 3
    for end in named:
        joined = end + 1 in named and folded[end : end + 1] in words("notgiven") | {"之"}
        if joined:  # 林以和出面: 和 is part of the longer name
            continue
        if end >= len(folded) or folded[end] in BOUNDARIES or folded[end] in AFTER_NAME:
            return end
        if folded[end].isdigit():  # 发言人石明远3日主持
            return end
    for end in named:
        if may_follow_name(folded, end):
            return end
    third = start + 3
    sounds = words("transliteration").issuperset(folded[start:third])
    sounds = sounds and not is_everyday(folded[start:third])
    if sounds and not any(frequency(folded[at : at + 2]) for at in range(start, third)):
        return third if folded[third : third + 1] not in words("transliteration") else None
    for end in (start + 3, start + 2):
        if is_transliteration(folded, start, end) and (end > start + 2 or folded[end] == "\0"):
            return end
    # 校長王小明言語間充滿期待: nothing listed follows, but the name is a usual one.
    third = start + 3
    middle, last = folded[start + 1 : start + 2], folded[start + 2 : third]
    usual = is_frequent_given_name(last) and (
        is_frequent_given_name(middle) or is_noun_ending(middle)
    )
    if usual and third in named and has_common_surname(folded, start):
        return third
    # 駕駛麻彥廷秀出班表: with a rare family name, no word may cross the boundary.
    rare = third in named and is_frequent_given_name(folded[start + 1 : third])
    if rare and not any(frequency(folded[at : at + 2]) for at in (start, third - 1)):
        return third
    return japanese_name_end(folded, start)


def _is_word_as_given_name(folded: str, start: int) -> bool:
    """Return whether a verb of saying follows a name such as 翟國民, whose 國民 is a word."""
    given = folded[start + 1 : start + 3]
    if not has_common_surname(folded, start) or not is_frequent_given_name(given):
        return False
    if any(folded[start : start + size] in words("common_words") for size in (2, 3)):
        return False
    verb = lexicon("saying_strong").longest_at(folded, start + 3)
    return bool(verb) and folded[start + 3 + len(verb) : start + 4 + len(verb)] in AFTER_VERB


def _office_at(folded: str, start: int) -> bool:
    """Return whether a second office follows: 主席葉陳小雲議員."""
    return bool(lexicon("titles", "courtesy_he", "courtesy_she").longest_at(folded, start))


def may_begin_at_office(text: str, folded: str, start: int, end: int) -> bool:
    """Return whether ``text[start:end]``, directly after an office, may be a name."""
    if is_name(text, folded, start, end):
        return True
    return is_name_at_office(text, folded, start, end) and not is_function_word(folded, end - 1)


def given_name_end(folded: str, start: int) -> int | None:
    """Return the end of the given name in 周委員宜蓁, which begins at ``start``, or None."""
    for end in (start + 2, start + 1):
        given = folded[start:end]
        # 井委員和生: 和 is part of the name, because 生 is no family name.
        joined = given[:1] in _JOINS and given[1:] in words("given_names")
        joined = joined and given[1:] not in words("surnames", "surnames_rare")
        usual = is_frequent_given_name(given) or (
            is_frequent_given_name(given[:1]) and is_noun_ending(given[1:])
        )
        joined = joined or (len(given) > 1 and usual and given not in words(*_NO_GIVEN_NAME))
        if len(given) < end - start or not (joined or is_given_name(given)):
            continue
        if (may_follow_name(folded, start) and not joined) or cuts_word(folded, end):
            return None
        usual = len(given) > 1 or given in words("given_names_alone")
        if usual and verb_of_saying_at(folded, end):
            return end
    return None


def surname_before(
    text: str, folded: str, end: int, known: frozenset[str], courtesy: bool = False
) -> int | None:
    """Return the start of the surname that ends at ``end`` (張副司長, 歐陽部長), or None."""
    for length in (2, 1):
        start = end - length
        if start < 0 or surname_length(text, folded, start) != length:
            continue
        if length == 1 and not courtesy and not may_be_short(folded, start, known):
            continue
        # Before 先生 a common surname needs no boundary.
        if boundary_before(folded, start) or (courtesy and has_common_surname(folded, start)):
            return start
    return None


def is_whole_name(text: str, folded: str) -> bool:
    """Return whether the whole ``text`` may be a full Chinese name and is not an everyday word."""
    if len(folded) == 3 and folded[0] in words("surnames_ambiguous"):  # 全春梅
        return is_frequent_given_name(folded[1:]) and not is_everyday(folded)
    return 2 <= len(text) <= 4 and is_name(text, folded, 0, len(text))
