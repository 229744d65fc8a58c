"""From a question to an answer: match, see who says it, rank, mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from corpus.document import Paragraph, Span, Speaker, Statement
from index.stored_record import to_paragraph
from index.whoosh.reader import Reader
from searcher.answer import MATCHES, Answer, Count, Hit
from searcher.match.fields import holds, topic_ids
from searcher.match.highlight import Mark, marks, merge, positive_fields, positive_terms, speaking
from searcher.match.matcher import Matcher, Reading
from searcher.match.matches import Found, Way
from searcher.match.minimum_should_match import with_most_words
from searcher.query.ast import Field, Or, Phrase, Query, Term, Wildcard, describe
from searcher.query.fields import FIELDS
from searcher.rank.ranking import Order
from searcher.rank.tiers import Ranked
from searcher.rank.topic_ranking import TopicWord, paragraphs_by_word, ranked_by_topic, topic_words

Sort = Literal["score", "date", "doc"]


class Options(NamedTuple):
    """``limit`` None is all; ``exact`` turns variants and words off."""

    exact: bool = False
    limit: int | None = 10
    sort: Sort = "score"


_USUAL = Options()


class _Asked(NamedTuple):
    """What of a query shows in a paragraph: terms, ids of topics, whose words they must be.
    ``any_term``: what holds one of the terms is an answer, whatever else it holds."""

    readings: Sequence[Reading]
    topics: frozenset[str]
    said_by: Sequence[Field]
    any_term: bool


class Search:
    """Answers questions to one index as it is now."""

    def __init__(self, reader: Reader, options: Options = _USUAL) -> None:
        self.reader = reader
        self.options = options
        self.matcher = Matcher(reader, exact=options.exact)

    def answer(self, query: Query) -> Answer:
        """Every paragraph that answers ``query``, the best of them as hits."""
        asked = self._asked(query)
        found = self.matcher.find(query)
        # Who speaks at all is found by the field alone: no need to read what they say. (Not so
        # org:, which must see whether a speaker is a group.)
        if not (isinstance(query, Field) and query.name == "speaker"):
            found = self._said(found, asked)
        partly: frozenset[int] = frozenset()
        if not self.options.exact:
            partly = with_most_words(self.matcher, query, len(found))
            partly = self._said(Found(partly.difference(*found.ways)), asked).exact
            found = found.beside(partly) if partly else found
        wanted = len(found) if self.options.limit is None else self.options.limit
        words = topic_words(self.reader, asked.topics, found.numbers) if asked.topics else ()
        shown = self._sorted(self._ranked(found, asked, words, wanted))[:wanted]
        return Answer(
            query=query,
            total=len(found),
            hits=tuple(self._hit(entry, asked) for entry in shown),
            receipt=tuple(self._receipt(found, asked, words)),
            partly=len(partly),
        )

    def _ranked(
        self, found: Found, asked: _Asked, words: Sequence[TopicWord], wanted: int
    ) -> list[Ranked]:
        if asked.topics and not asked.readings:
            return ranked_by_topic(self.reader, found, words)
        order = Order(self.matcher, asked.readings)
        by_score = self.options.sort == "score"
        return order.best(found, wanted) if by_score else order.ranked(found, wanted)

    def _asked(self, query: Query) -> _Asked:
        terms = dict.fromkeys(positive_terms(query))
        fields = list(positive_fields(query))
        return _Asked(
            readings=[self.matcher.reading(term) for term in terms],
            topics=frozenset(
                id
                for field in fields
                if FIELDS[field.name].read == "topic"
                for id in topic_ids(self.reader, field)
            ),
            said_by=[field for field in fields if FIELDS[field.name].says],
            any_term=set(query.parts if isinstance(query, Or) else (query,)) == terms.keys(),
        )

    def other_topic(self, query: Query) -> tuple[str, int] | None:
        """The topic that a query of one term also names, by its label, and how many paragraphs on
        it the term does not find. None if there is no such topic, or nothing more on it.

        A word that mostly stands in other paragraphs (平台) may be asked by, but names no topic.
        """
        if self.options.exact or not isinstance(query, Term | Phrase):
            return None
        names = self.reader.topic_names
        id = names.find(query.text)
        if id is None:
            return None
        tagged = set(self.reader.postings("topic", id).numbers)
        exact = self.matcher.as_asked(self.matcher.reading(query))
        if 2 * len(exact & tagged) < len(exact):
            return None
        more = len(tagged.difference(*self.matcher.find(query).ways))
        return (names.labels[id], more) if more else None

    def _said(self, found: Found, asked: _Asked) -> Found:
        """Those of ``found`` whose words stand in a statement of the speaker asked for."""
        if not asked.said_by:
            return found
        return found.among(frozenset(number for number in found if self._says(number, asked)))

    def _says(self, number: int, asked: _Asked) -> bool:
        paragraph = to_paragraph(self.matcher.record(number))
        own = [s for s in paragraph.statements if _is_said_by(s, asked.said_by)]
        if any(s.start == 0 and s.end == len(paragraph.text) for s in own):
            return True
        return bool(own) and all(
            any(_inside(mark, statement) for mark in marks for statement in own)
            for marks in self._marks(number, paragraph, asked)
            if marks
        )

    def _marks(self, number: int, paragraph: Paragraph, asked: _Asked) -> list[list[Mark]]:
        """What matched in a paragraph, term by term, and then the words that earned a topic."""
        text = self.matcher.text(number)
        found = [marks(reading, text) for reading in asked.readings]
        earned = [
            Mark(start, end, text.folded[start:end])
            for tag in paragraph.topics
            if tag.topic in asked.topics
            for start, end in tag.spans
        ]
        return [*found, earned]

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

    def _hit(self, entry: Ranked, asked: _Asked) -> Hit:
        record = self.matcher.record(entry.number)
        paragraph = to_paragraph(record)
        found = [mark for marks in self._marks(entry.number, paragraph, asked) for mark in marks]
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
            speakers=_speakers(paragraph, spans, asked.said_by),
            explanation=entry.parts,
        )

    def _receipt(self, found: Found, asked: _Asked, words: Sequence[TopicWord]) -> Iterator[Count]:
        shared = len if asked.any_term else found.shared
        for reading in asked.readings:
            exact = self.matcher.as_asked(reading)
            yield Count(_shown(reading.term), Way.EXACT, shared(exact))
            for wording in reading.variants:
                if count := shared(self.matcher.holding(wording)):
                    yield Count(wording.text, Way.VARIANT, count)
        if by_words := len(found.words):
            yield Count("", Way.WORDS, by_words)
        for word, count in paragraphs_by_word(words):
            yield Count(word, Way.EXACT, count)


def _shown(term: Term | Phrase | Wildcard) -> str:
    return term.text if isinstance(term, Term | Phrase) else describe(term)


def _is_said_by(statement: Statement, fields: Sequence[Field]) -> bool:
    speaker = statement.speaker
    group = speaker.name if speaker.kind == "group" else ""
    return all(
        any(
            holds(field, value)
            for value in (
                (speaker.organization, group)
                if field.name == "org"
                else (speaker.name, speaker.title)
            )
        )
        for field in fields
    )


def _inside(mark: Mark, statement: Statement) -> bool:
    return statement.start <= mark.start and mark.end <= statement.end


def _speakers(
    paragraph: Paragraph, spans: Sequence[Span], said_by: Sequence[Field]
) -> tuple[Speaker, ...]:
    """Who says the marked words; where nothing is marked, everyone who says something."""
    statements = [s for s in paragraph.statements if _is_said_by(s, said_by)]
    return tuple(dict.fromkeys(statement.speaker for statement in speaking(statements, spans)))
