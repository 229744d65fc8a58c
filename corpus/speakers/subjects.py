"""The clauses of a paragraph with its mentions in, the subject that speaks in each clause out."""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.fold import fold
from corpus.speakers.clauses import MASK, Clause, split_clauses
from corpus.speakers.conditions import goes_on_as_condition, is_condition
from corpus.speakers.groups import Group, find_group, find_leading_group, is_organization_title
from corpus.speakers.lexicon import lexicon, words
from corpus.speakers.mention import Mention
from corpus.speakers.objects import is_mentioned_by_another
from corpus.speakers.prose import Prose, mask_names
from corpus.speakers.statement_extent import is_claimed
from corpus.speakers.verbs_of_saying import (
    VerbOfSaying,
    find_verbs,
    is_object,
    is_subject_of,
    opens,
)

_TOWARD = frozenset(fold("向對跟給"))
_OPENING_QUOTES = ("「", "“", "『", '"')
_THIS = frozenset(fold("這位 這名 該 該名 該位").split())
_SHORTEST_QUOTATION = 5
_LONGEST_MANNER = 14
_LONGEST_LEAD = 3
# 王小明拿出紙條，上面寫著：“…” is no statement of 王小明.
_WRITTEN = re.compile(
    fold("[寫印題是為叫名標貼掛刻讀唱設]|如下|包括|以下|口號|主題|根據|規定|問題|一句話|上面")
)
# What another speaker begins with in the middle of a sentence.
_CONTRAST = re.compile(fold("[則但而卻]"))
_ALSO = re.compile(fold("[亦也]"))
# 在聽取負責人發言後, 會見陳市長時
_PHRASE = re.compile(
    fold(
        "(?:在|於)?(?:聽取|回答|回應|答覆|答復|會見|接見|陪同|詢問|拜訪|訪問|接受|面對|與).*(?:後|時|中|期間)"
    )
)
# 孫某的回答很直接：“…”
_OF_SPEECH = re.compile(
    fold(
        "的(?:回答|答覆|答復|回應|看法|說法|想法|解釋|評價|評語|結論|建議|觀點|態度|反應|理由|比喻|描述|感受|體會|總結|論點|立場|判斷|說明)"
    )
)
_DEMANDS = frozenset(fold("要求 抗議 期盼 希望").split())
# 商會發表聲明，支持政府
_STATEMENT = re.compile(fold("聲明|公開信|新聞稿|發文|投書|請願書|聯署"))
# 並表示: the subject of the sentence before goes on.
_GOES_ON = re.compile(fold("[並还還又也]|同時|并且"))


class Speaking(NamedTuple):
    """``subject`` says something in a clause, with ``verb`` if it has one.

    ``elided``: the clause itself does not name the subject. ``guess``: we are not sure of it.
    """

    subject: list[Mention] | Group
    verb: VerbOfSaying | None = None
    elided: bool = False
    guess: bool = False


