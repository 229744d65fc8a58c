"""What an index holds: its speakers and its topics, with counts."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.fold import fold
from corpus.topics.topic import Topic
from index.stored_record import STATEMENTS
from index.whoosh.reader import Reader
from searcher.rank.topic_ranking import topic_words


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
    """A speaker of the index, under the name that most paragraphs write."""

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
    """Counts for one reader; each table is made when it is first asked for."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    @cached_property
    def _file_of(self) -> dict[int, str]:
        return {
            number: id for id in self.reader.file_ids() for number in self.reader.paragraphs_of(id)
        }

    @cached_property
    def _speakers_of(self) -> dict[int, list[str]]:
        speakers: defaultdict[int, list[str]] = defaultdict(list)
        for name in self.reader.lexicon("speaker"):
            for number in self.reader.postings("speaker", name).numbers:
                speakers[number].append(fold(name))
        return speakers

    def extent(self, numbers: Sequence[int]) -> Extent:
        """How much the paragraphs ``numbers`` take."""
        files = {self._file_of[number] for number in numbers}
        dates = sorted(date for id in files if (date := self.reader.file(id).date))
        speakers = {name for number in numbers for name in self._speakers_of.get(number, ())}
        return Extent(
            paragraphs=len(numbers),
            documents=len(files),
            speakers=len(speakers),
            first=dates[0] if dates else None,
            last=dates[-1] if dates else None,
        )

    def speakers(self, limit: int | None = None) -> tuple[int, list[SpeakerHeld]]:
        """How many there are, and the ``limit`` who speak in the most paragraphs."""
        names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for name in self.reader.lexicon("speaker"):
            names[fold(name)][name] = len(self.reader.postings("speaker", name))
        order = sorted(names, key=lambda key: (-names[key].total(), key))
        return len(order), [self._speaker(names[key]) for key in order[:limit]]

    def _speaker(self, written: Counter[str]) -> SpeakerHeld:
        numbers = sorted(
            {n for name in written for n in self.reader.postings("speaker", name).numbers}
        )
        kinds: Counter[str] = Counter()
        titles: Counter[str] = Counter()
        organizations: Counter[str] = Counter()
        for number in numbers:
            for _, _, name, title, organization, kind, _ in self.reader.record(number)[STATEMENTS]:
                if name in written:
                    kinds[kind] += 1
                    titles[title] += 1
                    organizations[organization] += 1
        return SpeakerHeld(
            name=written.most_common(1)[0][0],
            group=kinds.most_common(1)[0][0] == "group",
            organizations=_named(organizations),
            titles=_named(titles),
            extent=self.extent(numbers),
        )

    def topics(self) -> list[TopicHeld]:
        """Every topic that a paragraph has, those of the most paragraphs first."""
        known = self.reader.thesaurus.topics
        held = [
            TopicHeld(known[id], self.extent(numbers))
            for id in self.reader.lexicon("topic")
            if id in known and (numbers := self.reader.postings("topic", id).numbers)
        ]
        return sorted(held, key=lambda entry: -entry.extent.paragraphs)

    def topic_words(self, id: str) -> list[tuple[str, int]]:
        """The words that earned a topic here, as mostly written, and how often, most first."""
        words = topic_words(self.reader, (id,))
        counts = [(word.written, word.occurrences) for word in words]
        return sorted(counts, key=lambda pair: (-pair[1], pair[0]))


def _named(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(name for name, _ in counts.most_common() if name)
