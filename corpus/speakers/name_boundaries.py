"""Where a Chinese name begins and ends, and where the organization before it begins.

Chinese writes 海事事務司連芳專門委員 without a space: 司 and 連 are both family names. The edges
are found with lists of family names, everyday words and endings of organizations.
Every function takes a text and its fold, of equal length, and offsets in characters.
"""

from __future__ import annotations

import re
from functools import cache

from corpus.fold import fold
from corpus.speakers.lexicon import any_of, ends_with, matcher, words

_EDGES = frozenset(
    fold("，。；！？：、,;!?:.「」『』“”《》（）()—－\n\0 \t\u3000的之與和及暨兼或·■")
)
_JOINS = re.compile(fold("(?:以及|及其|[及和與暨或、兼])"))
_CHOSEN = re.compile("(?:有關|有关|相關|相关|該|该|這位|这位|一位|一名|另一位|的)$")
_LONGEST_ORGANIZATION = 40
# 2017-05-04 沈春華訪談, 107年3月1日院長…: what begins a title or a sentence, and the space behind.
_DATE = re.compile(r"(?:\d{2,4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{8}|\d{1,2}月\d{1,2}日)\s*")
# 林甲訪談王乙, 政委與王乙: what stands before the name is no organization of his.
_APART = tuple(fold("專訪 採訪 訪問 訪談 對談 拜訪 會見 與 和 及 跟 暨").split())
# What follows a name that stands before its verb: prepositions and the like.
_AFTER = frozenset(fold("在於于以從就對向為與和及暨等的將主即是又也亦則並曾說稱問答道講我一"))


def name_before(text: str, folded: str, end: int, known: frozenset[str]) -> tuple[int, bool] | None:
    """Return where the full name that ends at ``end`` begins, and whether that is certain."""
    attached = words("not_subject", "leads", "adverbs")
    choices = [
        start
        for length in (4, 3, 2)
        if (start := end - length) >= 0
        and _is_name(text, folded, start, end)
        # 感謝高政委: 謝 belongs to the word before.
        and folded[start - 1 : start + 1] not in attached
        and (_edge(folded, start) or _is_common(folded, start) or folded[start:end] in known)
    ]
    if not choices:
        start = end
        while start > end - 7 and folded[start - 1 : start] in words("transliteration"):
            start -= 1
        # 奥尔森教授: a foreign name has three characters or more and a clear edge.
        if end - start < 3 or folded[start : start + 2] in words("common_words"):
            return None
        return (start, True) if _edge(folded, start) == 2 else None
    for start in choices:
        if folded[start:end] in known:
            return start, True
    # 司連芳 or 連芳: an ending of an organization is no surname when another fits.
    best = choices[0]
    if len(choices) > 1 and folded[best] in words("organization_endings"):
        best = choices[1]
    return best, _edge(folded, best) == 2


def name_after(text: str, folded: str, start: int, known: frozenset[str]) -> int | None:
    """Return where the full name that begins at ``start`` ends, if the text goes on as it would."""
    if match := sounded().match(folded, start):
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
        if _sounds_foreign(folded, start, end):
            return end
    for end in named:
        if speech_at(folded, end):
            return end
    for end in named:
        if end >= len(folded) or folded[end] in _EDGES or folded[end] in _AFTER:
            return end
    for end in named:
        if ends_name(folded, end):
            return end
    for end in (start + 3, start + 2):
        if _sounds_foreign(folded, start, end) and (end > start + 2 or folded[end] == "\0"):
            return end
    return _unknown_name(folded, start)


def _unknown_name(folded: str, start: int) -> int | None:
    """Return where 森田健司 ends: three or four characters, nothing else known, and then a verb."""
    if matcher("adverbs", "not_doing", "prepositions", "leads").at(folded, start):
        return None
    if folded[start : start + 2] in words("common_words", "organization_endings"):
        return None
    for end in (start + 4, start + 3):
        verb = matcher("adverbs").after(folded, end, end + 24)
        speaks = matcher("saying_strong").at(folded, verb)
        if speaks and _is_given(folded[start:end]) and not _cuts_word(folded, end):
            return end
    return None


def _sounds_foreign(folded: str, start: int, end: int) -> bool:
    """Say whether 科瓦奇尼 stands there: characters that write sounds, then a verb of saying."""
    if not words("transliteration").issuperset(folded[start:end]):
        return False
    if folded[start : start + 2] in words("common_words"):
        return False
    # 奥尔森（Karl Olsen）: the original in brackets is as good as a verb.
    return folded[end : end + 1] == "\0" or speech_at(folded, end)


@cache
def sounded() -> re.Pattern[str]:
    """Names written by their sound, with a dot between their parts: 安娜·科瓦奇."""
    sound = "[" + "".join(sorted(words("transliteration"))) + "]"
    return re.compile(f"{sound}{{1,6}}(?:[·•‧・．]{sound}{{1,7}}){{1,3}}")


def ends_name(folded: str, end: int) -> bool:
    """Say whether the text goes on at ``end`` as it does after a name or a title."""
    if end >= len(folded) or folded[end] in _EDGES:
        return True
    return bool(matcher("after_name", "adverbs").at(folded, end)) or speech_at(folded, end)


def bare_name(text: str, folded: str, start: int) -> int | None:
    """Return where a name without any title ends, if one begins here and speaks: 许文斌说, 刘某说.

    Behind 据 any verb of saying will do: 据许文斌介绍.
    """
    end = _anonymous_end(text, folded, start) or start + 3
    if not (folded[start + 1 : start + 2] == "某" or _is_name(text, folded, start, end)):
        return None
    if not _is_common(folded, start) or _cuts_word(folded, end):
        return None
    if folded[end - 1] in words("organization_endings"):
        return None
    position = matcher("adverbs").after(folded, end, end + 24)
    according = folded[start - 1 : start] == "据" and matcher("saying_weak").at(folded, position)
    if according or matcher("saying_strong").at(folded, position):
        return end
    # 许文斌16日主持会议时表示，: the verb ends the clause.
    goes_on = folded[end : end + 1].isdigit() or ends_name(folded, end)
    return end if goes_on and _says_at_the_end().match(folded, end, end + 48) else None


