"""Reads an index: postings, lexicons, lengths and stored records, on memory-mapped files.

A thin layer over Whoosh's own readers. Whoosh walks a posting list one posting at a time; a whole
list at once, as here, is what makes a search fast. Paragraphs are numbered through all segments,
in the order they were added; deleted ones never appear.
"""

from __future__ import annotations

import io
import pickle
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.codec import whoosh3
from whoosh.columns import NumericColumn
from whoosh.index import TOC, EmptyIndexError
from whoosh.reading import SegmentReader
from whoosh.util.numeric import byte_to_length

from index.errors import IndexFormatError
from index.mapped import MappedStorage
from index.record import DOC, TEXT, IndexedFile, Record, to_file
from index.schema import TEXT_FIELDS
from index.topic_files import TopicNames, kept_topics, read_names

if TYPE_CHECKING:
    from corpus.thesaurus import Thesaurus

LENGTH_OF_BYTE = [byte_to_length(code) for code in range(256)]
_NAME = "MAIN"
_ATTEMPTS = 20  # to open the files of one commit while others follow


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term stands: ``numbers`` ascending, ``counts[i]`` times in ``numbers[i]``."""

    numbers: Sequence[int]
    counts: Sequence[int]

    def __len__(self) -> int:
        return len(self.numbers)


NOWHERE = Postings((), ())


class _Segment:
    """One of Whoosh's segments, its paragraphs numbered from ``base``."""

    def __init__(self, reader: Any, base: int) -> None:
        self.base = base
        self.size: int = reader.doc_count_all()
        self._per_doc = reader._perdoc
        self._terms = reader._terms
        self.deleted = frozenset(self._per_doc.deleted_docs())
        # Opened now, for a later commit may remove the files: read afterwards, there would be none.
        self._lengths = {field: self._length_column(field) for field in TEXT_FIELDS}
        self._per_doc._cached_reader("_stored", whoosh3.STORED_COLUMN)

    def postings(self, field: str, term: bytes) -> tuple[list[int], list[int]] | None:
        """Numbers within the segment and counts, deleted paragraphs left out."""
        try:
            at, length = self._terms._range_for_key(field, term)
        except KeyError:
            return None
        info = whoosh3.W3TermInfo.from_bytes(self._terms._dbfile.get(at, length))
        if info.is_inlined():
            ids, weights, _ = info.inlined_postings()
            numbers, counts = list(ids), [int(weight) for weight in weights]
        else:
            numbers, counts = _read_blocks(self._terms._postfile, *info.extent())
        if self.deleted:
            alive = [i for i, number in enumerate(numbers) if number not in self.deleted]
            if len(alive) < len(numbers):
                numbers, counts = [numbers[i] for i in alive], [counts[i] for i in alive]
        return numbers, counts

    def document_frequency(self, field: str, term: bytes) -> int:
        try:
            return int(self._terms.doc_frequency(field, term))
        except KeyError:
            return 0

    def lexicon(self, field: str, prefix: bytes = b"") -> Iterator[bytes]:
        """The field's terms that begin with ``prefix``, in the order of their bytes."""
        table = self._terms
        if field not in table._fieldmap:
            return
        start = table._keycoder(field, prefix)
        skip = len(start) - len(prefix)
        for key in table._tindex.keys_from(start):
            if not key.startswith(start):
                return
            yield key[skip:]

    def lengths(self, field: str) -> bytes:
        """A byte for each paragraph: its length in terms, as Whoosh rounds it."""
        column = self._lengths.get(field)
        if column is None:
            return bytes(self.size)
        held: bytes = column._dbfile.get(column._basepos, column._count)
        return held.ljust(self.size, b"\0")

    def _length_column(self, field: str) -> NumericColumn.Reader | None:
        name = whoosh3._lenfield(field)
        return self._per_doc._cached_reader(name, whoosh3.LENGTHS_COLUMN)

    def field_length(self, field: str) -> int:
        return int(self._per_doc.field_length(field))

    def stored(self, number: int) -> Record:
        record: Record = self._per_doc.stored_fields(number)["stored"]
        return record


