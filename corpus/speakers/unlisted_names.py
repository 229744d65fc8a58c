"""Text and an offset in, the end of a name whose characters are in no list of Chinese names out.

Transliterated names (馬爾帕斯), Japanese ones (森田健司), and what may be a name after an office.
The functions take a folded text and offsets in characters.
"""

from __future__ import annotations

import re

from corpus.fold import fold
from corpus.speakers.lexicon import lexicon, words
from corpus.speakers.name_characters import has_common_surname, is_given_name
from corpus.speakers.name_surroundings import (
    AFTER_NAME,
    cuts_word,
    is_han,
    may_follow_name,
    saying_at,
    verb_of_saying_at,
)

_ON_A_DAY = re.compile("\\d{1,2}日")


def japanese_name_end(folded: str, start: int) -> int | None:
    """Return the end of a Japanese name (森田健司) before a verb of saying, or None."""
    sounds = words("japanese_names", "given_names")
    for end in (start + 4, start + 3):
        whole = folded[start:end]
        if sounds.issuperset(whole) and saying_at(folded, end, "saying_strong"):
            if whole[3:] in words("adverbs") and has_common_surname(folded, start):
                continue  # 林月如|也說
            return None if _has_other_word(whole) or cuts_word(folded, end) else end
    return None


def unlisted_name_end(folded: str, start: int) -> int | None:
    """Return the end of what may be a name that no list has, after an office, or None.

    發言人阿南認為，: two to four characters that are no other words, and a clear verb of saying.
    """
    if not is_han(folded, start):
        return None
    for end in (start + 2, start + 3, start + 4):
        whole = folded[start:end]
        verb = lexicon("saying_strong").longest_at(folded, end)
        opens = folded[end + len(verb) : end + len(verb) + 1] in tuple(fold("，：") + ",:")
        if verb and opens and is_given_name(whole) and not _has_other_word(whole):
            return end
    return None


def _has_other_word(whole: str) -> bool:
    """Return whether ``whole`` contains an everyday word, or begins with one character of them."""
    listed = words(
        *("common_words", "not_names", "saying_strong", "saying_weak", "leads", "adverbs"),
        *("not_subject", "after_name", "groups", "organization_endings", "titles", "occupations"),
        *("prepositions", "not_doing", "surnames_ambiguous"),
    )
    pairs = (whole[at : at + 2] for at in range(len(whole) - 1))
    return whole[0] in listed or whole in listed or any(pair in listed for pair in pairs)


def is_transliteration(folded: str, start: int, end: int) -> bool:
    """Return whether ``folded[start:end]`` is a transliterated name before a verb of saying."""
    sounds = sum(one in words("transliteration") for one in folded[start:end])
    if sounds < end - start - (end - start > 5) or not is_han(folded, end - 1):
        return False  # 托馬斯多娃: one character may be another
    if end - start > 3 and _ON_A_DAY.match(folded, end):
        return True  # 部長馬爾帕斯30日說
    if folded[start : start + 2] in words("common_words"):
        return False
    if _ON_A_DAY.match(folded, end):
        return True
    # A long one cannot be another word: 西蒂哈丽娜在新闻发布会上.
    if end - start > 4 and (folded[end : end + 1] in AFTER_NAME or may_follow_name(folded, end)):
        return True
    # 奥尔森（Karl Olsen）: the original name in brackets may replace the verb.
    return folded[end : end + 1] == "\0" or verb_of_saying_at(folded, end)
