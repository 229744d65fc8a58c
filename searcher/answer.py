"""What a search gives back."""

from __future__ import annotations

from typing import Literal, NamedTuple

from corpus.document import Paragraph, Span, Speaker
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
