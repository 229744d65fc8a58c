"""Folded text in, the spans of transliterated names out: 約翰·米勒, 阿依古麗·買買提."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from corpus.fold import fold
from corpus.speakers.lexicon import Lexicon, lexicon, words

_POINT = fold("·")  # and of the other dots in names
_HAN = re.compile("[\u4e00-\u9fff]+")
_DOT = re.compile(f"(?<=[\u4e00-\u9fff]){re.escape(_POINT)}(?=[\u4e00-\u9fff])")
_LONGEST_PART = 8
_MOST_PARTS = 4
# Characters between two words: no name contains them.
_NO_SOUND = frozenset(fold("的是在和與及對向於了們說"))


def dotted_names(folded: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of names whose parts are joined by dots, whatever their characters.

    >>> list(dotted_names(fold("主席阿依古丽·买买提说")))
    [(2, 10)]
    """
    behind = 0
    for dot in _DOT.finditer(folded):
        if dot.start() < behind:
            continue
        start = _left_end(folded, dot.start(), behind)
        end = _parts_end(folded, dot.start())
        if start < dot.start() and end > dot.end():
            behind = end
            yield start, end


def dotted_name_end(folded: str, start: int) -> int | None:
    """Return the end of the dotted name that begins at ``start``, or None."""
    run = _HAN.match(folded, start, start + _LONGEST_PART)
    if run is None or not _DOT.match(folded, run.end()):
        return None
    return _parts_end(folded, run.end())


def _parts_end(folded: str, dot: int) -> int:
    """Return the end of the parts of a name from the dot at ``dot`` on."""
    end = dot
    for _ in range(_MOST_PARTS):
        if not _DOT.match(folded, end):
            break
        end = _right_end(folded, end + 1)
    return end


def tibetan_name_end(folded: str, start: int) -> int | None:
    """Return the end of a name of two listed parts (扎西次仁) at ``start``, or None."""
    parts = lexicon("tibetan_names")
    first = parts.longest_at(folded, start)
    second = parts.longest_at(folded, start + len(first)) if first else ""
    return start + len(first) + len(second) if second else None


def _left_end(folded: str, dot: int, behind: int) -> int:
    """Return the start of the part before the dot: after a title, a lead word or a boundary."""
    first = dot
    while first > max(behind, dot - _LONGEST_PART) and "\u4e00" <= folded[first - 1] <= "\u9fff":
        first -= 1
    for at in range(first, dot):
        if folded[at] in _NO_SOUND:
            first = at + 1
    ends = _before_names()
    # The last title, lead word or end of an organization before the name: 主席|阿依古丽.
    for at in range(first, dot - 1):
        word = ends.longest_at(folded, max(0, at - 1), dot - 1)
        if word and max(0, at - 1) + len(word) > first and len(word) > 1:
            first = max(0, at - 1) + len(word)
    sound = dot
    while sound > first and folded[sound - 1] in words("transliteration"):
        sound -= 1
    whole = first == behind or not "\u4e00" <= folded[first - 1] <= "\u9fff"
    certain = whole or (first > 0 and _ends_word(folded, first))
    return first if certain and dot - first <= 6 else sound


def _ends_word(folded: str, at: int) -> bool:
    listed = words("titles", "occupations", "leads", "organization_endings", "not_subject")
    return folded[at - 1] in _NO_SOUND or any(folded[at - n : at] in listed for n in range(1, 7))


@cache
def _before_names() -> Lexicon:
    return lexicon("titles", "occupations", "leads", "organization_endings", "quantifiers")


def _right_end(folded: str, start: int) -> int:
    """Return the end of the part after the dot: before a verb of saying, a title or a boundary."""
    run = _HAN.match(folded, start, start + _LONGEST_PART)
    if run is None:
        return start
    stop = run.end()
    after = _after_names()
    for at in range(start + 1, stop):
        word = after.longest_at(folded, at)
        if word:
            # 買合木提出席: 提 is part of the name, 提出 is no word here.
            longer = folded[at] == "提" and len(after.longest_at(folded, at + 1)) >= len(word)
            return at + 1 if longer else at
        if folded[at] in _NO_SOUND:
            return at
    sound = start
    while sound < stop and folded[sound] in words("transliteration"):
        sound += 1
    cut = folded[stop : stop + 1] and "\u4e00" <= folded[stop] <= "\u9fff"
    return sound if sound > start or cut else stop


@cache
def _after_names() -> Lexicon:
    """Words after which no name goes on. Single characters may be sounds: 买买提."""
    listed = words(
        "saying_strong",
        "saying_weak",
        "adverbs",
        "titles",
        "occupations",
        "after_name",
        "courtesy_he",
        "courtesy_she",
        "title_prefixes",
    )
    sounds = words("transliteration")
    return Lexicon(word for word in listed if len(word) > 1 or word not in sounds)
