"""Who says what in prose: subject, verb of saying, and how far the words reach.

A statement begins with the clause that names its speaker, or with the quotation before it, and
runs until another speaks or the paragraph ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.document import Span, Speaker, Statement
from corpus.fold import fold
from corpus.speakers.clauses import MASK, Clause, cut
from corpus.speakers.coreference import People
from corpus.speakers.lexicon import matcher, words
from corpus.speakers.mentions import Mention
from corpus.speakers.statement_extent import Event, spans
from corpus.speakers.verbs_of_saying import (
    Group,
    find_group,
    is_object,
    is_organization,
    says,
    verbs,
)

_OPENING = ("「", "“")
_CLOSING = ("」", "”")


@dataclass(slots=True)
class Memory:
    """Who was spoken of and who spoke last, from one paragraph to the next: for 他 and 她.

    ``open``: who is still being quoted when a paragraph ends without closing its quotation.
    """

    subjects: list[Speaker] = field(default_factory=list)
    open: Statement | None = None

    def note(self, speaker: Speaker) -> None:
        """Make ``speaker`` the nearest one."""
        if speaker in self.subjects:
            self.subjects.remove(speaker)
        self.subjects.append(speaker)
        del self.subjects[:-8]


@dataclass(frozen=True, slots=True)
class Prose:
    """The text of paragraph ``index``, with the quotations masked, and the persons it names."""

    index: int
    text: str
    masked: str
    quotations: list[Span]
    mentions: list[Mention]


def find_statements(prose: Prose, people: People, memory: Memory) -> list[Statement]:
    """Return the statements of a paragraph in the order they begin; bring ``memory`` up to date.

    ``people`` must know the full names of the whole document.
    """
    text = prose.text
    statements = _Reader(prose, people, memory).statements()
    if memory.open is not None and text.lstrip().startswith(_OPENING):
        # A quotation that goes on: each paragraph opens it anew, only the last one closes it.
        end = min([one.start for one in statements], default=len(text))
        if end:
            statements.insert(0, memory.open._replace(start=0, end=end))
    closed = not prose.quotations or prose.quotations[-1][1] < len(text) or text[-1] in _CLOSING
    memory.open = statements[-1] if statements and not closed else None
    return statements


class _Reader:
    """One paragraph, read clause by clause."""

    def __init__(self, prose: Prose, people: People, memory: Memory) -> None:
        self.text, self.masked, self.index = prose.text, prose.masked, prose.index
        self.clauses = cut(prose.text, prose.masked, prose.quotations)
        self.people, self.memory = people, memory
        self.mentions: list[list[Mention]] = [[] for _ in self.clauses]
        index = 0
        for mention in prose.mentions:
            while index < len(self.clauses) - 1 and mention.start >= self.clauses[index].end:
                index += 1
            self.mentions[index].append(mention)

    def statements(self) -> list[Statement]:
        return list(spans(self.text, self.clauses, list(self._events())))

    def _events(self) -> Iterator[Event]:
        topic: list[Mention] = []
        topic_at = -1
        sentence = -1
        for index, clause in enumerate(self.clauses):
            if clause.sentence != sentence:
                sentence, topic, topic_at = clause.sentence, [], -1
            own = self._topic(index)
            if own:
                topic, topic_at = own, index
            subject = self._subject(index, topic, same=topic_at == index)
            if own:
                self._note(own)
            if isinstance(subject, Group):
                group = Speaker(subject.name, "", "", "group")
                opens = self._opens(clause)
                yield Event(index, ((group, subject.mention),), opens, subject.strong)
            elif subject:
                speakers = tuple(
                    (speaker, self.text[mention.start : mention.end])
                    for mention in subject
                    if (speaker := self._who(mention)) is not None
                )
                for speaker, _ in speakers:
                    if speaker.kind == "person":
                        self.memory.note(speaker)
                if speakers:
                    yield Event(index, speakers, self._opens(clause))

    def _opens(self, clause: Clause) -> bool:
        return any(verb.end == clause.end for verb in verbs(self.masked, clause.start, clause.end))

    def _note(self, topic: list[Mention]) -> None:
        """Remember a subject who does not speak, yet: the next 他 may mean him."""
        for mention in topic:
            if mention.form in ("full", "short") and (speaker := self._who(mention)):
                self.memory.note(speaker)

    def _who(self, mention: Mention) -> Speaker | None:
        wording = self.text[mention.start : mention.end]
        if mention.form != "pronoun":
            return self.people.resolve(mention, wording, (self.index, mention.start))
        for speaker in reversed(self.memory.subjects):
            if self.people.she(speaker) in (None, mention.she):
                return speaker
        return None

    def _topic(self, index: int) -> list[Mention]:
        """Return whom the clause is about: the first person named, unless he is an object."""
        clause = self.clauses[index]
        for first, mention in enumerate(self.mentions[index]):
            if is_object(self.masked, clause.start, mention.start):
                return []
            if self.masked[mention.end : mention.end + 1] == "的":
                continue
            if mention.form == "title":
                # 政委、各位夥伴大家好: he is spoken to.
                called = self.masked[mention.end : mention.end + 1] in ("、", "，", "好", "您")
                if called or not self._stands_for_person(clause, mention):
                    continue
            return self._joint(index, first)
        return []

    def _joint(self, index: int, first: int) -> list[Mention]:
        """Return the persons from the one at ``first`` on who are joined to him by 與, 和, 、."""
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

    def _subject(
        self, index: int, topic: list[Mention], same: bool
    ) -> list[Mention] | Group | None:
        """Return who speaks in the clause, or None."""
        clause = self.clauses[index]
        for verb in verbs(self.masked, clause.start, clause.end):
            before = [one for one in self.mentions[index] if one.end <= verb.start]
            if before and says(self.masked, before[-1].end, verb, near=True):
                if is_object(self.masked, clause.start, before[-1].start):
                    continue
                if before[-1].form != "title" or self._stands_for_person(clause, before[-1]):
                    return self._joined_back(index, before)
            group_from = before[-1].end if before and before[-1].form != "title" else clause.start
            if group_from == clause.start:
                group = find_group(self.text, self.masked, clause.start, verb)
                if group is not None:
                    return group
            if topic:
                begin = topic[-1].end if same else clause.start
                if begin <= verb.start and says(self.masked, begin, verb, near=not same):
                    return topic
                if not same and says(self.masked, begin, verb, near=False):
                    return topic
        return self._before_colon(index)

    def _stands_for_person(self, clause: Clause, mention: Mention) -> bool:
        """Say whether a title alone is a subject: at the head, with its organization at most."""
        title = fold(mention.title)
        if title in words("groups") or title in words("occupations"):
            return False
        head = matcher("leads").after(self.masked, clause.start, mention.start)
        if matcher("quantifiers").at(self.masked, head, mention.start):
            return False
        return head == mention.start or is_organization(self.masked, head, mention.end)

    def _joined_back(self, index: int, before: list[Mention]) -> list[Mention]:
        for first in range(len(before)):
            joined = self._joint(index, first)[: len(before) - first]
            if joined[-1] is before[-1]:
                head = self.masked[self.clauses[index].start : joined[0].start]
                return joined if MASK not in head else [before[-1]]
        return [before[-1]]

    def _before_colon(self, index: int) -> list[Mention] | None:
        """Read 孙某：“…”, a name, a colon and a quotation."""
        clause = self.clauses[index]
        last = self.mentions[index][-1:]
        if clause.mark not in ("：", ":") or not last or last[0].end != clause.end:
            return None
        if self.text[clause.end + 1 : clause.end + 2] not in ("「", "“", "『", '"'):
            return None
        return None if is_object(self.masked, clause.start, last[0].start) else last
