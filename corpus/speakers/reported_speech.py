"""A paragraph of prose in, its statements out.

A clause whose subject governs a verb of saying attributes a statement to the subject. The statement
begins with this clause, or with the quotation before it, and continues until another person speaks
or the paragraph ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.document import Speaker, Statement
from corpus.fold import fold
from corpus.speakers.coreference import People
from corpus.speakers.groups import Group
from corpus.speakers.issuers import published, says_of
from corpus.speakers.lexicon import words
from corpus.speakers.mention import Mention
from corpus.speakers.narration import is_narration, is_point, tells_act
from corpus.speakers.prose import Prose
from corpus.speakers.statement_extent import ReportingClause, to_statements
from corpus.speakers.subjects import ClauseReader, Speaking
from corpus.speakers.unknown_speakers import (
    introduces_somebody,
    names_somebody_unknown,
    relative_speaks,
)
from corpus.speakers.verbs_of_saying import is_object, opens

_TIMES = tuple(fold("時後前的"))
_FARTHEST_ANTECEDENT = 3
_ONE_OF_MANY = re.compile(fold("(?:另)?(?:一|有|該|這|某)[名位]|有"))
_FOR_A_STATE = tuple(fold("發言人 大使 公使 參贊 領事 總統 總理 外長").split())
_OPENING = ("「", "“")
_CLOSING = ("」", "”")


@dataclass(slots=True)
class DiscourseState:
    """What later paragraphs need: antecedents for 他 and 她, and a quotation that is still open.

    ``subjects`` are the latest subjects with the indexes of their paragraphs, the last one at the
    end. ``open_quotation`` is the statement whose quotation the previous paragraph does not close,
    ``open_list`` the one that ends in a colon, whose points are the next paragraphs. ``unknown``:
    somebody was named after them whose name we cannot read.
    """

    subjects: list[tuple[Speaker, int]] = field(default_factory=list)
    open_quotation: Statement | None = None
    open_list: Statement | None = None
    unknown: bool = False

    def remember(self, speaker: Speaker, index: int) -> None:
        """Make ``speaker`` the latest subject, in paragraph ``index``."""
        self.unknown = False
        if self.subjects and self.subjects[-1] == (speaker, index):
            return
        self.subjects = [one for one in self.subjects if one[0] != speaker][-7:]
        self.subjects.append((speaker, index))


@dataclass(slots=True)
class _Sentence:
    """What is known of the sentence that begins at ``start``.

    ``subject`` is its last subject, in clause ``subject_at``; ``spoken``: the subject has spoken,
    ``opened``: with a mark before what it says, which begins in clause ``content_at``.
    ``group`` is an organization that has done something, and may speak later in the sentence.
    ``group_part``: where the part of the sentence begins that a group says, or -1.
    """

    start: int = -1
    subject: list[Mention] = field(default_factory=list)
    subject_at: int = -1
    spoken: bool = False
    opened: bool = False
    content_at: int = -1
    group: Group | None = None
    group_part: int = -1


def find_statements(prose: Prose, people: People, state: DiscourseState) -> list[Statement]:
    """Return the statements of a paragraph in the order in which they begin. Updates ``state``.

    ``people`` must contain the full names of the whole document.
    """
    text = prose.text
    statements = []
    if prose.reports or prose.mentions:  # else there is no speaker and no antecedent
        statements = _ParagraphReader(prose, people, state).statements()
    if state.open_quotation is not None and text.lstrip().startswith(_OPENING):
        # A quotation of several paragraphs: each one opens it, only the last one closes it.
        end = min([one.start for one in statements], default=len(text))
        if end:
            statements.insert(0, state.open_quotation._replace(start=0, end=end))
    closed = not prose.quotations or prose.quotations[-1][1] < len(text) or text[-1] in _CLOSING
    state.open_quotation = statements[-1] if statements and not closed else None
    return _with_list(prose, statements, state)


def _with_list(prose: Prose, statements: list[Statement], state: DiscourseState) -> list[Statement]:
    """Add the point of a list that an earlier paragraph opened: 表示，重點有三： 第一，…."""
    opened, text = state.open_list, prose.text
    if not statements and opened is not None and is_point(prose.masked):
        return [opened._replace(start=0, end=len(text), certainty="resolved", inside=None)]
    ends_in_colon = text.rstrip().endswith(("：", ":"))
    state.open_list = statements[-1] if statements and ends_in_colon else None
    return statements


def _is_spokesperson(speaker: Speaker) -> bool:
    """Return whether 中方 in the next sentence is what ``speaker`` calls his own side."""
    return speaker.kind == "person" and any(one in fold(speaker.title) for one in _FOR_A_STATE)


class _ParagraphReader:
    """Reads one paragraph clause by clause."""

    def __init__(self, prose: Prose, people: People, state: DiscourseState) -> None:
        self.text, self.index = prose.text, prose.index
        self.reader = ClauseReader(prose)
        self.clauses, self.masked = self.reader.clauses, self.reader.masked
        self.people, self.state = people, state
        self.official = False
        self.somebody: Speaker | None = None
        self.publisher: tuple[Group, str] | None = None

    def statements(self) -> list[Statement]:
        return list(to_statements(self.text, self.clauses, list(self._reporting_clauses())))

    def _reporting_clauses(self) -> Iterator[ReportingClause]:
        sentence = _Sentence()
        before: list[Mention] = []
        for index, clause in enumerate(self.clauses):
            if clause.sentence != sentence.start:
                before = sentence.subject
                sentence = _Sentence(clause.sentence)
            subject = self.reader.grammatical_subject(index)
            speaking = self._speaking(index, sentence, subject, before)
            if subject and not sentence.spoken:
                self._remember_subject(subject)
            elif clause.start == clause.sentence:
                self._remember_subject(self.reader.possessor(index))
            if speaking is None:
                named = any(one.form != "title" for one in subject)
                unknown = not named and not sentence.spoken and self._is_unknown(index)
                unknown |= self._is_relative(index)
                begins = clause.start == clause.sentence
                if unknown or (begins and self._introduces(index)):
                    self.state.unknown = True
                acts = begins and self._acts(index, subject)
                if begins and (unknown or acts or self._is_narration(index)):
                    self.official = False
                    yield ReportingClause(index, ())
            elif (reporting := self._reporting(index, speaking)) is not None:
                self.official = _is_spokesperson(reporting.speakers[0][0])
                yield reporting

    def _speaking(
        self, index: int, sentence: _Sentence, subject: list[Mention], before: list[Mention]
    ) -> Speaking | None:
        """Return who speaks in the clause. Updates the subject of the sentence.

        ``subject`` is that of the clause, ``before`` that of the sentence before.
        """
        begins = self.clauses[index].start == sentence.start
        if begins and (said_by_paper := self._of_paper(index)) is not None:
            return said_by_paper
        here = subject or sentence.subject
        at_here = bool(subject) or sentence.subject_at == index
        speaking = self.reader.speaking_subject(index, here, same_clause=at_here)
        if speaking is None and index and begins:
            speaking = self.reader.elided_subject(index, before)
        if speaking is None and sentence.group is not None and not subject:
            verb = self.reader.speaks_later(index)
            speaking = Speaking(sentence.group, verb) if verb else None
        if speaking is None and begins and not subject:
            sentence.group = self.reader.leading_group(index)
        if speaking is not None and self._is_content(index, sentence, speaking):
            return None
        is_content = index == sentence.content_at
        if speaking is not None and self._ends_in_verb(index):
            sentence.content_at = index + 1
        said_by = speaking.subject if speaking is not None else None
        if isinstance(said_by, Group):
            # 代表反駁，業者稱已討論並非事實，並呼籲公開: the representatives go on.
            sentence.group = sentence.group if is_content and sentence.group else said_by
            verb = speaking.verb if speaking is not None else None
            if verb is not None and verb.strong and opens(self.masked, verb):
                sentence.group_part = self.clauses[index].part
        elif said_by is not None:
            sentence.subject, sentence.subject_at = said_by, index
            sentence.spoken = True
            verb = speaking.verb if speaking is not None else None
            sentence.opened |= verb is None or opens(self.masked, verb)
        elif subject and not sentence.spoken:
            sentence.subject, sentence.subject_at = subject, index
        return speaking

    def _of_paper(self, index: int) -> Speaking | None:
        """Return who says 聲明指出，…: who has published it in an earlier sentence.

        Remembers who publishes something in this one.
        """
        clause, mentions = self.clauses[index], self.reader.mentions[index]
        if self.publisher is not None and not mentions:
            group, thing = self.publisher
            for verb in self.reader.verbs(index):
                if says_of(self.masked, clause.start, verb) == thing:
                    return Speaking(group, verb)
        end = self._sentence_end(index)
        self.publisher = published(self.text, self.masked, clause.start, end) or self.publisher
        return None

    def _sentence_end(self, index: int) -> int:
        """Return the end of the sentence of clause ``index``, with its mark."""
        sentence = self.clauses[index].sentence
        last = bisect_right(self.clauses, sentence, lo=index, key=lambda one: one.sentence) - 1
        return self.clauses[last].end + len(self.clauses[last].mark)

    def _is_content(self, index: int, sentence: _Sentence, speaking: Speaking) -> bool:
        """Return whether somebody only mentions that another person says something.

        周文說，市長曾要求加快: a weak verb without a mark after it, in a sentence that 周文 says.
        """
        verb = speaking.verb
        if verb is None or (opens(self.masked, verb) and verb.strong):
            return False
        in_group = sentence.group_part == self.clauses[index].part and not verb.strong
        if in_group and not isinstance(speaking.subject, Group):
            # 法院認為，王某在網頁上對顧客作出承諾，…: the court says so.
            return not any(one.title for one in speaking.subject)
        if opens(self.masked, verb) or self.reader.is_apart(index, speaking):
            return False
        clause = self.masked[verb.end : self.clauses[index].end]
        if isinstance(speaking.subject, Group):
            # 發言人說，局勢緊張。中方要求停止攻擊: he goes on.
            wish = self.masked[verb.start : verb.end] in words("saying_open")
            return wish and self.official and speaking.subject.kind == "people"
        content = index == sentence.content_at
        weak = not verb.strong or content or clause.endswith(_TIMES)
        # 甲建議先試辦，乙建議緩辦: without a mark after the first verb, the second is no content.
        return sentence.opened and weak and speaking.subject != sentence.subject

    def _is_unknown(self, index: int) -> bool:
        clause, mentions = self.clauses[index], self.reader.mentions[index]
        return names_somebody_unknown(self.masked, clause.start, clause.end, mentions)

    def _is_relative(self, index: int) -> bool:
        end = self.clauses[index].end
        return relative_speaks(self.masked, end, self.reader.mentions[index])

    def _acts(self, index: int, subject: list[Mention]) -> bool:
        """Return whether the sentence tells what a named person does: 市長林月如隨後前往慰問."""
        named = bool(subject) and subject[-1].form in ("full", "short")
        return named and tells_act(self.masked, subject[-1].end, self.clauses[index].end)

    def _introduces(self, index: int) -> bool:
        """Return whether a sentence begins with an unknown, or his office: 他 is this one."""
        clause, mentions = self.clauses[index], self.reader.mentions[index]
        if introduces_somebody(self.masked, clause.start, clause.end, mentions):
            return True
        if not mentions or mentions[0].form != "title":
            return False
        if fold(mentions[0].title) not in words("titles"):
            return False
        return not is_object(self.masked, clause.start, mentions[0].start)

    def _is_narration(self, index: int) -> bool:
        return is_narration(self.masked, self.clauses[index].sentence, self._sentence_end(index))

    def _reporting(self, index: int, speaking: Speaking) -> ReportingClause | None:
        ends_in_verb = self._ends_in_verb(index)
        apart = self.reader.is_apart(index, speaking)
        subject = speaking.subject
        if isinstance(subject, Group):
            office = self.people.only_office(subject.name)
            group = Speaker(subject.name if office is None else office.name, "", "", "group")
            # 一名議員形容…。他認為: he is this member.
            one = _ONE_OF_MANY.match(subject.mention)
            many = (
                one is not None
                and one.group() == "有"
                and fold(subject.name) in words("many_people")
            )
            self.somebody = group if one and not many else None  # 有民眾陳情: 他 is not these
            said_by = ((group, subject.mention),)
            return ReportingClause(index, said_by, ends_in_verb, subject.strong, apart)
        speakers = tuple(
            (speaker, self.text[mention.start : mention.end])
            for mention in subject
            if (speaker := self._resolve(mention)) is not None
        )
        for speaker, _ in speakers:
            if speaker.kind == "person":
                self.state.remember(speaker, self.index)
        if not speakers:
            return None
        if subject[0].form != "pronoun":
            self.somebody = None
        guess = speaking.guess or any(one.guess or self.people.is_ambiguous(one) for one in subject)
        return ReportingClause(
            index, speakers, ends_in_verb, apart=apart, elided=speaking.elided, guess=guess
        )

    def _ends_in_verb(self, index: int) -> bool:
        end = self.clauses[index].end
        return any(verb.end == end for verb in self.reader.verbs(index))

    def _remember_subject(self, subject: list[Mention]) -> None:
        """Remember a subject that does not speak: the next 他 may refer to it."""
        for mention in subject:
            if mention.form in ("full", "short") and (speaker := self._resolve(mention)):
                self.state.remember(speaker, self.index)

    def _resolve(self, mention: Mention) -> Speaker | None:
        wording = self.text[mention.start : mention.end]
        if mention.form != "pronoun":
            return self.people.resolve(mention, wording, (self.index, mention.start))
        if self.somebody is not None:
            return self.somebody
        if self.state.unknown:
            return None
        for speaker, index in reversed(self.state.subjects):
            if self.index - index > _FARTHEST_ANTECEDENT:
                return None
            if self.people.is_female(speaker) in (None, mention.female):
                return speaker
        return None
