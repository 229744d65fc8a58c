"""Encodes posting lists for Whoosh's W3 codec, those of a batch of terms at once.

A block is its length (negative: the last), a pickled tuple of statistics, and a pickled tuple of
document deltas (the first is absolute), weights and values (none). A term with few postings has no
blocks: its postings are in the term table. Every function here works on arrays with a row for each
term or block, because a loop over millions of terms in Python would take most of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.ragged import (
    Bytes,
    Docs,
    Ints,
    Mask,
    Narrow,
    Ragged,
    from_records,
    from_rows,
    join,
    literal,
    rows_where,
)
from index.whoosh.w3.layout import BLOCK_MAGIC, EXTENT_FIELDS, TERM_INFO_FIELDS
from index.whoosh.w3.pickled import byte_strings, floats, int_tuples, ints, packed_tuples, tuples
from index.whoosh.w3.runs import Batch
from index.whoosh.w3.zlib_stream import posting_stream

BLOCK = 2048
"""Postings in a block, at most."""

INLINED = 12
"""Postings of a term that are in the term table; with more, a list of blocks takes fewer bytes."""

_PACK_FROM = 24  # deltas; from here a call of struct.unpack is about as small as a tuple
_DEFLATE_FROM = 192  # bytes; deflating fewer saves an eighth at most
_REPEAT_FROM = 8  # equal weights; from here one float is smaller than a byte for each
_STATISTICS = [
    (name, "i8") for name, _ in TERM_INFO_FIELDS
]  # exact numbers, until all pieces of a term are added up
_EXTENT = np.dtype(EXTENT_FIELDS)


class _Blocks(NamedTuple):
    """Statistics of consecutive blocks; together they cover all postings of a batch."""

    start: Ints
    size: Ints
    first_of_term: Mask
    last_of_term: Mask
    last_doc: Docs
    gap: Ints
    max_count: Narrow
    min_count: Narrow
    min_length: Bytes
    max_length: Bytes


class Encoded(NamedTuple):
    """The encoded terms of a batch.

    ``lists``: the posting list of each term. It is empty for a term that is ``inlined`` in the term
    table, where its postings follow its ``statistics``.
    """

    lists: Ragged
    statistics: NDArray[Any]
    inlined: Ragged

    def values(self, offset: int) -> tuple[Ragged, ...]:
        """The value of each term in the term table, in parts. ``lists`` are at ``offset``."""
        listed = self.lists.sizes > 0
        extent = np.empty(len(listed), _EXTENT)
        extent["offset"] = offset + np.cumsum(self.lists.sizes) - self.lists.sizes
        extent["length"] = self.lists.sizes
        info = from_records(self.statistics.astype(np.dtype(TERM_INFO_FIELDS), copy=False))
        return info, self.inlined, rows_where(listed, from_records(extent[listed]))


def join_pieces(pieces: Sequence[Encoded]) -> Encoded:
    """Join the pieces of one term that has too many postings for a batch."""
    first, *others = pieces
    if not others:
        return first
    lists = np.concatenate([piece.lists.data for piece in pieces])
    statistics, each = first.statistics.copy(), np.concatenate([p.statistics for p in pieces])
    for name in ("weight", "df"):
        statistics[name] = each[name].sum()
    for name in ("min_length", "min_id"):
        statistics[name] = each[name].min()
    for name in ("max_length", "max_weight", "max_id"):
        statistics[name] = each[name].max()
    return Encoded(Ragged(lists, np.array([len(lists)])), statistics, first.inlined)


def encode(batch: Batch, length: Bytes) -> Encoded:
    """The posting lists of a batch. ``length``: the length byte of each posting's document."""
    size = batch.sizes
    first = np.cumsum(size) - size
    complete = batch.opens and batch.ends
    inlined = (size <= INLINED) & complete
    statistics = np.empty(len(size), TERM_INFO_FIELDS if complete else _STATISTICS)
    statistics["inlined"] = inlined
    statistics["weight"] = np.add.reduceat(batch.counts, first, dtype=np.int64)
    statistics["df"] = size
    statistics["min_length"] = np.minimum.reduceat(length, first)
    statistics["max_length"] = np.maximum.reduceat(length, first)
    statistics["max_weight"] = np.maximum.reduceat(batch.counts, first)
    statistics["min_id"] = batch.docs[first]
    statistics["max_id"] = batch.docs[first + size - 1]
    return Encoded(
        rows_where(~inlined, _lists(batch.only(~inlined), length[np.repeat(~inlined, size)])),
        statistics,
        rows_where(inlined, _inlined(batch.only(inlined))),
    )


