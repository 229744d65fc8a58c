"""What a search returns."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from corpus.document import Paragraph, Span, Speaker, Statement
from index.stored_record import IndexedFile
from searcher.match.matches import Way
from searcher.query.ast import Query
from searcher.score.formulas import Score

Match = Literal["exact", "variant", "words"]
MATCHES: dict[Way, Match] = {Way.EXACT: "exact", Way.VARIANT: "variant", Way.WORDS: "words"}


class Hit(NamedTuple):
    """A paragraph that answers.

    ``spans`` mark what matched, in characters of the text, in order and apart; ``matched`` are
    the marked strings as the text writes them. ``speakers`` are those who say marked words.
    The whole part of ``score`` tells the class: 3 exact, 2 exact but straddling words, 1 variant,
    0 words; ``explanation`` has the parts of the rest.
    """

    number: int
    file: IndexedFile
    paragraph: Paragraph
    spans: tuple[Span, ...]
    match: Match
    matched: tuple[str, ...]
    score: float
    speakers: tuple[Speaker, ...]
    explanation: Score

    @property
    def statements(self) -> list[Statement]:
        """The statements by :attr:`speakers` that contain a marked word."""
        from searcher.match.highlight import speaking

        own = [s for s in self.paragraph.statements if s.speaker in self.speakers]
        return speaking(own, self.spans)

    def rows(self) -> list[dict[str, Any]]:
        """The quotations of this hit: see :meth:`Answer.rows`."""
        from searcher.output.schema import rows_of

        return [row._asdict() for row in rows_of([self])]

    def __repr__(self) -> str:
        from searcher.output.plain import hit_line

        return hit_line(self)

    def _repr_html_(self) -> str:
        from searcher.output.html import hit_html

        return hit_html(self)


class Count(NamedTuple):
    """A line of the receipt: so many of the answers hold ``text``, found in this way.

    A variant's count leaves out what the string itself found; words have no text of their own.
    """

    text: str
    way: Way
    paragraphs: int


class Answer(NamedTuple):
    """``total`` paragraphs answer ``query``; ``hits`` are the first of them.

    ``partly`` of the total hold most of the words of a long run, not all; they were asked for
    because hardly any paragraph holds all.
    """

    query: Query
    total: int
    hits: tuple[Hit, ...]
    receipt: tuple[Count, ...]
    partly: int = 0

    def rows(self) -> list[dict[str, Any]]:
        """One row for each statement that contains matched words, for tables and data frames.

        The keys are those of :class:`searcher.output.schema.Row`, the same in every row.
        """
        from searcher.output.schema import rows_of

        return [row._asdict() for row in rows_of(self.hits)]

    def __repr__(self) -> str:
        from searcher.output.plain import answer_line

        return answer_line(self)

    def _repr_html_(self) -> str:
        from searcher.output.html import answer_html

        return answer_html(self)


class OtherTopic(NamedTuple):
    """A topic that the query also names; ``paragraphs`` on it do not match the query."""

    label: str
    paragraphs: int
