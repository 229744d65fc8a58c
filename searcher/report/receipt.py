"""The receipt: how many of the matches contain each wording of a query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from index.plan import Plan, Tier, Without
from searcher.answer import Count
from searcher.match.manner import Manner
from searcher.match.manner_counts import counts_by_manner
from searcher.match.matching import Matched
from searcher.match.question import Question
from searcher.match.reading import TermReader, contains
from searcher.query.ast import Proximity, Wildcard, describe

if TYPE_CHECKING:
    from searcher.rank.topic_ranking import TopicWord


def receipt(
    terms: TermReader, question: Question, matched: Matched, words: Sequence[TopicWord]
) -> Iterator[Count]:
    """The terms as written, the variants that match, all words, and the ``words`` of topics."""
    lines: list[tuple[str, Tier, str, Plan]] = []
    for reading in question.readings:
        term = reading.term
        shown = describe(term) if isinstance(term, Wildcard | Proximity) else term.text
        lines.append((shown, Tier.EXACT, "", reading.as_written))
        if isinstance(term, Proximity):
            lines.append((shown, Tier.VARIANT, "", Without(reading.plan, reading.as_written)))
        lines += [
            (one.shown or one.text, Tier.VARIANT, one.source, contains(one))
            for one in reading.variants
        ]
    counts = matched.matches.counts([plan for *_, plan in lines])
    for (text, tier, source, plan), count in zip(lines, counts, strict=True):
        if tier == Tier.EXACT:
            parts = counts_by_manner(terms, plan, matched.matches, count, text)
            for manner, part in parts.items():
                if part or manner == Manner.WHOLE:
                    yield Count(text, tier, part, manner=manner)
        elif count:
            yield Count(text, tier, count, source)
    if by_words := matched.matches.totals.words:
        yield Count("", Tier.WORDS, by_words)
    if words:
        from searcher.rank.topic_ranking import paragraphs_by_word

        for text, count in paragraphs_by_word(words):
            yield Count(text, Tier.EXACT, count)
