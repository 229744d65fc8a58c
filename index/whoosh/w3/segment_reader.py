"""Reads W3 segments without importing Whoosh: only what a search needs.

Importing Whoosh's codec takes longer than most searches. :mod:`index.whoosh.w3.layout` describes
the files; the tests compare this reader with Whoosh's. Every method that reads a file raises
:class:`~index.errors.IndexDamagedError` for bytes that no writer of ours makes.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar, cast

from index.errors import IndexDamagedError
from index.field_names import STORED
from index.whoosh.checksums import Checksums, sums_for
from index.whoosh.w3 import layout
from index.whoosh.w3.block_reader import Counts, living, read_blocks, read_inlined
from index.whoosh.w3.contents import SegmentInfo
from index.whoosh.w3.layout import BUCKET, EXTENT, RECORD, SLOT, TERM_INFO
from index.whoosh.w3.mapped_file import MappedFile
from index.whoosh.w3.unpickle import DAMAGE, inflated, load, loads

# The first bytes of a stored record's pickle: a dict, its only key, and the mark of the tuple.
_TEXT_HEAD = b"}\x8c" + bytes([len(STORED)]) + STORED.encode() + b"("
_TEXT_AT = len(_TEXT_HEAD) + 1
_SHORT_BYTES, _BYTES = b"CB"  # opcodes of bytes whose length takes one byte, or four
_SLOTS_READ = 64  # of the hash table at a time
_LONGEST_EXTRAS = 1 << 16  # bytes; ours have a few hundred

_Method = TypeVar("_Method", bound=Callable[..., Any])
_Made = TypeVar("_Made")


def _reads(ending: str) -> Callable[[_Method], _Method]:
    """Decorates a method that reads the file with this ending: damage raises an error of ours.

    The error is :class:`~index.errors.IndexDamagedError` and names the file.
    """

    def decorated(method: _Method) -> _Method:
        @wraps(method)
        def reading(self: Segment, *arguments: Any) -> Any:
            try:
                return method(self, *arguments)
            except DAMAGE as error:
                raise self.damaged(ending, error) from error

        return cast(_Method, reading)

    return decorated


class Segment:
    """The files of a segment, mapped to memory. Its documents have the numbers from ``base`` on.

    All files are opened at once, because a later commit may remove them.

    :raises FileNotFoundError: a later commit has removed them.
    :raises IndexDamagedError: a file is damaged.
    """

    def __init__(self, folder: Path, info: SegmentInfo, base: int, checksums: Checksums) -> None:
        self.info = info
        self._checksums = checksums
        self.base = base
        self.size = info.documents
        self._folder = folder
        self.posting_file = self._map(layout.POSTINGS)
        self.stored_file = self._map(layout.STORED_COLUMN)
        self._lengths = {name: self._map(layout.length_column(name)) for name in info.lengths}
        self._terms = self._made(_Terms, layout.TERMS, self._map(layout.TERMS))
        self._stored = self._made(_Stored, layout.STORED_COLUMN, self.stored_file, self.size)

    def _made(self, kind: Callable[..., _Made], ending: str, *arguments: Any) -> _Made:
        try:
            return kind(*arguments)
        except DAMAGE as error:
            raise self.damaged(ending, error) from error

    def _path(self, ending: str) -> Path:
        return self._folder / layout.segment_file(self.info.id, ending)

    def _map(self, ending: str) -> MappedFile:
        path = self._path(ending)
        return MappedFile(path, sums_for(path, self._checksums))

    def damaged(self, ending: str, error: BaseException) -> IndexDamagedError:
        """The error that names the file and what is wrong with it."""
        return IndexDamagedError(self._path(ending), str(error) or type(error).__name__)

    @_reads(layout.POSTINGS)
    def postings(self, field: str, term: bytes) -> tuple[list[int], Counts] | None:
        """The numbers, counted from 0 in this segment, and counts of the documents that live."""
        value = self._terms.value(field, term)
        if value is None:
            return None
        if value[0]:
            ids, weights, _ = loads(value[TERM_INFO.size :])
            numbers, counts = read_inlined(ids, weights)
        else:
            offset, length = EXTENT.unpack_from(value, TERM_INFO.size)
            numbers, counts = read_blocks(self.posting_file.read(offset, offset + length))
        if numbers and not (numbers[0] >= 0 and numbers[-1] < self.size):
            raise ValueError("a posting of a document that is not there")
        return living(numbers, counts, self.info.deleted)

    @_reads(layout.TERMS)
    def document_frequency(self, field: str, term: bytes) -> int:
        """The number of documents in which the term occurs, deleted ones included."""
        value = self._terms.value(field, term)
        return TERM_INFO.unpack_from(value)[2] if value else 0

    @_reads(layout.TERMS)
    def occurrences(self, field: str, term: bytes) -> int:
        """How often the term occurs in all documents, deleted ones included."""
        value = self._terms.value(field, term)
        return round(TERM_INFO.unpack_from(value)[1]) if value else 0

    def lexicon(self, field: str, prefix: bytes = b"") -> Iterator[bytes]:
        """The field's terms that begin with ``prefix``, in the order of their bytes."""
        return (term for term, _ in self.entries(field, prefix))

    def entries(self, field: str, prefix: bytes = b"") -> Iterator[tuple[bytes, bytes]]:
        """The terms of :meth:`lexicon`, each with its value in the term table."""
        try:
            yield from self._terms.entries(field, prefix)
        except DAMAGE as error:
            raise self.damaged(layout.TERMS, error) from error

    def lengths(self, field: str) -> bytes:
        """The length of each document in terms, as Whoosh rounds it to a byte."""
        column = self._lengths.get(field)
        return (bytes(column.all()) if column else b"").ljust(self.size, b"\0")

    def field_length(self, field: str) -> int:
        """The number of terms in all documents together."""
        return self.info.lengths.get(field, 0)

    @_reads(layout.STORED_COLUMN)
    def stored(self, number: int) -> tuple[Any, ...]:
        """The stored record of a document."""
        record: tuple[Any, ...] = loads(self._stored[number])[STORED]
        return record

    def stored_each(self, numbers: Iterable[int]) -> Iterator[tuple[Any, ...]]:
        """The stored records of documents; faster than one at a time."""
        try:
            for data in self._stored.each(numbers):
                yield loads(data)[STORED]
        except DAMAGE as error:
            raise self.damaged(layout.STORED_COLUMN, error) from error

    def stored_texts(self, numbers: Iterable[int]) -> Iterator[str | bytes]:
        """The first value of each stored record, the text.

        The other values are not decoded, because that takes longer than decoding the text.
        """
        try:
            yield from map(_first, self._stored.each(numbers))
        except DAMAGE as error:
            raise self.damaged(layout.STORED_COLUMN, error) from error