def _anonymous_end(text: str, folded: str, start: int) -> int | None:
    """Return where 刘某 or 刘某某 ends, if that begins here."""
    end = start + 1
    while folded[end : end + 1] == "某" and end < start + 3:
        end += 1
    return end if end > start + 1 and _surname_length(text, folded, start) == 1 else None


@cache
def _says_at_the_end() -> re.Pattern[str]:
    return re.compile(f"[^，。；！？：,;:「“、]*{any_of(words('saying_strong'))}[，：,:「“\0]")


def _cuts_word(folded: str, end: int) -> bool:
    """Say whether the last character belongs to what follows: 方瑜今|天質詢."""
    return folded[end - 1 : end + 1] in words("adverbs", "leads")


def given_after(folded: str, start: int) -> int | None:
    """Return where the given name of 周委員宜蓁 ends, if one begins at ``start``."""
    for end in (start + 2, start + 1):
        given = folded[start:end]
        if len(given) < end - start or not _is_given(given):
            continue
        if ends_name(folded, start) or _cuts_word(folded, end):
            return None
        if speech_at(folded, end):
            return end
    return None


def surname_before(text: str, folded: str, end: int, courtesy: bool = False) -> int | None:
    """Return where the surname of 張副司長 or 歐陽部長 begins, if that is what ends at ``end``."""
    for length in (2, 1):
        start = end - length
        if start < 0 or _surname_length(text, folded, start) != length:
            continue
        # Before 先生 a surname is a surname, whatever stands before it.
        if _edge(folded, start) or (courtesy and _is_common(folded, start)):
            return start
    return None


def organization_before(text: str, folded: str, start: int, floor: int) -> str:
    """Return the organization written right before ``start`` and not before ``floor``.

    >>> text = "由海事署國際事務司張文彥副司長致詞"
    >>> organization_before(text, fold(text), text.index("張"), 0)
    '海事署國際事務司'
    """
    begin = max(floor, start - _LONGEST_ORGANIZATION)
    last = start - 1
    if text[last : last + 1] in (")", "）"):
        # 計畫管理小組(PMU)經理: a short form in brackets belongs to the organization.
        last = max(text.rfind("(", begin, last), text.rfind("（", begin, last)) - 1
    for index in range(last, begin - 1, -1):
        if folded[index] in "，。；！？：、,;!?:「」『』“”《》\n\0":
            begin = index + 1
            break
    begin = max([begin, *(date.end() for date in _DATE.finditer(folded, begin, start))])
    begin = matcher("leads").after(folded, begin, start)
    if match := _JOINS.match(folded, begin, start):
        begin = match.end()
    begin = after_not_subject(folded, begin, start)
    found = _CHOSEN.sub("", text[begin:start].strip().strip("的之"))
    if fold(found).endswith(_APART):
        return ""
    return found if len(found) > 1 else ""


def after_not_subject(folded: str, start: int, end: int) -> int:
    """Return the offset after the last word of ``folded[start:end]`` behind which no subject can
    stand (針對, 感謝), or ``start``."""
    for at, word in matcher("not_subject").find(folded, start, end):
        # 华为 is a company, 认为 and 因为 are words.
        if at >= start and folded[at - 1 : at] not in ("华", "认", "因"):
            start = at + len(word)
    return start


def speech_at(folded: str, start: int) -> bool:
    """Say whether a verb of saying stands at ``start``, adverbs before it aside."""
    position = matcher("adverbs").after(folded, start, start + 24)
    return bool(matcher("saying_strong", "saying_weak").at(folded, position))


def _surname_length(text: str, folded: str, start: int) -> int:
    if folded[start : start + 2] in words("surnames_long"):
        return 2
    # 於 folds to 于 and is no family name, 后 and 後 likewise.
    if text[start : start + 1] in ("於", "後", "乾", "並"):
        return 0
    one = folded[start : start + 1]
    return int(one in words("surnames") or one in words("surnames_rare"))


def _is_common(folded: str, start: int) -> bool:
    return folded[start] in words("surnames") or folded[start : start + 2] in words("surnames_long")


def _is_name(text: str, folded: str, start: int, end: int) -> bool:
    length = _surname_length(text, folded, start)
    given = folded[start + length : end]
    if not length or end > len(folded) or not 1 <= len(given) <= 2:
        return False
    if not _is_given(given):
        return False
    if len(given) == 2 and given in words("organization_endings", "titles") | words("occupations"):
        return False
    whole = folded[start:end]
    return whole[:2] not in words("common_words") and whole[:3] not in words("common_words")


def _is_given(given: str) -> bool:
    return all("\u4e00" <= c <= "\u9fff" and c not in words("notgiven") for c in given)


def _edge(folded: str, start: int) -> int:
    """Say whether a name may begin at ``start``: 2 surely, 1 after an organization, 0 who knows."""
    if start == 0 or folded[start - 1] in _EDGES:
        return 2
    before = folded[max(0, start - 8) : start]
    if ends_with(before, "leads") or ends_with(before, "not_subject"):
        return 2
    return int(ends_with(before, "organization_endings") or ends_with(before, "titles"))


def is_whole_name(text: str, folded: str) -> bool:
    """Say whether all of ``text`` looks like one full Chinese name, and like no everyday word."""
    return 2 <= len(text) <= 4 and _is_name(text, folded, 0, len(text))