def _lists(batch: Batch, length: Bytes) -> Ragged:
    """The posting list of each term. ``length``: the length byte for each posting."""
    if not len(batch.sizes):
        return from_rows([])
    deltas, blocks = _blocks(batch, length)
    data, compressed = _deflated(_postings(batch.counts, deltas, blocks))
    info = _statistics(blocks, compressed)
    sizes = info.sizes + data.sizes
    sizes[blocks.last_of_term] *= -1
    body = join(
        literal(blocks.first_of_term, BLOCK_MAGIC), from_records(sizes.astype(">i4")), info, data
    )
    return body.grouped(-(-batch.sizes // BLOCK))


def _blocks(batch: Batch, length: Bytes) -> tuple[Docs, _Blocks]:
    """Cut the postings into blocks: the document deltas in each block, and the blocks."""
    size, docs = batch.sizes, batch.docs
    number = -(-size // BLOCK)
    nth = np.arange(int(number.sum())) - np.repeat(np.cumsum(number) - number, number)
    start = np.repeat(np.cumsum(size) - size, number) + nth * BLOCK
    end = np.append(start[1:], len(docs))
    deltas = np.diff(docs, prepend=docs[:1])
    deltas[start] = 0  # the first number is absolute, and does not count for the widest delta
    gap = np.maximum.reduceat(deltas, start).astype(np.int64)
    deltas[start] = docs[start]
    return deltas, _Blocks(
        start,
        end - start,
        np.append(batch.opens, nth[1:] == 0),
        np.append(nth[1:] == 0, batch.ends),
        docs[end - 1],
        gap,
        np.maximum.reduceat(batch.counts, start),
        np.minimum.reduceat(batch.counts, start),
        np.minimum.reduceat(length, start),
        np.maximum.reduceat(length, start),
    )


def _postings(counts: Narrow, deltas: Docs, blocks: _Blocks) -> Ragged:
    """The pickle of each block's deltas, weights and values."""
    size = blocks.size
    packed = size >= _PACK_FROM
    every = size > 0
    width = 1 + (blocks.gap > 0xFF) + 2 * (blocks.gap > 0xFFFF).astype(np.int64)
    of_packed = np.repeat(packed, size)
    return join(
        literal(every, b"("),
        int_tuples(~packed, deltas[~of_packed], size[~packed]),
        packed_tuples(packed, deltas[of_packed], size[packed], width[packed]),
        _weights(counts, blocks),
        literal(every, b"Nt."),
    )


def _deflated(data: Ragged) -> tuple[Ragged, Mask]:
    """Deflate the long rows; the mask says which these are."""
    rows = [row if len(row) < _DEFLATE_FROM else posting_stream(row) for row in data.rows()]
    return from_rows(rows), data.sizes >= _DEFLATE_FROM


def _weights(counts: Narrow, blocks: _Blocks) -> Ragged:
    """The pickled weights of each block.

    None if all are 1, a float if all are equal, bytes if all are below 256, else a tuple.
    """
    size = blocks.size
    ones = blocks.max_count == 1
    equal = ~ones & (blocks.max_count == blocks.min_count) & (size >= _REPEAT_FROM)
    small = ~ones & ~equal & (blocks.max_count < 256)
    large = ~ones & ~equal & ~small
    of_small, of_large = np.repeat(small, size), np.repeat(large, size)
    return join(
        literal(ones, b"N"),
        floats(equal, blocks.max_count[equal]),
        byte_strings(small, counts[of_small], size[small]),
        int_tuples(large, counts[of_large], size[large]),
    )


def _statistics(blocks: _Blocks, compressed: Mask) -> Ragged:
    """The pickled statistics of each block.

    Number of postings, last document, largest weight, whether the postings are deflated, and the
    shortest and longest length.
    """
    columns: list[NDArray[Any]] = [
        blocks.size,
        blocks.last_doc,
        blocks.max_count,
        compressed,
        blocks.min_length,
        blocks.max_length,
    ]
    every = np.ones(len(compressed), np.bool_)
    items = ints(np.column_stack(columns).reshape(-1)).grouped(every * np.int64(len(columns)))
    return join(literal(every, b"("), items, literal(every, b"t."))


def _inlined(batch: Batch) -> Ragged:
    """The pickle of ``(documents, weights, values)`` of each term.

    Each value is None. If all weights are 1, the weights are None, which Whoosh reads as 1.
    """
    size, counts = batch.sizes, batch.counts
    largest = np.maximum.reduceat(counts, np.cumsum(size) - size) if len(size) else counts
    ones, large = largest == 1, largest > 0xFF
    small = ~ones & ~large
    every = np.ones(len(size), np.bool_)
    return join(
        int_tuples(every, batch.docs, size),
        literal(ones, b"N"),
        byte_strings(small, counts[np.repeat(small, size)], size[small]),
        int_tuples(large, counts[np.repeat(large, size)], size[large]),
        tuples(every, from_records(np.full(len(counts), ord("N"), np.uint8)), size),
        literal(every, b"\x87."),
    )
