"""Text in, spans of Chinese names without a job title out.

They are known from elsewhere in the document, or a verb of saying follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from corpus.fold import fold
from corpus.speakers.everyday_words import frequency, is_everyday
from corpus.speakers.lexicon import any_of, ends_with, is_whole_word, lexicon, words
from corpus.speakers.name_boundaries import (
    may_begin_at_office,
)
from corpus.speakers.name_characters import (
    has_common_surname,
    is_frequent_given_name,
    is_name,
    is_name_at_office,
    masked_name_end,
    surname_length,
)
from corpus.speakers.name_surroundings import (
    cuts_word,
    may_follow_name,
    saying_at,
)
from corpus.speakers.names_at_clause_start import name_at_clause_start, transliterated_names
from corpus.speakers.names_before_verbs import name_before_verb, nickname_end, opens_speech

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

# 蕉農項清水說, 照顧者成小燕說: what people are called.
_PERSON_ENDINGS = frozenset(
    fold("者員人農戶民師生工商友手婦家匠兵警星媽爸兒妻夫親弟妹姐姊哥母父孫範官告持")
)
_PSEUDONYM = re.compile("[（(](?:化名|假名|化姓|音译|昵称)[^（）()]{0,8}[）)]")
_HAN_OR_DOT = re.compile("[\u4e00-\u9fff·]")
# 魯賓還強調, 杜氏曾表示: these end no given name, though some begin one.
_LAST_ADVERBS = frozenset(fold("還曾頗已均皆卻仍僅更再又亦也"))
_SURNAMES = ("surnames", "surnames_long", "surnames_rare", "surnames_ambiguous")
_OFFICIALS = frozenset(
    fold(
        "高官 文官 武官 史官 法官 任官"  # 張官 is a judge in Hong Kong
    ).split()
)
_PEOPLE = frozenset(
    fold(
        "男子 女子 婦人 婦女 老婦 老翁 老伯 少年 少女 男童 女童 男大生 女大生 男學生 女學生"
        " 屋主 駕駛 嫌犯 被告 民眾 先生 小姐 女士 太太 夫婦 夫妻 騎士 警員 老闆"
        " 業者 店家 負責人 教師 父親 母親"
    ).split()
)
_A_FEW = 10
_MARK = re.compile("[，。；！？：、\0\n]|(?<!\\d)[,;:] ?")


def known_names(folded: str, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans of the folded names ``known``, the longest where they overlap."""
    if known:
        for _, start, end in _automaton(known).find_matches_as_indexes(folded):
            if is_whole_word(folded, start, end):
                yield start, end


def may_change_names(folded: str, new: frozenset[str]) -> bool:
    """Return whether ``folded`` may have other mentions if the names ``new`` are known as well."""
    if not new:
        return False
    if any(first in folded for first in _everyday_surnames(new)):
        return True
    return bool(_automaton(new).find_matches_as_indexes(folded))


@lru_cache(maxsize=1)
def _everyday_surnames(new: frozenset[str]) -> frozenset[str]:
    """Return the family names of ``new`` that are everyday words.

    If a full name is known, its family name alone counts too.
    """
    return frozenset(name[:1] for name in new) & words("not_short_surnames")


