"""Folded text and a span in, whether the span may be a Chinese name out.

Next to an office almost any two characters after a family name are a given name (陳達之, 王和平);
elsewhere a given name has no function word and no ending of organizations.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from corpus.fold import fold
from corpus.speakers.lexicon import lexicon, words

# 局長李文會說明: nouns that end names of places and organizations.
_NOUN_ENDINGS = frozenset(fold("部局署處會員人村鄉縣市區省鎮廠店街路號届次位"))
# Between two names they are words; before a verb they are not: 林以和出面.
_JOINS = frozenset(fold("和與及之"))
_PURE_ADVERBS = frozenset(fold("則亦也並又再還均皆都仍即便就卻只僅才曾特更"))
_MARKS = frozenset(fold("，。；！？：、,;!?:「“『\n\0"))
_ODD = frozenset(fold("人和之"))
_AFTER_MASK = frozenset("某甲乙丙丁")
_MASKS = "○〇×✕*ox＊◯"
# 於 folds to the surname 于 but is not one; the same goes for 後 and 后.
_NOT_SURNAMES = ("於", "後", "乾", "並")


def surname_length(text: str, folded: str, start: int) -> int:
    """Return the length of the family name at ``start``, or 0. Ambiguous ones are left out."""
    return _surname_length(text[start : start + 1], folded[start : start + 2])


@lru_cache(maxsize=1 << 14)
def _surname_length(written: str, two: str) -> int:
    """Return the length of the family name that ``two`` folded characters begin with, or 0."""
    if two in words("surnames_long"):
        return 2
    if written in _NOT_SURNAMES:
        return 0
    return int(two[:1] in words("surnames", "surnames_rare", "surnames_long"))


def has_common_surname(folded: str, start: int) -> bool:
    """Return whether a family name at ``start`` is rarely another word."""
    one, two = folded[start : start + 1], folded[start : start + 2]
    return one in words("surnames") or (len(two) == 2 and two in words("surnames_long"))


def is_name(text: str, folded: str, start: int, end: int) -> bool:
    """Return whether ``text[start:end]`` may be a name anywhere in a sentence.

    >>> text = "林永春次長"
    >>> is_name(text, fold(text), 0, 3), is_name(text, fold(text), 1, 3)
    (True, False)
    """
    return end <= len(folded) and _is_name(text[start : start + 1], folded[start:end])


@lru_cache(maxsize=1 << 14)
def _is_name(written: str, whole: str) -> bool:
    """Return whether ``whole``, whose first character is ``written``, may be a name."""
    length = _surname_length(written, whole[:2])
    given = whole[length:]
    if not length or not 1 <= len(given) <= 2:
        return False
    if not is_given_name(given) or _is_other_word(given):
        return False
    if given in words("organization_endings") and not has_common_surname(whole, 0):
        return False
    return not _begins_with_common_word(whole)


def is_given_name(given: str) -> bool:
    """Return whether ``given`` contains only characters that given names have."""
    return all("\u4e00" <= c <= "\u9fff" and c not in words("notgiven") for c in given)


def is_frequent_given_name(given: str) -> bool:
    """Return whether all characters of ``given`` are frequent in given names."""
    return bool(given) and all(c in words("given_names") for c in given)


def is_name_at_office(text: str, folded: str, start: int, end: int) -> bool:
    """Return whether ``text[start:end]`` may be a name if it is directly next to an office.

    A family name and two characters, whatever these are; or the family names of a married woman
    and two characters.

    >>> text = "主管陳達之說"
    >>> is_name_at_office(text, fold(text), 2, 5)
    True
    """
    whole = folded[start:end]
    if not 3 <= len(whole) == end - start <= 4:
        return False
    return _is_name_at_office(text[start : start + 1], whole)


@lru_cache(maxsize=1 << 14)
def _is_name_at_office(written: str, whole: str) -> bool:
    given, surname = whole[-2:], whole[:-2]
    if _surname_length(written, whole[:2]) != len(surname):
        if len(surname) == 2 and not all(c in words("surnames") for c in surname):
            return False
        if len(surname) == 1 and surname not in words("surnames_ambiguous"):
            return False
    if any(not "\u4e00" <= c <= "\u9fff" or c in words("never_given") for c in given):
        return False
    if _begins_with_common_word(whole):
        return False
    if given[0] == "某" and given[1] not in _AFTER_MASK:  # 鄭某|在
        return False
    if _is_other_word(given) or given in words("common_words"):
        return False
    if surname in words("surnames_ambiguous"):
        return is_frequent_given_name(given)
    if len(surname) == 2 or surname not in words("not_short_surnames"):
        return True
    # With a family name that is an everyday word, the given name must be a usual one.
    first, second = (c in words("given_names") for c in given)
    return is_given_name(given) or (first and given[1] in _ODD) or (given[0] in _ODD and second)


def _begins_with_common_word(whole: str) -> bool:
    listed = words("common_words")
    if len(whole) == 3 and whole[2] in words("given_names_only"):
        return whole in listed  # 韓國瑜 and 蔡英文 are names
    return any(whole[:length] in listed for length in (2, 3, 4))


def _is_other_word(given: str) -> bool:
    return len(given) == 2 and given in words(
        "organization_endings", "titles", "occupations", "groups", "saying_strong", "not_names"
    )


def is_function_word(folded: str, at: int) -> bool:
    """Return whether the character at ``at``, the last one of a possible name, is no part of it.

    主席陳達在會上表示: 在 belongs to 會上. 主管陳達之說明: 之 is part of the name, a verb follows.
    """
    last = folded[at]
    if last not in words("notgiven") or last in _NOUN_ENDINGS:
        return False
    after = folded[at + 1 : at + 2]
    if last in _PURE_ADVERBS or last == "在":
        return True
    if not after or after in _MARKS or after in _PURE_ADVERBS:
        return False
    lists = ("saying_strong", "saying_weak") + (("after_name",) if last in _JOINS else ())
    verbs = words(*lists)
    if any(folded[at + 1 : at + 1 + length] in verbs for length in (4, 3, 2, 1)):
        return False
    # 童昱之今天召開公聽會
    adverb = lexicon("adverbs").longest_at(folded, at + 1)
    return not (last == "之" and len(adverb) > 1)


def is_noun_ending(character: str) -> bool:
    """Return whether names of places or organizations end in ``character``: 馬公市, 王家村."""
    return character in _NOUN_ENDINGS and character != "人"


@cache
def _masked() -> re.Pattern[str]:
    surnames = "".join(sorted(c for c in words("surnames", "surnames_rare") if len(c) == 1))
    mask = f"[{re.escape(_MASKS)}]"
    han = "[\u4e00-\u9fff]"
    return re.compile(f"[{surnames}](?:某{{1,3}}|{mask}{{1,2}}{han}?|{han}{mask})(?![a-z0-9])")


def masked_name_end(folded: str, start: int) -> int | None:
    """Return the end of 陳○文, 王某某 or 李XX at ``start``, or None.

    >>> masked_name_end("陈○文说", 0), masked_name_end("王某某说", 0)
    (3, 3)
    """
    match = _masked().match(folded, start)
    if match is None:
        return None
    end = match.end()
    # 陳○表示: the last character begins a verb.
    if folded[end - 1] not in _MASKS + "某" and _begins_word(folded, end - 1):
        end -= 1
    return end


def _begins_word(folded: str, at: int) -> bool:
    listed = words("saying_strong", "saying_weak", "adverbs", "titles", "occupations")
    return any(folded[at : at + length] in listed for length in (4, 3, 2, 1))


@lru_cache(maxsize=64)
def _first_characters(known: frozenset[str]) -> frozenset[str]:
    return frozenset(name[:1] for name in known)


def may_be_short(folded: str, start: int, known: frozenset[str]) -> bool:
    """Return whether a family name at ``start`` may be the whole name before a title (張副司長).

    ，向委員說明 is no 向委員, unless the document names a person 向.
    """
    one = folded[start : start + 1]
    return one not in words("not_short_surnames") or one in _first_characters(known)
