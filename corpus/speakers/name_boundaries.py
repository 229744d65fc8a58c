"""Text and an offset in, the boundary of a Chinese name or organization out.

海事事務司連芳專門委員 is written without spaces, and 司 and 連 are both surnames. The boundaries
are found with lists of surnames, everyday words and endings of organizations. The functions take a
text and its fold, which have the same length, and offsets in characters.
"""

from __future__ import annotations

import re
from functools import cache

from corpus.fold import fold
from corpus.speakers.lexicon import any_of, ends_with, lexicon, words

_BOUNDARIES = frozenset(
    fold("，。；！？：、,;!?:.「」『』“”《》（）()—－\n\0 \t\u3000的之與和及暨兼或·■")
)
_JOINS = re.compile(fold("(?:以及|及其|[及和與暨或、兼])"))
_DETERMINERS = re.compile("(?:有關|有关|相關|相关|該|该|這位|这位|一位|一名|另一位|的)$")
_LONGEST_ORGANIZATION = 40
# A date at the beginning and the space after it: 2017-05-04 沈春華訪談, 107年3月1日院長….
_DATE = re.compile(r"(?:\d{2,4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{8}|\d{1,2}月\d{1,2}日)\s*")
# 林甲訪談王乙, 政委與王乙: the text before the name is another person, not an organization.
_OTHER_PARTY = tuple(fold("專訪 採訪 訪問 訪談 對談 拜訪 會見 與 和 及 跟 暨").split())
# Prepositions and other characters that follow a name.
_AFTER_NAME = frozenset(fold("在於于以從就對向為與和及暨等的將主即是又也亦則並曾說稱問答道講我一"))


def name_before(text: str, folded: str, end: int, known: frozenset[str]) -> tuple[int, bool] | None:
    """Return the start of the full name that ends at ``end``, and whether it is certain."""
    attached = words("not_subject", "leads", "adverbs")
    choices = [
        start
        for length in (4, 3, 2)
        if (start := end - length) >= 0
        and _is_name(text, folded, start, end)
        # 感謝高政委: 謝 is part of the word before.
        and folded[start - 1 : start + 1] not in attached
        and (
            _boundary_before(folded, start)
            or _has_common_surname(folded, start)
            or folded[start:end] in known
        )
    ]
    if not choices:
        start = end
        while start > end - 7 and folded[start - 1 : start] in words("transliteration"):
            start -= 1
        # 奥尔森教授: a foreign name needs three or more characters and a certain boundary.
        if end - start < 3 or folded[start : start + 2] in words("common_words"):
            return None
        return (start, True) if _boundary_before(folded, start) == 2 else None
    for start in choices:
        if folded[start:end] in known:
            return start, True
    # 司連芳 or 連芳: prefer a surname that is not an ending of organizations.
    best = choices[0]
    if len(choices) > 1 and folded[best] in words("organization_endings"):
        best = choices[1]
    return best, _boundary_before(folded, best) == 2


def name_after(text: str, folded: str, start: int, known: frozenset[str]) -> int | None:
    """Return the end of the full name that begins at ``start``, or None.

    The text after the name must be possible after a name.
    """
    if match := transliterated_name().match(folded, start):
        return match.end()
    lengths = (4, 3, 2)
    named = [
        start + n
        for n in lengths
        if _is_name(text, folded, start, start + n) and not _cuts_word(folded, start + n)
    ]
    for end in named:
        if folded[start:end] in known:
            return end
    for end in (start + 6, start + 5, start + 4):
        if _is_transliteration(folded, start, end):
            return end
    for end in named:
        if verb_of_saying_at(folded, end):
            return end
    for end in named:
        if end >= len(folded) or folded[end] in _BOUNDARIES or folded[end] in _AFTER_NAME:
            return end
    for end in named:
        if may_follow_name(folded, end):
            return end
    for end in (start + 3, start + 2):
        if _is_transliteration(folded, start, end) and (end > start + 2 or folded[end] == "\0"):
            return end
    return _unlisted_name_end(folded, start)


