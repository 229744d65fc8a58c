"""Masked text in, verbs of saying with their subjects out.

The functions take folded text in which quotations are masked, and offsets in characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from corpus.fold import fold
from corpus.speakers.clauses import MASK
from corpus.speakers.lexicon import Lexicon, lexicon, words
from corpus.speakers.organizations import skip_object_markers

_MAX_GAP = 40
_MAX_WEAK_GAP = 24
# 出席會議並表示, 聽取匯報後指出: the verb of saying follows another verb.
_AFTER_OTHER_VERB = tuple(fold("並且時後中上，"))
# 對 and 向 before a person, but not in 面對, 針對, 方向 or 對外.
_TOWARD = re.compile(fold("(?<![面針相反應])對(?![外此於])|(?<![面方志動])向(?!前|來)"))
_MEETING = re.compile(
    fold(
        "(?:記者|座談|研討|委員|公聽|說明|發布|發佈|論壇|懇談|茶敘|簡報|協調|工作|院|部|國|議|大|例|晚|年|峰|協|工|公|商|學|總)會$"
    )
)
# 發言結束後, 質詢期間
_NOUN = re.compile(
    fold(
        "結束|完畢|完後|環節|階段|期間|順序|名單|機制|制度|過程|方式|機會|系統|紀錄|記錄|內容|摘要|單位"
        "|時(?=[，,])|下(?![周週個半午月次一])"
    )
)
# 同黨議員 is no object of 同.
_JOINED = re.compile(
    fold("[和跟給]|與(?!會)|向(?!來)|同(?!.{1,5}的|[黨屆屬行場台為樣在日一年時集校班鄉業區])")
)
_IS = re.compile(
    fold("(?:[同原本既也亦]|同時|本身)?[是為]|身為|作為|(?:曾|剛|正在)?訪問|(?:曾|現|時|歷)任")
    + fold("|當選|剛當選|出任|擔任|任命|獲")
)
# 正如市長所說
_AS = re.compile(fold("(?:正如|誠如|恰如|就像|正像|一如|如同)[^，。；：]*$"))
# 今(10)日; the brackets may be masked
_DAY = re.compile(
    fold(r"(?:[今昨前]?[(（]?\d{1,2}[)）]?|(?<=\0))日(?:上午|中午|下午|晚間|晚上|晚|凌晨)?")
)
# 經主管機關同意, 徵得王某某同意
_WITH_CONSENT_OF = re.compile(fold("(?:(?<![財已曾政產])經|徵得|取得|獲得|得到)$"))
OPPOSITION = fold("反對黨")
_RELATIVE = re.compile(
    fold("(?:訪問|會面|出席|到場|前往|參加|參與|受訪|列席|到訪|視察|考察|調研|演出|作供|服務|工作|任教|就讀|居住|成立|召集人|主席|委員|部長)的")
)  # fmt: skip
# 意有所指地, 語氣堅定地
_MANNER = re.compile(fold("[\u4e00-\u9fff]{2,6}(?<![當各場基土工內外本產草陣兩實境營綠])地"))
AFTER_VERB = fold('，。：:「“"『 ；') + MASK


class VerbOfSaying(NamedTuple):
    """``masked[start:end]`` is a verb of saying. A ``strong`` one counts with any subject."""

    start: int
    end: int
    strong: bool


def may_report(masked: str) -> bool:
    """Return whether ``masked`` contains a verb of saying, which may be part of a longer word."""
    return lexicon("saying_strong", "saying_weak", "not_saying").occurs_in(masked)


def find_verbs(masked: str, start: int, end: int) -> Iterator[VerbOfSaying]:
    """Yield the verbs of saying in ``masked[start:end]`` that are not part of a longer word."""
    saying = lexicon("saying_strong", "saying_weak")
    saying_or_not = lexicon("saying_strong", "saying_weak", "not_saying")
    behind = start
    for at, word in saying_or_not.find(masked, start, end):
        if at < behind:
            continue
        behind = at + len(word)
        if word[0] == "所" and (as_said := _as_said(masked, at + 1, behind)) is not None:
            yield VerbOfSaying(*as_said, word[1:] in words("saying_strong"))
            continue
        if word in words("not_saying"):
            # 再說明: the end of 再說 is the beginning of the verb 說明.
            inner = (
                (place, saying.longest_at(masked, place, end)) for place in range(at + 1, behind)
            )
            longer = next((one for one in inner if one[0] + len(one[1]) > behind), None)
            if longer is None:
                continue
            at, word = longer
            behind = at + len(word)
        if (as_said := _as_said(masked, at, behind)) is not None:
            yield VerbOfSaying(*as_said, word in words("saying_strong"))
        elif _is_verb(masked, at, behind):
            yield VerbOfSaying(at, behind, word in words("saying_strong"))


def _as_said(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the verb with 所 or 的 in 正如市長所說： and 正如市長指出的，, or None."""
    first = start - (masked[start - 1 : start] == "所")
    last = end + (masked[end : end + 1] == "的")
    if (first, last) == (start, end) or masked[last : last + 1] not in tuple(
        "，：「“" + ",:" + MASK
    ):
        return None
    return (first, last) if _AS.search(masked, max(0, start - _MAX_GAP), start) else None


