"""A paragraph of prose in, its statements out.

A clause whose subject governs a verb of saying attributes a statement to the subject. The statement
begins with this clause, or with the quotation before it, and continues until another person speaks
or the paragraph ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.document import Span, Speaker, Statement
from corpus.fold import fold
from corpus.speakers.clauses import MASK, Clause, split_clauses
from corpus.speakers.coreference import People
from corpus.speakers.lexicon import lexicon, words
from corpus.speakers.mentions import Mention
from corpus.speakers.statement_extent import ReportingClause, to_statements
from corpus.speakers.verbs_of_saying import (
    Group,
    find_group,
    find_verbs,
    is_object,
    is_organization_title,
    is_subject_of,
)

_TOWARD = frozenset(fold("向對跟給"))
_OPENING = ("「", "“")
_CLOSING = ("」", "”")


@dataclass(slots=True)
class DiscourseState:
    """What later paragraphs need: antecedents for 他 and 她, and a quotation that is still open.

    ``subjects`` are the latest subjects, the last one at the end. ``open_quotation`` is the
    statement whose quotation the previous paragraph does not close.
    """

    subjects: list[Speaker] = field(default_factory=list)
    open_quotation: Statement | None = None

    def remember(self, speaker: Speaker) -> None:
        """Make ``speaker`` the latest subject."""
        if speaker in self.subjects:
            self.subjects.remove(speaker)
        self.subjects.append(speaker)
        del self.subjects[:-8]


@dataclass(frozen=True, slots=True)
class Prose:
    """The text of paragraph ``index``, its fold with masked quotations, and its mentions."""

    index: int
    text: str
    masked: str
    quotations: list[Span]
    mentions: list[Mention]


def find_statements(prose: Prose, people: People, state: DiscourseState) -> list[Statement]:
    """Return the statements of a paragraph in the order in which they begin. Updates ``state``.

    ``people`` must contain the full names of the whole document.
    """
    text = prose.text
    statements = _ParagraphReader(prose, people, state).statements()
    if state.open_quotation is not None and text.lstrip().startswith(_OPENING):
        # A quotation of several paragraphs: each one opens it, only the last one closes it.
        end = min([one.start for one in statements], default=len(text))
        if end:
            statements.insert(0, state.open_quotation._replace(start=0, end=end))
    closed = not prose.quotations or prose.quotations[-1][1] < len(text) or text[-1] in _CLOSING
    state.open_quotation = statements[-1] if statements and not closed else None
    return statements


def _mask_names(prose: Prose) -> str:
    """Return the masked text with 某 for each character of a full name.

    Otherwise 之 in 陳達之說明 and 對 in 林對山 would be read as words.
    """
    pieces: list[str] = []
    last = 0
    for mention in prose.mentions:
        if mention.form == "full" and len(mention.name) < 5:
            at = prose.text.find(mention.name, mention.start, mention.end)
            if at >= last and prose.masked[at] != MASK:
                pieces += [prose.masked[last:at], "某" * len(mention.name)]
                last = at + len(mention.name)
    return "".join([*pieces, prose.masked[last:]])


class _ParagraphReader:
    """Reads one paragraph clause by clause."""

    def __init__(self, prose: Prose, people: People, state: DiscourseState) -> None:
        self.text, self.index = prose.text, prose.index
        self.masked = _mask_names(prose)
        self.clauses = split_clauses(prose.text, prose.masked, prose.quotations)
        self.people, self.state = people, state
        self.mentions: list[list[Mention]] = [[] for _ in self.clauses]
        index = 0
        for mention in prose.mentions:
            if mention.form == "title" and self.masked[mention.start - 1] in _TOWARD:
                continue  # 局長向記者表示
            while index < len(self.clauses) - 1 and mention.start >= self.clauses[index].end:
                index += 1
            self.mentions[index].append(mention)

    def statements(self) -> list[Statement]:
        return list(to_statements(self.text, self.clauses, list(self._reporting_clauses())))

    def _reporting_clauses(self) -> Iterator[ReportingClause]:
        sentence_subject: list[Mention] = []
        sentence_subject_at = -1
        sentence = -1
        for index, clause in enumerate(self.clauses):
            if clause.sentence != sentence:
                sentence, sentence_subject, sentence_subject_at = clause.sentence, [], -1
            clause_subject = self._grammatical_subject(index)
            if clause_subject:
                sentence_subject, sentence_subject_at = clause_subject, index
            speaking = self._speaking_subject(
                index, sentence_subject, same_clause=sentence_subject_at == index
            )
            if clause_subject:
                self._remember_subject(clause_subject)
            if isinstance(speaking, Group):
                group = Speaker(speaking.name, "", "", "group")
                ends_in_verb = self._ends_in_verb(clause)
                yield ReportingClause(
                    index, ((group, speaking.mention),), ends_in_verb, speaking.strong
                )
            elif speaking:
                speakers = tuple(
                    (speaker, self.text[mention.start : mention.end])
                    for mention in speaking
                    if (speaker := self._resolve(mention)) is not None
                )
                for speaker, _ in speakers:
                    if speaker.kind == "person":
                        self.state.remember(speaker)
                if speakers:
                    yield ReportingClause(index, speakers, self._ends_in_verb(clause))

    def _ends_in_verb(self, clause: Clause) -> bool:
        return any(
            verb.end == clause.end for verb in find_verbs(self.masked, clause.start, clause.end)
        )

    def _remember_subject(self, sentence_subject: list[Mention]) -> None:
        """Remember a subject that does not speak: the next 他 may refer to it."""
        for mention in sentence_subject:
            if mention.form in ("full", "short") and (speaker := self._resolve(mention)):
                self.state.remember(speaker)

    def _resolve(self, mention: Mention) -> Speaker | None:
        wording = self.text[mention.start : mention.end]
        if mention.form != "pronoun":
            return self.people.resolve(mention, wording, (self.index, mention.start))
        for speaker in reversed(self.state.subjects):
            if self.people.is_female(speaker) in (None, mention.female):
                return speaker
        return None

    def _grammatical_subject(self, index: int) -> list[Mention]:
        """Return the subject of the clause: the first mention, unless it is an object."""
        clause = self.clauses[index]
        for first, mention in enumerate(self.mentions[index]):
            if is_object(self.masked, clause.start, mention.start):
                return []
            if self.masked[mention.end : mention.end + 1] == "的":
                continue
            if mention.form == "title":
                # 政委、各位夥伴大家好 addresses 政委.
                called = self.masked[mention.end : mention.end + 1] in ("、", "，", "好", "您")
                if called or not self._is_subject_by_title(clause, mention):
                    continue
            return self._coordinated(index, first)
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

    def _speaking_subject(
        self, index: int, sentence_subject: list[Mention], same_clause: bool
    ) -> list[Mention] | Group | None:
        """Return the subject of a verb of saying in the clause, or None.

        ``sentence_subject`` is the last subject of the sentence, and ``same_clause`` whether it is
        in this clause.
        """
        clause = self.clauses[index]
        for verb in find_verbs(self.masked, clause.start, clause.end):
            before = [one for one in self.mentions[index] if one.end <= verb.start]
            if before and is_subject_of(self.masked, before[-1].end, verb, near=True):
                if is_object(self.masked, clause.start, before[-1].start):
                    continue
                if before[-1].form != "title" or self._is_subject_by_title(clause, before[-1]):
                    return self._coordinated_with_last(index, before)
            group_from = before[-1].end if before and before[-1].form != "title" else clause.start
            if group_from == clause.start:
                group = find_group(self.text, self.masked, clause.start, verb)
                if group is not None:
                    return group
            if sentence_subject:
                begin = sentence_subject[-1].end if same_clause else clause.start
                if begin <= verb.start and is_subject_of(
                    self.masked, begin, verb, near=not same_clause
                ):
                    return sentence_subject
                if not same_clause and is_subject_of(self.masked, begin, verb, near=False):
                    return sentence_subject
        return self._before_colon(index)

    def _is_subject_by_title(self, clause: Clause, mention: Mention) -> bool:
        """Return whether a title alone is a subject: at the head, with or without organization."""
        title = fold(mention.title)
        if title in words("groups") or title in words("occupations"):
            return False
        head = lexicon("leads").skip(self.masked, clause.start, mention.start)
        if lexicon("quantifiers").longest_at(self.masked, head, mention.start):
            return False
        return head == mention.start or is_organization_title(self.masked, head, mention.end)

    def _coordinated_with_last(self, index: int, before: list[Mention]) -> list[Mention]:
        for first in range(len(before)):
            joined = self._coordinated(index, first)[: len(before) - first]
            if joined[-1] is before[-1]:
                head = self.masked[self.clauses[index].start : joined[0].start]
                return joined if MASK not in head else [before[-1]]
        return [before[-1]]

    def _before_colon(self, index: int) -> list[Mention] | None:
        """Return the last mention if a colon and a quotation follow it: 孙某：“…”."""
        clause = self.clauses[index]
        last = self.mentions[index][-1:]
        if clause.mark not in ("：", ":") or not last or last[0].end != clause.end:
            return None
        if self.text[clause.end + 1 : clause.end + 2] not in ("「", "“", "『", '"'):
            return None
        return None if is_object(self.masked, clause.start, last[0].start) else last
