"""The contract between the search engine and the code that uses it.

:mod:`searcher` describes what it looks for as a *plan* (:mod:`index.plan`) and gets back matches:
counts, keys of the best paragraphs, and their records. It sees no posting list and no set of all
paragraphs, so an engine may run in another process or on other machines. What an engine cannot
decide alone it answers with candidates that include every true match (:attr:`Matches.decided` is
False then); the searcher reads their records and keeps those that match.

Every engine fulfils three protocols for searching, :class:`Snapshot`, :class:`Session` and
:class:`Matches`, and two for writing, :class:`Writer` and :class:`Store`. ``tests/engines`` checks
them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, TypeAlias

from index.plan import Candidate, Contains, FirstStage, Key, Plan, ScoredMatch, Totals

if TYPE_CHECKING:
    from corpus.topics.thesaurus import Thesaurus
    from index.columns import Columns
    from index.indexed_paragraph import IndexedParagraph
    from index.manifest import Manifest
    from index.people import People
    from index.ragged import Ragged
    from index.repair import Repair
    from index.stored_record import IndexedFile, Record
    from index.topic_files import TopicNames
    from index.workers import Workers


class Matches(Protocol):
    """What matches a plan, in one snapshot."""

    @property
    def decided(self) -> bool:
        """False if these are candidates, from which the caller has to select by their records."""

    @property
    def totals(self) -> Totals:
        """How many paragraphs match, by tier."""

    def counts(self, plans: Sequence[Plan]) -> list[int]:
        """For each plan, how many of these paragraphs match it too."""

    def best(self, first_stage: FirstStage, wanted: int) -> Sequence[Candidate]:
        """The ``wanted`` best: tier by tier, each by the first stage. All matches, in any order,
        if there are no more than ``wanted``."""

    def scored(self, first_stage: FirstStage) -> Iterator[ScoredMatch]:
        """Every match with its score, in any order."""

    def heaviest(self, wanted: int) -> list[Key]:
        """The ``wanted`` matches with the largest weight in the :class:`AtLeast` parts of the plan,
        which is such a part or an :class:`AllOf`."""

    def facet(self, field: str) -> Mapping[str, int]:
        """For each value of a keyword field, how many of these paragraphs have it."""

    def all_records(self) -> Iterator[tuple[Key, IndexedParagraph]]:
        """Every match, in the order of the keys."""

    def term_counts(self, field: str, terms: Collection[str]) -> Mapping[str, Counts] | None:
        """How often each term occurs in these paragraphs; None if the engine would have to read
        their records."""

    def keeping(self, keys: Iterable[Key]) -> Matches:
        """Those of these matches that have one of the ``keys``, decided."""

    def adding(self, keys: Iterable[Key]) -> Matches:
        """These matches and, in the last tier, the other paragraphs with these ``keys``."""


Counts: TypeAlias = Mapping[Key, int]


class Session(Protocol):
    """Answers the plans of one query. It may keep what it learns, for as long as it exists."""

    def match(self, plan: Plan) -> Matches:
        """The paragraphs that match a plan."""

    def occur(self, strings: Sequence[Contains]) -> list[bool]:
        """For each string, whether it counts in some paragraph. Here a variant counts also where
        the text contains its term."""

    def containing(
        self, strings: Collection[Contains], keys: Collection[Key]
    ) -> dict[Contains, Collection[Key]]:
        """For each string, those of the paragraphs that match it."""

    def records(self, keys: Sequence[Key]) -> list[IndexedParagraph]:
        """The paragraphs with these keys."""

    def lengths(self, keys: Sequence[Key]) -> list[float]:
        """The number of grams of each paragraph, rounded as for the first stage."""

    def values(self, field: str, keys: Collection[Key]) -> Mapping[Key, str]:
        """The value of a keyword field that has one value, for each paragraph that has it."""

    def term_counts(
        self, terms: Collection[tuple[str, str]], keys: Collection[Key], spared: int
    ) -> Mapping[tuple[str, str], Counts] | None:
        """How often each (field, term) occurs in each of the paragraphs that contain it.

        The caller can avoid to read at most ``spared`` paragraphs if it knows. None if reading
        them costs no more than the counts.
        """


class Snapshot(Protocol):
    """An index as it was at one commit."""

    @property
    def size(self) -> int:
        """The number of records, files and deleted paragraphs included until a merge."""

    @property
    def folder(self) -> Path:
        """The folder of the index."""

    @property
    def topic_names(self) -> TopicNames:
        """The names of the topics."""

    @property
    def people(self) -> People:
        """Which person a speaker is."""

    @property
    def thesaurus(self) -> Thesaurus:
        """The topics that the paragraphs were tagged with."""

    def session(self) -> Session:
        """A new session on this snapshot."""

    def frequency(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """In how many paragraphs each term occurs; deleted ones may be counted until a merge."""

    def occurrences(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """How often each term occurs in all paragraphs; deleted ones may be counted until a
        merge."""

    def lexicon(self, field: str, prefix: str = "") -> Iterator[str]:
        """The terms of a field that begin with ``prefix``, in the order of their UTF-8 bytes;
        possibly also terms of which all paragraphs have been deleted."""

    def total_length(self, field: str) -> int:
        """The number of terms of all paragraphs; deleted ones may be counted until a merge."""

    def average_length(self, field: str) -> float:
        """The mean number of terms of the paragraphs that have any."""

    def file_ids(self) -> Iterator[str]:
        """The ids of all files, in order."""

    def file(self, id: str) -> IndexedFile:
        """The file of this id. KeyError if there is none."""

    def paragraphs_of(self, id: str) -> Sequence[Key]:
        """The keys of a file's paragraphs, in the order of reading."""

    def record(self, key: Key) -> Record:
        """The record of a paragraph (see :mod:`index.stored_record`)."""