def _read_blocks(file: Any, offset: int, length: Any) -> tuple[list[int], list[int]]:
    """A W3 posting list: blocks of (length, info, ids as gaps, weights); a negative length ends."""
    data = file.get(offset, length[0] if isinstance(length, tuple) else length)
    numbers: list[int] = []
    counts: list[int] = []
    at = len(whoosh3.WHOOSH3_HEADER_MAGIC)
    while True:
        signed = int.from_bytes(data[at : at + 4], "big", signed=True)
        block = io.BytesIO(data[at + 4 : at + 4 + abs(signed)])
        size, _, _, compressed, _, _ = pickle.load(block)
        body = block.read()
        gaps, weights, _ = pickle.loads(zlib.decompress(body) if compressed else body)
        numbers.extend(accumulate(gaps))
        if weights is None:
            counts.extend([1] * size)
        elif isinstance(weights, float):
            counts.extend([int(weights)] * size)
        else:
            counts.extend(map(int, weights))
        if signed < 0:
            return numbers, counts
        at += 4 + signed


def _segments(folder: Path) -> list[_Segment]:
    """The segments of the last commit. If one comes in between, its files take the place of those
    that were being opened, and all are opened again."""
    storage = MappedStorage(str(folder), readonly=True)
    missing = 0
    while True:
        try:
            toc = TOC.read(storage, _NAME)
            leaves = [SegmentReader(storage, toc.schema, segment) for segment in toc.segments]
            bases = accumulate((leaf.doc_count_all() for leaf in leaves), initial=0)
            segments = [_Segment(leaf, base) for leaf, base in zip(leaves, bases, strict=False)]
            if TOC._latest_generation(storage, _NAME) == toc.generation:
                return segments
        except EmptyIndexError:
            raise IndexFormatError(
                f"{folder}: no commit in it. Build the index anew: cewen index --rebuild FOLDER"
            ) from None
        except FileNotFoundError:
            missing += 1
            if missing == _ATTEMPTS:
                raise


class Reader:
    """An index as it was at its last commit when this was opened.

    :raises IndexFormatError: nothing was ever committed there.
    """

    def __init__(self, folder: Path) -> None:
        self._segments = _segments(folder)
        self.size = sum(segment.size for segment in self._segments)
        self.folder = folder
        self._postings: dict[tuple[str, str], Postings] = {}
        self._lengths: dict[str, bytes] = {}
        self._files: dict[str, IndexedFile] = {}

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
        found = self._postings.get(key)
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
        return Postings(
            [base + number for base, numbers, _ in parts for number in numbers],
            [count for _, _, counts in parts for count in counts],
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
        lengths = self.lengths(field)
        filled = len(lengths) - lengths.count(0)
        return sum(s.field_length(field) for s in self._segments) / filled if filled else 1.0

    def record(self, number: int) -> Record:
        """What is stored for a paragraph (see :mod:`index.record`)."""
        for segment in reversed(self._segments):
            if number >= segment.base:
                return segment.stored(number - segment.base)
        raise IndexError(number)

    def text(self, number: int) -> str:
        """The original text of a paragraph."""
        text: str = self.record(number)[TEXT]
        return text

    def file_of(self, record: Record) -> IndexedFile:
        """The file a paragraph's record belongs to."""
        return self.file(record[DOC])

    def file(self, id: str) -> IndexedFile:
        """The file of this id. KeyError if the index has none."""
        if id not in self._files:
            numbers = self.postings("file", id).numbers
            if not numbers:
                raise KeyError(id)
            self._files[id] = to_file(self.record(numbers[-1]))
        return self._files[id]

    def file_ids(self) -> Iterator[str]:
        """The ids of all files in the index, in order."""
        return (id for id in self.lexicon("file") if self.postings("file", id).numbers)

    def paragraphs_of(self, id: str) -> Sequence[int]:
        """The numbers of a file's paragraphs, in reading order."""
        return self.postings("doc", id).numbers

    def document_frequency(self, field: str, term: str) -> int:
        """In how many paragraphs ``term`` stands, deleted ones counted until a merge drops them."""
        found = self._postings.get((field, term))
        if found is not None:
            return len(found)
        encoded = term.encode("utf-8", "surrogatepass")
        return sum(segment.document_frequency(field, encoded) for segment in self._segments)

    def paragraphs(self) -> set[int]:
        """The numbers of all paragraphs of the index."""
        everything: set[int] = set()
        for role in self.lexicon("role"):
            everything.update(self.postings("role", role).numbers)
        return everything
