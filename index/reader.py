"""Reads an index: postings, lexicons, lengths and stored records, on memory-mapped files.

Whoosh walks a posting list one posting at a time; a whole list at once, as here, is what makes a
search fast. Paragraphs are numbered through all segments, in the order they were added; deleted
ones never appear.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, repeat
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import IndexFormatError
from index.record import DOC, IndexedFile, Record, behind, decoded, to_file, whole
from index.topic_files import TopicNames, kept_topics, read_names
from index.w3 import NotCovered, Segment, joined, latest_generation, read_contents

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus.thesaurus import Thesaurus
    from index.stock import StockSegment

_ARRAYS_FROM = 200  # paragraphs; fewer are looked at one by one sooner
_SPARSE = 10  # so many times fewer are looked up one by one, without a set
_DENSE = 4  # so many times fewer still, by their places
_POSTINGS_KEPT = 1 << 24  # some 600 MB
_FREQUENCIES_KEPT = 1 << 16
_ATTEMPTS = 20  # to open the files of one commit while others follow


def by_arrays(size: int) -> bool:
    """Whether so many paragraphs are sooner looked at with numpy. It takes longer to import than it
    saves; but a process that lives long may have it."""
    return size >= _ARRAYS_FROM and "numpy" in sys.modules


@dataclass(frozen=True)
class Postings:
    """Where a term stands: ``numbers`` ascending, ``counts[i]`` times in ``numbers[i]``.

    ``counts`` are bytes where none is over 255.
    """

    numbers: Sequence[int]
    counts: Sequence[int]

    def __len__(self) -> int:
        return len(self.numbers)

    @cached_property
    def members(self) -> frozenset[int]:
        """The numbers as a set."""
        return frozenset(self.numbers)

    @cached_property
    def arrays(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Numbers and counts, for those who compute with numpy."""
        import numpy as np

        size = len(self)
        return (
            np.fromiter(self.numbers, np.int64, size),
            np.fromiter(self.counts, np.int64, size),
        )

    def counts_at(self, asked: NDArray[np.int64]) -> NDArray[np.int64]:
        """How often the term stands in each of the paragraphs ``asked``, which ascend."""
        import numpy as np

        held, counts = self.arrays
        if not len(held):
            return np.zeros_like(asked)
        places = np.searchsorted(held, asked)
        places[places == len(held)] = 0
        return np.where(held[places] == asked, counts[places], 0)

    def shared(self, numbers: Collection[int]) -> frozenset[int]:
        """Those of ``numbers`` where the term stands."""
        if "members" in self.__dict__ or len(numbers) * _SPARSE > len(self):
            return self.members.intersection(numbers)
        if by_arrays(len(numbers)):
            return self._shared_by_arrays(numbers)
        size = len(self)
        places = map(bisect_left, repeat(self.numbers), numbers)
        return frozenset(
            number
            for number, place in zip(numbers, places, strict=True)
            if place < size and self.numbers[place] == number
        )

    def _shared_by_arrays(self, numbers: Collection[int]) -> frozenset[int]:
        import numpy as np

        asked = np.fromiter(numbers, np.int64, len(numbers))
        asked.sort()
        return frozenset(asked[self.counts_at(asked) > 0].tolist())

    def counted(self, numbers: Collection[int]) -> Iterable[tuple[int, int]]:
        """Those of ``numbers`` where the term stands, each with its count."""
        shared = self.shared(numbers)
        if len(shared) * _DENSE > len(self):
            pairs = zip(self.numbers, self.counts, strict=True)
            return (pair for pair in pairs if pair[0] in shared)
        places = map(bisect_left, repeat(self.numbers), shared)
        return zip(shared, map(self.counts.__getitem__, places), strict=True)


NOWHERE = Postings((), b"")


def _segments(folder: Path) -> Sequence[Segment | StockSegment]:
    """The segments of the last commit. If one comes in between, its files take the place of those
    that were being opened, and all are opened again."""
    missing = 0
    while True:
        generation = latest_generation(folder)
        if generation < 0:
            raise IndexFormatError(
                f"{folder}: no commit in it. "
                f"Build the index anew: cewen index --rebuild --index {folder} FOLDER"
            )
        try:
            segments = _opened(folder, generation)
            if latest_generation(folder) == generation:
                return segments
        except FileNotFoundError:
            missing += 1
            if missing == _ATTEMPTS:
                raise


def _opened(folder: Path, generation: int) -> Sequence[Segment | StockSegment]:
    try:
        held = read_contents(folder, generation)
        bases = accumulate((segment._doccount for segment in held), initial=0)
        return [Segment(folder, one, base) for one, base in zip(held, bases, strict=False)]
    except NotCovered:
        from index.stock import stock_segments

        return stock_segments(folder, generation)


class _Kept(dict[tuple[str, str], Postings]):
    """The posting lists that were read last, so many that they have no more than ``_POSTINGS_KEPT``
    postings: a process that lives long would else hold the whole index at last."""

    def __init__(self) -> None:
        self._room = _POSTINGS_KEPT

    def __setitem__(self, key: tuple[str, str], postings: Postings) -> None:
        super().__setitem__(key, postings)
        self._room -= len(postings)
        while self._room < 0 and len(self) > 1:
            self._room += len(self.pop(next(iter(self))))

    def used(self, key: tuple[str, str]) -> Postings | None:
        """The list, which is the last now to be let go."""
        postings = self.pop(key, None)
        if postings is not None:
            super().__setitem__(key, postings)
        return postings


