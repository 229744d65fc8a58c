"""What the methods of :class:`searcher.service.Index` return, besides an answer."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from corpus.document import Paragraph
    from corpus.topics.topic import Topic
    from index.errors import IndexDamagedError
    from index.folders import KeptFolder
    from index.stored_record import IndexedFile
    from searcher.answer import Count
    from searcher.query.ast import Query
    from searcher.report.exchanges import Exchange
    from searcher.report.health import Health
    from searcher.report.index_stats import TopicHeld
    from searcher.report.periods import By
    from searcher.report.speakers import SpeakerHeld
    from searcher.report.voices_over_time import VoicesOverTime
    from searcher.report.who import Voice


class Who(NamedTuple):
    """``total`` speakers have a statement that matches ``query``; ``voices`` are the first.

    ``paragraphs`` match, whether somebody is quoted in them or not; ``receipt`` counts them.
    ``left_out`` of them match only by words, ``inside`` only inside longer Latin words or numbers;
    their statements do not count.
    """

    query: Query
    total: int
    voices: tuple[Voice, ...]
    paragraphs: int
    receipt: tuple[Count, ...] = ()
    left_out: int = 0
    inside: int = 0

    def rows(self) -> list[dict[str, Any]]:
        """One row for each of the voices; see :class:`searcher.output.schema.VoiceRow`."""
        from searcher.output.schema import rows_of_voices

        return [row._asdict() for row in rows_of_voices(self.voices)]

    def over_time(self, by: By = "year") -> VoicesOverTime:
        """How many statements each of the voices has in each year, quarter or month."""
        from searcher.report.voices_over_time import voices_over_time

        return voices_over_time(self.voices, by)


class Exchanges(NamedTuple):
    """``total`` questions match ``query``, or their answers do; ``exchanges`` are the first.

    ``paragraphs`` match, whether they ask or not. ``unanswered`` of the total have no answer.
    """

    query: Query
    total: int
    exchanges: tuple[Exchange, ...]
    paragraphs: int
    unanswered: int = 0

    def rows(self) -> list[dict[str, Any]]:
        """One row for each; see :class:`searcher.output.exchange_schema.ExchangeRow`."""
        from searcher.output.exchange_schema import rows_of_exchanges

        return [row._asdict() for row in rows_of_exchanges(self.exchanges)]


class Speakers(NamedTuple):
    """``total`` speakers are in the index; ``speakers`` are those with the most paragraphs."""

    total: int
    speakers: tuple[SpeakerHeld, ...]


class TopicReport(NamedTuple):
    """A topic, its neighbours in the thesaurus, and how often each word occurs in the index.

    ``words`` are those that occur, the most frequent first; ``missing`` those that do not.
    """

    held: TopicHeld
    broader: tuple[Topic, ...]
    narrower: tuple[Topic, ...]
    related: tuple[Topic, ...]
    words: tuple[tuple[str, int], ...]
    missing: tuple[str, ...]


class ExportedParagraph(NamedTuple):
    """A paragraph and the file it is in."""

    file: IndexedFile
    paragraph: Paragraph


class Passage(NamedTuple):
    """Paragraphs of one file in reading order: all of them, or those that were asked for and those
    around them. ``number`` is the first one that was asked for, ``marked`` all of them: an article
    may have several."""

    file: IndexedFile
    paragraphs: tuple[Paragraph, ...]
    number: int | None = None
    marked: tuple[int, ...] = ()


class Original(NamedTuple):
    """The file that a document was read from: an absolute ``path``. ``paragraph`` is the one that
    was asked for; its ``page`` is the one to open."""

    path: Path
    paragraph: Paragraph | None = None

    @property
    def page(self) -> int | None:
        """The page on which the paragraph begins, if the format has pages."""
        return self.paragraph.page if self.paragraph else None


class Check(NamedTuple):
    """Whether an index is as it was written: the ``files`` that were read and their ``bytes``, and
    an error for each one that is ``damaged``, with its ``path`` and the ``fault``."""

    folder: Path
    files: int
    bytes: int
    damaged: tuple[IndexDamagedError, ...]


class Status(NamedTuple):
    """What an index contains. ``files`` are all files in order, those that were not read too;
    ``size`` is in bytes. ``kept`` is what the index keeps of folders: which files are wanted, and
    how many are left out."""

    folder: Path
    folders: tuple[Path, ...]
    files: tuple[IndexedFile, ...]
    size: int
    segmenter: str
    kept: Mapping[Path, KeptFolder] = {}  # never changed

    @property
    def documents(self) -> tuple[IndexedFile, ...]:
        """The files that were read, without copies."""
        return tuple(file for file in self.files if file.is_document)

    @property
    def unread(self) -> tuple[IndexedFile, ...]:
        """The files that could not be read; ``file.unread`` says why. What Cewen has exported is
        left out, and not among them."""
        from corpus.readers.own_exports import is_own_export

        return tuple(file for file in self.files if file.unread and not is_own_export(file.unread))

    @property
    def with_warnings(self) -> tuple[IndexedFile, ...]:
        """The files that were read with ``file.warnings``."""
        return tuple(file for file in self.documents if file.warnings)

    @property
    def health(self) -> Health:
        """What was read, in part or not, and what to do."""
        from itertools import chain

        from searcher.report.health import health_of

        return health_of(self.files, chain.from_iterable(file.speakers for file in self.files))

    @property
    def paragraphs(self) -> int:
        """The number of paragraphs."""
        return sum(file.paragraphs for file in self.documents)

    @property
    def kinds(self) -> Mapping[str, int]:
        """The number of documents of each kind, the most frequent kind first."""
        return dict(Counter(file.kind for file in self.documents).most_common())

    @property
    def first(self) -> datetime.date | None:
        """The first day of the oldest document."""
        return min((file.date.first for file in self.documents if file.date), default=None)

    @property
    def last(self) -> datetime.date | None:
        """The last day of the newest document."""
        return max((file.date.last for file in self.documents if file.date), default=None)

    @property
    def other_formats(self) -> Mapping[str, int]:
        """The number of files of formats that are not read, by suffix, when last indexed."""
        return _summed(kept.others for kept in self.kept.values())

    @property
    def left_out(self) -> Mapping[str, int]:
        """The number of files and folders that each ignore file or option has left out."""
        return _summed(kept.left_out for kept in self.kept.values())

    @property
    def titles_from(self) -> Mapping[str, int]:
        """The number of documents by what gives their title, such as the ``text``."""
        found = Counter(file.title_from for file in self.documents if file.title_from)
        return dict(found.most_common())

    @property
    def dates_from(self) -> Mapping[str, int]:
        """The number of documents by what gives their date."""
        found = Counter(file.date_from for file in self.documents if file.date_from)
        return dict(found.most_common())

    @property
    def undated(self) -> int:
        """The number of documents without a date."""
        return sum(not file.date for file in self.documents)


def _summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return dict(total.most_common())
