"""Puts in order the answers to a question for a topic alone, which has no terms to rank by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log

from corpus.fold import fold
from index.reader import Reader
from index.record import ROLE, TEXT, TOPICS, Record
from searcher.match import Found
from searcher.order import Ranked
from searcher.rank import ROLES, Score

_ONLY_ABOVE = 0.5  # the topic's words stand in a heading above the paragraph


def ranked_by_topic(reader: Reader, found: Found, topics: frozenset[str]) -> list[Ranked]:
    """The answers, those that hold more of the topics' words first.

    A word that stands n times adds 1 + ln n: several words of a topic say more than one repeated
    (term frequency as in Manning, Raghavan and Schütze, Introduction to Information Retrieval,
    6.4.1). Headings and captions count less than text.
    """
    ranked = []
    for number, way in found.items():
        record = reader.record(number)
        words = Counter(_words(record, topics))
        weight = sum(1 + log(count) for count in words.values()) or _ONLY_ABOVE
        parts = Score(words=weight, role=ROLES[record[ROLE]])
        # A whole part of 3, as for words found exactly.
        score = 3 + parts.total / (parts.total + 10)
        ranked.append(Ranked(number, way, score, parts))
    return sorted(ranked, key=lambda entry: (-entry.score, entry.number))


def _words(record: Record, topics: frozenset[str]) -> Iterable[str]:
    folded = fold(record[TEXT])
    for topic, spans in record[TOPICS]:
        if topic in topics:
            for start, end in spans:
                yield folded[start:end]
