"""Text and an offset in, whether a name may begin or end there out.

The functions take a folded text and offsets in characters.
"""

from __future__ import annotations

from corpus.fold import fold
from corpus.speakers.lexicon import ends_with, lexicon, words

BOUNDARIES = frozenset(
    fold("，。；！？：、,;!?:.「」『』“”《》（）()—－\n\0 \t\u3000的之與和及暨兼或·■")
)
AFTER_VERB = frozenset(fold("，。：「“『！？") + ",:\0")
# Prepositions and other characters that follow a name.
AFTER_NAME = frozenset(fold("在於于以從就對向為與和及暨等的將主即是又也亦則並曾說稱問答道講我一"))
_MOST_ADVERBS = 24


def may_follow_name(folded: str, end: int) -> bool:
    """Return whether the text at ``end`` may follow a name or a job title."""
    if end >= len(folded) or folded[end] in BOUNDARIES:
        return True
    return bool(lexicon("after_name", "adverbs").longest_at(folded, end)) or verb_of_saying_at(
        folded, end
    )


def cuts_word(folded: str, end: int) -> bool:
    """Return whether the last character is part of the next word, as 今 in 方瑜今|天質詢.

    溫良質|問。: the longer verb counts if a mark follows it.
    """
    if folded[end - 1 : end + 1] in words("adverbs", "leads"):
        return True
    verb = folded[end - 1 : end + 1] in words("saying_strong", "saying_weak")
    return verb and folded[end + 1 : end + 2] in AFTER_VERB


def verb_of_saying_at(folded: str, start: int) -> bool:
    """Return whether a verb of saying follows at ``start``, after any adverbs."""
    return saying_at(folded, start, "saying_strong", "saying_weak")


def saying_at(folded: str, start: int, *lists: str) -> bool:
    """Return whether a verb of the lists follows at ``start``, after any adverbs.

    Some adverbs are verbs as well (回應).
    """
    last = start + _MOST_ADVERBS
    while not lexicon(*lists).longest_at(folded, start):
        adverb = lexicon("adverbs").longest_at(folded, start)
        if not adverb or start > last:
            return False
        start += len(adverb)
    return True


def is_han(folded: str, at: int) -> bool:
    """Return whether the character at ``at`` is a Chinese one."""
    return 0 <= at < len(folded) and "\u4e00" <= folded[at] <= "\u9fff"


def boundary_before(folded: str, start: int) -> int:
    """Return 2 if a name may certainly begin at ``start``, 1 if after an organization, else 0."""
    if start == 0 or folded[start - 1] in BOUNDARIES:
        return 2
    before = folded[max(0, start - 8) : start]
    if ends_with(before, "leads", "not_subject"):
        return 2
    return int(ends_with(before, "organization_endings", "titles", "occupations"))


def may_begin_name(folded: str, start: int) -> bool:
    """Return whether a name may certainly begin at ``start``: after a mark, a lead word or 的."""
    return boundary_before(folded, start) == 2