def _first(data: bytes) -> str | bytes:
    """The text in the pickle of a stored record, without unpickling it where that is possible."""
    if data.startswith(_TEXT_HEAD):
        kind, size = data[_TEXT_AT - 1], data[_TEXT_AT]
        if kind == _SHORT_BYTES:
            return data[_TEXT_AT + 1 : _TEXT_AT + 1 + size]
        if kind == _BYTES:
            size = int.from_bytes(data[_TEXT_AT : _TEXT_AT + 4], "little")
            return data[_TEXT_AT + 4 : _TEXT_AT + 4 + size]
    text: str | bytes = loads(data)[STORED][0]
    return text


def open_segments(
    folder: Path, infos: Iterable[SegmentInfo], checksums: Checksums
) -> list[Segment]:
    """The segments of a commit, their paragraphs numbered through. Raises as :class:`Segment`."""
    listed = list(infos)
    bases = accumulate((info.documents for info in listed), initial=0)
    return [
        Segment(folder, info, base, checksums) for info, base in zip(listed, bases, strict=False)
    ]


class _Terms:
    """The term table: an ordered hash file. A key is the number of a field and a term."""

    def __init__(self, file: MappedFile) -> None:
        self._file = file
        if file.read(0, 5) != layout.HASH_MAGIC + bytes([layout.HASH_CRC32]):
            raise ValueError("not a term table")
        end = len(file) - layout.INT.size
        extras_at = end - file.unpack(layout.INT, end)[0]
        stream = io.BytesIO(file.read(extras_at, min(end, extras_at + _LONGEST_EXTRAS)))
        extras = load(stream)
        self._fields: dict[str, int] = dict(extras["fieldmap"])
        self._index_at = extras_at + stream.tell()
        self._index_item = struct.Struct("!" + {"i": "i", "q": "q"}[extras["indextype"]])
        self._count: int = extras["indexlen"]
        self._buckets_at = extras_at - layout.BUCKETS * BUCKET.size
        if not 0 <= self._count * self._index_item.size <= end - self._index_at:
            raise ValueError("a term table without its end")

    def value(self, field: str, term: bytes) -> bytes | None:
        """The value of a term; None if the field has no such term."""
        key = self._key(field, term)
        if key is None:
            return None
        # The low byte of the hash chooses one of 256 tables, the rest the slot to look at first;
        # a key whose slot was taken is in the next free slot.
        file = self._file
        hashed = zlib.crc32(key)
        table, slots = file.unpack(
            BUCKET, self._buckets_at + (hashed % layout.BUCKETS) * BUCKET.size
        )
        place = (hashed >> 8) % slots if slots else 0
        left = slots
        while left > 0:
            # A term that is not there takes 36 steps, because few slots are free.
            some = min(_SLOTS_READ, slots - place, left)
            start = table + place * SLOT.size
            for found, at in SLOT.iter_unpack(file.read(start, start + some * SLOT.size)):
                if not at:
                    return None
                if found == hashed and (value := self._value_at(at, key)) is not None:
                    return value
            left -= some
            place = (place + some) % slots
        return None

    def _value_at(self, at: int, key: bytes) -> bytes | None:
        """The value of the record there, if it has this key."""
        size, length = self._file.unpack(RECORD, at)
        start = at + RECORD.size + size
        if self._file.read(at + RECORD.size, start) != key:
            return None
        return self._file.read(start, start + length)

    def entries(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The field's terms with this prefix and their values, in order."""
        start = self._key(field, prefix)
        if start is None:
            return
        # Binary search for the first key; positions of all keys, in order, follow the extras.
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            if self._record_at(middle)[0] < start:
                low = middle + 1
            else:
                high = middle
        for place in range(low, self._count):
            key, value = self._record_at(place)
            if not key.startswith(start):
                return
            yield key[2:], value

    def _key(self, field: str, term: bytes) -> bytes | None:
        number = self._fields.get(field)
        return None if number is None else number.to_bytes(2, "big") + term

    def _record_at(self, place: int) -> tuple[bytes, bytes]:
        file = self._file
        at = file.unpack(self._index_item, self._index_at + place * self._index_item.size)[0]
        size, length = file.unpack(RECORD, at)
        start = at + RECORD.size
        record = file.read(start, start + size + length)
        return record[:size], record[size:]


class _Stored:
    """The stored column: deflated pickles, their lengths and, in a long column, their offsets."""

    def __init__(self, file: MappedFile, count: int) -> None:
        self._file = file
        self._last = count - 1
        self._offsets: list[int] | None = None
        end = len(file) - 1
        code = chr(file.read(end, end + 1)[0])
        if code == "X":
            lengths, offsets = map(chr, file.read(end - 2, end))
            self._offset = struct.Struct("!" + offsets)
            self._two_offsets = struct.Struct("!2" + offsets)
            self._item = self._offset.size
            self._offsets_at = end - 2 - count * self._item
            self._lengths_at = self._offsets_at - count * struct.calcsize("!" + lengths)
        else:
            self._lengths_at = end - count * struct.calcsize("!" + code)
            all_lengths = file.unpack(struct.Struct(f"!{count}{code}"), self._lengths_at)
            self._offsets = list(accumulate(all_lengths, initial=0))

    def __getitem__(self, number: int) -> bytes:
        return inflated(self._file.read(*self._extent(number)))

    def each(self, numbers: Iterable[int]) -> Iterator[bytes]:
        """The pickles of these documents; faster than one at a time."""
        read = self._file.read
        return (inflated(read(start, end)) for start, end in map(self._extent, numbers))

    def _extent(self, number: int) -> tuple[int, int]:
        if self._offsets is not None:
            return self._offsets[number], self._offsets[number + 1]
        at = self._offsets_at + number * self._item
        if number < self._last:
            start, end = self._file.unpack(self._two_offsets, at)
            return start, end
        return self._file.unpack(self._offset, at)[0], self._lengths_at
