"""The term table of a segment (``.trm``): Whoosh's ordered hash file, written by whole arrays."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

from index.bulk.ragged import Ints, Ragged, join, of_records

_HEADER = b"HSH3\x01" + bytes(8)  # format, hash function (1: CRC-32), two unused numbers
_HEAD = np.dtype([("key", ">i4"), ("value", ">i4"), ("field", ">u2")])
_SLOT = np.dtype([("hash", ">u4"), ("position", ">i8")])
_BUCKET = np.dtype([("position", ">i8"), ("slots", ">i4")])
_BUCKETS = 256
_ONES = np.uint32(0xFFFFFFFF)
_CRC_OF_BYTE = (
    np.array([crc32(bytes([byte]), 0xFFFFFFFF) for byte in range(256)], np.uint32) ^ _ONES
)
_AT_ONCE = 64  # bytes; few terms have more


class TermTable:
    """Writes terms in ascending order of field number and UTF-8, then the hash tables."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._file.write(_HEADER)
        self._fields: dict[str, int] = {}
        self._hashes: list[Ints] = []
        self._positions: list[Ints] = []

    def start_field(self, name: str) -> None:
        """What is added from here on are the terms of this field."""
        self._fields[name] = len(self._fields)

    def add(self, terms: Ragged, values: Sequence[Ragged]) -> None:
        """Terms in order, and for each its value, in parts."""
        head = np.empty(len(terms), _HEAD)
        head["key"] = terms.sizes + 2
        head["value"] = sum(part.sizes for part in values)
        head["field"] = len(self._fields) - 1
        records = join(of_records(head), terms, *values)
        position = self._file.tell()
        self._positions.append(position + np.cumsum(records.sizes) - records.sizes)
        self._hashes.append(hashes_of(terms, (len(self._fields) - 1).to_bytes(2, "big")))
        self._file.write(records.data.data)

    def close(self) -> None:
        """Write the tables, and no more."""
        nothing = np.zeros(0, np.int64)
        positions = np.concatenate([nothing, *self._positions])
        slots, sizes = _hash_tables(np.concatenate([nothing, *self._hashes]), positions)
        directory = np.empty(_BUCKETS, _BUCKET)
        directory["position"] = self._file.tell() + _SLOT.itemsize * (np.cumsum(sizes) - sizes)
        directory["slots"] = sizes
        self._file.write(slots + directory.tobytes())
        wide = bool(positions.size) and int(positions[-1]) >= 1 << 31
        extras = {
            "fieldmap": self._fields,
            "indextype": "q" if wide else "i",
            "indexlen": len(positions),
        }
        tail = pickle.dumps(extras, 2) + positions.astype(">i8" if wide else ">i4").tobytes()
        self._file.write(tail + len(tail).to_bytes(4, "big"))
        self._file.close()


def hashes_of(rows: Ragged, before: bytes = b"") -> Ints:
    """The CRC-32 of each row with the bytes ``before`` it, as :func:`zlib.crc32` has it: of all
    rows at once, byte by byte."""
    seed = crc32(before)
    states = np.full(len(rows), seed ^ _ONES, np.uint32)
    places = np.cumsum(rows.sizes) - rows.sizes
    longest = int(rows.sizes.max(initial=0))
    for nth in range(min(longest, _AT_ONCE)):
        still = np.flatnonzero(rows.sizes > nth)
        state = states[still]
        step = _CRC_OF_BYTE[(state ^ rows.data[places[still] + nth]) & 0xFF]
        states[still] = step ^ (state >> 8)
    hashes = (states ^ _ONES).astype(np.int64)
    for long in np.flatnonzero(rows.sizes > _AT_ONCE).tolist():
        start = int(places[long])
        hashes[long] = crc32(rows.data[start : start + int(rows.sizes[long])].tobytes(), seed)
    return hashes


def _hash_tables(hashes: Ints, positions: Ints) -> tuple[bytes, Ints]:
    """256 tables with linear probing, one after the other, and the number of slots of each.

    Sorted by their first choice, keys take the first free slot: the largest of their choice and
    the slot after their predecessor's. A reader probes no further than the first empty slot.
    """
    bucket = hashes & (_BUCKETS - 1)
    counts = np.bincount(bucket, minlength=_BUCKETS)
    sizes = (counts * 7 + 5) // 6  # six sevenths full: about four probes find a term
    wish = (hashes >> 8) % np.maximum(sizes, 1)[bucket] + (bucket << 40)
    order = np.argsort(wish, kind="stable")
    number = np.arange(len(order))
    slot = np.maximum.accumulate(wish[order] - number) + number
    bucket = bucket[order]
    slot -= bucket << 40
    base = np.cumsum(sizes) - sizes
    table = np.zeros(int(sizes.sum()), _SLOT)
    fits = slot < sizes[bucket]
    place = (base[bucket] + slot)[fits]
    table["hash"][place] = hashes[order[fits]]
    table["position"][place] = positions[order[fits]]
    for key, home in zip(order[~fits].tolist(), base[bucket[~fits]].tolist(), strict=True):
        free = home  # past the end: go on from the table's start
        while table["position"][free]:
            free += 1
        table[free] = hashes[key], positions[key]
    return table.tobytes(), sizes
