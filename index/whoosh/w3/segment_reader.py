"""Reads Whoosh's W3 segments without importing Whoosh: what a search needs, and nothing else.

Importing Whoosh's codec takes longer than most searches. The format is laid down in
``whoosh.codec.whoosh3`` and ``whoosh.filedb.filetables``; tests hold this reader equal to Whoosh's.
What it does not cover (compound segments, which only Whoosh's own writer makes) raises
:class:`NotCovered`, and :mod:`index.whoosh.stock` reads it through Whoosh.
"""

from __future__ import annotations

import io
import mmap
import pickle
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any

from index.field_names import STORED
from index.whoosh.w3.block_reader import Counts, inlined, living, read_blocks

_TOC = re.compile(r"_MAIN_([0-9]+)\.toc")
_TOC_VERSION = -111
_INT = struct.Struct("!i")
_TERM = struct.Struct("!BfIBBfII")  # inlined, weight, documents, lengths, weight, first, last
_EXTENT = struct.Struct("!qi")
_SLOT = struct.Struct("!Iq")
_BUCKET = struct.Struct("!qi")
_SIZES = struct.Struct("!ii")
_CRC = 1
# What a stored record of ours begins with: a dict, its one key, and the tuple that this names.
_TEXT_HEAD = b"}\x8c" + bytes([len(STORED)]) + STORED.encode() + b"("
_TEXT_AT = len(_TEXT_HEAD) + 1
_SHORT_BYTES, _BYTES = b"CB"  # pickle's opcodes for bytes, with a length of one byte and of four


class NotCovered(Exception):
    """Something of Whoosh's that is read by Whoosh itself."""


class _Plain:
    """One of Whoosh's pickled objects, as the attributes it was pickled with."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # pickle asks for __setstate__ before it sets any
            raise AttributeError(name)
        raise NotCovered(f"no {name} in what Whoosh wrote")


class _Unpickler(pickle.Unpickler):
    """Makes no object but a segment. (Postings and stored records are Whoosh's pickles, too: an
    index is to be opened by those who trust who made it, as the README says.)"""

    def find_class(self, module: str, name: str) -> Any:
        if module == "whoosh.codec.whoosh3" and name in ("W3Segment", "W3Codec"):
            return _Plain
        raise NotCovered(f"{module}.{name} in the table of contents")


def latest_generation(folder: Path) -> int:
    """The number of the last commit in ``folder``; -1 if there was none."""
    found = (_TOC.fullmatch(path.name) for path in folder.iterdir())
    return max((int(match[1]) for match in found if match), default=-1)


def read_contents(folder: Path, generation: int) -> tuple[Any, ...]:
    """The segments of one commit, as Whoosh pickled them in its table of contents.

    Raises FileNotFoundError if another commit has taken its place.
    """
    stream = io.BytesIO((folder / f"_MAIN_{generation}.toc").read_bytes())

    def varint() -> int:
        value = shift = 0
        while (byte := stream.read(1)[0]) & 0x80:
            value |= (byte & 0x7F) << shift
            shift += 7
        return value | byte << shift

    def integer() -> int:
        value: int = _INT.unpack(stream.read(4))[0]
        return value

    for _ in range(3):
        varint()  # sizes of C's types
    integer()  # byte order
    if integer() != _TOC_VERSION:
        raise NotCovered("another version of Whoosh's table of contents")
    for _ in range(3):
        varint()  # release
    stream.seek(varint(), io.SEEK_CUR)  # the schema, which we know
    integer()  # generation
    integer()  # unused
    return tuple(_Unpickler(stream).load())


class Segment:
    """A segment's files, mapped; its paragraphs are numbered from ``base`` on.

    All files are opened at once, for a later commit may remove them.
    """

    def __init__(self, folder: Path, segment: Any, base: int) -> None:
        if segment.compound:
            raise NotCovered("a compound segment")
        self._start = folder / f"{segment.indexname}_{segment.segid}"
        self.base = base
        self.size: int = segment._doccount
        self.deleted: frozenset[int] = frozenset(segment._deleted or ())
        self._field_lengths: Mapping[str, int] = segment._fieldlengths
        self._terms = _Terms(self._map(".trm"))
        self._postings = self._map(".pst")
        self._stored = _Stored(self._map("._stored.col"), self.size)
        self._lengths = {field: self._map(f"._{field}_len.col") for field in self._field_lengths}

    def _map(self, ending: str) -> bytes | mmap.mmap:
        try:
            with open(f"{self._start}{ending}", "rb") as file:
                return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError:  # an empty file cannot be mapped
            return b""

    def postings(self, field: str, term: bytes) -> tuple[list[int], Counts] | None:
        """Numbers within the segment and counts, deleted paragraphs left out."""
        value = self._terms.value(field, term)
        if value is None:
            return None
        if value[0]:
            ids, weights, _ = pickle.loads(value[_TERM.size :])
            numbers, counts = inlined(ids, weights)
        else:
            offset, length = _EXTENT.unpack_from(value, _TERM.size)
            numbers, counts = read_blocks(self._postings[offset : offset + length])
        return living(numbers, counts, self.deleted)

    def document_frequency(self, field: str, term: bytes) -> int:
        """In how many paragraphs the term stands, deleted ones counted."""
        value = self._terms.value(field, term)
        return _TERM.unpack_from(value)[2] if value else 0

    def lexicon(self, field: str, prefix: bytes = b"") -> Iterator[bytes]:
        """The field's terms that begin with ``prefix``, in the order of their bytes."""
        return self._terms.terms(field, prefix)

    def lengths(self, field: str) -> bytes:
        """A byte for each paragraph: its length in terms, as Whoosh rounds it."""
        return bytes(self._lengths.get(field, b"")).ljust(self.size, b"\0")

    def field_length(self, field: str) -> int:
        """The number of terms of all paragraphs together."""
        return int(self._field_lengths.get(field, 0))

    def stored(self, number: int) -> tuple[Any, ...]:
        """What is stored for a paragraph."""
        record: tuple[Any, ...] = pickle.loads(self._stored[number])[STORED]
        return record

    def stored_texts(self, numbers: Iterable[int]) -> Iterator[str | bytes]:
        """What is stored first for each paragraph, its text; without what is stored besides, which
        takes longer to make than the text."""
        return map(_first, self._stored.each(numbers))


