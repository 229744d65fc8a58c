"""A committed segment, of ours or of Whoosh's own writer, as whole arrays to be merged."""

from __future__ import annotations

import io
import mmap
import pickle
import struct
import zlib
from array import array
from collections.abc import Iterator
from itertools import accumulate, repeat
from types import TracebackType
from typing import Any, NamedTuple

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, _lenfield
from whoosh.reading import SegmentReader

from index.ragged import Bytes, Counts, Docs, Ints, Mask
from index.whoosh.storage import DurableStorage

_LENGTHS = struct.Struct("!ii")
_INFO = struct.Struct("!BfIBBfII")
_EXTENT = struct.Struct("!qi")
_BLOCK_HEAD = 96  # bytes that hold the longest pickle of a block's statistics


class OldPostings(NamedTuple):
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
        terms: list[bytes] = []
        sizes, docs, counts = array("I"), array("I"), array("I")
        for term, value in self._terms(field, number.to_bytes(2, "big")):
            terms.append(term)
            before = len(docs)
            _read_postings(value, lists, docs, counts)
            sizes.append(len(docs) - before)
            if len(docs) >= limit:
                yield _old_postings(terms, sizes, docs, counts)
                terms, sizes, docs, counts = [], array("I"), array("I"), array("I")
        if terms:
            yield _old_postings(terms, sizes, docs, counts)

    def _terms(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The terms of a field, each with its value in the term table."""
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


def _old_postings(
    terms: list[bytes], sizes: array[int], docs: array[int], counts: array[int]
) -> OldPostings:
    return OldPostings(
        terms,
        np.frombuffer(sizes, np.uint32).astype(np.int64),
        np.frombuffer(docs, np.uint32),
        np.frombuffer(counts, np.uint32),
    )


def _read_postings(value: bytes, lists: memoryview, docs: array[int], counts: array[int]) -> None:
    """Append the postings of a term. Weights are counts: our fields know no other."""
    inlined, weight, size, _, _, _, first, _ = _INFO.unpack_from(value)
    if inlined and size == 1:
        docs.append(first)
        counts.append(int(weight))
        return
    if inlined:
        ids, weights, _ = pickle.loads(value[_INFO.size :])
        docs.extend(ids)
        counts.extend(map(int, weights or repeat(1, size)))
        return
    offset, _ = _EXTENT.unpack_from(value, _INFO.size)
    position, more = offset + 4, True
    while more:
        length = int.from_bytes(lists[position : position + 4], "big", signed=True)
        more = length > 0
        head = io.BytesIO(lists[position + 4 : position + 4 + _BLOCK_HEAD])
        number, _, _, compressed, _, _ = pickle.load(head)
        start = position + 4 + head.tell()
        position += 4 + abs(length)
        data: Any = lists[start:position]
        deltas, weights, _ = pickle.loads(zlib.decompress(data) if compressed else data)
        docs.extend(accumulate(deltas))
        if weights is None or isinstance(weights, float):
            counts.extend(repeat(int(weights or 1), number))
        else:
            counts.extend(map(int, weights))
