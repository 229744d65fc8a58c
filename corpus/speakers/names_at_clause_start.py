"""Text in, the end of a name that nothing but a verb of saying shows out: 習近平強調，王毅表示，.

The name is a family name and a given name at the head of a clause, and a clear verb of saying with
a mark follows. The characters decide, and everyday words are no names: 高層表示, 馬上表示.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from corpus.fold import fold
from corpus.speakers.everyday_words import frequency, is_everyday
from corpus.speakers.lexicon import any_of, lexicon, words
from corpus.speakers.name_characters import is_frequent_given_name, surname_length
from corpus.speakers.names_before_verbs import is_other_word, opens_speech

# 陰和俊, 林之谷: between a family name and a character of given names.
_MIDDLE = frozenset(fold("和之以人與"))
_ADVERBS = frozenset(fold("亦也則並且還又再曾均皆都更另只僅才卻仍即便就常總已頗稍先後特深微"))
_JOINS = tuple(fold("則也亦還"))
# 尚海龍: 海龍 is a word, but a rare one.
_RARE = 200
# Foreign names contain rare words by chance, but not one so frequent.
_FREQUENT = 1000
# “不会。”王毅说。 A mark follows, or the sentence ends if a quotation is before the name.
_AFTER_VERB = (*fold("，：「“『"), "\0")
_AFTER_QUOTED = (*_AFTER_VERB, "。", "")
_SURNAMES = ("surnames", "surnames_rare", "surnames_long", "surnames_ambiguous")


def name_at_clause_start(text: str, folded: str, start: int) -> int | None:
    """Return the end of the name at ``start``, the head of a clause, or None.

    >>> [name_at_clause_start(one, fold(one), 0) for one in ("王毅表示，", "高層表示，")]
    [2, None]
    """
    if not lexicon(*_SURNAMES).longest_at(folded, start):
        return None
    length = surname_length(text, folded, start)
    if folded[start] in words("surnames_ambiguous"):
        end = start + 3  # 應曉薇
        usual = is_frequent_given_name(folded[start + 1 : end])
        return (
            end
            if usual and _is_name(folded[start:end], 1) and _speaks(folded, start, end)
            else None
        )
    for end in range(min(start + 4, len(folded)), start + 1, -1):
        if _is_name(folded[start:end], length) and (
            _speaks(folded, start, end) or (end - start == 3 and _joins_in(folded, end))
        ):
            return end
    return None


def transliterated_names(folded: str) -> Iterator[tuple[int, int]]:
    """Yield the foreign names without an office at the heads of clauses: 克林顿说，….

    >>> text = "克林顿表示,会谈顺利。马来西亚表示,愿意参加。"  # folded
    >>> list(transliterated_names(text))
    [(0, 3)]
    """
    for match in _foreign_heads().finditer(folded):
        start, end = match.span("name")
        while end - start > 1:
            if _is_foreign(folded[start:end]) and _speaks(folded, start, end):
                yield start, end
                break
            end -= 1


def _is_foreign(name: str) -> bool:
    if name in words("foreign_persons"):
        return True
    if len(name) < 2 or is_everyday(name) or is_other_word(name):
        return False
    if len(name) == 2 and name in words("bodies", "common_words"):
        return False
    return _has_no_word(name)


def _has_no_word(name: str) -> bool:
    """Return whether no two characters of a foreign name are an everyday word: 普及."""
    return all(frequency(name[at : at + 2]) < _FREQUENT for at in range(len(name) - 1))


@cache
def _foreign_heads() -> re.Pattern[str]:
    sounds = "".join(sorted(words("transliteration")))
    leads, known = any_of(words("leads")), any_of(words("foreign_persons"))
    head = "(?:^|(?<=[，。！？；：,;:\n\0的]))"
    return re.compile(f"{head}(?:{leads})?(?P<name>[{sounds}]{{2,7}}|{known})")


def _joins_in(folded: str, end: int) -> bool:
    """Return whether the person speaks as others before: 林素蔚則關注保費，."""
    joins = folded[end : end + 1] in _JOINS
    return joins and bool(lexicon("saying_weak").longest_at(folded, end + 1))


def _speaks(folded: str, start: int, end: int) -> bool:
    """Return whether a strong verb of saying and a mark follow the name."""
    marks = _AFTER_QUOTED if folded[start - 1 : start] == "\0" else _AFTER_VERB
    return opens_speech(folded, end, weak=False, marks=marks)


def _is_name(name: str, surname: int) -> bool:
    if len(name) == surname or not surname or not all("\u4e00" <= one <= "\u9fff" for one in name):
        return False
    if name[-1] in _ADVERBS or _is_other(name) or is_everyday(name):
        return False
    if name[-1] in words("notgiven") or name[1:] in words("saying_strong", "saying_weak"):
        return False
    if len(name) == 4:
        return _of_two_surnames(name)
    if surname == 2:
        return name[2] in words("given_names_alone")
    return _is_short(name) if len(name) == 2 else _is_usual(name)


def _is_other(name: str) -> bool:
    """Return whether ``name`` is another word. 其 in 陳其堂 is no pronoun."""
    return is_other_word(name.replace("其", "麒"))


def _is_short(name: str) -> bool:
    """Return whether two characters are a name: 王毅, but not 花蓮 and 高雄."""
    return name[0] in words("surnames") and name[1] in words("given_names_alone")


def _is_usual(name: str) -> bool:
    """Return whether a family name and two characters are a name: 習近平, 韓國瑜, 陰和俊."""
    middle, last = name[1], name[2]
    if last not in words("given_names", "given_names_alone") or middle in _ADVERBS:
        return False
    if middle in words("notgiven") and middle not in _MIDDLE:
        return False
    rest = frequency(name[1:])
    usual = words("given_names", "given_names_alone").issuperset(name[1:])
    if _is_other(name[1:]) or rest > (_RARE if usual else 0):
        return False
    if frequency(name[:2]) or _is_other(name[:2]):
        return not rest and last in words("given_names_only")
    return True


def _of_two_surnames(name: str) -> bool:
    """Return whether two family names and two characters are a name: 葉劉淑儀, 歐陽文華."""
    given = words("given_names", "given_names_alone")
    if not given.issuperset(name[2:]):
        return False
    if name[:2] in words("surnames_long"):
        return True
    both = words("surnames").issuperset(name[:2])
    return both and not frequency(name[:2]) and not frequency(name[2:])
