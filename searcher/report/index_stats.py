"""Counts what an index contains: its speakers and its topics."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.fold import fold
from corpus.topics.topic import Topic
from index.plan import EVERY_PARAGRAPH, Has
from index.stored_record import STATEMENTS
from searcher.rank.topic_ranking import topic_words

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
class SpeakerHeld:
    """A speaker of the index, under the spelling of the most paragraphs."""

    name: str
    group: bool
    organizations: tuple[str, ...]
    titles: tuple[str, ...]
    extent: Extent


@dataclass(frozen=True, slots=True)
class TopicHeld:
    """A topic of the index."""

    topic: Topic
    extent: Extent


class Holdings:
    """Counts for one snapshot of an index."""

    def __init__(self, reader: Snapshot) -> None:
        self.reader = reader
        self._session = reader.session()

    def extent(self, matches: Matches) -> Extent:
        """How much the paragraphs of ``matches`` take."""
        files = matches.facet("doc")
        dates = [date for id in files if (date := self.reader.file(id).date)]
        return Extent(
            paragraphs=sum(matches.totals),
            documents=len(files),
            speakers=len(set(map(fold, matches.facet("speaker")))),
            first=min((date.first for date in dates), default=None),
            last=max((date.last for date in dates), default=None),
        )

    def speakers(self, limit: int | None = None) -> tuple[int, list[SpeakerHeld]]:
        """How many there are, and the ``limit`` who speak in the most paragraphs."""
        names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        facet = self._session.match(EVERY_PARAGRAPH).facet("speaker")
        for name, paragraphs in sorted(facet.items()):
            names[fold(name)][name] = paragraphs
        order = sorted(names, key=lambda key: (-names[key].total(), key))
        return len(order), [self._speaker(names[key]) for key in order[:limit]]

    def _speaker(self, spellings: Counter[str]) -> SpeakerHeld:
        plan = Has("speaker", tuple(spellings))
        kinds: Counter[str] = Counter()
        titles: Counter[str] = Counter()
        organizations: Counter[str] = Counter()
        # In a session of its own, so that the paragraphs of every speaker are not kept.
        for _, paragraph in self.reader.session().match(plan).all_records():
            for _, _, name, title, organization, kind, *_ in paragraph.record[STATEMENTS]:
                if name in spellings:
                    kinds[kind] += 1
                    titles[title] += 1
                    organizations[organization] += 1
        return SpeakerHeld(
            name=spellings.most_common(1)[0][0],
            group=kinds.most_common(1)[0][0] == "group",
            organizations=_most_frequent(organizations),
            titles=_most_frequent(titles),
            extent=self.extent(self._session.match(plan)),
        )

    def topics(self) -> list[TopicHeld]:
        """Every topic that a paragraph has, those of the most paragraphs first."""
        known = self.reader.thesaurus.topics
        topics = (self.topic(known[id]) for id in self.reader.lexicon("topic") if id in known)
        found = [topic for topic in topics if topic.extent.paragraphs]
        return sorted(found, key=lambda topic: -topic.extent.paragraphs)

    def topic(self, topic: Topic) -> TopicHeld:
        """One topic, which may have no paragraphs."""
        return TopicHeld(topic, self.extent(self._session.match(Has("topic", (topic.id,)))))

    def topic_words(self, id: str) -> list[tuple[str, int]]:
        """The words that put paragraphs on a topic, in the spelling of the most paragraphs, and how
        often each occurs, most first."""
        matches = self._session.match(Has("topic", (id,)))
        words = topic_words(self.reader, matches, (id,))
        counts = [(word.written, word.occurrences) for word in words]
        return sorted(counts, key=lambda pair: (-pair[1], pair[0]))


def _most_frequent(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(name for name, _ in counts.most_common() if name)
