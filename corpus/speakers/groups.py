"""A clause with a verb of saying in, the group or organization that is its subject out.

The functions take folded text in which quotations are masked, and offsets in characters.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.fold import fold
from corpus.speakers.clauses import MASK
from corpus.speakers.lexicon import ends_with, is_whole_word, lexicon, words
from corpus.speakers.name_characters import is_frequent_given_name
from corpus.speakers.verbs_of_saying import (
    AFTER_VERB,
    VerbOfSaying,
    find_verbs,
    has_object_word,
    is_subject_of,
    opens,
    skip_adverbs,
)

_LONGEST_GROUP = 30
_LONGEST_LEADING = 20
_LONGEST_COMPANY = 8
_SHORT_PHRASE = 6
_LONGEST_QUOTED_NAME = 14
_OPENING = {"「": "」", "“": "”", "『": "』"}
# 圈出控方: what precedes the name of a side is a verb.
_AFTER_VERB_ENDING = re.compile(fold("[出到了過向對給將使令讓叫請求得著住上下起來去].方$"))
# 當聽到司儀宣布: the words before the title are no organization.
_VERBAL = re.compile(fold("[當聽看見到因為被把請向對給讓和與是有要能可說問叫的]"))
_TIMES = tuple(fold("時後中"))
# A phrase with such words is not the name of a group.
_PREDICATE = re.compile(
    fold(
        "[在於于以就把我你未不或0-9]|被(?!告)|符合|達到|主持|出席|召開|舉行|參加|對(?!外)|第.{1,5}條|沒有|任何|能夠|未經"
    )
    + fold(
        "|責成|進行|開展|刻意|故意|無視|查詢|詢據|經查|惟|依據|相較|由於|^應(?![急用])|[|｜︱│丨]|卻|應當|因為|可以|需要|或者|^(?:[跟像和]|與(?!會)|[依按因]|經(?!濟|貿|建[會處局設]|管|發[局處會司署廳]|理)|從(?!業)|除(?!害)|到|任憑|即使|即便|哪怕|縱使|斗膽|很|最想|直至|直到|每次|這[輩批些個種次項類])|[他她它]們|剛剛|這個|那個|每個|如果|只要"
    )
)
# 會 is the end of an organization's name (工會), or the auxiliary verb: 勞動部會說明.
_HUI_NAME = re.compile(
    fold(
        "(?:[委議職教海船雇社專研會]員|[公協工學商總金議國事進誼究友生長農漁育援鄉基發委管科民選大監青婦法機警馬席教社務察視保安貿訴研互經合聯益助民])會$"
    )
)
# （中央社台北8日電）工會宣布, 一、工會要求
_DATELINE = re.compile(
    r"^(?:[（(【\[][^（）()【】\[\]]{1,30}[）)】\]]|[‧·•●■◆▲]|[一二三四五六七八九十]{1,3}、"
    r"|\d{1,2}[.、．）)])\s*"
)
# 工作進行, 自行: their ending is not that of a bank.
_VERB_IN_HANG = re.compile(
    fold("(?:進|執|實|舉|施|發|履|推|運|通|試|現|暫|旅|飛|步|自|先|另|同|流)行$")
)
# 強化檢察機關: a verb and its object.
_TAKES_BODY = re.compile(
    fold("(?:強化|加強|推動|促進|督促|組織|要|應|提高|完善|健全|維護|保障|確保|規範|支持|引導|鼓勵|協助|指導|監督|配合"
         "|幫助|授權|允許|禁止|實行|實施|建立|落實|發揮|堅持|統籌|深化|擴大|優化|改革|改善|充實|依靠|需)(.+)$")
)  # fmt: skip
# 教育局提出多項建議, 公布三點聲明
_LISTED = re.compile(
    fold("(?:多|數|[0-9一二三四五六七八九十兩幾]+)(?:項|點|條|個|大)|以下|如下|下列")
)
_GENERIC = frozenset(
    fold(
        "政府 法院 公司 協會 公會 工會 平台 學校 校方 醫院 院方 銀行 商會 學會 聯盟 基金會 黨團"
        " 政黨 大學 企業 機構 委員會 議會 國會 檢察院 檢方"
    ).split()
)
_DEMANDS = frozenset(fold("要求 希望 期望 期盼 盼 盼望 促").split())
_ASKED = re.compile("[^，。！？；：,;\n]{6,}")
_OF_CONDITION = tuple(fold("的 者 時 後 前 之日 期間 下 以上 以下").split())
_LONGEST_ASKED = 12
_CLEAR_BODIES = tuple(fold("政府 機關 部門 單位").split())
# What an organization does before it speaks in a later clause: 公署公布報告，發現….
_DOES = re.compile(
    fold(
        "[^的]{0,12}?(?:印發|下發|出台|公布|公佈|發布|發佈|發表|召開|舉行|展開|完成|進行|調查|檢討|審議|收到|接獲|抽查|抽驗|檢測"
        "|巡查|評論|出示|提供|表態|開罰|裁處|去信|來函|致函|發函|發出|發稿|回應|回覆|答覆|派員"
        "|不滿|不接受|不認同|拒絕|到場|前往|遞交|高舉|舉起|集結|集會|抗議|陳情|請願|靜坐|遊行|手持|出席|上街"
        "|承認|持(?:保留|反對|開放|不同|正面|樂觀|審慎|質疑)|宣讀|大吐苦水|叫苦|喊冤|不買單|出面|現身|串連|發起|揭露|揭發|提告|提起|上訴|判決|裁定|認定|審理|作出|駁回"
        "|約談|通過|決議|投票|宣布|啟動|成立|介入|跟進|核准|批准|連署|聯署|開會|開庭|受訪|接受採訪|接受訪問)"
    )
)


# Uber, Uber台灣
_PLACES = fold("台灣|臺灣|香港|澳門|中國|大中華區?|大陸|日本|新加坡|亞太|亞洲|總部")
_LATIN_NAME = re.compile(rf"[a-z][a-z0-9&.\- ]{{1,30}}(?:{_PLACES})?")


class Group(NamedTuple):
    """A group that speaks: its name without quantifier (與會者) and as written (多數與會者).

    ``strong``: the verb is strong, so it counts also inside another person's statement. ``kind``
    is "people", "organization" or "both".
    """

    name: str
    mention: str
    strong: bool
    kind: str = "organization"


def find_group(text: str, masked: str, start: int, verb: VerbOfSaying) -> Group | None:
    """Return the group or organization that begins the clause and is the subject of ``verb``.

    Returns None if there is none.
    """
    head = lexicon("leads").skip(masked, start, verb.start)
    first = lexicon("quantifiers").skip(masked, head, verb.start)
    if verb.start - first > _LONGEST_GROUP or _has_quotation(text, masked, first, verb.start):
        return None
    for end in range(verb.start, first + 1, -1):
        if not is_whole_word(masked, first, end):
            continue
        if skip_adverbs(masked, end, verb.start) != verb.start:
            continue
        kind = _kind_of_group(masked, first, end)
        if kind and (_may_say(masked, kind, verb) or _asks(masked, first, end, verb)):
            end = _with_quoted_name(text, masked, end, verb.start)
            found = _group(text, head, first, end, verb.strong or kind != "people")
            return found._replace(kind=kind) if found else None
    # 當局在社交網站說，: a phrase of place or time is between subject and verb.
    if verb.strong and masked[verb.end : verb.end + 1] in AFTER_VERB:
        for end in range(first + 2, verb.start):
            if not is_whole_word(masked, first, end) or not _is_phrase(masked[end : verb.start]):
                continue
            if _kind_of_group(masked, first, end) and not _has_more(masked, end):
                far = is_subject_of(masked, end, verb, near=False)
                return _group(text, head, first, end, strong=True) if far else None
    return None


def _with_quoted_name(text: str, masked: str, end: int, stop: int) -> int:
    """Return the offset behind a short name in quotation marks: 關注組「瓦頂」."""
    if text[end : end + 1] not in _OPENING or masked[end : end + 1] != MASK:
        return end
    closing = text.find(_OPENING[text[end]], end, min(stop, end + _LONGEST_QUOTED_NAME))
    return closing + 1 if closing > 0 else end


def _is_phrase(gap: str) -> bool:
    """Return whether ``gap`` may be a phrase of place or time: 在社交網站, 評論該國關稅時."""
    first = lexicon("prepositions", "adverbs").longest_at(gap)
    listed = len(first) > 1 or first in words("prepositions")
    return (bool(first) and listed) or gap.endswith(_TIMES)


def _has_more(masked: str, end: int) -> bool:
    """Return whether a job title follows or is cut: 教育局|處長, 教育局局|長."""
    titles = lexicon("titles", "occupations")
    return any(
        len(titles.longest_at(masked, at)) > end - at for at in range(max(0, end - 3), end + 1)
    )


def _has_quotation(text: str, masked: str, start: int, end: int) -> bool:
    """Return whether a quotation or a title of a work is masked. Brackets are harmless."""
    at = masked.find(MASK, start, end)
    while at != -1:
        if (named := _with_quoted_name(text, masked, at, end)) > at and at > start + 1:
            at = masked.find(MASK, named, end)
            continue
        if text[at] not in "（(":
            return True
        closing = min(
            (i for i in (text.find("）", at, end), text.find(")", at, end)) if i > 0), default=end
        )
        at = masked.find(MASK, closing + 1, end)
    return False


def _may_say(masked: str, kind: str, verb: VerbOfSaying) -> bool:
    """Return whether a group of this kind may speak with this verb."""
    word = masked[verb.start : verb.end]
    if kind != "organization" and word not in words("saying_estimate"):
        return True
    if kind == "people":
        return _opens(masked, verb)
    if word in words("saying_open"):
        return _opens(masked, verb)
    return verb.strong or word in words("saying_group")


def _asks(masked: str, start: int, end: int, verb: VerbOfSaying) -> bool:
    """Return whether an organization asks another for something: 監察院要求行政院檢討."""
    if masked[verb.start : verb.end] not in _DEMANDS or masked[start:end] in _GENERIC:
        return False
    if not (
        masked[start:end] in words("bodies")
        or (end - start > 2 and ends_with(masked[start:end], "organization_endings"))
    ):
        return False
    asked = _ASKED.match(masked, verb.end)
    if asked is None or asked[0].endswith(_OF_CONDITION):
        return False
    object_end = verb.end + _LONGEST_ASKED
    return any(
        ends_with(masked[verb.end : at], "organization_endings", "bodies", "groups", "titles")
        for at in range(verb.end + 2, min(object_end, verb.end + len(asked[0])))
    )


def _opens(masked: str, verb: VerbOfSaying) -> bool:
    return opens(masked, verb) or _LISTED.match(masked, verb.end) is not None


def find_leading_group(text: str, masked: str, start: int, end: int) -> Group | None:
    """Return the organization that begins a clause without verb of saying, or None.

    >>> text = "申訴專員公署公布報告，發現有人未檢查。"
    >>> find_leading_group(text, fold(text), 0, 10).name
    '申訴專員公署'
    """
    head = lexicon("leads").skip(masked, start, end)
    first = lexicon("quantifiers").skip(masked, head, end)
    for stop in range(min(end, first + _LONGEST_LEADING), first + 1, -1):
        behind = _with_quoted_name(text, masked, stop, end)
        if _DOES.match(masked, behind, end) and _kind_of_group(masked, first, stop):
            return _group(text, head, first, behind, strong=True)
    return None


def find_publisher(text: str, masked: str, start: int, end: int) -> Group | None:
    """Return the organization that begins ``masked[start:end]``, before a verb at ``end``."""
    head = lexicon("leads").skip(masked, start, end)
    for stop in range(min(end, head + _LONGEST_LEADING), head + 1, -1):
        if _kind_of_group(masked, head, stop):
            end = _with_quoted_name(text, masked, stop, end)
            return _group(text, head, head, end, strong=True)
    return None


def _group(text: str, head: int, first: int, end: int, strong: bool) -> Group | None:
    name = _DATELINE.sub("", text[first:end].strip())
    if of := re.search("的(?=[^的]*$)", name):
        name = name[of.end() :]
    return Group(name, text[head:end].strip(), strong) if len(name) > 1 else None


def _may_be_person(phrase: str) -> bool:
    """Return whether ``phrase`` is rather a name with a title that we do not read: 任和平委員."""
    for end in range(2, min(len(phrase), 9)):
        # 俠女王家貞議員: words before the name, which must be a usual one
        name, rest = phrase[end - 3 : end], phrase[end:]
        usual = end > 3 and name[0] in words("surnames") and is_frequent_given_name(name[1:])
        if usual and rest in words("titles") and not ends_with(name, "organization_endings"):
            return True
    for end in (3, 2):
        rest = phrase[end:]
        if rest in words("titles") and phrase[0] in words("surnames", "surnames_rare"):
            return phrase[:2] not in words("common_words")
    return False


def is_organization_title(masked: str, start: int, end: int) -> bool:
    """Return whether ``masked[start:end]`` is an organization and a job title: 勞動部長."""
    phrase = masked[start:end]
    if len(phrase) > _LONGEST_GROUP or MASK in phrase or _PREDICATE.search(phrase):
        return False
    endings = (phrase[:cut] for cut in range(2, len(phrase)))
    if any(ends_with(one, "organization_endings", "bodies") for one in endings):
        return True
    return len(phrase) <= _SHORT_PHRASE and _VERBAL.search(phrase) is None


def _is_verb_and_body(phrase: str) -> bool:
    found = _TAKES_BODY.match(phrase)
    return found is not None and found[1].endswith(_CLEAR_BODIES)


def _kind_of_group(masked: str, start: int, end: int) -> str:
    phrase = masked[start:end]
    if _PREDICATE.search(phrase) or (phrase.endswith("会") and not _HUI_NAME.search(phrase)):
        return ""
    if has_object_word(phrase) or next(find_verbs(masked, start, end), None):
        return ""
    if _VERB_IN_HANG.search(phrase) or _is_verb_and_body(phrase):
        return ""
    if _may_be_person(phrase):
        return ""
    people = ends_with(phrase, "groups") and not _AFTER_VERB_ENDING.search(phrase)
    if phrase.endswith("朋友会"):  # 不少朋友會問
        return ""
    body = phrase in words("bodies") or (
        len(phrase) > 2 and (ends_with(phrase, "bodies", "organization_endings"))
    )
    if people or body:
        return "both" if people and body else "people" if people else "organization"
    if 4 <= len(phrase) <= _LONGEST_COMPANY and ends_with(phrase, "company_endings"):
        return "organization" if lexicon("adverbs", "prepositions").longest_at(phrase) == "" else ""
    return "organization" if _LATIN_NAME.fullmatch(phrase) else ""