def _unlisted_name_end(folded: str, start: int) -> int | None:
    """Return the end of a name with an unlisted surname (森田健司), or None.

    It has three or four characters and is followed by a verb of saying.
    """
    if lexicon("adverbs", "not_doing", "prepositions", "leads").longest_at(folded, start):
        return None
    if folded[start : start + 2] in words("common_words", "organization_endings"):
        return None
    for end in (start + 4, start + 3):
        verb = lexicon("adverbs").skip(folded, end, end + 24)
        speaks = lexicon("saying_strong").longest_at(folded, verb)
        if speaks and _is_given_name(folded[start:end]) and not _cuts_word(folded, end):
            return end
    return None


def _is_transliteration(folded: str, start: int, end: int) -> bool:
    """Return whether ``folded[start:end]`` is a transliterated name before a verb of saying."""
    if not words("transliteration").issuperset(folded[start:end]):
        return False
    if folded[start : start + 2] in words("common_words"):
        return False
    # 奥尔森（Karl Olsen）: the original name in brackets may replace the verb.
    return folded[end : end + 1] == "\0" or verb_of_saying_at(folded, end)


@cache
def transliterated_name() -> re.Pattern[str]:
    """Return a pattern for transliterated names with a dot between their parts: 安娜·科瓦奇."""
    sound = "[" + "".join(sorted(words("transliteration"))) + "]"
    return re.compile(f"{sound}{{1,6}}(?:[·•‧・．]{sound}{{1,7}}){{1,3}}")


def may_follow_name(folded: str, end: int) -> bool:
    """Return whether the text at ``end`` may follow a name or a job title."""
    if end >= len(folded) or folded[end] in _BOUNDARIES:
        return True
    return bool(lexicon("after_name", "adverbs").longest_at(folded, end)) or verb_of_saying_at(
        folded, end
    )


def bare_name_end(text: str, folded: str, start: int) -> int | None:
    """Return the end of a name without title before a verb of saying (许文斌说, 刘某说), or None.

    After 据 any verb of saying counts (据许文斌介绍), otherwise only the unambiguous ones.
    """
    end = _anonymous_end(text, folded, start) or start + 3
    if not (folded[start + 1 : start + 2] == "某" or _is_name(text, folded, start, end)):
        return None
    if not _has_common_surname(folded, start) or _cuts_word(folded, end):
        return None
    if folded[end - 1] in words("organization_endings"):
        return None
    position = lexicon("adverbs").skip(folded, end, end + 24)
    according = folded[start - 1 : start] == "据" and lexicon("saying_weak").longest_at(
        folded, position
    )
    if according or lexicon("saying_strong").longest_at(folded, position):
        return end
    # 许文斌16日主持会议时表示，: the clause ends with the verb.
    goes_on = folded[end : end + 1].isdigit() or may_follow_name(folded, end)
    return end if goes_on and _clause_ends_with_saying().match(folded, end, end + 48) else None


def _anonymous_end(text: str, folded: str, start: int) -> int | None:
    """Return the end of 刘某 or 刘某某 at ``start``, or None."""
    end = start + 1
    while folded[end : end + 1] == "某" and end < start + 3:
        end += 1
    return end if end > start + 1 and _surname_length(text, folded, start) == 1 else None


@cache
def _clause_ends_with_saying() -> re.Pattern[str]:
    return re.compile(f"[^，。；！？：,;:「“、]*{any_of(words('saying_strong'))}[，：,:「“\0]")


def _cuts_word(folded: str, end: int) -> bool:
    """Return whether the last character is part of the next word, as 今 in 方瑜今|天質詢."""
    return folded[end - 1 : end + 1] in words("adverbs", "leads")


def given_name_end(folded: str, start: int) -> int | None:
    """Return the end of the given name in 周委員宜蓁, which begins at ``start``, or None."""
    for end in (start + 2, start + 1):
        given = folded[start:end]
        if len(given) < end - start or not _is_given_name(given):
            continue
        if may_follow_name(folded, start) or _cuts_word(folded, end):
            return None
        if verb_of_saying_at(folded, end):
            return end
    return None


def surname_before(text: str, folded: str, end: int, courtesy: bool = False) -> int | None:
    """Return the start of the surname that ends at ``end`` (張副司長, 歐陽部長), or None."""
    for length in (2, 1):
        start = end - length
        if start < 0 or _surname_length(text, folded, start) != length:
            continue
        # Before 先生 a common surname needs no boundary.
        if _boundary_before(folded, start) or (courtesy and _has_common_surname(folded, start)):
            return start
    return None


