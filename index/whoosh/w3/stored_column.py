"""The column of stored fields: each document's pickle, deflated, then where each begins."""

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
from index.ragged import Bytes, Docs, Ints, Mask, Ragged, of_rows
from index.safe_files import create_file
from index.whoosh.w3.zlib_stream import text_stream

LIMIT = 1 << 31
"""Bytes of stored fields in one segment: Whoosh keeps offsets in 32 bits, and promises 2 GB."""

_DEFLATE_FROM = 400  # bytes: a Chinese pickle shorter than this hardly shrinks, or grows
_KEPT = [b"\x78\x01\x01" + struct.pack("<HH", size, size ^ 0xFFFF) for size in range(_DEFLATE_FROM)]
"""What a zlib stream of so many bytes, kept as they are, begins with (RFC 1950 and 1951)."""
_OFFSETS_FROM = 1 << 15  # Whoosh writes offsets beyond lengths for more documents than this
_PIECE = 1 << 20
_PREAMBLE = 11  # bytes of a pickle: protocol, frame, length of the frame


def deflated(records: Iterable[tuple[object, ...]]) -> Ragged:
    """The zlib stream of each document's stored fields; a short one is kept as it is."""
    return of_rows([_deflated(data) for data in _pickles(records)])


def _deflated(data: bytes) -> bytes:
    size = len(data)
    if size < _DEFLATE_FROM:
        return _KEPT[size] + data + zlib.adler32(data).to_bytes(4, "big")
    return text_stream(data)


def _pickles(records: Iterable[tuple[object, ...]]) -> list[bytes]:
    """Pickles without what only helps values that refer to themselves or come in several frames:
    memos, frames and the protocol's number are a tenth of all that is stored."""
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
    """Stored fields of new documents, in memory up to a piece, then in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pieces: list[Bytes] = []
        self._pending = 0
        self._lengths: list[Docs] = []
        self.nbytes = 0

    def add(self, rows: Ragged) -> None:
        """What :func:`deflated` made of the next documents."""
        self._pieces.append(rows.data)
        self._lengths.append(rows.sizes.astype(np.uint32))
        self._pending += rows.data.nbytes
        self.nbytes += rows.data.nbytes
        if self._pending >= _PIECE:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                file.writelines(piece.data for piece in self._pieces)
            self._pieces.clear()
            self._pending = 0

    @property
    def lengths(self) -> Iterable[Docs]:
        """The bytes of each document, in pieces."""
        return self._lengths

    def pieces(self) -> Iterator[bytes]:
        """All bytes in order."""
        if self._path.exists():
            with self._path.open("rb") as file:
                while piece := file.read(_PIECE):
                    yield piece
        yield from map(bytes, self._pieces)


class StoredColumn:
    """Writes the column file of a segment."""

    def __init__(self, path: Path) -> None:
        self._file = create_file(path)
        self._lengths: list[Docs] = []

    def add(self, pieces: Iterator[bytes], lengths: Iterable[Docs]) -> None:
        """Documents: their bytes in any pieces, and how many belong to each."""
        self._file.writelines(pieces)
        self._lengths += lengths

    def close(self) -> None:
        """Write lengths and offsets, and no more."""
        for lengths in self._lengths:
            self._file.write(lengths.astype(">u4").data)
        if sum(map(len, self._lengths)) > _OFFSETS_FROM:
            behind = 0
            for lengths in self._lengths:
                ends = np.cumsum(lengths, dtype=np.uint32) + np.uint32(behind)
                self._file.write((ends - lengths).astype(">u4").data)
                behind = int(ends[-1]) if len(ends) else behind
            self._file.write(b"IIX")
        else:
            self._file.write(b"I")
        self._file.close()


def read_lengths(column: memoryview, documents: int) -> Ints:
    """The bytes of each document in a column file, Whoosh's own or ours."""
    end, code = len(column) - 1, chr(column[-1])
    if code == "X":
        code, offsets = chr(column[end - 2]), chr(column[end - 1])
        end -= 2 + documents * array(offsets).itemsize
    width = array(code).itemsize
    start = end - documents * width
    kind = f">{'i' if code.islower() else 'u'}{width}"
    return np.frombuffer(column[start:end], kind).astype(np.int64)


def live_pieces(column: memoryview, lengths: Ints, alive: Mask) -> Iterator[bytes]:
    """The bytes of the documents that are ``alive``, in long stretches."""
    ends = np.cumsum(lengths)
    change = np.flatnonzero(np.diff(alive.astype(np.int8), prepend=0, append=0)).tolist()
    for first, behind in zip(change[::2], change[1::2], strict=True):
        start, stop = int(ends[first] - lengths[first]), int(ends[behind - 1])
        for place in range(start, stop, _PIECE):
            yield bytes(column[place : min(place + _PIECE, stop)])
