"""From a question to an answer: match, see who says it, rank, mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.document import Paragraph, Span, Speaker, Statement
from corpus.fold import fold
from index.reader import Reader
from index.record import to_paragraph
from searcher.answer import MATCHES, Answer, Count, Hit
from searcher.fields import holds
from searcher.highlight import Mark, marks, merge, positive_terms
from searcher.match import Found, Matcher, Reading, Way, text_of
from searcher.order import Order, Ranked
from searcher.partly import with_most_words
from searcher.query import And, Field, Query

Sort = Literal["score", "date", "doc"]
SAID_BY = ("speaker", "org")


@dataclass(frozen=True, slots=True)
class Options:
    """``limit`` None is all; ``exact`` turns variants and words off."""

    exact: bool = False
    limit: int | None = 10
    sort: Sort = "score"


class Search:
    """Answers questions to one index as it is now."""

    def __init__(self, reader: Reader, options: Options = Options()) -> None:
        self.reader = reader
        self.options = options
        self.matcher = Matcher(reader, exact=options.exact)

    def answer(self, query: Query) -> Answer:
        """Every paragraph that answers ``query``, the best of them as hits."""
        readings = [self.matcher.reading(term) for term in dict.fromkeys(positive_terms(query))]
        said_by = _said_by(query)
        found = self._said(self.matcher.find(query), readings, said_by)
        partly: Found = {}
        if not self.options.exact:
            partly = with_most_words(self.matcher, query, len(found))
            partly = {n: w for n, w in partly.items() if n not in found}
            partly = self._said(partly, readings, said_by)
        found = {**partly, **found}
        wanted = len(found) if self.options.limit is None else self.options.limit
        ranked = Order(self.matcher, readings).ranked(found, wanted)
        shown = self._sorted(ranked)[:wanted]
        return Answer(
            query=query,
            total=len(found),
            hits=tuple(self._hit(entry, readings, said_by) for entry in shown),
            receipt=tuple(self._receipt(found, readings)),
            partly=len(partly),
        )

    def _said(self, found: Found, readings: Sequence[Reading], said_by: Sequence[Field]) -> Found:
        """Those of ``found`` whose words stand in a statement of the speaker asked for."""
        if not said_by:
            return found
        return {n: way for n, way in found.items() if self._says(n, readings, said_by)}

    def _says(self, number: int, readings: Sequence[Reading], said_by: Sequence[Field]) -> bool:
        paragraph = to_paragraph(self.reader.record(number))
        own = [s for s in paragraph.statements if _is_said_by(s, said_by)]
        if any(s.start == 0 and s.end == len(paragraph.text) for s in own):
            return True
        folded = self.matcher.folded(number)
        return bool(own) and all(
            any(_inside(mark, statement) for mark in found for statement in own)
            for reading in readings
            if (found := marks(self.matcher, reading, folded))
        )

    def _sorted(self, ranked: list[Ranked]) -> list[Ranked]:
        if self.options.sort == "doc":
            return sorted(ranked, key=lambda entry: entry.number)
        if self.options.sort == "date":
            dates = {
                number: date
                for date in self.reader.lexicon("date")
                for number in self.reader.postings("date", date).numbers
            }
            # Newest first; undated last; the order of scores among equals.
            return sorted(ranked, key=lambda e: dates.get(e.number, ""), reverse=True)
        return ranked

    def _hit(self, entry: Ranked, readings: Sequence[Reading], said_by: Sequence[Field]) -> Hit:
        record = self.reader.record(entry.number)
        paragraph = to_paragraph(record)
        folded = fold(paragraph.text)
        found = [mark for reading in readings for mark in marks(self.matcher, reading, folded)]
        found.sort(key=lambda mark: (mark.start, mark.end))
        spans = merge([(mark.start, mark.end) for mark in found])
        return Hit(
            number=entry.number,
            file=self.reader.file_of(record),
            paragraph=paragraph,
            spans=tuple(spans),
            match=MATCHES[entry.way],
            matched=tuple(dict.fromkeys(paragraph.text[m.start : m.end] for m in found)),
            score=round(entry.score, 4),
            speakers=_speakers(paragraph, spans, said_by),
            explanation=entry.parts,
        )

    def _receipt(self, found: Found, readings: Sequence[Reading]) -> Iterator[Count]:
        for reading in readings:
            exact = self.matcher.as_asked(reading)
            yield Count(text_of(reading.term), Way.EXACT, len(found.keys() & exact))
            for wording in reading.variants:
                others = self.matcher.containing(wording.text) - exact
                if count := len(found.keys() & others):
                    yield Count(wording.text, Way.VARIANT, count)
        if by_words := sum(way == Way.WORDS for way in found.values()):
            yield Count("", Way.WORDS, by_words)


def _said_by(query: Query) -> list[Field]:
    parts = query.parts if isinstance(query, And) else (query,)
    return [part for part in parts if isinstance(part, Field) and part.name in SAID_BY]


def _is_said_by(statement: Statement, fields: Sequence[Field]) -> bool:
    speaker = statement.speaker
    return all(
        holds(field, speaker.organization)
        if field.name == "org"
        else holds(field, speaker.name) or holds(field, speaker.title)
        for field in fields
    )


def _inside(mark: Mark, statement: Statement) -> bool:
    return statement.start <= mark.start and mark.end <= statement.end


def _speakers(
    paragraph: Paragraph, spans: Sequence[Span], said_by: Sequence[Field]
) -> tuple[Speaker, ...]:
    """Who says the marked words; where nothing is marked, everyone who says something.

    Of statements within each other the innermost counts, and of joint ones all.
    """
    statements = [s for s in paragraph.statements if _is_said_by(s, said_by)]
    if not spans:
        return tuple(dict.fromkeys(statement.speaker for statement in statements))
    speaking: dict[Speaker, None] = {}
    for start, end in spans:
        around = [s for s in statements if s.start < end and start < s.end]
        if around:
            least = min(s.end - s.start for s in around)
            speaking.update((s.speaker, None) for s in around if s.end - s.start == least)
    return tuple(speaking)
