"""A file of a commit, mapped to memory. Each page is checked when it is first read."""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from struct import Struct
from typing import Any
from zlib import crc32

from corpus.errors import Message
from index.errors import IndexDamagedError
from index.safe_files import open_file
from index.whoosh.checksums import PAGE, PageSums

_SHIFT = PAGE.bit_length() - 1
_LAST = PAGE - 1


class MappedFile:
    """The bytes of a file. Every method raises :class:`~index.errors.IndexDamagedError` if a page
    that it reads has another checksum than ``sums``, and IndexError beyond the end.

    :raises FileNotFoundError: no such file.
    :raises IndexDamagedError: the file has another size.
    """

    __slots__ = ("_data", "_path", "_size", "_sums", "_unchecked", "_view")

    def __init__(self, path: Path, sums: PageSums) -> None:
        self._path = path
        self._sums = sums.pages
        self._unchecked = bytearray(b"\1") * len(sums.pages)
        self._size = sums.size
        self._data: bytes | mmap.mmap = b""
        with open_file(path) as file:
            size = os.fstat(file.fileno()).st_size
            if size != sums.size:
                text = "it has {size} bytes, and had {written} when it was written"
                raise IndexDamagedError(path, Message(text, {"size": size, "written": sums.size}))
            if size:  # an empty file cannot be mapped
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._view = memoryview(self._data)

    def __len__(self) -> int:
        return self._size

    def read(self, start: int, end: int) -> bytes:
        """The bytes of this span."""
        self._need(start, end)
        return self._data[start:end]

    def read_each(self, spans: Iterable[tuple[int, int]]) -> Iterator[bytes]:
        """The bytes of each span; faster than one at a time."""
        data, size, unchecked = self._data, self._size, self._unchecked.find
        for start, end in spans:
            if (
                start < 0
                or end > size
                or unchecked(1, start >> _SHIFT, (end + _LAST) >> _SHIFT) >= 0
            ):
                self._need(start, end)
            yield data[start:end]

    def unpack(self, numbers: Struct, at: int) -> tuple[Any, ...]:
        """The numbers that are stored there."""
        self._need(at, at + numbers.size)
        return numbers.unpack_from(self._data, at)

    def all(self) -> memoryview:
        """The whole file."""
        self._need(0, self._size)
        return self._view

    def _need(self, start: int, end: int) -> None:
        if start < 0 or end > self._size:
            raise IndexError("a place beyond the end of the file")
        last = (end + _LAST) >> _SHIFT
        page = self._unchecked.find(1, start >> _SHIFT, last)
        while page >= 0:
            at = page << _SHIFT
            if crc32(self._view[at : at + PAGE]) != self._sums[page]:
                text = "the checksum of the page at byte {at} is wrong"
                raise IndexDamagedError(self._path, Message(text, {"at": at}))
            self._unchecked[page] = 0
            page = self._unchecked.find(1, page + 1, last)
