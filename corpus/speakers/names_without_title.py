"""Text in, spans of Chinese names without a job title out.

They are known from elsewhere in the document, or a verb of saying follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from corpus.fold import fold
from corpus.speakers.lexicon import ends_with, is_whole_word, lexicon, words
from corpus.speakers.name_boundaries import affiliated_name_end, bare_name_end

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

# 蕉農項清水說, 照顧者成小燕說: what people are called.
_PERSON_ENDINGS = frozenset(fold("者員人農戶民師生工商友手婦"))
_MARK = re.compile("[，。；！？：、\0\n]|(?<!\\d)[,;:]")


def known_names(folded: str, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans of the folded names ``known``, the longest where they overlap."""
    if known:
        for _, start, end in _automaton(known).find_matches_as_indexes(folded):
            if is_whole_word(folded, start, end):
                yield start, end


def bare_names(text: str, folded: str) -> Iterator[tuple[int, int]]:
    """Yield the names at the head of a clause before a verb of saying: 許文斌說."""
    for start in _clause_starts(folded):
        end = bare_name_end(text, folded, start)
        if end is None and text[start - 1 : start] in ("”", "」"):
            end = affiliated_name_end(text, folded, start, clear=True)
        if end is not None:
            yield start, end


def affiliated_names(text: str, folded: str) -> Iterator[tuple[int, int]]:
    """Yield the names in 工聯會王小明表示 and 民建聯的李小紅批評."""
    for match in _after_affiliation().finditer(folded):
        start = match.end()
        before = start - 1 if folded[start - 1] == "的" else start
        clear = ends_with(folded[max(0, before - 8) : before], "organization_endings", "bodies")
        if not clear and before == start and folded[start - 1] not in _PERSON_ENDINGS:
            continue
        end = affiliated_name_end(text, folded, start, clear)
        if end is not None:
            yield start, end


def _clause_starts(folded: str) -> Iterator[int]:
    """Yield the offsets of surnames at the head of a clause, or after words like 其中 and 對此."""
    for place in (0, *[match.end() for match in _MARK.finditer(folded)]):
        if (start := _surname_start(folded, place)) is not None:
            yield start


def _surname_start(folded: str, start: int, leads: int = 2) -> int | None:
    """Return the offset of a surname at ``start``, or after at most ``leads`` lead words."""
    if lexicon("surnames", "surnames_long").longest_at(folded, start):
        return start
    for lead in lexicon("leads").all_at(folded, start) if leads else ():
        if (found := _surname_start(folded, start + len(lead), leads - 1)) is not None:
            return found
    return None


@cache
def _after_affiliation() -> re.Pattern[str]:
    """Return a pattern that ends before a family name, after the end of an affiliation or 的."""
    ends = {word[-1] for word in words("organization_endings", "bodies")} | _PERSON_ENDINGS
    surnames = {word[0] for word in words("surnames", "surnames_long", "surnames_rare")}
    return re.compile(f"[{''.join(sorted(ends))}的](?=[{''.join(sorted(surnames))}])")


@lru_cache(maxsize=1)  # all paragraphs of a document share one, which is slow to build
def _automaton(known: frozenset[str]) -> AhoCorasick:
    """Return an automaton that finds the leftmost longest names."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(list(known), matchkind=MatchKind.LeftmostLongest)
