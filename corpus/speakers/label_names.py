"""The folded words of a label in, the names in it out, by rules that hold only for labels.

A label has sharp boundaries. So a name may contain characters that are function words in prose
(謝在全, 曾于珊), and the words next to a job title are a name.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from corpus.fold import fold
from corpus.speakers.job_titles import JobTitle, find_job_titles, job_title_ends
from corpus.speakers.lexicon import ends_with, lexicon, words

_SURNAMES = ("surnames", "surnames_rare", "surnames_long")
_MASK = re.compile(
    r"(?P<surname>[^\W\d_a-zA-Z]{1,2}?)(?:[○〇ＯOoXxＸ×＊*□△]{1,3}[^\W\d_a-zA-Z]?|[○〇ＯＸ×＊*□△]|某{1,2}|[^\W\d_a-zA-Z][某○〇])"
    r"(?:先生|女士|小姐)?"
)
_LETTER = re.compile(
    "[a-z甲乙丙丁某](?:先生|女士|小姐|太太|同学|老师|君|某|委员|议员|记者|代表|民众|居民)"
)
# Patterns are written as folded text: Simplified.
_HAN = r"[^\W\d_a-z我你您他她这那]"
_NICKNAME = re.compile(
    rf"阿{_HAN}{{1,2}}|[小老]{_HAN}"
    rf"|{_HAN}{{1,2}}(?:哥|姐|姊|爸|妈|叔|伯|婶|婆|爷|奶奶|阿姨|阿伯|大哥|大姐|大姊|桑|酱)"
)
_NO_NICKNAME = frozenset(
    fold("老實 小心 小時 小學 老人 老師 小組 小孩 小計 小結 老闆 小姐 老公 老婆 小說 小於").split()
)
_NOT_A_NAME = re.compile(
    fold(
        "(?:報告|說明|致詞|致辭|提案|裁示|宣布|宣讀|指示|結論|意見|回應|發言|補充|答覆|質詢|簡報|提問|主持|名單"
        "|出席|列席|辦公|候選|選舉|會議|代表|部分|方面|如下|以下|認為|表示|指出|級|們|制|長|兼)"
    )
)
_SPACE = re.compile(r"[ \u3000]+")
_LEVELS = frozenset(fold("市縣區鄉鎮州省"))


class TitledName(NamedTuple):
    """A full name with a job title and an organization, as the label writes them."""

    name: str
    title: str
    organization: str


def title_inside_name(folded: str) -> tuple[int, int] | None:
    """Return the span of the job title if all of ``folded`` is a name like 周委員宜蓁, or None."""
    for surname in lexicon(*_SURNAMES, "surnames_ambiguous").all_at(folded, 0):
        for end in job_title_ends(folded, len(surname), prefixes=1):
            given = folded[end:]
            if surname in words("surnames_ambiguous") and len(given) != 2:
                continue
            if given in words("saying_strong", "saying_weak") or _NOT_A_NAME.search(given):
                continue
            if 1 <= len(given) <= 3 and _is_han(given):
                return len(surname), end
    return None


def looks_like_name(folded: str) -> bool:
    """Return whether ``folded`` may be a full name, of any characters: 謝在全, 時瑋辰, 張謝庭.

    Double surnames of married women have four characters.
    """
    if not _is_han(folded) or not 2 <= len(folded) <= 4:
        return False
    if folded[:2] in words("common_words") or folded[:3] in words("common_words"):
        return False
    for surname in lexicon(*_SURNAMES).all_at(folded, 0):
        given = len(folded) - len(surname)
        if 1 <= given <= 2 or (given == 3 and folded[1] in words("surnames")):
            return given == 2 or len(surname) > 1 or given == 3 or folded[0] in words("surnames")
    return False


def masked_name(text: str) -> bool:
    """Return whether a name is masked: 陳○文, 吳XX, 王某某, A先生.

    >>> [masked_name(text) for text in ("陳○文", "吳XX", "王某某", "A先生", "某人")]
    [True, True, True, True, False]
    """
    if _LETTER.fullmatch(fold(text)):
        return True
    found = _MASK.fullmatch(text)
    return found is not None and fold(found["surname"]) in words(*_SURNAMES)


def nickname(folded: str) -> bool:
    """Return whether ``folded`` is written as a nickname: 阿芳, 小明, 燦哥."""
    if folded in _NO_NICKNAME or folded in words("label_parts", "common_words"):
        return False
    return _NICKNAME.fullmatch(folded) is not None


def titled_name(text: str, folded: str) -> TitledName | None:
    """Return the full name next to a job title, if it is all of the label or ends it.

    >>> titled_name("王小明市議員", fold("王小明市議員"))
    TitledName(name='王小明', title='市議員', organization='')
    >>> titled_name("全国政协委员 鲁小明", fold("全国政协委员 鲁小明"))
    TitledName(name='鲁小明', title='委员', organization='全国政协')
    """
    if split := _given_after_title(text, folded):
        return split
    titles = [one for one in find_job_titles(folded) if not one.courtesy]
    if not titles:
        return None
    first, last = titles[0], titles[-1]
    after = text[last.end :]
    if name := _name_after(after, folded[last.end :]):
        title = (
            text[first.start : last.end] if _joined(folded, titles) else text[last.start : last.end]
        )
        organization = text[: last.end - len(title)].strip()
        if _is_surname_only(fold(organization)):
            return None
        return TitledName(name, title, organization)
    if after.strip():
        return None
    return _name_before(text, folded, last.start)


def _given_after_title(text: str, folded: str) -> TitledName | None:
    """Return the name of a label whose job title is inside the name: 環保局尤局長立達."""
    for one in find_job_titles(folded):
        given = folded[one.end :]
        if one.courtesy or not 1 <= len(given) <= 3 or not _is_han(given):
            continue
        if _NOT_A_NAME.search(given) or given in words("saying_strong", "saying_weak"):
            continue
        start = one.start - 1 if folded[one.start - 1 : one.start] in _LEVELS else one.start
        for begin in sorted({start, one.start}):
            for size in (2, 1):
                at = begin - size
                organization = text[: max(at, 0)].strip()
                odd = len(given) == 2 and organization
                listed = words(*_SURNAMES, *(("surnames_ambiguous",) if odd else ()))
                if at < 0 or folded[at:begin] not in listed:
                    continue
                if organization and not ends_with(fold(organization), "organization_endings"):
                    continue
                name = text[at:begin] + text[one.end :]
                return TitledName(name, text[begin : one.end], organization)
    return None


def _joined(folded: str, titles: list[JobTitle]) -> bool:
    """Return whether only 兼 and the like are between the job titles."""
    return len(titles) > 1 and all(
        folded[one.end : other.start].strip(" \u3000") in ("", "兼", "暨", "、", "/")
        for one, other in pairwise(titles)
    )


def _is_surname_only(folded: str) -> bool:
    return bool(folded) and folded in words(*_SURNAMES)


def _name_after(after: str, folded: str) -> str:
    """Return the name behind a job title, or "" if the words are none."""
    name = after.strip(" \u3000")
    if not name or _NOT_A_NAME.search(fold(name)):
        return ""
    if name[0].isascii() and name[0].isupper():
        return name if all(part[:1].isalpha() for part in name.split()) else ""
    joined = _SPACE.sub("", name)
    if any(dot in joined for dot in "·‧•・"):
        return joined if len(joined) <= 20 else ""
    if masked_name(joined):
        return joined
    if not _is_han(joined) or not 2 <= len(joined) <= 8:
        return ""
    if len(joined) > 2 and all(char in words("transliteration") for char in fold(joined)):
        return joined
    if len(joined) > 4:
        return ""
    if after[:1] in " \u3000":  # a space separates job title and name
        return joined if len(joined) < 4 or looks_like_name(fold(joined)) else ""
    return joined if looks_like_name(fold(joined)) else ""


def _name_before(text: str, folded: str, end: int) -> TitledName | None:
    """Return the name before the job title that ends the label, where prose rules see none."""
    before, title = text[:end], text[end:].strip()
    bare = before.rstrip(" \u3000")
    *organization, name = _SPACE.split(bare)
    if organization and _is_person(name):
        return TitledName(name, title, " ".join(organization))
    if organization:
        return None
    if bare != before and _is_person(bare):
        return TitledName(bare, title, "")
    if len(bare) in (3, 4) and folded[len(bare) - 1] in _LEVELS and _is_person(bare[:-1]):
        return TitledName(bare[:-1], bare[-1] + title, "")
    if (
        len(bare) in (3, 4)
        and _is_person(bare)
        and not ends_with(fold(bare), "organization_endings")
    ):
        return TitledName(bare, title, "")
    return None


def _is_person(name: str) -> bool:
    folded = fold(name)
    return len(name) >= 2 and looks_like_name(folded) and not _NOT_A_NAME.search(folded)


def _is_han(folded: str) -> bool:
    return bool(folded) and all("\u4e00" <= char <= "\u9fff" for char in folded)