def _first(data: bytes) -> str | bytes:
    """The text of a stored record."""
    if data.startswith(_TEXT_HEAD):
        kind, size = data[_TEXT_AT - 1], data[_TEXT_AT]
        if kind == _SHORT_BYTES:
            return data[_TEXT_AT + 1 : _TEXT_AT + 1 + size]
        if kind == _BYTES:
            size = int.from_bytes(data[_TEXT_AT : _TEXT_AT + 4], "little")
            return data[_TEXT_AT + 4 : _TEXT_AT + 4 + size]
    text: str | bytes = pickle.loads(data)[STORED][0]
    return text


class _Terms:
    """The term table: an ordered hash file, keys of a field's number and the term."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        self._data = data
        if data[:4] != b"HSH3" or data[4] != _CRC:
            raise NotCovered("another hash than CRC-32")
        end = len(data) - 4
        extras_at = end - _INT.unpack_from(data, end)[0]
        stream = io.BytesIO(data[extras_at:end])
        extras = pickle.load(stream)
        self._fields: dict[str, int] = extras["fieldmap"]
        self._index_at = extras_at + stream.tell()
        self._index_item = struct.Struct("!" + extras["indextype"])
        self._count: int = extras["indexlen"]
        self._buckets_at = extras_at - 256 * _BUCKET.size

    def value(self, field: str, term: bytes) -> bytes | None:
        """What is kept for a term; None if the field has no such term."""
        key = self._key(field, term)
        if key is None:
            return None
        data = self._data
        hashed = zlib.crc32(key)
        table, slots = _BUCKET.unpack_from(data, self._buckets_at + (hashed & 255) * _BUCKET.size)
        place = (hashed >> 8) % slots if slots else 0
        for _ in range(slots):
            held, at = _SLOT.unpack_from(data, table + place * _SLOT.size)
            if not at:
                return None
            if held == hashed:
                size, length = _SIZES.unpack_from(data, at)
                start = at + _SIZES.size + size
                if data[at + _SIZES.size : start] == key:
                    return data[start : start + length]
            place = (place + 1) % slots
        return None

    def terms(self, field: str, prefix: bytes) -> Iterator[bytes]:
        """The field's terms with this prefix, in order."""
        start = self._key(field, prefix)
        if start is None:
            return
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            if self._term_at(middle) < start:
                low = middle + 1
            else:
                high = middle
        for place in range(low, self._count):
            key = self._term_at(place)
            if not key.startswith(start):
                return
            yield key[2:]

    def _key(self, field: str, term: bytes) -> bytes | None:
        number = self._fields.get(field)
        return None if number is None else number.to_bytes(2, "big") + term

    def _term_at(self, place: int) -> bytes:
        at = self._index_item.unpack_from(
            self._data, self._index_at + place * self._index_item.size
        )[0]
        size = _SIZES.unpack_from(self._data, at)[0]
        return self._data[at + _SIZES.size : at + _SIZES.size + size]


class _Stored:
    """The stored fields: pickles, deflated, then their lengths and, where many, their offsets."""

    def __init__(self, data: bytes | mmap.mmap, count: int) -> None:
        self._data = data
        self._last = count - 1
        self._offsets: list[int] | None = None
        end = len(data) - 1
        if data[end : end + 1] == b"X":
            self._offset = struct.Struct("!" + chr(data[end - 1]))
            self._two_offsets = struct.Struct("!2" + chr(data[end - 1]))
            self._item = self._offset.size
            self._offsets_at = end - 2 - count * self._item
            self._lengths_at = self._offsets_at - count * struct.calcsize("!" + chr(data[end - 2]))
        else:
            code = chr(data[end])
            self._lengths_at = end - count * struct.calcsize("!" + code)
            lengths = struct.unpack_from(f"!{count}{code}", data, self._lengths_at)
            self._offsets = list(accumulate(lengths, initial=0))

    def __getitem__(self, number: int) -> bytes:
        start, end = self._extent(number)
        return zlib.decompress(self._data[start:end])

    def each(self, numbers: Iterable[int]) -> Iterator[bytes]:
        """As one by one, but faster."""
        data, inflated = self._data, zlib.decompress
        return (inflated(data[start:end]) for start, end in map(self._extent, numbers))

    def _extent(self, number: int) -> tuple[int, int]:
        if self._offsets is not None:
            return self._offsets[number], self._offsets[number + 1]
        at = self._offsets_at + number * self._item
        if number < self._last:
            start, end = self._two_offsets.unpack_from(self._data, at)
            return start, end
        return self._offset.unpack_from(self._data, at)[0], self._lengths_at
