"""Counts how much of an index its topics take."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.fold import fold
from corpus.topics.topic import Topic
from index.plan import Has
from searcher.rank.topic_ranking import topic_words
from searcher.report.part import WHOLE, Part

if TYPE_CHECKING:
    from index.engine import Matches, Snapshot


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of an index something takes: counts, and the first and last day (None: no date)."""

    paragraphs: int
    documents: int
    speakers: int
    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class TopicHeld:
    """A topic of the index."""

    topic: Topic
    extent: Extent


class Holdings:
    """Counts for one snapshot of an index, or for a ``part`` of it."""

    def __init__(self, reader: Snapshot, part: Part = WHOLE) -> None:
        self.reader = reader
        self._part = part
        self._session = reader.session()

    def extent(self, matches: Matches) -> Extent:
        """How much the paragraphs of ``matches`` take."""
        speakers = len(set(map(fold, matches.facet("speaker"))))
        return self.extent_of(sum(matches.totals), matches.facet("doc"), speakers)

    def extent_of(self, paragraphs: int, documents: Collection[str], speakers: int = 1) -> Extent:
        """The extent of so many ``paragraphs`` in the documents of these ids."""
        dates = [date for id in documents if (date := self.reader.file(id).date)]
        return Extent(
            paragraphs=paragraphs,
            documents=len(documents),
            speakers=speakers,
            first=min((date.first for date in dates), default=None),
            last=max((date.last for date in dates), default=None),
        )

    def topics(self) -> list[TopicHeld]:
        """Every topic that a paragraph has, those of the most paragraphs first."""
        known = self.reader.thesaurus.topics
        ids = sorted(self._part.matches(self._session).facet("topic"))
        topics = (self.topic(known[id]) for id in ids if id in known)
        found = [topic for topic in topics if topic.extent.paragraphs]
        return sorted(found, key=lambda topic: -topic.extent.paragraphs)

    def topic(self, topic: Topic) -> TopicHeld:
        """One topic, which may have no paragraphs."""
        return TopicHeld(topic, self.extent(self._on(topic.id)))

    def topic_words(self, id: str) -> list[tuple[str, int]]:
        """The words that put paragraphs on a topic, in the spelling of the most paragraphs, and how
        often each occurs, most first."""
        words = topic_words(self.reader, self._on(id), (id,))
        counts = [(word.written, word.occurrences) for word in words]
        return sorted(counts, key=lambda pair: (-pair[1], pair[0]))

    def _on(self, id: str) -> Matches:
        """The paragraphs on a topic."""
        return self._part.matches(self._session, Has("topic", (id,)))