class ClauseReader:
    """Finds the subjects of the clauses of one paragraph."""

    def __init__(self, prose: Prose) -> None:
        self.text = prose.text
        self.masked = mask_names(prose)
        self.clauses = split_clauses(prose.text, prose.masked, prose.quotations)
        self._verbs_of, self._verbs = -1, list[VerbOfSaying]()
        self.mentions: list[list[Mention]] = [[] for _ in self.clauses]
        index = 0
        for mention in prose.mentions:
            if mention.form == "title" and self.masked[mention.start - 1] in _TOWARD:
                continue  # 局長向記者表示
            while index < len(self.clauses) - 1 and mention.start >= self.clauses[index].end:
                index += 1
            self.mentions[index].append(mention)

    def verbs(self, index: int) -> list[VerbOfSaying]:
        """Return the verbs of saying in the clause. Those of the last clause asked are kept."""
        if index != self._verbs_of:
            clause = self.clauses[index]
            self._verbs = list(find_verbs(self.masked, clause.start, clause.end))
            self._verbs_of = index
        return self._verbs

    def grammatical_subject(self, index: int) -> list[Mention]:
        """Return the subject of the clause: the first mention, unless it is an object."""
        clause = self.clauses[index]
        for first, mention in enumerate(self.mentions[index]):
            if is_mentioned_by_another(self.masked, clause, mention):
                return []
            if self.masked[mention.end : mention.end + 1] in ("的", "所"):
                continue
            if mention.form == "title":
                # 政委、各位夥伴大家好 addresses 政委.
                called = self.masked[mention.end : mention.end + 1] in ("、", "，", "好", "您")
                if called or not self._is_subject_by_title(clause, mention):
                    continue
            return self._coordinated(index, first)
        return []

    def possessor(self, index: int) -> list[Mention]:
        """Return the person at the head of the clause whose thing is its subject: 徐某的建議是."""
        clause, first = self.clauses[index], self.mentions[index][:1]
        if first and self.masked[first[0].end : first[0].end + 1] == "的":
            return [] if is_object(self.masked, clause.start, first[0].start) else first
        return []

    def _coordinated(self, index: int, first: int) -> list[Mention]:
        """Return the mention at ``first`` and those that 與, 和 or 、 joins to it."""
        joined = [self.mentions[index][first]]
        for mention in self.mentions[index][first + 1 :]:
            between = self.masked[joined[-1].end : mention.start]
            if mention.form != joined[-1].form == "title":
                break
            if not between or between[0] not in fold("與和及、暨以跟同"):
                break
            if between[0] == "以" and not between.startswith("以及"):
                break
            joined.append(mention)
        return joined

    def speaking_subject(
        self, index: int, sentence_subject: list[Mention], same_clause: bool
    ) -> Speaking | None:
        """Return who says something in the clause, or None.

        ``sentence_subject`` is the last subject of the sentence, and ``same_clause`` whether it is
        in this clause.
        """
        clause = self.clauses[index]
        for verb in self.verbs(index):
            if is_condition(self.masked, clause, verb) or self._says_nothing(clause, verb):
                continue
            before = [one for one in self.mentions[index] if one.end <= verb.start]
            if before and is_subject_of(self.masked, before[-1].end, verb, near=True):
                if is_object(self.masked, clause.start, before[-1].start):
                    if self._is_in_phrase(sentence_subject, before[-1], verb):
                        return Speaking(sentence_subject, verb)
                    continue
                if self._names_himself(before[-1], verb):
                    continue
                if before[-1].form != "title" or self._is_subject_by_title(clause, before[-1]):
                    return Speaking(self._coordinated_with_last(index, before), verb)
                unnamed = before[-1].start <= clause.start + _LONGEST_LEAD
                if unnamed and find_group(self.text, self.masked, clause.start, verb) is None:
                    continue  # 一名警員與王議員對話，警員稱: not 王議員
            if all(one.form == "title" for one in before):
                group = find_group(self.text, self.masked, clause.start, verb)
                if group is not None and not goes_on_as_condition(
                    self.masked, self.clauses, index, verb
                ):
                    return Speaking(group, verb)
            if sentence_subject and not self._names_himself(sentence_subject[-1], verb):
                speaking = self._goes_on(clause, verb, sentence_subject, same_clause)
                if speaking is not None:
                    return speaking
        return self._before_colon(index, sentence_subject) or self._after_quotation(index)

    def _goes_on(
        self, clause: Clause, verb: VerbOfSaying, subject: list[Mention], same_clause: bool
    ) -> Speaking | None:
        """Return the subject of the sentence, if the verb in the clause is its verb."""
        last = subject[-1]
        begin = last.end if same_clause else clause.start
        named = not same_clause or last.form != "title"
        if same_clause and last.start < clause.start + _LONGEST_LEAD and _is_foreign(last):
            # 柯斯蘭駐華使館回應稱: the name is that of a country.
            group = find_group(self.text, self.masked, clause.start, verb)
            if group is not None and len(group.name) > len(last.name):
                return Speaking(group, verb)
        near = begin <= verb.start and is_subject_of(
            self.masked, begin, verb, near=not same_clause, named=named
        )
        if not near and not named and self._is_unnamed(subject, verb):
            return Speaking(subject, verb, guess=True)
        far = not same_clause and is_subject_of(self.masked, begin, verb, near=False)
        return Speaking(subject, verb) if near or far else None

    def _says_nothing(self, clause: Clause, verb: VerbOfSaying) -> bool:
        """Return whether the whole sentence is subject and verb: 供應商先後回覆。"""
        if clause.start != clause.sentence or clause.mark not in ("。", "！"):
            return False
        whole = verb.end == clause.end and clause.quote is None
        return whole and MASK not in self.masked[clause.start : clause.end]

    def _is_in_phrase(self, subject: list[Mention], inner: Mention, verb: VerbOfSaying) -> bool:
        """Return whether ``inner`` is in a phrase of time: 孫某在聽取負責人發言後指出."""
        if not subject or subject[-1].form == "title" or subject[-1].end > inner.start:
            return False
        gap = self.masked[subject[-1].end : verb.start]
        return verb.strong and opens(self.masked, verb) and _PHRASE.fullmatch(gap) is not None

    def _names_himself(self, mention: Mention, verb: VerbOfSaying) -> bool:
        """Return whether the subject would speak of itself by name: 介紹霍金的生平."""
        name = fold(mention.name)
        return len(name) > 1 and not verb.strong and self.text.startswith(mention.name, verb.end)

    def _is_unnamed(self, subject: list[Mention], verb: VerbOfSaying) -> bool:
        """Return whether an office speaks whose holder's name we do not find."""
        begin = subject[-1].end
        return begin <= verb.start and is_subject_of(self.masked, begin, verb, near=False)

    def elided_subject(self, index: int, subject: list[Mention]) -> Speaking | None:
        """Return ``subject``, that of the sentence before, if this one goes on: 並表示，…."""
        clause = self.clauses[index]
        lead = _GOES_ON.match(self.masked, clause.start, clause.end)
        if lead is None or self.mentions[index] or not subject:
            return None
        for verb in self.verbs(index):
            if is_subject_of(self.masked, lead.start(), verb, near=True):
                return Speaking(subject, verb, elided=True) if opens(self.masked, verb) else None
        return None

    def leading_group(self, index: int) -> Group | None:
        """Return the organization that begins the clause and may speak in a later one."""
        clause = self.clauses[index]
        if clause.mark not in ("，", ","):
            return None
        if any(one.form != "title" for one in self.mentions[index]):
            return None
        return find_leading_group(self.text, self.masked, clause.start, clause.end)

    def speaks_later(self, index: int) -> VerbOfSaying | None:
        """Return the verb of saying with which the clause begins, or None: …，發現有人未檢查."""
        clause = self.clauses[index]
        verb = next(iter(self.verbs(index)), None)
        if verb is None or not is_subject_of(self.masked, clause.start, verb, near=True):
            return None
        lists = ["saying_group"]
        before = self.clauses[index - 1] if index else clause
        if _STATEMENT.search(self.masked, before.start, before.end):
            lists.append("saying_open")
        word = self.masked[verb.start : verb.end]
        return verb if verb.strong or word in words(*lists) or word in _DEMANDS else None

    def is_apart(self, index: int, speaking: Speaking) -> bool:
        """Return whether another source begins here, in the middle of somebody's sentence."""
        clause, verb = self.clauses[index], speaking.verb
        if verb is None:
            return False
        head = self.masked[clause.start : verb.start]
        word = self.masked[verb.start : verb.end]
        responds = any(one in head + word for one in words("saying_response"))
        if _CONTRAST.search(head) or responds:
            return True
        new_part = clause.start == clause.part or _ALSO.search(head) is not None
        return new_part and opens(self.masked, verb)

    def _is_subject_by_title(self, clause: Clause, mention: Mention) -> bool:
        """Return whether a title alone is a subject: at the head, with or without organization."""
        title = fold(mention.title)
        if title in words("groups") or title in words("occupations"):
            return False
        head = lexicon("leads").skip(self.masked, clause.start, mention.start)
        quantifier = lexicon("quantifiers").longest_at(self.masked, head, mention.start)
        if quantifier:
            # 這位院長 refers to a person, 多位院長 does not.
            return quantifier in _THIS and head + len(quantifier) == mention.start
        return head == mention.start or is_organization_title(self.masked, head, mention.end)

    def _coordinated_with_last(self, index: int, before: list[Mention]) -> list[Mention]:
        for first in range(len(before)):
            joined = self._coordinated(index, first)[: len(before) - first]
            if joined[-1] is before[-1]:
                head = self.masked[self.clauses[index].start : joined[0].start]
                return joined if MASK not in head else [before[-1]]
        return [before[-1]]

    def _before_colon(self, index: int, sentence_subject: list[Mention]) -> Speaking | None:
        """Return the subject if a colon and a quotation follow: 孙某：“…”, 孙某信心满满：“…”."""
        clause = self.clauses[index]
        if clause.mark not in ("：", ":"):
            return None
        if self.text[clause.end + 1 : clause.end + 2] not in _OPENING_QUOTES:
            return None
        last = self.mentions[index][-1:]
        if last and last[0].end == clause.end:
            return None if is_object(self.masked, clause.start, last[0].start) else Speaking(last)
        of_speech = bool(last) and _OF_SPEECH.match(self.masked, last[0].end, clause.end)
        if of_speech and last[0].form != "title":
            return Speaking(last)
        subject = self.grammatical_subject(index) or (not last and sentence_subject)
        if not subject or subject[-1].form == "title":
            return None
        manner = self.masked[max(subject[-1].end, clause.start) : clause.end]
        if len(manner) > _LONGEST_MANNER or MASK in manner or _WRITTEN.search(manner):
            return None
        return Speaking(subject)

    def _after_quotation(self, index: int) -> Speaking | None:
        """Return the only person of a clause after a quotation: “…。”校长孙某充满期待."""
        clause = self.clauses[index]
        quote = clause.quote
        if quote is None or is_claimed(self.text, quote):
            return None
        if clause.start - quote < _SHORTEST_QUOTATION:
            return None
        subject = self.grammatical_subject(index)
        if len(subject) != 1 or subject[0].form == "title" or len(self.mentions[index]) != 1:
            return None
        return Speaking(subject)


def _is_foreign(mention: Mention) -> bool:
    name = fold(mention.name)
    return bool(name) and words("transliteration").issuperset(name)