RowEncoder: TypeAlias = "Callable[[Iterable[Record]], Ragged]"
"""Encodes records as an engine stores them, one row each. Worker processes call it, so it is a
function that can be pickled."""


class Writer(Protocol):
    """Writes one commit. As a context manager it commits at the end, and cancels if an exception
    is raised inside."""

    @property
    def encode(self) -> RowEncoder:
        """Encodes the records of the documents to add."""

    def add(self, columns: Columns) -> None:
        """Add documents."""

    def delete(self, id: str) -> int:
        """Delete the committed document of this id: its paragraphs and its file. What this writer
        has added stays. Returns how many records were deleted."""

    def commit(self) -> None:
        """Make all changes visible at once."""

    def reduce(self) -> None:
        """Do what can be done now, so that :meth:`commit` has less to do."""

    def cancel(self) -> None:
        """Add and delete no more, and commit nothing."""

    def __enter__(self) -> Writer: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class Store(Protocol):
    """Where an index is kept: what :mod:`index.update` needs to bring it up to date."""

    @property
    def encode(self) -> RowEncoder:
        """Encodes the records of the documents to add. It is here, too, so that nothing of a
        writer has to be imported before the first file is read."""

    @property
    def generation(self) -> int:
        """The number of the last commit; below 0 without one."""

    @property
    def is_new(self) -> bool:
        """Whether the index has had no commit yet."""

    @property
    def has_orphans(self) -> bool:
        """Whether a run that was killed has left something that the next commit removes."""

    def check_place(self) -> None:
        """Raise :class:`IndexPlaceError` if something else is in the place of the index."""

    def lock(self) -> AbstractContextManager[Path]:
        """Keep other processes from writing while the context lasts, which is the folder of the
        small files to write: the manifest, the names of topics, …"""

    def plan_repair(self, paths: Sequence[Path]) -> Repair:
        """What mends the index, of which the user has named these ``paths``."""

    def before(
        self, manifest: Manifest, current: Manifest, *, replace: bool
    ) -> tuple[Snapshot | None, Manifest]:
        """What was committed before, if anything was and is not to be replaced, and what it was
        made with. ``current``: what the next commit is made with."""

    def opened(self) -> Snapshot | None:
        """The last commit, if there is one."""

    def writer(self, workers: Workers, *, replace: bool) -> Writer:
        """Writes one commit. ``replace``: in place of all earlier ones."""

    def loaded(self) -> tuple[str, ...]:
        """Which parts of the index other loaders still have to load (:mod:`index.parts`)."""

    def publish(self) -> None:
        """Called when the commit, and the small files about it, are complete."""

    def discard(self) -> None:
        """Remove a first build that has no documents."""
