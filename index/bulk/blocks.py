"""Posting lists as Whoosh's W3 codec reads them: blocks of pickled deltas and weights.

A block is its length (negative: the last), a pickled tuple of statistics, and a pickled tuple of
document deltas (the first is absolute), weights and values (none). A term of few postings has no
blocks: they stand in the term table.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.bulk.pickled import byte_strings, floats, int_tuples, ints, packed_tuples
from index.bulk.ragged import (
    Bytes,
    Counts,
    Docs,
    Ints,
    Mask,
    Ragged,
    join,
    literal,
    of_records,
    of_rows,
    only_where,
)
from index.bulk.runs import Batch

BLOCK = 2048
"""Postings in a block, at most."""

INLINED = 8
"""Postings that a term may have in the term table, where each takes little more than its number."""

_MAGIC = b"W3Bl"
_PACK_FROM = 24  # from here a struct.unpack of the deltas is about as small as a tuple
_DEFLATE_FROM = 128  # bytes; below, deflating saves little or nothing
_REPEAT_FROM = 8  # equal weights: from here one float is smaller than so many bytes
_INFO = np.dtype(
    [
        ("inlined", "u1"),
        ("weight", ">f4"),
        ("df", ">u4"),
        ("min_length", "u1"),
        ("max_length", "u1"),
        ("max_weight", ">f4"),
        ("min_id", ">u4"),
        ("max_id", ">u4"),
    ]
)
_EXTENT = np.dtype([("offset", ">i8"), ("length", ">i4")])


@dataclass(frozen=True, slots=True, eq=False)
class _Blocks:
    """Statistics of consecutive blocks; together they cover all postings of a batch."""

    term: Ints
    start: Ints
    size: Ints
    last_of_term: Mask
    last_doc: Docs
    gap: Ints
    max_count: Counts
    min_count: Counts
    min_length: Bytes
    max_length: Bytes


def encode(batch: Batch, lengths: Bytes, offset: int) -> tuple[bytes, Ragged]:
    """The bytes to append to the postings file at ``offset``, and each term's table value.

    ``lengths``: the length byte of every document of the segment.
    """
    deltas, blocks = _cut(batch, lengths)
    size = batch.sizes
    first = np.cumsum(size) - size
    first_block = np.flatnonzero(np.concatenate(([True], blocks.last_of_term[:-1])))
    inlined = size <= INLINED

    body = _bodies(batch, deltas, blocks, ~inlined[blocks.term])
    span = np.add.reduceat(body.sizes, first_block)

    info = np.empty(len(size), _INFO)
    info["inlined"] = inlined
    info["weight"] = np.add.reduceat(batch.counts, first, dtype=np.int64)
    info["df"] = size
    info["min_length"] = np.minimum.reduceat(blocks.min_length, first_block)
    info["max_length"] = np.maximum.reduceat(blocks.max_length, first_block)
    info["max_weight"] = np.maximum.reduceat(blocks.max_count, first_block)
    info["min_id"] = batch.docs[first]
    info["max_id"] = batch.docs[first + size - 1]
    extent = np.empty(int(np.count_nonzero(~inlined)), _EXTENT)
    extent["offset"] = offset + (np.cumsum(span) - span)[~inlined]
    extent["length"] = span[~inlined]
    tails = join(_inlined(inlined, batch), only_where(~inlined, of_records(extent)))
    return body.data.tobytes(), join(of_records(info), tails)


def _cut(batch: Batch, lengths: Bytes) -> tuple[Docs, _Blocks]:
    """Deltas of the documents within each block, and the blocks."""
    size, docs = batch.sizes, batch.docs
    number = -(-size // BLOCK)
    term = np.repeat(np.arange(len(size)), number)
    nth = np.arange(len(term)) - np.repeat(np.cumsum(number) - number, number)
    start = np.repeat(np.cumsum(size) - size, number) + nth * BLOCK
    end = np.append(start[1:], len(docs))
    deltas = np.diff(docs, prepend=docs[:1])
    deltas[start] = 0
    gap = np.maximum.reduceat(deltas, start).astype(np.int64)
    deltas[start] = docs[start]
    length = lengths[docs]
    return deltas, _Blocks(
        term,
        start,
        end - start,
        np.append(term[1:] != term[:-1], True),
        docs[end - 1],
        gap,
        np.maximum.reduceat(batch.counts, start),
        np.minimum.reduceat(batch.counts, start),
        np.minimum.reduceat(length, start),
        np.maximum.reduceat(length, start),
    )


def _bodies(batch: Batch, deltas: Docs, blocks: _Blocks, listed: Mask) -> Ragged:
    """The bytes of each block that is ``listed``, the term's magic before its first."""
    size = blocks.size
    packed = listed & (size >= _PACK_FROM)
    plain = listed & ~packed
    width = 1 + (blocks.gap > 0xFF) + 2 * (blocks.gap > 0xFFFF).astype(np.int64)
    of_plain, of_packed = np.repeat(plain, size), np.repeat(packed, size)
    data, compressed = _deflated(
        join(
            literal(listed, b"("),
            int_tuples(plain, deltas[of_plain], size[plain]),
            packed_tuples(packed, deltas[of_packed], size[packed], width[packed]),
            _weights(batch.counts, blocks, listed),
            literal(listed, b"Nt."),
        )
    )
    info = only_where(listed, _statistics(blocks, listed, compressed))
    length = (info.sizes + data.sizes)[listed]
    length[blocks.last_of_term[listed]] *= -1
    opens = listed & np.concatenate(([True], blocks.last_of_term[:-1]))
    return join(
        literal(opens, _MAGIC), only_where(listed, of_records(length.astype(">i4"))), info, data
    )