def _is_verb(masked: str, start: int, end: int) -> bool:
    after = masked[end : end + 1]
    before = masked[start - 1 : start] if start else ""
    if _NOUN.match(masked, end):
        return False
    if after in ("的", "之", "者", "人", "書") or before in ("的", "所", "之"):
        return False
    single = masked[start:end]
    if single == "指" and before in ("，", ","):
        return True
    if single in words("saying_marked") and after and after not in AFTER_VERB:
        return False
    if len(single) == 1:
        return after not in tuple(fold("服客法過到起不為之作到"))
    return True


def opens(masked: str, verb: VerbOfSaying) -> bool:
    """Return whether what is said follows the verb after a mark."""
    after = masked[verb.end : verb.end + 1]
    return not after or after in AFTER_VERB


def is_subject_of(
    masked: str, begin: int, verb: VerbOfSaying, *, near: bool, named: bool = True
) -> bool:
    """Return whether the phrase that ends at ``begin`` is the subject of ``verb``.

    ``near``: only adverbs may be between them. Otherwise a phrase may also be (以外送平台為例指出),
    if the verb is strong or the phrase begins with a preposition. If the subject is not ``named``,
    a phrase without preposition may be its name (主任裁判官練某), so there must be no such phrase.
    """
    if verb.start - begin > _MAX_GAP or begin > verb.start:
        return False
    behind = skip_adverbs(masked, begin, verb.start)
    if behind == verb.start or _MANNER.fullmatch(masked, behind, verb.start):
        return True
    opens = masked[verb.end : verb.end + 1] in AFTER_VERB
    if near or (verb.end - verb.start == 1 and not opens):
        return False
    gap = masked[begin : verb.start]
    if is_relative(gap):
        return False  # 陳大文母親對記者說
    if gap[-1:] in ("的", "所") or _denies(gap):
        return False
    gap = gap[adverbs().skip(gap, 0, len(gap)) :]
    if _denies(gap):
        return False
    placed = bool(lexicon("prepositions").longest_at(gap))
    joined = gap.rstrip().endswith(_AFTER_OTHER_VERB)
    if verb.strong and masked[verb.start : verb.end] not in words("saying_noun"):
        return (opens and named) or placed or joined
    return len(gap) <= _MAX_WEAK_GAP and (placed or (opens and joined))


def is_relative(gap: str) -> bool:
    """Return whether the words behind a name make a relative or a friend of the person.

    >>> [is_relative(fold(gap)) for gap in ("母親對記者", "高中同學", "在家人陪同下", "的室友")]
    [True, True, False, True]
    """
    start = 1 if gap[:1] == "的" else 0
    prefix = len(lexicon("relation_prefixes").longest_at(gap, start))
    for first in {start, start + prefix}:
        relative = lexicon("relatives").longest_at(gap, first)
        if relative and gap[first + len(relative) :][:1] not in ("的", "陪"):
            return True
    return False


def _denies(gap: str) -> bool:
    """Return whether the words between subject and verb express a duty, a plan or a denial."""
    if _MEETING.search(gap):
        gap = gap[:-1]  # 在記者會: 會 is no auxiliary verb here
    listed = words("not_doing")
    ends = (gap[:length] for length in range(1, 4))
    begins = (gap[-length:] for length in range(1, 4))
    return any(one in listed for one in (*ends, *begins)) or fold("是否") in gap


def skip_adverbs(masked: str, start: int, end: int) -> int:
    """Return the offset after the adverbs and days from ``start`` on: 今(10)日再次.

    >>> skip_adverbs(fold("今(10)日再次呼籲"), 0, 10)
    8
    """
    while True:
        start = adverbs().skip(masked, start, end)
        day = _DAY.match(masked, start, end)
        if day is None:
            return start
        start = day.end()


@cache
def adverbs() -> Lexicon:
    """Return the words that may be between a subject and its verb, with masked characters."""
    # 今（十八）日宣布
    return Lexicon(words("adverbs") | {MASK, " ", f"{MASK}日", f"{MASK}月"})


def is_object(masked: str, start: int, mention: int) -> bool:
    """Return whether a word between ``start`` and ``mention`` makes the mention an object."""
    begin = max(start, mention - _MAX_GAP)
    head = masked[lexicon("leads").skip(masked, begin, mention) : mention]
    head = head.replace(OPPOSITION, "")
    if not head:
        return False
    if head.startswith("被") and head.endswith("的"):
        return False  # 被控一項罪的盧某: only 的 joins the two
    if _IS.match(head) and "的" in head and not has_object_word(head[head.rindex("的") :]):
        return False  # 同是港大出身的林某, 同時是社工的區議員林某
    relative = _RELATIVE.search(head)
    if relative and not has_object_word(head[relative.end() :]):
        return False  # 陪同出席的處長林某
    return (
        has_object_word(head)
        or _JOINED.match(head) is not None
        or head.endswith(tuple(fold("向跟對給")))
        or head.endswith(("我同", "我与", "我和", "我跟"))  # 我同總統一致認為
        or _WITH_CONSENT_OF.search(head) is not None
    )


def has_object_word(masked: str) -> bool:
    """Return whether ``masked`` contains a word that takes what follows as object."""
    return skip_object_markers(masked, 0, len(masked)) > 0 or _TOWARD.search(masked) is not None
