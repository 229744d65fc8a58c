"""Reads the stored column of a segment: the pickled records of its documents."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from index.whoosh.w3.mapped_file import MappedFile
from index.whoosh.w3.unpickle import inflated

_ALL_FROM = 4000  # offsets that are unpacked one by one in the time in which all are unpacked


class StoredColumn:
    """The stored column: deflated pickles, their lengths and, in a long column, their offsets."""

    def __init__(self, file: MappedFile, count: int) -> None:
        self._file = file
        self._last = count - 1
        self._count = count
        self._asked = 0
        self._offsets: Sequence[int] | None = None
        end = len(file) - 1
        code = chr(file.read(end, end + 1)[0])
        if code == "X":
            lengths, offsets = map(chr, file.read(end - 2, end))
            self._offset = struct.Struct("!" + offsets)
            self._two_offsets = struct.Struct("!2" + offsets)
            self._item = self._offset.size
            self._offsets_at = end - 2 - count * self._item
            self._lengths_at = self._offsets_at - count * struct.calcsize("!" + lengths)
        else:
            self._lengths_at = end - count * struct.calcsize("!" + code)
            all_lengths = file.unpack(struct.Struct(f"!{count}{code}"), self._lengths_at)
            self._offsets = list(accumulate(all_lengths, initial=0))

    def __getitem__(self, number: int) -> bytes:
        return inflated(self._file.read(*self._extent(number)))

    def each(self, numbers: Iterable[int]) -> Iterator[bytes]:
        """The pickles of these documents; faster than one at a time."""
        wanted = list(numbers)
        offsets = self._all_offsets(len(wanted))
        if offsets is None:
            extents: Iterable[tuple[int, int]] = map(self._extent, wanted)
        else:
            extents = ((offsets[number], offsets[number + 1]) for number in wanted)
        return map(inflated, self._file.read_each(extents))

    def _all_offsets(self, asked: int) -> Sequence[int] | None:
        """All offsets, unpacked at once when many have been asked for."""
        self._asked += asked
        if self._offsets is None and self._asked >= _ALL_FROM:
            code = self._offset.format[-1:]
            every = struct.Struct(f"!{self._count}{code}")
            self._offsets = (*self._file.unpack(every, self._offsets_at), self._lengths_at)
        return self._offsets

    def _extent(self, number: int) -> tuple[int, int]:
        if self._offsets is not None:
            return self._offsets[number], self._offsets[number + 1]
        at = self._offsets_at + number * self._item
        if number < self._last:
            start, end = self._file.unpack(self._two_offsets, at)
            return start, end
        return self._file.unpack(self._offset, at)[0], self._lengths_at
