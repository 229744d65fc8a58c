"""Answers to a question for a topic: the words that earned it, and the order they give."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from math import log
from typing import NamedTuple

from corpus.fold import fold
from index.reader import Reader
from index.record import ROLE, TEXT, TOPICS
from searcher.found import Found
from searcher.order import Ranked
from searcher.rank import ROLES, Score

_ONLY_ABOVE = 0.5  # the topic's words stand in a heading above the paragraph


class Earned(NamedTuple):
    """The words of a paragraph that earned it the topics asked for, as it writes them."""

    role: str
    words: tuple[str, ...]


def earned(reader: Reader, found: Iterable[int], topics: frozenset[str]) -> dict[int, Earned]:
    """For each paragraph the words that earned it ``topics``, each as often as it stands there."""
    result = {}
    for number in found:
        record = reader.record(number)
        text = record[TEXT]
        spans = {span for topic, spans in record[TOPICS] if topic in topics for span in spans}
        result[number] = Earned(record[ROLE], tuple([text[start:end] for start, end in spans]))
    return result


def ranked_by_topic(found: Found, words: Mapping[int, Earned]) -> list[Ranked]:
    """The answers, those that hold more of the topics' words first.

    A word that stands n times adds 1 + ln n: several words of a topic say more than one repeated
    (term frequency as in Manning, Raghavan and Schütze, Introduction to Information Retrieval,
    6.4.1). Headings and captions count less than text.
    """
    parts_of = cache(_parts)  # most paragraphs hold the same word or two
    ranked = []
    for number in found:
        parts, score = parts_of(words[number])
        ranked.append(Ranked(number, found.way(number), score, parts))
    return sorted(ranked, key=lambda entry: (-entry.score, entry.number))


def _parts(earned: Earned) -> tuple[Score, float]:
    counts = Counter(map(fold, earned.words))
    weight = sum(1 + log(count) for count in counts.values()) or _ONLY_ABOVE
    parts = Score(words=weight, role=ROLES[earned.role])
    # A whole part of 3, as for words found exactly.
    return parts, 3 + parts.total / (parts.total + 10)


def paragraphs_by_word(words: Mapping[int, Earned]) -> list[tuple[str, int]]:
    """Each word as it is mostly written, and how many paragraphs it is in, most first."""
    folded = cache(fold)
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for together, paragraphs in Counter(one.words for one in words.values()).items():
        for key, word in {folded(word): word for word in together}.items():
            written[key][word] += paragraphs
    counts = [(forms.most_common(1)[0][0], forms.total()) for forms in written.values()]
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))
