"""The term table of a segment (``.trm``): Whoosh's ordered hash file, written by whole arrays."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from pathlib import Path
from zlib import crc32

import numpy as np

from index.bulk.ragged import Ints, Ragged, join, of_records
from index.bulk.storage import durable

_HEADER = b"HSH3\x01" + bytes(8)  # format, hash function (1: CRC-32), two unused numbers
_HEAD = np.dtype([("key", ">i4"), ("value", ">i4"), ("field", ">u2")])
_SLOT = np.dtype([("hash", ">u4"), ("position", ">i8")])
_BUCKET = np.dtype([("position", ">i8"), ("slots", ">i4")])
_BUCKETS = 256


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

    def add(self, terms: Ragged, values: Ragged) -> None:
        """Terms in order, and for each what :func:`index.bulk.blocks.encode` made."""
        head = np.empty(len(terms), _HEAD)
        head["key"] = terms.sizes + 2
        head["value"] = values.sizes
        head["field"] = len(self._fields) - 1
        records = join(of_records(head), terms, values)
        position = self._file.tell()
        self._positions.append(position + np.cumsum(records.sizes) - records.sizes)
        seed = crc32((len(self._fields) - 1).to_bytes(2, "big"))
        hashes: Iterable[int] = (crc32(term, seed) for term in terms.rows())
        self._hashes.append(np.fromiter(hashes, np.int64, len(terms)))
        self._file.write(records.data.tobytes())

    def close(self) -> None:
        """Write the tables and make the file last."""
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
        durable(self._file)


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
