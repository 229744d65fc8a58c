"""Reads the term table of a segment: an ordered hash file (:mod:`index.whoosh.w3.layout`)."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from index.whoosh.w3 import layout
from index.whoosh.w3.layout import BUCKET, IN_SLOT, RECORD, SLOT
from index.whoosh.w3.mapped_file import MappedFile
from index.whoosh.w3.unpickle import load

_SLOTS_READ = 64  # of the hash table at a time
_NO_POSITION = bytes(SLOT.size - IN_SLOT)
_LONGEST_EXTRAS = 1 << 16  # bytes; ours have a few hundred


class TermReader:
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
            read = file.read(start, start + some * SLOT.size)
            free = _free_slot(read)
            for at in _positions(read[:free], hashed):
                if (value := self._value_at(at, key)) is not None:
                    return value
            if free < len(read):
                return None
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


def _free_slot(slots: bytes) -> int:
    """Where the first free slot begins; the end if none is free. (A loop over the slots takes ten
    times as long as to search their bytes.)"""
    at = slots.find(_NO_POSITION)
    while at >= 0:
        # The zeros may begin in one slot and end in the next.
        slot, within = divmod(at, SLOT.size)
        if within <= IN_SLOT and slots.startswith(_NO_POSITION, slot * SLOT.size + IN_SLOT):
            return slot * SLOT.size
        at = slots.find(_NO_POSITION, at + 1)
    return len(slots)


def _positions(slots: bytes, hashed: int) -> Iterator[int]:
    """The positions in the slots of this hash."""
    wanted = hashed.to_bytes(IN_SLOT, "big")
    at = slots.find(wanted)
    while at >= 0:
        if at % SLOT.size == 0:
            yield SLOT.unpack_from(slots, at)[1]
        at = slots.find(wanted, at + 1)
