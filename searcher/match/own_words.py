"""The user's own synonyms: the words of a topic of his files stand for each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus.fold import fold
from index.topic_files import TOPIC_FILES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.topics.topic import Topic


class OwnTopic(NamedTuple):
    """A topic of the user's files: its label, and the words that his files list for it."""

    label: str
    words: Sequence[str]


class OwnWord(NamedTuple):
    """``other`` may replace the folded ``word``, because both are words of a topic."""

    word: str
    other: str
    label: str


def own_topics(folder: Path) -> list[OwnTopic]:
    """The topics of the user's files that an index keeps; empty if it keeps none."""
    paths = TOPIC_FILES.paths(folder)
    if not paths:
        return []
    from corpus.topics.thesaurus import Thesaurus

    built_in = Thesaurus.load().topics
    topics = Thesaurus.load(*paths).topics.values()
    found = (OwnTopic(one.label(), list(_words(one, built_in.get(one.id)))) for one in topics)
    return [topic for topic in found if len(topic.words) > 1]


def _words(topic: Topic, known: Topic | None) -> Iterator[str]:
    """The label, if it is the user's, and his words that count without a companion."""
    old = {word.text for word in known.words} if known else set()
    labels = known.labels.values() if known else ()
    yield from dict.fromkeys(label for label in topic.labels.values() if label not in labels)
    yield from (w.text for w in topic.words if w.text not in old and not w.companions)


def own_words(topics: Sequence[OwnTopic], term: str) -> Iterator[OwnWord]:
    """What may replace a word in a folded term; the longest word of each topic first."""
    for topic in topics:
        folded = sorted({fold(word) for word in topic.words}, key=len, reverse=True)
        word = next((one for one in folded if one in term), "")
        others = {fold(other): other for other in topic.words}
        for other, written in others.items():
            if word and other != word:
                yield OwnWord(word, written, topic.label)
