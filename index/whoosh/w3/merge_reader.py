"""Reads a committed segment into arrays, to merge it into a new one."""

from __future__ import annotations

import io
from array import array
from collections.abc import Iterator
from itertools import accumulate, repeat
from typing import Any, NamedTuple

import numpy as np

from index.ragged import Bytes, Counts, Docs, Ints, Mask
from index.whoosh.w3 import layout
from index.whoosh.w3.layout import EXTENT, TERM_INFO
from index.whoosh.w3.segment_reader import Segment
from index.whoosh.w3.stored_column import read_lengths
from index.whoosh.w3.unpickle import DAMAGE, inflated, load, loads

_BLOCK_HEAD = 96  # bytes; the pickled statistics of a block are never longer


class OldPostings(NamedTuple):
    """Consecutive terms of a field with all their postings, deleted documents included."""

    terms: list[bytes]
    sizes: Ints
    docs: Docs
    counts: Counts


class OldSegment:
    """A segment to merge. ``alive`` is false for each deleted document."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self.documents: int = segment.size
        self.alive: Mask = np.ones(self.documents, np.bool_)
        self.alive[list(segment.info.deleted)] = False

    def length_bytes(self, field: str) -> Bytes:
        """The length of the field in each document, as Whoosh rounds it to a byte."""
        return np.frombuffer(self._segment.lengths(field), np.uint8)[: self.documents]

    def stored(self) -> tuple[memoryview, Ints]:
        """The stored column, and the number of bytes of each document."""
        column = self._segment.stored_file.all()
        try:
            return column, read_lengths(column, self.documents)
        except DAMAGE as error:
            raise self._segment.damaged(layout.STORED_COLUMN, error) from error

    def postings(self, field: str, limit: int) -> Iterator[OldPostings]:
        """All terms of a field in order, in parts of about ``limit`` postings."""
        lists = self._segment.posting_file.all()
        terms: list[bytes] = []
        sizes, docs, counts = array("I"), array("I"), array("I")
        for term, value in self._segment.entries(field):
            terms.append(term)
            before = len(docs)
            try:
                _read_postings(value, lists, docs, counts)
                if max(docs[before:], default=0) >= self.documents:
                    raise ValueError("a posting of a document that is not there")
            except DAMAGE as error:
                raise self._segment.damaged(layout.POSTINGS, error) from error
            sizes.append(len(docs) - before)
            if len(docs) >= limit:
                yield _old_postings(terms, sizes, docs, counts)
                terms, sizes, docs, counts = [], array("I"), array("I"), array("I")
        if terms:
            yield _old_postings(terms, sizes, docs, counts)


def _old_postings(
    terms: list[bytes], sizes: array[int], docs: array[int], counts: array[int]
) -> OldPostings:
    """The postings gathered so far, as arrays."""
    return OldPostings(
        terms,
        np.frombuffer(sizes, np.uint32).astype(np.int64),
        np.frombuffer(docs, np.uint32),
        np.frombuffer(counts, np.uint32),
    )


def _read_postings(value: bytes, lists: memoryview, docs: array[int], counts: array[int]) -> None:
    """Append the postings of a term. The weights of our fields are counts."""
    inlined, weight, size, _, _, _, first, _ = TERM_INFO.unpack_from(value)
    if inlined and size == 1:
        docs.append(first)
        counts.append(int(weight))
        return
    if inlined:
        ids, weights, _ = loads(value[TERM_INFO.size :])
        docs.extend(ids)
        counts.extend(map(int, weights or repeat(1, size)))
        return
    offset, _ = EXTENT.unpack_from(value, TERM_INFO.size)
    position, more = offset + 4, True
    while more:
        length = int.from_bytes(lists[position : position + 4], "big", signed=True)
        more = length > 0
        head = io.BytesIO(lists[position + 4 : position + 4 + _BLOCK_HEAD])
        number, _, _, compressed, _, _ = load(head)
        start = position + 4 + head.tell()
        position += 4 + abs(length)
        data: Any = lists[start:position]
        deltas, weights, _ = loads(inflated(data) if compressed else data)
        docs.extend(accumulate(deltas))
        if weights is None or isinstance(weights, float):
            counts.extend(repeat(int(weights or 1), number))
        else:
            counts.extend(map(int, weights))
