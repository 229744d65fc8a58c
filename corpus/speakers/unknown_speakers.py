"""A clause in, whether somebody is named there whose name we cannot read out.

If we gave the words of this person to the person before, or the next 他, the name would be wrong.
So the statement before ends there, and pronouns refer to nobody until another person is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.fold import fold
from corpus.speakers.clauses import MASK
from corpus.speakers.lexicon import lexicon, words
from corpus.speakers.mention import Mention
from corpus.speakers.name_characters import is_frequent_given_name
from corpus.speakers.names_before_verbs import is_other_word, opens_speech
from corpus.speakers.verbs_of_saying import AFTER_VERB, adverbs, find_verbs, is_relative

_SURNAMES = ("surnames", "surnames_rare", "surnames_long", "surnames_ambiguous")
_OTHER_WORDS = ("common_words", "adverbs", "after_name", "not_doing", "prepositions", "not_names")
_LONGEST_NAME = 4
_HAN = re.compile("[\u4e00-\u9fff]{2,4}")
_SHORT_NAME = re.compile("[\u4e00-\u9fffa-z0-9]{2,8}")
# Folded. What also says something, but nobody: 研究指出. And words that no name contains.
_THING = re.compile(
    fold(
        "[我你您他她它們這那該此其誰某的是在有了不也都就還把被讓]|大家|所有|任何|如果|因為|所以|但|並|且"
        "|(?:報告|研究|調查|數據|資料|統計|文獻|條文|規定|草案|判決|憲法|法律|條例|問卷|民調|結果|文章|報導|報道|新聞|歷史"
        "|經驗|事實|證據|理論|原則|政策|計畫|計劃|方案|聲明|公告|公報|白皮書|書|案|法|條|款|圖|表|分析|評估|預測|觀點|話|意思)$"
    )
)
# 陳大文的聲明
_WRITTEN = re.compile(
    fold(
        "聲明|文章|報告|貼文|帖子|臉書|微博|信件?$|書信|演說|講話|演講|說法|回應|答覆|意思|話$|著作|論文|專欄|日記"
    )
)
# 該名司機, 一位外籍記者
_SOMEBODY = re.compile(fold("(?:這|那|該|另?一|另?有|其中一|某)[名位個](?!月|星期|小時|地|人)"))
# 剛當選議員的區諾軒，…
_OF_WHAT = re.compile("的([\u4e00-\u9fff]{3})$")
_ROLE = re.compile(
    fold(
        "(?:[一二兩三]|這|那|該|另一)[位名](?:[^，。！？；：\0]{0,12}?)(?:[者員人師生工友手家民戶長]|先生|女士)$"
    )
)


def names_somebody_unknown(masked: str, start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """Return whether ``masked[start:end]`` is a clause of an unknown person.

    ``mentions`` are those of the clause.

    >>> names_somebody_unknown(fold("代表宁静也关注。"), 0, 7, [Mention(0, 2, "title", "", "代表")])
    True
    """
    return (
        _after_office(masked, end, mentions)
        or _before_office(masked, start, mentions)
        or _speaks(masked, start, end, mentions)
    )


def introduces_somebody(masked: str, start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """Return whether a sentence whose first clause is ``masked[start:end]`` begins with a person
    whom we do not read: the next 他 may be this one.

    >>> [introduces_somebody(fold(text), 0, len(text), ())
    ...  for text in ("奧斯爾為此道歉", "剛當選議員的區諾軒", "林宜君昨日到場", "運價過低")]
    [True, True, True, False]
    """
    head = lexicon("leads").skip(masked, start, end)
    if _SOMEBODY.match(masked, head, end) and not any(one.form != "title" for one in mentions):
        return True
    if any(one.form != "title" for one in mentions):
        return False
    name = masked[head : head + 3]
    if len(name) < 3 or name[:2] in words("common_words"):
        return False
    if words("transliteration").issuperset(name):
        return True
    if name[0] in words("surnames") and is_frequent_given_name(name[1:]):
        return True
    found = _OF_WHAT.search(masked, head, end)
    return found is not None and bool(_surname(found[1])) and not is_other_word(found[1])


def relative_speaks(masked: str, end: int, mentions: Sequence[Mention]) -> bool:
    """Return whether a relative of a named person says something: 陳大文母親抱怨道，."""
    for one in mentions:
        if one.form not in ("full", "short"):
            continue
        verb = next((one for one in find_verbs(masked, one.end, end) if one.strong), None)
        if verb is None:
            continue
        gap = masked[one.end : verb.start]
        # 陳大文的代表律師, but not 陳大文的聲明
        if is_relative(gap) or (len(gap) > 1 and gap[0] == "的" and not _WRITTEN.search(gap)):
            return True
    return False


def _before_office(masked: str, start: int, mentions: Sequence[Mention]) -> bool:
    """Return whether the clause begins with what may be a name directly before an office.

    韓國瑜市長表示: 韓國 is a country, but the 市長 of the sentences before may be somebody else.
    """
    if not mentions or mentions[0].form != "title" or mentions[0].organization:
        return False
    head = lexicon("leads").skip(masked, start, mentions[0].start)
    name = masked[head : mentions[0].start]
    return len(name) == 3 and _HAN.fullmatch(name) is not None and bool(_surname(name))


def _after_office(masked: str, end: int, mentions: Sequence[Mention]) -> bool:
    """Return whether a family name and more follow an office directly: 代表明亮也关注."""
    if not mentions or mentions[0].form != "title":
        return False
    first = mentions[0]
    return _begins_name(masked, first.end, end)


def _begins_name(masked: str, at: int, end: int) -> bool:
    if not lexicon(*_SURNAMES).longest_at(masked, at, end) or end - at < 2:
        return False
    if any(opens_speech(masked, stop, weak=False) for stop in (at + 2, at + 3)):
        head = masked[at : at + 3]  # 法官柏林表示: the name of a city, but also of a person
        if not lexicon("adverbs", "after_name", "not_doing", "prepositions").longest_at(head):
            return True
    if lexicon(*_OTHER_WORDS, "saying_strong", "saying_weak", "leads").longest_at(masked, at, end):
        return False
    return not any(masked[at : at + size] in words("titles", "groups") for size in (2, 3))


def _is_short_name(subject: str) -> bool:
    """Return whether a short subject may be an organization that we do not know: 工總, 飛鳥出行.

    研究指出, 大家都說: things and pronouns are not.
    """
    if not _SHORT_NAME.fullmatch(subject) or _THING.search(subject):
        return False
    return lexicon("leads", "adverbs", "not_doing", "prepositions").longest_at(subject) == ""


def _surname(name: str) -> str:
    return lexicon(*_SURNAMES).longest_at(name)


def _speaks(masked: str, start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """Return whether two to four characters that may be a name say something: 明亮强调，."""
    if mentions:
        return False
    for verb in find_verbs(masked, start, end):
        if not verb.strong or masked[verb.end : verb.end + 1] not in AFTER_VERB:
            continue
        head = lexicon("leads").skip(masked, start, verb.start)
        for stop in range(head + 2, min(head + _LONGEST_NAME, verb.start) + 1):
            if adverbs().skip(masked, stop, verb.start) != verb.start:
                continue
            name = masked[head:stop]
            if _HAN.fullmatch(name) and _surname(name) and not is_other_word(name):
                return True
        subject = masked[head : verb.start].rstrip(MASK)
        return _ROLE.search(subject) is not None or _is_short_name(subject)
    return False
