"""The turns and persons of a document in, the statements of each turn out.

A label may give less than a name: 李部長 is the person with a full label, and 主席 is the chair
whom the head of the minutes names. If two persons fit, the label itself is the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.document import Paragraph, Speaker, Statement
from corpus.fold import fold
from corpus.speakers.coreference import People, Position
from corpus.speakers.exchange_lines import Part, exchange_labels, exchange_parts
from corpus.speakers.labels import Label, read_label
from corpus.speakers.mention import Mention
from corpus.speakers.read_questions import ASKER, find_read_questions
from corpus.speakers.speeches import Speech
from corpus.speakers.turns import Turn
from corpus.speakers.written_replies import reply_labels

# Folded: Simplified. The head of minutes writes 主　　席.
_CHAIR = re.compile(
    r"(?:会议)?主[\s\u3000]*席(?:[\s\u3000]*[:：][\s\u3000]*|[\s\u3000]+)(?P<name>[^\s\u3000:：、]{2,16})"
)
_CHAIR_LABEL = re.compile(r"(?:会议|大会|代理|临时)?主席\s*[（(]")
_CHAIRS = frozenset(("主席", "会议主席", "大会主席"))
_LONGEST_HEAD = 120
_OWN_HEAD = 12
_ASKER = Speaker(ASKER)


class TurnSpeakers:
    """Finds the speakers of the turns of one document."""

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        turns: Sequence[Turn | None],
        speech: Speech | None = None,
    ) -> None:
        self._turns = turns
        self._replies = reply_labels(paragraphs)
        self._chair = _find_chair(paragraphs, turns)
        self._host = speech.label.speaker if speech is not None else None
        # By the first character and the folded name.
        self._persons: dict[str, dict[str, Speaker]] = {}
        for one in _last_labels(turns):
            if one.person:
                name = fold(one.speaker.name)
                self._persons.setdefault(name[:1], {}).setdefault(name, one.speaker)
        # The persons in 主席（姚委員若蘭）：, by the index of the turn.
        chairs = {
            id(label)
            for label in _last_labels(turns)
            if label.person and _CHAIR_LABEL.match(fold(label.text))
        }
        self._chairs = [
            (index, turn.label.speaker)
            for index, turn in enumerate(turns if chairs else ())
            if turn is not None and id(turn.label) in chairs
        ]
        self._speakers: dict[str, Speaker] = {}
        # By id, because the label of a turn is one object, and comparing labels takes longer.
        self._of_label: dict[int, list[Speaker]] = {}

    def mentions(self) -> Iterator[tuple[Position, Mention]]:
        """Yield the full names among the labels, each with the position of its first turn.

        The chair whom the head of minutes names comes first.
        """
        if self._chair is not None:
            name, _, organization, _ = self._chair
            yield (-1, 0), Mention(0, 0, "full", name, "主席", organization)
        seen: set[str] = set()
        for index, turn in enumerate(self._turns):
            if turn is None or turn.label.text in seen or turn.certainty == "guess":
                continue
            seen.add(turn.label.text)
            for label in (turn.label, *turn.label.others):
                if label.person:
                    one = label.speaker
                    size = len(label.text)
                    yield (
                        (index, 0),
                        Mention(0, size, "full", one.name, one.title, one.organization),
                    )

    def statements(self, paragraph: Paragraph, index: int, people: People) -> list[Statement]:
        """Return the statements of the paragraph at ``index``, which belongs to a turn."""
        turn = self._turns[index]
        text = paragraph.text
        if turn is None or turn.start >= len(text):
            return []
        label, start, end, certainty = turn
        if start and (parts := exchange_parts(text)) and parts[0].start == start:
            return self.exchange(paragraph, parts, index, people)
        speakers = self._of_label.get(id(label))
        if self._chairs and fold(label.speaker.name) in _CHAIRS:
            speakers = [self._chair_at(index) or label.speaker]
        elif speakers is None:
            speakers = [self._speaker(one, people, index) for one in (label, *label.others)]
            self._of_label[id(label)] = speakers
        said = [Statement(start, end, speaker, label.text, certainty) for speaker in speakers]
        if "「" in text or "“" in text:
            said += [
                Statement(one.start, one.end, _ASKER, one.mention, one.certainty, inside=0)
                for one in find_read_questions(text, start, end)
            ]
        return said

    def exchange(
        self, paragraph: Paragraph, parts: Sequence[Part], index: int, people: People
    ) -> list[Statement]:
        """Return the statements of a paragraph of questions and answers: 問：…答：…."""
        found: list[Statement] = []
        asked = False
        for part, label in zip(parts, exchange_labels(parts, self._replies), strict=True):
            speaker = self._speaker(label, people, index)
            end = part.start + len(paragraph.text[part.start : part.end].rstrip())
            answers = paragraph.number if asked and not part.asks else None
            asked |= part.asks
            found.append(
                Statement(part.start, end, speaker, part.mention, "label", answers=answers)
            )
        return found

    def _chair_at(self, index: int) -> Speaker | None:
        """Return the chair whom the last label with a name before ``index`` names, or the head."""
        before = [speaker for at, speaker in self._chairs if at < index]
        return before[-1] if before else self._chair

    def _speaker(self, label: Label, people: People, index: int) -> Speaker:
        key = f"{label.text}\n{label.speaker.name}"
        if key not in self._speakers:
            self._speakers[key] = self._resolve(label, people, index)
        return self._speakers[key]

    def _resolve(self, label: Label, people: People, index: int) -> Speaker:
        """Return the speaker, with the full name if the label is only 李部長 or 映雪."""
        own = label.speaker
        if own.kind == "group":
            return own
        if fold(own.name) in _CHAIRS:
            return self._chair or own
        if self._is_host(label):
            return self._host or own
        if label.surname:
            if self._ambiguous(label):
                return own
            title, organization = own.title, own.organization
            short = Mention(0, len(label.text), "short", label.surname, title, organization)
            return people.resolve(short, own.name, (index, 0)) or own
        if (
            not label.person
            and label.certainty != "sure"
            and (whole := people.by_name_part(own.name))
        ):
            return whole
        full = Mention(0, len(label.text), "full", own.name, own.title, own.organization)
        return people.resolve(full, own.name, (index, 0)) or own

    def _is_host(self, label: Label) -> bool:
        """Return whether the label is the office of the person whose words are printed: 局長 after
        以下是教育局局長盧偉德今日會見傳媒的談話全文."""
        title = fold(label.speaker.title)
        if self._host is None or not title or label.person or label.surname:
            return False
        return fold(self._host.organization + self._host.title).endswith(title)

    def _ambiguous(self, label: Label) -> bool:
        """Return whether several labelled persons have the surname and the job title."""
        surname, title = fold(label.surname), fold(label.speaker.title)
        fitting = [
            name
            for name, one in self._persons.get(surname[:1], {}).items()
            if name.startswith(surname) and (not title or not one.title or title in fold(one.title))
        ]
        return len(fitting) > 1


def _last_labels(turns: Sequence[Turn | None]) -> Iterator[Label]:
    """Yield each label once, the last one first."""
    seen: set[int] = set()
    for turn in reversed(turns):
        if turn is not None and id(turn.label) not in seen:
            seen.add(id(turn.label))
            yield from reversed((turn.label, *turn.label.others))


def _find_chair(paragraphs: Sequence[Paragraph], turns: Sequence[Turn | None]) -> Speaker | None:
    """Return the chair whom the head of the minutes names, or None if it names none or several.

    A record may quote the head of earlier minutes below its own.
    """
    found: dict[str, Speaker] = {}
    for index, (paragraph, turn) in enumerate(zip(paragraphs, turns, strict=True)):
        if turn is not None or (found and index >= _OWN_HEAD):
            break
        if paragraph.role == "table" or len(paragraph.text) > _LONGEST_HEAD:
            continue
        for match in _CHAIR.finditer(fold(paragraph.text)):
            label = read_label(paragraph.text[match.start("name") : match.end("name")])
            if label is not None and label.person and label.certainty in ("sure", "name"):
                one = label.speaker
                found[fold(one.name)] = one if one.title else one._replace(title="主席")
    return next(iter(found.values())) if len(found) == 1 else None
