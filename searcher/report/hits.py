"""Makes hits of ranked matches: the paragraph, what to highlight, and who says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from index.stored_record import DOC
from searcher.answer import MATCHES, Hit
from searcher.match.highlight import merge, reads_out, speaking
from searcher.match.paragraph_cache import ParagraphCache
from searcher.match.question import Question
from searcher.match.said_by import is_said_by
from searcher.rank.tiers import Ranked

if TYPE_CHECKING:
    from corpus.document import Paragraph, Span, Statement
    from index.engine import Snapshot


def hits(
    snapshot: Snapshot, question: Question, ranked: Sequence[Ranked], paragraphs: ParagraphCache
) -> Iterator[Hit]:
    """A hit for each ranked match."""
    people = snapshot.people
    read = paragraphs.read([entry.key for entry in ranked])
    for entry, stored in zip(ranked, read, strict=True):
        paragraph = stored.paragraph
        marks = sorted(chain.from_iterable(paragraphs.all_marks(entry.key)))
        spans = merge([(mark.start, mark.end) for mark in marks])
        doc = stored.record[DOC]
        file = snapshot.file(doc)
        own = [one for one in paragraph.statements if is_said_by(one, question, snapshot, doc)]
        yield Hit(
            number=entry.key,
            file=file,
            paragraph=people.described(paragraph, doc, file.date),
            spans=tuple(spans),
            match=MATCHES[entry.tier],
            matched=tuple(dict.fromkeys(paragraph.text[m.start : m.end] for m in marks)),
            score=round(entry.score, 4),
            statements=tuple(
                people.describe(one, doc, file.date)
                for one in matching_statements(own, paragraph, spans)
            ),
            explanation=entry.parts,
        )


def matching_statements(
    own: Iterable[Statement], paragraph: Paragraph, spans: Sequence[Span]
) -> list[Statement]:
    """Those statements of ``own`` in which the ``spans`` of the paragraph are said, and not only
    read out."""
    return speaking([s for s in own if not reads_out(s, paragraph.statements, spans)], spans)
