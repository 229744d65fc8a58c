"""Finds the characters of a paragraph that match a query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from corpus.document import Paragraph, Span, Statement
from index.analysis.starred import starred_places
from index.analysis.wording import MatchText, Wording
from index.plan import Near
from searcher.match.reading import Reading, folded_parts
from searcher.query.ast import WILDCARD_REACH, Proximity, Wildcard

_INTRODUCTION = 12  # characters such as sli.do： or 有一位朋友問說：


class Mark(NamedTuple):
    """``text[start:end]`` matches a wording of the query."""

    start: int
    end: int


def marks(reading: Reading, text: MatchText) -> list[Mark]:
    """What one term matches in a paragraph, in order: the string and its variants; its words only
    if neither occurs."""
    if isinstance(reading.term, Wildcard):
        return sorted(_starred(reading.term, text))
    if isinstance(reading.term, Proximity) and reading.near:
        return _near(reading.near, text)
    found = _marked((reading.exact, *reading.variants), text)
    if not found and reading.near:
        found = _near(reading.near, text)
    elif not found:
        found = _marked(chain.from_iterable(reading.words), text)
    return sorted(found)


def topic_marks(paragraph: Paragraph, topics: frozenset[str]) -> list[Mark]:
    """The words for which a paragraph has one of the ``topics``."""
    return [
        Mark(start, end)
        for tag in paragraph.topics
        if tag.topic in topics
        for start, end in tag.spans
    ]


def _near(plan: Near, text: MatchText) -> list[Mark]:
    from index.analysis.nearness import near_places

    return [Mark(*place) for place in near_places(plan, text)]


def _marked(wordings: Iterable[Wording], text: MatchText) -> list[Mark]:
    return [Mark(*span) for wording in wordings for span in wording.spans(text)]


def _starred(term: Wildcard, text: MatchText) -> Iterator[Mark]:
    parts = folded_parts(term)
    for places in starred_places(parts, WILDCARD_REACH, text.without_gaps):
        for place in places:
            yield Mark(*(text.closed.span(*place) if text.closed else place))


def merge(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap or touch made one.

    >>> merge([(3, 5), (0, 2), (2, 3), (8, 9)])
    [(0, 5), (8, 9)]
    """
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def reads_out(statement: Statement, statements: Sequence[Statement], spans: Sequence[Span]) -> bool:
    """Whether the marked words of ``statement`` are those of others that it quotes.

    For example a chair who reads out a question of the audience. If nothing is marked, it is so if
    the statement is little more than such a quotation. ``statements`` are all of the paragraph.
    """
    quoted = [
        (one.start, one.end)
        for one in statements
        if one.inside is not None and statements[one.inside] == statement
    ]
    if not quoted:
        return False
    if not spans:
        length = sum(end - start for start, end in merge(quoted))
        return statement.end - statement.start - length <= _INTRODUCTION
    own = [span for span in spans if span[0] < statement.end and statement.start < span[1]]
    return bool(own) and all(
        any(start <= span[0] and span[1] <= end for start, end in quoted) for span in own
    )


def speaking(statements: Sequence[Statement], spans: Sequence[Span]) -> list[Statement]:
    """The statements that contain a marked word; all of them if nothing is marked.

    If statements are nested, the innermost counts; if several are equally short, each counts.
    """
    if not spans:
        return list(statements)
    found: dict[Statement, None] = {}
    for start, end in spans:
        around = [s for s in statements if s.start < end and start < s.end]
        least = min((s.end - s.start for s in around), default=0)
        found.update((s, None) for s in around if s.end - s.start == least)
    return list(found)
