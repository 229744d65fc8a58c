"""Ranks the paragraphs of a topic by the topic's words in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from math import log
from typing import TYPE_CHECKING, NamedTuple

from corpus.fold import fold
from index.field_names import TOPIC_WORDS, topic_word
from index.plan import FirstStage, Key
from searcher.rank.tiers import Ranked
from searcher.score.formulas import ROLES, Score

if TYPE_CHECKING:
    from index.engine import Matches, Snapshot

_HEADING_ONLY = 0.5  # the topic's words are only in a heading above the paragraph


class TopicWord(NamedTuple):
    """A word that put paragraphs on a topic: in the spelling of the most paragraphs, and how often
    it occurs, in any spelling, in each of them."""

    written: str
    counts: Mapping[Key, int]

    @property
    def occurrences(self) -> int:
        """In all paragraphs."""
        return sum(self.counts.values())


def topic_words(snapshot: Snapshot, matches: Matches, topics: Iterable[str]) -> list[TopicWord]:
    """The words that put the paragraphs of ``matches`` on the ``topics``."""
    spellings: defaultdict[str, defaultdict[str, Counter[Key]]] = defaultdict(
        lambda: defaultdict(Counter)
    )
    for topic in topics:
        prefix = topic_word(topic)
        terms = list(snapshot.lexicon(TOPIC_WORDS, prefix))
        found = matches.term_counts(TOPIC_WORDS, terms)
        if found is None:
            found = _counts_in_records(matches, topic)
        for term in terms:
            if counts := Counter(found.get(term, {})):
                word = term.removeprefix(prefix)
                # A place that puts a paragraph on two topics counts once.
                spellings[fold(word)][word] |= counts
    return [_merged(forms) for forms in spellings.values()]


def _counts_in_records(matches: Matches, topic: str) -> Mapping[str, Mapping[Key, int]]:
    """How often each term of the topic occurs in each paragraph, from what is stored of it."""
    counts: defaultdict[str, Counter[Key]] = defaultdict(Counter)
    for key, stored in matches.all_records():
        paragraph = stored.paragraph
        for tag in paragraph.topics:
            if tag.topic == topic:
                for start, end in tag.spans:
                    counts[topic_word(topic, paragraph.text[start:end])][key] += 1
    return counts


def _merged(forms: Mapping[str, Counter[Key]]) -> TopicWord:
    """The spellings of a word as one."""
    written = max(forms, key=lambda form: len(forms[form]))
    counts: Counter[Key] = Counter()
    for form in forms.values():
        counts.update(form)
    return TopicWord(written, counts)


def ranked_by_topic(matches: Matches, words: Iterable[TopicWord]) -> list[Ranked]:
    """The matches, those with more of the topics' words first.

    A word that occurs n times adds 1 + ln n: several words of a topic count more than one repeated
    (term frequency as in Manning, Raghavan and Schütze, Introduction to Information Retrieval,
    6.4.1). Headings and captions count less than body text.
    """
    totals: defaultdict[Key, float] = defaultdict(float)
    for word in words:
        for key, count in word.counts.items():
            totals[key] += 1 + log(count)
    scored = cache(_scored)  # most paragraphs contain the same word or two
    first_stage = FirstStage({}, (), ROLES)
    ranked = [
        Ranked(match.key, match.tier, *scored(totals[match.key], match.factor))
        for match in matches.scored(first_stage)
    ]
    return sorted(ranked, key=lambda entry: (-entry.score, entry.key))


def _scored(weight: float, factor: float) -> tuple[float, Score]:
    parts = Score(words=weight or _HEADING_ONLY, role=factor)
    # In the class of exact matches.
    return 3 + parts.total / (parts.total + 10), parts


def paragraphs_by_word(words: Iterable[TopicWord]) -> list[tuple[str, int]]:
    """Each word with the number of its paragraphs, most first."""
    counts = [(word.written, len(word.counts)) for word in words]
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))