def organization_before(text: str, folded: str, start: int, earliest: int) -> str:
    """Return the organization that ends at ``start`` and begins at ``earliest`` or later, or "".

    >>> text = "由海事署國際事務司張文彥副司長致詞"
    >>> organization_before(text, fold(text), text.index("張"), 0)
    '海事署國際事務司'
    """
    begin = max(earliest, start - _LONGEST_ORGANIZATION)
    last = start - 1
    if text[last : last + 1] in (")", "）"):
        # 計畫管理小組(PMU)經理: an abbreviation in brackets is part of the organization.
        last = max(text.rfind("(", begin, last), text.rfind("（", begin, last)) - 1
    for index in range(last, begin - 1, -1):
        if folded[index] in "，。；！？：、,;!?:「」『』“”《》\n\0":
            begin = index + 1
            break
    begin = max([begin, *(date.end() for date in _DATE.finditer(folded, begin, start))])
    begin = lexicon("leads").skip(folded, begin, start)
    if match := _JOINS.match(folded, begin, start):
        begin = match.end()
    begin = skip_object_markers(folded, begin, start)
    found = _DETERMINERS.sub("", text[begin:start].strip().strip("的之"))
    if fold(found).endswith(_OTHER_PARTY):
        return ""
    return found if len(found) > 1 else ""


def skip_object_markers(folded: str, start: int, end: int) -> int:
    """Return the offset after the last word in ``folded[start:end]`` that takes an object.

    What follows such a word (針對, 感謝) is not a subject. Returns ``start`` if there is none.
    """
    for at, word in lexicon("not_subject").find(folded, start, end):
        # In 华为, 认为 and 因为 the character 为 is not a preposition.
        if at >= start and folded[at - 1 : at] not in ("华", "认", "因"):
            start = at + len(word)
    return start


def verb_of_saying_at(folded: str, start: int) -> bool:
    """Return whether a verb of saying follows at ``start``, after any adverbs."""
    position = lexicon("adverbs").skip(folded, start, start + 24)
    return bool(lexicon("saying_strong", "saying_weak").longest_at(folded, position))


def _surname_length(text: str, folded: str, start: int) -> int:
    if folded[start : start + 2] in words("surnames_long"):
        return 2
    # 於 folds to the surname 于 but is not one; the same goes for 後 and 后.
    if text[start : start + 1] in ("於", "後", "乾", "並"):
        return 0
    one = folded[start : start + 1]
    return int(one in words("surnames") or one in words("surnames_rare"))


def _has_common_surname(folded: str, start: int) -> bool:
    return folded[start] in words("surnames") or folded[start : start + 2] in words("surnames_long")


def _is_name(text: str, folded: str, start: int, end: int) -> bool:
    length = _surname_length(text, folded, start)
    given = folded[start + length : end]
    if not length or end > len(folded) or not 1 <= len(given) <= 2:
        return False
    if not _is_given_name(given):
        return False
    if len(given) == 2 and given in words("organization_endings", "titles") | words("occupations"):
        return False
    whole = folded[start:end]
    return whole[:2] not in words("common_words") and whole[:3] not in words("common_words")


def _is_given_name(given: str) -> bool:
    return all("\u4e00" <= c <= "\u9fff" and c not in words("notgiven") for c in given)


def _boundary_before(folded: str, start: int) -> int:
    """Return 2 if a name may certainly begin at ``start``, 1 if after an organization, else 0."""
    if start == 0 or folded[start - 1] in _BOUNDARIES:
        return 2
    before = folded[max(0, start - 8) : start]
    if ends_with(before, "leads") or ends_with(before, "not_subject"):
        return 2
    return int(ends_with(before, "organization_endings") or ends_with(before, "titles"))


def is_whole_name(text: str, folded: str) -> bool:
    """Return whether the whole ``text`` may be a full Chinese name and is not an everyday word."""
    return 2 <= len(text) <= 4 and _is_name(text, folded, 0, len(text))
