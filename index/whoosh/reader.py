"""Reads an index: posting lists, lexicons, lengths and stored records, from memory-mapped files.

Stock Whoosh reads a posting list one posting at a time. This reader reads whole lists at once,
which is what makes a search fast. Paragraphs are numbered across all segments, in the order in
which they were added; deleted ones never appear.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import IndexFormatError
from index.indexed_paragraph import IndexedParagraph
from index.manifest import unfinished
from index.small_files import SmallFiles
from index.stored_record import (
    DOC,
    IndexedFile,
    Record,
    decode_text,
    distance_to_file,
    text_of,
    to_file,
    whole_record,
)
from index.whoosh.commit import Commit, last_commit, lost
from index.whoosh.postings import NOWHERE, KeptPostings, Postings
from index.whoosh.w3.block_reader import joined
from index.whoosh.w3.contents import latest_generation
from index.whoosh.w3.layout import STORED_COLUMN
from index.whoosh.w3.segment_reader import Segment, open_segments
from index.whoosh.w3.unpickle import DAMAGE
from index.whoosh.within import ReadBefore

if TYPE_CHECKING:
    from index.whoosh.session import WhooshSession

_FREQUENCIES_KEPT = 1 << 16
_ATTEMPTS = 20  # to open the files of one commit while other commits replace them


def _segments(folder: Path) -> Sequence[Segment]:
    """The segments of the last commit. If another commit replaces the files that are being opened,
    all are opened again."""
    missing = 0
    while True:
        try:
            commit = last_commit(folder)
            if commit.generation < 0:
                raise unfinished(folder)
            segments = _opened(folder, commit)
            if latest_generation(folder) == commit.generation:
                return segments
        except FileNotFoundError:
            missing += 1
            if missing == _ATTEMPTS:
                raise


def _opened(folder: Path, commit: Commit) -> Sequence[Segment]:
    try:
        return open_segments(folder, commit.segments, commit.checksums)
    except FileNotFoundError as error:
        raise lost(folder, commit.generation, error) from None


class Reader(SmallFiles):
    """An index as it was at its last commit when the reader was opened: the embedded engine's
    :class:`index.engine.Snapshot`.

    :raises IndexUnfinishedError: the folder has no commit yet.
    :raises IndexDamagedError: its files are damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.segments = _segments(folder)
        self.size = sum(segment.size for segment in self.segments)
        self.folder = folder
        self.read_before = ReadBefore()
        self._postings = KeptPostings()
        self._missed: Counter[tuple[str, str]] = Counter()
        self._frequencies: dict[tuple[str, str], int] = {}
        self._lengths: dict[str, bytes] = {}
        self._average: dict[str, float] = {}
        self._files: dict[str, IndexedFile] = {}
        self._file_records: dict[int, Record] = {}

    def session(self) -> WhooshSession:
        """Searches this index for one query."""
        from index.whoosh.session import WhooshSession

        return WhooshSession(self)

    def postings(self, field: str, term: str) -> Postings:
        """The posting list of ``term`` in ``field``; :data:`NOWHERE` if there is none."""
        key = (field, term)
        found = self._postings.used(key)
        if found is None:
            found = self._postings[key] = self._read(field, term.encode("utf-8", "surrogatepass"))
        return found

    def unread(self, field: str, term: str) -> int:
        """How many postings :meth:`postings` would have to read: none if it keeps the list, fewer
        than there are if the list was :meth:`missed`."""
        key = (field, term)
        if key in self._postings:
            return 0
        return max(0, self.document_frequency(field, term) - self._missed[key])

    def missed(self, field: str, term: str, postings: int) -> None:
        """Note that a search without this list took longer by the time in which so many postings
        are read. Once the whole list could have been read in the time lost, it is read: a list that
        was needed often will be needed again (the ski rental problem)."""
        if len(self._missed) >= _FREQUENCIES_KEPT:
            self._missed.clear()
        self._missed[field, term] += postings

    def _read(self, field: str, term: bytes) -> Postings:
        parts = [
            (segment.base, *part)
            for segment in self.segments
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
        """The terms of ``field`` that begin with ``prefix``, each once, by their UTF-8 bytes.

        They include terms of deleted paragraphs only, until a merge drops them.
        """
        terms: set[bytes] = set()
        for segment in self.segments:
            terms.update(segment.lexicon(field, prefix.encode("utf-8", "surrogatepass")))
        return (term.decode() for term in sorted(terms))

    def lengths(self, field: str) -> bytes:
        """The length of each paragraph, as an index into :data:`LENGTH_OF_BYTE`."""
        if field not in self._lengths:
            self._lengths[field] = b"".join(s.lengths(field) for s in self.segments)
        return self._lengths[field]

    def average_length(self, field: str) -> float:
        """The mean number of terms of the paragraphs that have any."""
        if field not in self._average:
            lengths = self.lengths(field)
            filled = len(lengths) - lengths.count(0)
            self._average[field] = self.total_length(field) / filled if filled else 1.0
        return self._average[field]

    def stored(self, number: int) -> Record:
        """What is stored for a paragraph or a file, as the writer wrote it."""
        segment = self.segment_of(number)
        return segment.stored(number - segment.base)

    def segment_of(self, number: int) -> Segment:
        """The segment that has this paragraph or file."""
        if 0 <= number < self.size:
            for segment in reversed(self.segments):
                if number >= segment.base:
                    return segment
        raise IndexError(number)

    def record(self, number: int) -> Record:
        """The whole record of a paragraph (see :mod:`index.stored_record`).

        :raises IndexFormatError: another program has separated it from its file.
        """
        return self._complete(number, self.stored(number))

    def indexed_paragraphs(self, numbers: Collection[int]) -> list[IndexedParagraph]:
        """Paragraphs, of which only what they are used for is decoded."""
        stored = dict(self.stored_each(numbers))
        complete = self._complete
        return [IndexedParagraph(n, stored[n], complete) for n in numbers]

    def _complete(self, number: int, stored: Record) -> Record:
        """The whole record, with what the paragraph shares with others of its file."""
        try:
            return whole_record(stored, self._file_record(number + distance_to_file(stored)))
        except DAMAGE:
            raise IndexFormatError(
                "{index}: a paragraph has lost its file: another program changed the index. "
                "Build it anew: cewen index --rebuild --index {index} FOLDER",
                index=self.folder,
            ) from None

    def _file_record(self, number: int) -> Record:
        record = self._file_records.get(number)
        if record is None:
            record = self._file_records[number] = self.stored(number)
        return record

    def text(self, number: int) -> str:
        """The original text of a paragraph."""
        return text_of(self.stored(number))

    def stored_each(self, numbers: Iterable[int]) -> Iterator[tuple[int, Record]]:
        """The number and stored record of each paragraph, in order; faster than one by one."""
        for segment, own in self._by_segment(numbers):
            records = segment.stored_each([number - segment.base for number in own])
            yield from zip(own, records, strict=True)

    def texts(self, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
        """The number and original text of each paragraph; faster than reading records."""
        for segment, own in self._by_segment(numbers):
            texts = segment.stored_texts([number - segment.base for number in own])
            yield from zip(own, map(decode_text, texts), strict=True)

    def _by_segment(self, numbers: Iterable[int]) -> Iterator[tuple[Segment, list[int]]]:
        left = sorted(numbers)
        for segment in self.segments:
            first = bisect_left(left, segment.base)
            yield segment, left[first : bisect_left(left, segment.base + segment.size)]

    def file_of(self, record: Record) -> IndexedFile:
        """The file of a paragraph."""
        return self.file(record[DOC])

    def file(self, id: str) -> IndexedFile:
        """The file of this id. KeyError if the index has none."""
        if id not in self._files:
            numbers = self.postings("file", id).numbers
            if not numbers:
                raise KeyError(id)
            held = self._file_records.get(numbers[-1]) or self.stored(numbers[-1])
            try:
                self._files[id] = to_file(held)
            except DAMAGE as error:
                segment = self.segment_of(numbers[-1])
                raise segment.damaged(STORED_COLUMN, error) from error
        return self._files[id]

    def file_ids(self) -> Iterator[str]:
        """The ids of all files in the index, in order."""
        return (id for id in self.lexicon("file") if self.postings("file", id).numbers)

    def paragraphs_of(self, id: str) -> Sequence[int]:
        """The numbers of a file's paragraphs, in reading order."""
        return self.postings("doc", id).numbers

    def document_frequency(self, field: str, term: str) -> int:
        """In how many paragraphs ``term`` occurs; deleted ones count until a merge drops them."""
        key = (field, term)
        found = self._frequencies.get(key)
        if found is None:
            encoded = term.encode("utf-8", "surrogatepass")
            found = sum(segment.document_frequency(field, encoded) for segment in self.segments)
            if len(self._frequencies) >= _FREQUENCIES_KEPT:
                self._frequencies.clear()
            self._frequencies[key] = found
        return found

    def frequency(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """The :meth:`document_frequency` of each term."""
        known = self._frequencies
        found = {}
        for term in terms:
            count = known.get((field, term))
            found[term] = self.document_frequency(field, term) if count is None else count
        return found

    def occurrences(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """How often each term occurs; deleted paragraphs count until a merge drops them."""
        found = {}
        for term in terms:
            encoded = term.encode("utf-8", "surrogatepass")
            found[term] = sum(segment.occurrences(field, encoded) for segment in self.segments)
        return found

    def total_length(self, field: str) -> int:
        """The number of terms of all paragraphs; deleted ones count until a merge drops them."""
        return sum(segment.field_length(field) for segment in self.segments)

    def paragraphs(self) -> frozenset[int]:
        """The numbers of all paragraphs of the index."""
        return self._every

    @cached_property
    def _every(self) -> frozenset[int]:
        roles = (self.postings("role", role).numbers for role in self.lexicon("role"))
        return frozenset().union(*roles)
