"""Makes hits of ranked matches: the paragraph, what to highlight, and who says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from corpus.document import Paragraph, Span, Speaker
from index.stored_record import DOC
from searcher.answer import MATCHES, Hit
from searcher.match.highlight import merge, reads_out, speaking
from searcher.match.paragraph_cache import ParagraphCache
from searcher.match.question import Question
from searcher.match.said_by import is_said_by
from searcher.query.ast import Field
from searcher.rank.tiers import Ranked

if TYPE_CHECKING:
    from index.engine import Snapshot


def hits(
    snapshot: Snapshot, question: Question, ranked: Sequence[Ranked], paragraphs: ParagraphCache
) -> Iterator[Hit]:
    """A hit for each ranked match."""
    read = paragraphs.read([entry.key for entry in ranked])
    for entry, stored in zip(ranked, read, strict=True):
        paragraph = stored.paragraph
        marks = sorted(chain.from_iterable(paragraphs.all_marks(entry.key)))
        spans = merge([(mark.start, mark.end) for mark in marks])
        yield Hit(
            number=entry.key,
            file=snapshot.file(stored.record[DOC]),
            paragraph=paragraph,
            spans=tuple(spans),
            match=MATCHES[entry.tier],
            matched=tuple(dict.fromkeys(paragraph.text[m.start : m.end] for m in marks)),
            score=round(entry.score, 4),
            speakers=_speakers(paragraph, spans, question.said_by),
            explanation=entry.parts,
        )


def _speakers(
    paragraph: Paragraph, spans: Sequence[Span], said_by: Sequence[Field]
) -> tuple[Speaker, ...]:
    """Who says the marked words; if nothing is marked, everyone who says something."""
    statements = [
        statement
        for statement in paragraph.statements
        if is_said_by(statement, said_by) and not reads_out(statement, paragraph.statements, spans)
    ]
    return tuple(dict.fromkeys(statement.speaker for statement in speaking(statements, spans)))
