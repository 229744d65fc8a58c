"""Hits in, the exchanges around them out: who asked whom what, and the answer.

A hit may be in a question or in an answer. The other side is found by ``answers`` of the
statements of the same document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from corpus.dates import find_date
from corpus.speakers.exchanges import find_turns_of, is_question
from index.stored_record import to_paragraph
from searcher.match.highlight import reads_out

if TYPE_CHECKING:
    import datetime

    from corpus.document import Certainty, Paragraph, Speaker, Statement
    from index.engine import Snapshot
    from index.stored_record import IndexedFile
    from searcher.answer import Hit


class Side(NamedTuple):
    """A question or an answer: ``text`` is what ``speaker`` says from ``paragraph`` to ``last``.

    ``date`` is the day that is written at its head, if there is one. ``begin`` is the first
    paragraph, and ``certainty`` that of its statement.
    """

    speaker: Speaker
    text: str
    paragraph: int
    last: int
    date: datetime.date | None
    begin: Paragraph
    certainty: Certainty


class Exchange(NamedTuple):
    """A ``question`` with its ``answer``, None if the document has none.

    ``days`` are from the date of the question to that of the answer, if the text gives both.
    """

    file: IndexedFile
    section: tuple[str, ...]
    question: Side
    answer: Side | None

    @property
    def days(self) -> int | None:
        asked, answered = self.question.date, self.answer.date if self.answer else None
        return (answered - asked).days if asked and answered else None


def find_exchanges(snapshot: Snapshot, hits: Iterable[Hit]) -> Iterator[Exchange]:
    """Yield the exchanges that ``hits`` are part of, each once, in the order of the hits."""
    documents: dict[str, _Document] = {}
    seen: set[tuple[str, int]] = set()
    for hit in hits:
        id = hit.file.id
        if id not in documents:
            keys = snapshot.paragraphs_of(id)
            paragraphs = [to_paragraph(snapshot.record(key)) for key in keys]
            documents[id] = _Document(hit.file, paragraphs)
        for number in documents[id].questions_of(hit):
            if (id, number) not in seen:
                seen.add((id, number))
                yield documents[id].exchange(number)


class _Document:
    """The exchanges of one document, by the number of the paragraph in which the question begins.

    ``_answers`` are the positions of the paragraphs that answer it.
    """

    def __init__(self, file: IndexedFile, paragraphs: Sequence[Paragraph]) -> None:
        self._file, self._paragraphs = file, paragraphs
        self._answers: dict[int, list[tuple[int, Statement]]] = {}
        for position, paragraph in enumerate(paragraphs):
            for one in paragraph.statements:
                if one.answers is not None:
                    self._answers.setdefault(one.answers, []).append((position, one))
        self._asked: dict[int, int] = {}
        self._positions: dict[int, tuple[int, ...]] = {}
        for turn in find_turns_of(paragraphs):
            if turn.number in self._answers or is_question(turn):
                self._positions[turn.number] = turn.positions
                self._asked.update((paragraphs[at].number, turn.number) for at in turn.positions)

    def questions_of(self, hit: Hit) -> list[int]:
        """Return the questions that the statements of a hit ask or answer."""
        found: dict[int, None] = {}
        number = hit.paragraph.number
        for one in hit.statements:
            if one.answers is not None:
                found[one.answers] = None
            elif one.inside is not None and number in self._answers:
                found[number] = None
            elif (asked := self._asked.get(number)) is not None:
                found[asked] = None
        return list(found)

    def exchange(self, number: int) -> Exchange:
        paragraph = self._paragraphs[number - 1]
        answers = self._answers.get(number, [])
        answer = self._side(answers) if answers else None
        return Exchange(self._file, paragraph.section, self._question(number), answer)

    def _question(self, number: int) -> Side:
        paragraph = self._paragraphs[number - 1]
        inner = [one for one in paragraph.statements if one.inside is not None]
        answered = any(one.answers == number for one in paragraph.statements)
        if inner and number not in self._positions:
            return self._side([(number - 1, inner[0])])
        if answered:  # question and answer are in one paragraph
            before = [one for one in paragraph.statements if one.answers is None]
            labelled = before[0].certainty == "label"  # 問：…答：…問：…答：…
            return self._side([(number - 1, one) for one in (before if labelled else before[:1])])
        positions = self._positions.get(number, (number - 1,))
        said = [(at, self._paragraphs[at].statements[0]) for at in positions]
        if inner and reads_out(paragraph.statements[0], paragraph.statements, ()):
            return self._side([(number - 1, inner[0])])
        return self._side(said)

    def _side(self, said: Sequence[tuple[int, Statement]]) -> Side:
        first, statement = said[0]
        last = self._paragraphs[said[-1][0]].number
        text = "\n".join(self._paragraphs[at].text[one.start : one.end].strip() for at, one in said)
        begin = self._paragraphs[first]
        return Side(
            statement.speaker,
            text,
            begin.number,
            last,
            self._date(first, statement),
            begin,
            statement.certainty,
        )

    def _date(self, position: int, statement: Statement) -> datetime.date | None:
        """Return the day in front of the words, or in the line above them, which has no speaker."""
        if date := find_date(self._paragraphs[position].text[: statement.start]):
            return date
        for above in reversed(self._paragraphs[max(0, position - 2) : position]):
            if above.statements:
                return None
            if date := find_date(above.text[:60]):
                return date
        return None