class Reader:
    """An index as it was at its last commit when this was opened.

    :raises IndexFormatError: nothing was ever committed there.
    """

    def __init__(self, folder: Path) -> None:
        self._segments = _segments(folder)
        self.size = sum(segment.size for segment in self._segments)
        self.folder = folder
        self._postings = _Kept()
        self._frequencies: dict[tuple[str, str], int] = {}
        self._lengths: dict[str, bytes] = {}
        self._average: dict[str, float] = {}
        self._files: dict[str, IndexedFile] = {}
        self._file_records: dict[int, Record] = {}

    @cached_property
    def thesaurus(self) -> Thesaurus:
        """The topics that the paragraphs were tagged with."""
        from corpus.thesaurus import Thesaurus

        return Thesaurus.load(*kept_topics(self.folder))

    @cached_property
    def topic_names(self) -> TopicNames:
        """What a topic can be asked by, without the cost of the whole thesaurus."""
        return read_names(self.folder)

    def postings(self, field: str, term: str) -> Postings:
        """Where ``term`` stands in ``field``; :data:`NOWHERE` if nowhere."""
        key = (field, term)
        found = self._postings.used(key)
        if found is None:
            found = self._postings[key] = self._read(field, term.encode("utf-8", "surrogatepass"))
        return found

    def _read(self, field: str, term: bytes) -> Postings:
        parts = [
            (segment.base, *part)
            for segment in self._segments
            if (part := segment.postings(field, term))
        ]
        if not parts:
            return NOWHERE
        if len(parts) == 1 and parts[0][0] == 0:
            return Postings(parts[0][1], parts[0][2])
        every = [counts for _, _, counts in parts]
        return Postings(
            [base + number for base, numbers, _ in parts for number in numbers],
            joined(every),
        )

    def lexicon(self, field: str, prefix: str = "") -> Iterator[str]:
        """Every term of ``field`` that begins with ``prefix``, once, in order of UTF-8 bytes.

        Also terms whose paragraphs have all been deleted, until a merge drops them.
        """
        terms: set[bytes] = set()
        for segment in self._segments:
            terms.update(segment.lexicon(field, prefix.encode("utf-8", "surrogatepass")))
        return (term.decode() for term in sorted(terms))

    def lengths(self, field: str) -> bytes:
        """For each paragraph a byte, to be looked up in :data:`LENGTH_OF_BYTE`."""
        if field not in self._lengths:
            self._lengths[field] = b"".join(s.lengths(field) for s in self._segments)
        return self._lengths[field]

    def average_length(self, field: str) -> float:
        """Mean number of terms of the paragraphs that have any."""
        if field not in self._average:
            lengths = self.lengths(field)
            filled = len(lengths) - lengths.count(0)
            every = sum(segment.field_length(field) for segment in self._segments)
            self._average[field] = every / filled if filled else 1.0
        return self._average[field]

    def stored(self, number: int) -> Record:
        """What is stored for a paragraph or a file, as it is written."""
        segment = self._segment_of(number)
        return segment.stored(number - segment.base)

    def _segment_of(self, number: int) -> Segment | StockSegment:
        if 0 <= number < self.size:
            for segment in reversed(self._segments):
                if number >= segment.base:
                    return segment
        raise IndexError(number)

    def record(self, number: int) -> Record:
        """What is stored for a paragraph (see :mod:`index.record`).

        :raises IndexFormatError: another program has taken it from its file.
        """
        stored = self.stored(number)
        try:
            return whole(stored, self._file_record(number + behind(stored)))
        except (IndexError, ValueError):
            raise IndexFormatError(
                f"{self.folder}: a paragraph has lost its file: another program changed the index. "
                f"Build it anew: cewen index --rebuild --index {self.folder} FOLDER"
            ) from None

    def _file_record(self, number: int) -> Record:
        record = self._file_records.get(number)
        if record is None:
            record = self._file_records[number] = self.stored(number)
        return record

    def text(self, number: int) -> str:
        """The original text of a paragraph."""
        segment = self._segment_of(number)
        return decoded(segment.stored_text(number - segment.base))

    def file_of(self, record: Record) -> IndexedFile:
        """The file a paragraph's record belongs to."""
        return self.file(record[DOC])

    def file(self, id: str) -> IndexedFile:
        """The file of this id. KeyError if the index has none."""
        if id not in self._files:
            numbers = self.postings("file", id).numbers
            if not numbers:
                raise KeyError(id)
            held = self._file_records.get(numbers[-1]) or self.stored(numbers[-1])
            self._files[id] = to_file(held)
        return self._files[id]

    def file_ids(self) -> Iterator[str]:
        """The ids of all files in the index, in order."""
        return (id for id in self.lexicon("file") if self.postings("file", id).numbers)

    def paragraphs_of(self, id: str) -> Sequence[int]:
        """The numbers of a file's paragraphs, in reading order."""
        return self.postings("doc", id).numbers

    def document_frequency(self, field: str, term: str) -> int:
        """In how many paragraphs ``term`` stands, deleted ones counted until a merge drops them."""
        key = (field, term)
        found = self._frequencies.get(key)
        if found is None:
            encoded = term.encode("utf-8", "surrogatepass")
            found = sum(segment.document_frequency(field, encoded) for segment in self._segments)
            if len(self._frequencies) >= _FREQUENCIES_KEPT:
                self._frequencies.clear()
            self._frequencies[key] = found
        return found

    def paragraphs(self) -> frozenset[int]:
        """The numbers of all paragraphs of the index."""
        roles = (self.postings("role", role).numbers for role in self.lexicon("role"))
        return frozenset().union(*roles)
