"""Folded text in, the spans of job titles (副局長, 主任兼發言人) and courtesy titles (先生) out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.fold import fold
from corpus.speakers.lexicon import Lexicon, lexicon, words

_MOST_PREFIXES = 4
_LONGEST_GAP = 12
_LONG = re.compile(fold("長(?:期(?![盼望待許勉])|年|久|達|時間|途)"))  # 委員|長期在牧區
_SECRETARY_GENERAL = fold("秘書長")
_MARKS = fold("，。；：、") + "\0"


class JobTitle(NamedTuple):
    """``folded[start:end]`` is a job title, or a courtesy title such as 先生."""

    start: int
    end: int
    courtesy: bool


def find_job_titles(folded: str) -> Iterator[JobTitle]:
    """Yield job titles and courtesy titles in order, without overlaps.

    Skips those that are part of another word (市長 in 市長辦公室).

    >>> list(find_job_titles("林甲副局长、王女士"))
    [JobTitle(start=2, end=5, courtesy=False), JobTitle(start=7, end=9, courtesy=True)]
    """
    courtesies = lexicon("courtesy_he", "courtesy_she")
    behind = 0
    for start in _first_words().offsets(folded):
        if start < behind:
            continue
        if other := lexicon("not_titles").longest_at(folded, start):
            behind = start + len(other)
        elif end := _job_title_end(folded, start):
            if _is_inside_other_word(folded, start, end):
                continue
            behind = end
            yield JobTitle(start, end, courtesy=False)
        elif courtesy := courtesies.longest_at(folded, start):
            behind = start + len(courtesy)
            yield JobTitle(start, behind, courtesy=True)


def _first_words() -> Lexicon:
    return lexicon(
        *("titles", "occupations", "title_prefixes", "title_fields", "not_titles"),
        *("courtesy_he", "courtesy_she"),
    )


def _is_inside_other_word(folded: str, start: int, end: int) -> bool:
    """Return whether a word that is no title begins in the title and ends after it.

    政府會成立委員會: 立委 is part of 成立 and 委員會.
    """
    other = lexicon("not_titles")
    return any(at + len(other.longest_at(folded, at)) > end for at in range(start + 1, end))


def job_title_ends(folded: str, start: int, prefixes: int = _MOST_PREFIXES) -> Iterator[int]:
    """Yield the ends of the job titles that begin at ``start``, the longest first.

    At most ``prefixes`` prefixes (副, 前) may precede the listed title.
    """
    if prefixes:
        for prefix in lexicon("title_prefixes").all_at(folded, start):
            yield from job_title_ends(folded, start + len(prefix), prefixes - 1)
    for title in lexicon("titles", "occupations").all_at(folded, start):
        yield start + len(title)
    for name in lexicon("title_fields").all_at(folded, start):
        yield from _head_ends(folded, start + len(name))


def _head_ends(folded: str, start: int) -> Iterator[int]:
    """Yield the ends of the title words that may follow a field of work: 官 after 首席數據."""
    for prefix in (*lexicon("title_prefixes").all_at(folded, start), ""):
        for head in lexicon("title_heads").all_at(folded, start + len(prefix)):
            yield start + len(prefix) + len(head)


def _job_title_end(folded: str, start: int) -> int:
    """Return the end of the job title at ``start``, with a joined second title, or 0."""
    thing = lexicon("not_after_title")
    for first in job_title_ends(folded, start):
        for end in (*_second_job_title_ends(folded, first), first):
            if thing.longest_at(folded, end) or folded[end - 2 : end + 1] == _SECRETARY_GENERAL:
                continue  # 合作組織秘書長: 組織秘書 is no title here
            if not _is_cut(folded, start, end):
                return end
    return 0


def _is_cut(folded: str, start: int, end: int) -> bool:
    """Return whether 長 is the beginning of the next word: 委員|長期在牧區."""
    return _LONG.match(folded, end - 1) is not None and folded[start : end - 1] in words("titles")


def _second_job_title_ends(folded: str, end: int) -> Iterator[int]:
    """Yield the ends of job titles that 兼 or 暨 joins to the one before ``end``, nearest first."""
    if folded[end : end + 1] == "、":
        # 副處長、發言人王小明: one person has both titles.
        for second in job_title_ends(folded, end + 1):
            if lexicon("surnames", "surnames_rare", "surnames_long").longest_at(folded, second):
                yield second
    if folded.startswith(("暨", "兼", "并任"), end):
        begin = end + 1 + (folded[end] == "并")
        for start in range(begin, begin + _LONGEST_GAP + 1):
            yield from job_title_ends(folded, start)
            if folded[start : start + 1] in _MARKS:
                return
