"""Writes the term table of a segment (``.trm``), an ordered hash file of Whoosh, from arrays.

It has the terms in order with their values, then 256 hash tables to look a term up, then the
positions of the terms to list them.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.ragged import Ints, Ragged, from_records, join
from index.whoosh.checksums import SummedFile
from index.whoosh.w3.layout import (
    BUCKET_FIELDS,
    BUCKETS,
    HASH_CRC32,
    HASH_MAGIC,
    RECORD_FIELDS,
    SLOT_FIELDS,
)
from index.whoosh.w3.runs import ascending

Hashes = NDArray[np.uint32]

_HEADER = HASH_MAGIC + bytes([HASH_CRC32]) + bytes(8)  # two unused numbers
_HEAD = np.dtype([*RECORD_FIELDS, ("field", ">u2")])
_SLOT = np.dtype(SLOT_FIELDS)
_BUCKET = np.dtype(BUCKET_FIELDS)
_ONES = np.uint32(0xFFFFFFFF)
_CRC_OF_BYTE = (
    np.array([crc32(bytes([byte]), 0xFFFFFFFF) for byte in range(256)], np.uint32) ^ _ONES
)
_AT_ONCE = 64  # bytes that all terms are hashed by together; few terms have more


class TermTable:
    """Writes terms in ascending order of field number and UTF-8, then the hash tables."""

    def __init__(self, file: SummedFile) -> None:
        self._file = file
        self._file.write(_HEADER)
        self._fields: dict[str, int] = {}
        self._hashes: list[Hashes] = []
        self._positions: list[Ints] = []

    def start_field(self, name: str) -> None:
        """The terms added from here on belong to this field."""
        self._fields[name] = len(self._fields)

    def add(self, terms: Ragged, values: Sequence[Ragged]) -> None:
        """Add terms in order, each with its value, which is in parts."""
        head = np.empty(len(terms), _HEAD)
        head["key"] = terms.sizes + 2
        head["value"] = sum(part.sizes for part in values)
        head["field"] = len(self._fields) - 1
        records = join(from_records(head), terms, *values)
        position = self._file.tell()
        self._positions.append(position + np.cumsum(records.sizes) - records.sizes)
        self._hashes.append(hashes_of(terms, (len(self._fields) - 1).to_bytes(2, "big")))
        self._file.write(records.data.data)

    def close(self) -> None:
        """Write the tables, and close the file."""
        nothing = np.zeros(0, np.int64)
        positions = np.concatenate([nothing, *self._positions])
        hashes = np.concatenate([nothing.astype(np.uint32), *self._hashes])
        table, slots = _hash_tables(hashes, positions)
        directory = np.empty(BUCKETS, _BUCKET)
        directory["position"] = self._file.tell() + (np.cumsum(slots) - slots) * _SLOT.itemsize
        directory["slots"] = slots
        self._file.write(table.data)
        self._file.write(directory.tobytes())
        wide = bool(positions.size) and int(positions[-1]) >= 1 << 31
        extras = {
            "fieldmap": self._fields,
            "indextype": "q" if wide else "i",
            "indexlen": len(positions),
        }
        tail = pickle.dumps(extras, 2) + positions.astype(">i8" if wide else ">i4").tobytes()
        self._file.write(tail + len(tail).to_bytes(4, "big"))
        self._file.close()


def hashes_of(rows: Ragged, before: bytes = b"") -> Hashes:
    """The CRC-32 of each row with the bytes ``before`` it: that of :func:`zlib.crc32`.

    All rows are hashed together, byte by byte: a call for each row takes longer.
    """
    seed = crc32(before)
    states = np.full(len(rows), seed ^ _ONES, np.uint32)
    places = np.cumsum(rows.sizes) - rows.sizes
    longest = int(rows.sizes.max(initial=0))
    for nth in range(min(longest, _AT_ONCE)):
        still = np.flatnonzero(rows.sizes > nth)
        state = states[still]
        step = _CRC_OF_BYTE[(state ^ rows.data[places[still] + nth]) & 0xFF]
        states[still] = step ^ (state >> 8)
    hashes = states ^ _ONES
    for long in np.flatnonzero(rows.sizes > _AT_ONCE).tolist():
        start = int(places[long])
        hashes[long] = crc32(rows.data[start : start + int(rows.sizes[long])].tobytes(), seed)
    return hashes


def _hash_tables(hashes: Hashes, positions: Ints) -> tuple[NDArray[Any], Ints]:
    """256 hash tables with linear probing, joined, and the number of slots of each.

    A reader probes from the slot that a hash gives to the first empty one. In the order of that
    slot, each key takes it or the slot after the key before it, whichever is later; so all slots
    are a running maximum and need no loop.
    """
    buckets = (hashes & (BUCKETS - 1)).astype(np.int64)
    keys = np.bincount(buckets, minlength=BUCKETS)
    slots = (keys * 9 + 7) // 8  # eight ninths full: about five probes find a term
    # The tables are so far apart here that no key of one is pushed into the next.
    shift = np.cumsum(slots + keys) - slots - keys
    wish = shift[buckets] + (hashes >> 8) % np.maximum(slots, 1)[buckets]
    order = ascending(wish)
    number, buckets = np.arange(len(order)), buckets[order]
    slot = np.maximum.accumulate(wish[order] - number) + number - shift[buckets]
    first = np.cumsum(slots) - slots
    table = np.zeros(int(slots.sum()), _SLOT)
    fits = slot < slots[buckets]
    place, taken = (first[buckets] + slot)[fits], order[fits]
    table["hash"][place] = hashes[taken]
    table["position"][place] = positions[taken]
    free = (
        first.copy()
    )  # the few keys pushed past the end of their table start again at its beginning
    for bucket, key in zip(buckets[~fits].tolist(), order[~fits].tolist(), strict=True):
        while table["position"][free[bucket]]:
            free[bucket] += 1
        table[free[bucket]] = hashes[key], positions[key]
    return table, slots
