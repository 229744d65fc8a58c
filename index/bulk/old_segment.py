"""A committed segment, of ours or of Whoosh's own writer, as whole arrays to be merged."""

from __future__ import annotations

import io
import mmap
import pickle
import struct
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, repeat
from types import TracebackType
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, _lenfield
from whoosh.reading import SegmentReader

from index.bulk.pickled import read_packed_tuple
from index.bulk.ragged import Bytes, Counts, Docs, Ints, Mask
from index.bulk.storage import DurableStorage

_LENGTHS = struct.Struct("!ii")
_INFO = struct.Struct("!BfIBBfII")
_EXTENT = struct.Struct("!qi")
_BLOCK_HEAD = 96  # bytes that hold the longest pickle of a block's statistics


@dataclass(frozen=True, slots=True, eq=False)
class OldPostings:
    """Some terms of a field in order, and their postings; deleted documents are still there."""

    terms: list[bytes]
    sizes: Ints
    docs: Docs
    counts: Counts


class OldSegment:
    """Reads a segment. Close it before its files are removed."""

    def __init__(self, storage: DurableStorage, schema: Any, segment: Any) -> None:
        self._segment = segment
        self._reader = SegmentReader(storage, schema, segment)
        self.documents: int = segment.doc_count_all()
        self.alive: Mask = np.ones(self.documents, np.bool_)
        self.alive[list(segment.deleted_docs())] = False

    def __enter__(self) -> OldSegment:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._reader.close()

    def length_bytes(self, field: str) -> Bytes:
        """The length of every document's field, as Whoosh's one-byte approximation."""
        lengths = np.zeros(self.documents, np.uint8)
        if self._reader._perdoc.has_column(_lenfield(field)):
            name = W3Codec.column_filename(self._segment, _lenfield(field))
            column = np.frombuffer(self._view(name), np.uint8)  # may stop before the last document
            lengths[: len(column)] = column
        return lengths

    def stored_column(self) -> memoryview:
        """The file of stored fields."""
        return self._view(W3Codec.column_filename(self._segment, "_stored"))

    def postings(self, field: str, limit: int) -> Iterator[OldPostings]:
        """All terms of a field in order, about ``limit`` postings at a time."""
        number = self._reader._terms._fieldmap.get(field)
        if number is None:
            return
        lists = self._view(self._segment.make_filename(W3Codec.POSTS_EXT))
        gathered = _Gathered()
        for term, value in self._terms(number.to_bytes(2, "big")):
            gathered.add(term, value, lists)
            if len(gathered) >= limit:
                yield gathered.postings()
                gathered = _Gathered()
        if gathered.terms:
            yield gathered.postings()

    def _terms(self, prefix: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Terms with this prefix, a field's number, each with its value in the table."""
        index = self._reader._terms._tindex
        table = self._view(self._segment.make_filename(W3Codec.TERMS_EXT))
        position = index.closest_key_pos(prefix)
        while position is not None and position < index.endofdata:
            key_size, value_size = _LENGTHS.unpack_from(table, position)
            start = position + _LENGTHS.size
            if table[start : start + 2] != prefix:
                return
            position = start + key_size + value_size
            yield (
                bytes(table[start + 2 : start + key_size]),
                bytes(table[start + key_size : position]),
            )

    def _view(self, name: str) -> memoryview:
        """A file's bytes, mapped where it is a file of its own and not part of a compound one."""
        file = self._reader._storage.open_file(name)
        if not file.is_real:
            return memoryview(file.get(0, self._reader._storage.file_length(name)))
        try:
            if not self._reader._storage.file_length(name):  # nothing cannot be mapped
                return memoryview(b"")
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        finally:
            file.close()


class _Gathered:
    """Postings of one term after the other: short lists in an array, long ones as they are."""

    def __init__(self) -> None:
        self.terms: list[bytes] = []
        self._sizes = array("I")
        self._docs, self._counts = array("I"), array("I")
        self._pieces: list[tuple[Docs, Counts]] = []
        self._in_pieces = 0

    def __len__(self) -> int:
        return self._in_pieces + len(self._docs)

    def postings(self) -> OldPostings:
        """All that was added."""
        self._close_piece()
        docs, counts = zip(*self._pieces, strict=True)
        sizes = np.frombuffer(self._sizes, np.uint32).astype(np.int64)
        return OldPostings(self.terms, sizes, np.concatenate(docs), np.concatenate(counts))

    def add(self, term: bytes, value: bytes, lists: memoryview) -> None:
        """A term and its value in the table. Weights are counts: our fields know no other."""
        inlined, weight, size, _, _, _, first, _ = _INFO.unpack_from(value)
        self.terms.append(term)
        self._sizes.append(size)
        if inlined and size == 1:
            self._docs.append(first)
            self._counts.append(int(weight))
        elif inlined:
            ids, weights, _ = pickle.loads(value[_INFO.size :])
            self._docs.extend(ids)
            self._counts.extend(map(int, weights))
        else:
            offset, length = _EXTENT.unpack_from(value, _INFO.size)
            self._add_blocks(bytes(lists[offset + 4 : offset + length]))

    def _add_blocks(self, data: bytes) -> None:
        position = 0
        while position < len(data):
            length = abs(int.from_bytes(data[position : position + 4], "big", signed=True))
            head = io.BytesIO(data[position + 4 : position + 4 + _BLOCK_HEAD])
            size, _, _, compressed, _, _ = pickle.load(head)
            body = data[position + 4 + head.tell() : position + 4 + length]
            self._add_block(zlib.decompress(body) if compressed else body, size)
            position += 4 + length

    def _add_block(self, body: bytes, size: int) -> None:
        packed = read_packed_tuple(body, 1)  # after the mark that opens the tuple of three
        if packed is None:
            deltas, weights, _ = pickle.loads(body)
            self._docs.extend(accumulate(deltas))
            self._counts.extend(
                repeat(int(weights or 1), size)
                if weights is None or isinstance(weights, float)
                else map(int, weights)
            )
            return
        numbers, end = packed
        weights, _ = pickle.loads(b"(" + body[end:])
        self._close_piece()
        self._pieces.append((np.cumsum(numbers, dtype=np.uint32), _counts(weights, size)))
        self._in_pieces += size

    def _close_piece(self) -> None:
        docs, counts = np.frombuffer(self._docs, np.uint32), np.frombuffer(self._counts, np.uint32)
        self._pieces.append((docs, counts))
        self._in_pieces += len(docs)
        self._docs, self._counts = array("I"), array("I")


def _counts(weights: Any, size: int) -> Counts:
    """A block's weights: None for ones, a float for equal ones, else each."""
    if weights is None or isinstance(weights, float):
        return np.full(size, int(weights or 1), np.uint32)
    if isinstance(weights, bytes):
        return np.frombuffer(weights, np.uint8).astype(np.uint32)
    return np.array(weights, np.uint32)