def _deflated(data: Ragged) -> tuple[Ragged, Mask]:
    """The long rows deflated, and which these are.

    Deltas hardly ever repeat in stretches but weights do: run lengths and Huffman codes save
    more than a search for matches does, and faster.
    """
    long = data.sizes >= _DEFLATE_FROM
    rows = []
    for row in data.pick(np.flatnonzero(long)).rows():
        stream = zlib.compressobj(1, zlib.DEFLATED, 12, 5, zlib.Z_RLE)
        rows.append(stream.compress(row) + stream.flush())
    short = data.pick(np.flatnonzero(~long))
    return join(only_where(~long, short), only_where(long, of_rows(rows))), long


def _weights(counts: Counts, blocks: _Blocks, listed: Mask) -> Ragged:
    """None for weights of one, a float for equal ones, bytes where they fit, else a tuple."""
    size = blocks.size
    ones = listed & (blocks.max_count == 1)
    equal = listed & ~ones & (blocks.max_count == blocks.min_count) & (size >= _REPEAT_FROM)
    small = listed & ~ones & ~equal & (blocks.max_count < 256)
    large = listed & ~ones & ~equal & ~small
    of_small, of_large = np.repeat(small, size), np.repeat(large, size)
    return join(
        literal(ones, b"N"),
        floats(equal, blocks.max_count[equal]),
        byte_strings(small, counts[of_small], size[small]),
        int_tuples(large, counts[of_large], size[large]),
    )


def _statistics(blocks: _Blocks, listed: Mask, compressed: Mask) -> Ragged:
    """Postings, last document, largest weight, compression, shortest and longest length."""
    columns: list[NDArray[Any]] = [
        blocks.size[listed],
        blocks.last_doc[listed],
        blocks.max_count[listed],
        compressed[listed],
        blocks.min_length[listed],
        blocks.max_length[listed],
    ]
    every = np.ones(len(columns[0]), np.bool_)
    items = ints(np.column_stack(columns).reshape(-1)).grouped(every * np.int64(len(columns)))
    return join(literal(every, b"("), items, literal(every, b"t."))


def _inlined(inlined: Mask, batch: Batch) -> Ragged:
    """Where ``inlined``: the pickle of ``(documents, weights, values)``, each value None."""
    size = batch.sizes[inlined]
    chosen = np.repeat(inlined, batch.sizes)
    counts = batch.counts[chosen]
    small = np.maximum.reduceat(counts, np.cumsum(size) - size) < 256 if len(size) else size > 0
    of_small = np.repeat(small, size)
    every = np.ones(len(size), np.bool_)
    rows = join(
        int_tuples(every, batch.docs[chosen], size),
        byte_strings(small, counts[of_small], size[small]),
        int_tuples(~small, counts[~of_small], size[~small]),
        literal(every, b"("),
        Ragged(np.full(len(counts), ord("N"), np.uint8), size),
        literal(every, b"t\x87."),
    )
    return only_where(inlined, rows)
