"""The answer to a query: what :class:`searcher.search.Search` returns."""

# No "from __future__ import annotations": with it, Python compiles each annotation of a named tuple
# separately, which takes longer than the rest of the class, and every search imports this module.

from typing import Any, Literal, NamedTuple

from corpus.document import Paragraph, Span, Speaker, Statement
from index.plan import Key, Tier
from index.stored_record import IndexedFile
from searcher.match.manner import Manner
from searcher.query.ast import Query
from searcher.score.formulas import Score

Match = Literal["exact", "variant", "words"]
MATCHES: dict[Tier, Match] = {Tier.EXACT: "exact", Tier.VARIANT: "variant", Tier.WORDS: "words"}


class Hit(NamedTuple):
    """A paragraph that answers a query.

    ``number`` is its key in the index. ``spans`` mark what matched, in characters of the text, in
    order, without overlaps; ``matched`` are the marked strings as the text writes them.
    ``statements`` are those in which marked words are said, by the speakers that the query asks
    for. ``score`` is from 4 if terms of the query touch, from 3 for exact matches of whole words,
    from 2 for other exact ones (see :class:`searcher.match.manner.Manner`), from 1 for variants,
    from 0 for words; ``explanation`` has the parts of the rest.
    """

    number: Key
    file: IndexedFile
    paragraph: Paragraph
    spans: tuple[Span, ...]
    match: Match
    matched: tuple[str, ...]
    score: float
    statements: tuple[Statement, ...]
    explanation: Score

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """Who says the marked words, each once."""
        return tuple(dict.fromkeys(statement.speaker for statement in self.statements))

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
    """A line of the receipt: how many of the answers contain ``text``, which matches in ``tier``.

    A variant's count does not include paragraphs with the term itself. The count of the tier of
    words has no text. Each paragraph counts in the best manner in which it contains the term.
    ``source`` is the document that defines a short name; empty for the variants of the built-in
    table.
    """

    text: str
    tier: Tier
    paragraphs: int
    source: str = ""
    manner: Manner = Manner.WHOLE


class Answer(NamedTuple):
    """``total`` paragraphs answer ``query``; ``hits`` are the first of them.

    ``partly`` of the total contain most of the words of a long run, not all; they are included
    because few paragraphs contain all.
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


class SpeakerNamed(NamedTuple):
    """A speaker with the name that a query asks for, and in how many paragraphs this one speaks."""

    name: str
    paragraphs: int


class OtherTopic(NamedTuple):
    """A topic that the query also names; ``paragraphs`` on it do not match the query."""

    label: str
    paragraphs: int
    id: str = ""


class TopicMeant(NamedTuple):
    """A topic that a query asks for by another ``name`` than its ``label``."""

    name: str
    label: str
    id: str = ""
