"""Reads the pickles of an index without running anything that they name.

Whoosh keeps its table of contents, term statistics, postings and stored records as pickles, and an
index may come from somebody else. This unpickler makes tuples, lists, dicts, sets, bytes, strings
and numbers, and calls one function, ``struct.unpack``, which our posting lists use. No other module
reads pickles; ``tests/test_flow.py`` checks that.
"""

from __future__ import annotations

import pickle
import struct
import zlib
from _thread import _local  # that of threading, which takes longer to import
from typing import IO, Any

DAMAGE = (
    pickle.UnpicklingError,
    zlib.error,
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
"""The exceptions that reading damaged or hostile bytes may raise."""

_INFLATED = 256 << 20
"""Bytes that one inflated record may have; the largest part of a record is its text."""
_RATIO = 1032
"""Inflating one byte makes at most so many (zlib's technical details, https://zlib.net)."""
_WHOOSH_CODEC = "whoosh.codec.whoosh3"


class _Record:
    """The bytes of one pickle as a file, which an unpickler takes over whole and only once."""

    __slots__ = ("consumed", "data")

    data: bytes
    consumed: int

    def peek(self, size: int) -> bytes:
        data, self.data = self.data, b""
        return data

    def read(self, size: int) -> bytes:
        self.consumed = size  # so many of the bytes that it had peeked at
        return b""

    def readline(self) -> bytes:
        return b""


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("struct", "unpack"):
            return struct.unpack
        raise pickle.UnpicklingError(f"{module}.{name} is named in it")


class _SegmentsUnpickler(pickle.Unpickler):
    """Makes Whoosh's segments plain holders of the attributes that were pickled."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(stream)
        # A new class each time, because a pickle may also set attributes of the class.
        self._holder = type("Holder", (), {})

    def find_class(self, module: str, name: str) -> Any:
        if module == _WHOOSH_CODEC and name in ("W3Segment", "W3Codec"):
            return self._holder
        raise pickle.UnpicklingError(f"{module}.{name} is named in it")


class _Reused(_local):
    """An unpickler for each thread. Making a new one takes longer than reading most records."""

    def __init__(self) -> None:
        self.record = _Record()
        self.unpickler = _Unpickler(self.record)


_REUSED = _Reused()


def loads(data: bytes) -> Any:
    """The plain value that ``data`` is a pickle of.

    It may not have a memo; the pickles that we write for records have none.

    :raises pickle.UnpicklingError: it names a class or another function, or has a memo. Damaged
        bytes raise one of :data:`DAMAGE`.
    """
    reused = _REUSED
    record = reused.record
    record.data = data
    unpickler = reused.unpickler
    try:
        value = unpickler.load()
        if record.consumed != len(data):
            raise pickle.UnpicklingError("more than one value")
        if unpickler.memo.copy():  # a later value could refer to it
            raise pickle.UnpicklingError("it has a memo")
    except BaseException:
        reused.__init__()  # type: ignore[misc]  # the old one still has bytes of this record
        raise
    return value


def load(stream: IO[bytes]) -> Any:
    """As :func:`loads`, but reads one pickle from ``stream``, which is then after the pickle."""
    return _Unpickler(stream).load()


def load_segments(stream: IO[bytes]) -> Any:
    """Whoosh's segments, each an object with the attributes that were pickled, and no methods."""
    return _SegmentsUnpickler(stream).load()


def inflated(data: Any) -> bytes:
    """The bytes of a zlib stream.

    :raises zlib.error: it is damaged, or would take more memory than any record of ours.
    """
    if len(data) * _RATIO <= _INFLATED:
        return zlib.decompress(data)
    stream = zlib.decompressobj()
    result = stream.decompress(data, _INFLATED)
    if not stream.eof:
        raise zlib.error(f"cut, or more than {_INFLATED >> 20} MB")
    return result