def bare_names(text: str, folded: str, starts: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the names at ``starts``, the heads of clauses, before a verb of saying: 許文斌說."""
    for start in starts:
        end = (
            nickname_end(folded, start)
            or _bare_name_end(text, folded, start)
            or name_at_clause_start(text, folded, start)
        )
        if end is None and text[start - 1 : start] in ("”", "」"):
            end = _affiliated_name_end(text, folded, start, clear=True)
        if end is not None and not is_everyday(folded[start:end]):
            yield start, end
    yield from transliterated_names(folded)


def surnames_that_speak(folded: str, starts: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the family names alone at ``starts`` before a verb: 羅認為, as in Hong Kong.

    >>> text = fold("羅認為，不急。羅又指，可行。")
    >>> list(surnames_that_speak(text, clause_starts(text)))
    [(0, 1), (7, 8)]
    """
    for start in starts:
        surname = lexicon("surnames", "surnames_long").longest_at(folded, start)
        end = start + len(surname)
        if surname and folded[end : end + 1] == "官" and folded[start : end + 1] not in _OFFICIALS:
            judge = saying_at(folded, end + 1, "saying_strong")
            if judge and not cuts_word(folded, end + 1):
                yield start, end + 1
        if surname and saying_at(folded, end, "saying_strong") and not cuts_word(folded, end):
            yield start, end


def pseudonyms(folded: str) -> Iterator[tuple[int, int]]:
    """Yield the names that brackets call a pseudonym: 看護工西蒂（化名）, 小林（化名）."""
    for match in _PSEUDONYM.finditer(folded):
        end = match.start()
        first = end
        while first > max(0, end - 4) and _HAN_OR_DOT.match(folded, first - 1):
            first -= 1
        for start in range(first, end - 1):
            before = folded[max(0, start - 8) : start]
            listed = ends_with(before, "occupations", "titles", "leads", "not_subject")
            alone = start == 0 or not "\u4e00" <= folded[start - 1] <= "\u9fff"
            if alone or listed or folded[start - 1] == "的":
                yield start, end
                break


def masked_names(folded: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of 王某 and 王某某, which are names anywhere in a sentence.

    >>> list(masked_names("张某等人起诉某公司，于某地开庭"))
    [(0, 2)]
    """
    for pattern in (_masked_by_mou(), _masked_by_xing()):
        for match in pattern.finditer(folded):
            yield match.span()


@cache
def _masked_by_mou() -> re.Pattern[str]:
    everyday = words("not_short_surnames", "surnames_ambiguous")
    surnames = {word for word in words("surnames") if word not in everyday and word not in "于和"}
    return re.compile(
        f"[{''.join(sorted(surnames))}]某(?:某|(?=[^某公些种个人家地处类年月日项]|$))"
    )


@cache
def _masked_by_xing() -> re.Pattern[str]:
    """Return a pattern for 林姓婦人, 陳姓司機: only the family name is known."""
    surnames = any_of(words("surnames", "surnames_long"))
    people = any_of(words("occupations") | _PEOPLE)
    return re.compile(f"{surnames}姓{people}")


def affiliated_names(text: str, folded: str) -> Iterator[tuple[int, int]]:
    """Yield the names in 工聯會王小明表示 and 民建聯的李小紅批評."""
    for match in _after_affiliation().finditer(folded):
        start = match.end()
        before = start - 1 if folded[start - 1] == "的" else start
        clear = ends_with(folded[max(0, before - 8) : before], "organization_endings", "bodies")
        if not clear and before == start and folded[start - 1] not in _PERSON_ENDINGS:
            continue
        end = _affiliated_name_end(text, folded, start, clear)
        if end is not None:
            yield start, end


def _affiliated_name_end(text: str, folded: str, start: int, clear: bool) -> int | None:
    """Return the end of a name after its affiliation (工聯會王小明表示), or None.

    ``clear``: the words before the name end an organization; otherwise only in 的.
    """
    if folded[start - 1] == "的":
        if (end := nickname_end(folded, start)) is not None:
            return end
        spoken = name_before_verb(folded, start)
        if spoken and spoken[1] and _is_no_word(folded[start : spoken[0]]):
            return spoken[0]
    everyday = folded[start] in words("not_short_surnames")
    if not has_common_surname(folded, start) and (
        everyday or not is_frequent_given_name(folded[start + 1 : start + 3])
    ):
        return None
    person = folded[start - 1] in _PERSON_ENDINGS and has_common_surname(folded, start)
    for end in (start + 4, start + 3):
        # 返鄉青農邱子恩建議改做果乾: with a usual name a weak verb needs no mark.
        sure = clear or (person and is_frequent_given_name(folded[end - 2 : end]))
        lists = ("saying_strong", "saying_weak") if sure else ("saying_strong",)
        given = folded[start + surname_length(text, folded, start) : end]
        usual = any(c in words("given_names") for c in given) or folded.startswith("某", start + 1)
        named = is_name(text, folded, start, end) or (
            clear and may_begin_at_office(text, folded, start, end)
        )
        named = named and not cuts_word(folded, end)
        named = named and not (end - start == 3 and _ends_as_word(folded[start:end]))
        if usual and named and (saying_at(folded, end, *lists) or opens_speech(folded, end)):
            return end
    return _short_name_end(text, folded, start) if clear or folded[start - 1] == "的" else None


def _is_no_word(name: str) -> bool:
    """Return whether what follows 的 is a name: usual characters, or no words (苟曉芹)."""
    if is_frequent_given_name(name[1:]):
        return True
    parts = (name, name[:2], name[1:])
    return len(name) == 3 and not any(frequency(one) for one in parts)


def _short_name_end(text: str, folded: str, start: int) -> int | None:
    """Return the end of a name of two characters before a strong verb of saying, or None."""
    end = start + 2
    usual = is_frequent_given_name(folded[start + 1 : end]) and has_common_surname(folded, start)
    if usual and is_name(text, folded, start, end) and not cuts_word(folded, end):
        return end if saying_at(folded, end, "saying_strong") else None
    return None


def _bare_name_end(text: str, folded: str, start: int) -> int | None:
    """Return the end of a name without title before a verb of saying (许文斌说, 刘某说), or None.

    After 据 any verb of saying counts (据许文斌介绍), otherwise only the unambiguous ones.
    """
    masked = masked_name_end(folded, start)
    end = masked or start + 3
    if not masked and not is_name(text, folded, start, end):
        # 邱鎮軍指出: the noun in the middle is part of a name only if a verb follows at once.
        odd = is_name_at_office(text, folded, start, end) and folded[end - 1] in words(
            "given_names"
        )
        odd = odd and has_common_surname(folded, start)
        return end if odd and lexicon("saying_strong").longest_at(folded, end) else None
    if not has_common_surname(folded, start) or cuts_word(folded, end):
        return None
    if folded[end - 1] in words("organization_endings") or _ends_as_word(folded[start:end]):
        return None
    if folded[start] == "于" and not lexicon("saying_strong").longest_at(folded, end):
        return None  # 并于计划书中说明
    # 据许文斌介绍; “路修好了，”陈立说.
    according = folded[start - 1 : start] == "据" and saying_at(folded, end, "saying_weak")
    if according or saying_at(folded, end, "saying_strong"):
        return end
    # 许文斌16日主持会议时表示，: the clause ends with the verb.
    goes_on = folded[end : end + 1].isdigit() or may_follow_name(folded, end)
    return end if goes_on and _clause_ends_with_saying().match(folded, end, end + 48) else None


def _ends_as_word(name: str) -> bool:
    """Return whether an everyday word and one more character are no name: 楊桃農, 魯賓還."""
    if name[-1] in _LAST_ADVERBS:
        return True
    usual = name[-1] in words("given_names", "given_names_alone", "given_names_only")
    return frequency(name[:2]) >= _A_FEW and not usual


@cache
def _clause_ends_with_saying() -> re.Pattern[str]:
    return re.compile(f"[^，。；！？：,;:「“、]*{any_of(words('saying_strong'))}[，：,:「“\0]")


def clause_starts(folded: str) -> Iterator[int]:
    """Yield the offsets of surnames at the head of a clause, or after words like 其中 and 對此."""
    for place in (0, *[match.end() for match in _MARK.finditer(folded)]):
        if (start := _surname_start(folded, place)) is not None:
            yield start


def _surname_start(folded: str, start: int, leads: int = 2) -> int | None:
    """Return the offset of a surname at ``start``, or after at most ``leads`` lead words."""
    if lexicon(*_SURNAMES).longest_at(folded, start):
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
