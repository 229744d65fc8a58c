"""Reads the pickles of an index without running anything that they name.

Whoosh keeps its table of contents, term statistics, postings and stored records as pickles, and an
index may come from somebody else. This unpickler makes tuples, lists, dicts, sets, bytes, strings
and numbers, and calls one function, ``struct.unpack``, which our posting lists use. No other module
reads pickles; ``tests/test_flow.py`` checks that.
"""

from __future__ import annotations

import io
import pickle
import struct
import zlib
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


def loads(data: Any) -> Any:
    """The plain value that ``data`` is a pickle of.

    :raises pickle.UnpicklingError: it names a class or another function. Damaged bytes raise one
        of :data:`DAMAGE`.
    """
    return _Unpickler(io.BytesIO(data)).load()


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
