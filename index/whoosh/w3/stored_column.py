"""The stored column of a segment: a deflated pickle for each document, then lengths and offsets.

Whoosh reads the column as one of its own. Each pickle is a dict with one key, our record.
"""

from __future__ import annotations

import io
import pickle
import struct
import zlib
from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np

from index.field_names import STORED
from index.ragged import Bytes, Docs, Ints, Mask, Ragged, from_rows
from index.whoosh.checksums import SummedFile
from index.whoosh.w3.zlib_stream import text_stream

LIMIT = 1 << 31
"""Bytes of stored fields in one segment: Whoosh keeps offsets in 32 bits, and promises 2 GB."""

# A Chinese pickle shorter than this many bytes hardly shrinks when it is deflated, or grows.
_DEFLATE_FROM = 400
_UNDEFLATED = [
    b"\x78\x01\x01" + struct.pack("<HH", size, size ^ 0xFFFF) for size in range(_DEFLATE_FROM)
]
"""The head of a zlib stream that contains so many bytes as they are (RFC 1950 and 1951)."""
_OFFSETS_FROM = 1 << 15  # for more documents than this Whoosh writes offsets after the lengths
_CHUNK = 1 << 20  # bytes read or written at a time
_PREAMBLE = 11  # bytes of a pickle: protocol, frame, length of the frame


def encode_records(records: Iterable[tuple[object, ...]]) -> Ragged:
    """The zlib stream of each document's record."""
    return from_rows([_zlib_stream(data) for data in _pickles(records)])


def _zlib_stream(data: bytes) -> bytes:
    size = len(data)
    if size < _DEFLATE_FROM:
        return _UNDEFLATED[size] + data + zlib.adler32(data).to_bytes(4, "big")
    return text_stream(data)


def _pickles(records: Iterable[tuple[object, ...]]) -> list[bytes]:
    """The pickle of each record, without memos, frame and protocol number.

    Only recursive values and streams of several frames need those, and they would be a tenth of all
    stored bytes.
    """
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, 4)
    pickler.fast = True
    ends = [0]
    for record in records:
        pickler.dump({STORED: record})
        ends.append(stream.tell())
    whole = stream.getvalue()
    return [whole[start + _PREAMBLE : end] for start, end in pairwise(ends)]


class StoredBuffer:
    """Encoded records of new documents, in memory up to a chunk, then in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pieces: list[Bytes] = []
        self._pending = 0
        self._lengths: list[Docs] = []
        self.nbytes = 0

    def add(self, rows: Ragged) -> None:
        """The records of the next documents, from :func:`encode_records`."""
        self._pieces.append(rows.data)
        self._lengths.append(rows.sizes.astype(np.uint32))
        self._pending += rows.data.nbytes
        self.nbytes += rows.data.nbytes
        if self._pending >= _CHUNK:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                file.writelines(piece.data for piece in self._pieces)
            self._pieces.clear()
            self._pending = 0

    @property
    def lengths(self) -> Iterable[Docs]:
        """The number of bytes of each document, in several arrays."""
        return self._lengths

    def pieces(self) -> Iterator[bytes]:
        """All bytes in order."""
        if self._path.exists():
            with self._path.open("rb") as file:
                while piece := file.read(_CHUNK):
                    yield piece
        yield from map(bytes, self._pieces)


class StoredColumn:
    """Writes the stored column of a segment."""

    def __init__(self, file: SummedFile) -> None:
        self._file = file
        self._lengths: list[Docs] = []

    def add(self, pieces: Iterator[bytes], lengths: Iterable[Docs]) -> None:
        """Write documents: their bytes, cut anywhere, and how many bytes each document has."""
        self._file.writelines(pieces)
        self._lengths += lengths

    def close(self) -> None:
        """Write the lengths and offsets, and close the file."""
        for lengths in self._lengths:
            self._file.write(lengths.astype(">u4").data)
        if sum(map(len, self._lengths)) > _OFFSETS_FROM:
            start = 0
            for lengths in self._lengths:
                ends = np.cumsum(lengths, dtype=np.uint32) + np.uint32(start)
                self._file.write((ends - lengths).astype(">u4").data)
                start = int(ends[-1]) if len(ends) else start
            self._file.write(b"IIX")  # type codes of lengths and offsets, and the mark of offsets
        else:
            self._file.write(b"I")  # the type code of the lengths
        self._file.close()


def read_lengths(column: memoryview, documents: int) -> Ints:
    """The number of bytes of each document in a stored column, Whoosh's own or ours."""
    end, code = len(column) - 1, chr(column[-1])
    if code == "X":
        code, offsets = chr(column[end - 2]), chr(column[end - 1])
        end -= 2 + documents * array(offsets).itemsize
    width = array(code).itemsize
    start = end - documents * width
    kind = f">{'i' if code.islower() else 'u'}{width}"
    return np.frombuffer(column[start:end], kind).astype(np.int64)


def live_pieces(column: memoryview, lengths: Ints, alive: Mask) -> Iterator[bytes]:
    """The bytes of the documents that are ``alive``; neighbours are copied together."""
    ends = np.cumsum(lengths)
    change = np.flatnonzero(np.diff(alive.astype(np.int8), prepend=0, append=0)).tolist()
    for first, after in zip(change[::2], change[1::2], strict=True):
        start, stop = int(ends[first] - lengths[first]), int(ends[after - 1])
        for place in range(start, stop, _CHUNK):
            yield bytes(column[place : min(place + _CHUNK, stop)])
