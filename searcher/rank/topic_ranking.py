"""Answers to a question for a topic: the words that earned it, and the order they give."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import log
from typing import NamedTuple

from corpus.fold import fold
from index.field_names import TOPIC_WORDS, topic_word
from index.whoosh.postings import Postings
from index.whoosh.reader import Reader
from searcher.match.matches import Found
from searcher.rank.tiers import Ranked
from searcher.score.formulas import ROLES, Score

_ONLY_ABOVE = 0.5  # the topic's words stand in a heading above the paragraph


class TopicWord(NamedTuple):
    """A word that earned a topic: as it is mostly ``written`` (in the most paragraphs), and how
    often it stands, in any spelling, in each paragraph that holds it."""

    written: str
    counts: Mapping[int, int]

    @property
    def occurrences(self) -> int:
        """In all paragraphs."""
        return sum(self.counts.values())


def topic_words(
    reader: Reader, topics: Iterable[str], found: frozenset[int] | None = None
) -> list[TopicWord]:
    """The words that earned ``topics``, in the paragraphs ``found`` (None: in all)."""
    spellings: defaultdict[str, defaultdict[str, Counter[int]]] = defaultdict(
        lambda: defaultdict(Counter)
    )
    for topic in topics:
        for word, postings in _written(reader, topic):
            pairs = zip(postings.numbers, postings.counts, strict=True)
            counts = Counter(dict(pairs if found is None else postings.counted(found)))
            if counts:
                # One place may earn two topics: it counts once.
                spellings[fold(word)][word] |= counts
    return [_together(forms) for forms in spellings.values()]


def _written(reader: Reader, topic: str) -> Iterator[tuple[str, Postings]]:
    start = topic_word(topic)
    for term in reader.lexicon(TOPIC_WORDS, start):
        yield term.removeprefix(start), reader.postings(TOPIC_WORDS, term)


def _together(forms: Mapping[str, Counter[int]]) -> TopicWord:
    """The spellings of a word as one."""
    written = max(forms, key=lambda form: len(forms[form]))
    counts: Counter[int] = Counter()
    for form in forms.values():
        counts.update(form)
    return TopicWord(written, counts)


def ranked_by_topic(reader: Reader, found: Found, words: Iterable[TopicWord]) -> list[Ranked]:
    """The answers, those that hold more of the topics' words first.

    A word that stands n times adds 1 + ln n: several words of a topic say more than one repeated
    (term frequency as in Manning, Raghavan and Schütze, Introduction to Information Retrieval,
    6.4.1). Headings and captions count less than text.
    """
    totals = dict.fromkeys(found, 0.0)
    for word in words:
        for number, count in word.counts.items():
            totals[number] += 1 + log(count)
    roles = {
        number: role
        for role, factor in ROLES.items()
        if factor < 1
        for number in reader.postings("role", role).shared(found.numbers)
    }
    scored = cache(_scored)  # most paragraphs hold the same word or two
    ranked = [
        Ranked(number, found.way(number), *scored(total, roles.get(number, "body")))
        for number, total in totals.items()
    ]
    return sorted(ranked, key=lambda entry: (-entry.score, entry.number))


def _scored(weight: float, role: str) -> tuple[float, Score]:
    parts = Score(words=weight or _ONLY_ABOVE, role=ROLES[role])
    # Of the class of words found exactly.
    return 3 + parts.total / (parts.total + 10), parts


def paragraphs_by_word(words: Iterable[TopicWord]) -> list[tuple[str, int]]:
    """Each word as it is mostly written, and how many paragraphs it is in, most first."""
    counts = [(word.written, len(word.counts)) for word in words]
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))
