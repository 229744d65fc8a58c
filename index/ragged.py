"""Ragged arrays: rows of bytes of different lengths, kept as two flat numpy arrays.

The writer makes posting lists and term tables of millions of rows. It never loops over rows in
Python: each step is one numpy operation on all rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Counts = NDArray[np.uint32]
Docs = NDArray[np.uint32]
Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]
Mask = NDArray[np.bool_]
Narrow = NDArray[np.unsignedinteger[Any]]
"""Numbers of the smallest type that :func:`narrow` finds for them."""

_WIDEST = 64  # bytes: longer rows are not copied as items of one size
_FEW = 4  # different sizes of rows, up to which a pass for each size is fastest
_LONG = 24  # bytes: rows longer than this on average are joined faster as Python bytes


@dataclass(frozen=True, slots=True, eq=False)
class Ragged:
    """Row i has the next ``sizes[i]`` bytes of ``data``."""

    data: Bytes
    sizes: Ints

    def __len__(self) -> int:
        return len(self.sizes)

    def rows(self) -> list[bytes]:
        """The rows as separate bytes."""
        whole = self.data.tobytes()
        ends = np.cumsum(self.sizes)
        pairs = zip((ends - self.sizes).tolist(), ends.tolist(), strict=True)
        return [whole[start:end] for start, end in pairs]

    def pick(self, numbers: Ints) -> Ragged:
        """The rows with these numbers, in the order of the numbers."""
        return Ragged(self.data[positions_of_rows(self.sizes, numbers)], self.sizes[numbers])

    def grouped(self, group_sizes: Ints) -> Ragged:
        """The same bytes in fewer rows: row i joins the next ``group_sizes[i]`` rows of these."""
        ends = np.concatenate(([0], np.cumsum(self.sizes)))
        borders = np.concatenate(([0], np.cumsum(group_sizes)))
        return Ragged(self.data, np.diff(ends[borders]))


def expand_ranges(starts: Ints, sizes: Ints) -> Ints:
    """All indices of the ranges ``[starts[i], starts[i] + sizes[i])``, range after range."""
    some = np.flatnonzero(sizes)
    if not some.size:
        return np.zeros(0, np.int64)
    starts, sizes = starts[some], sizes[some]
    ends = np.cumsum(sizes)
    # The sum of steps: 1 within a range, a jump from its end to the next range. This is five times
    # as fast as np.repeat.
    steps = np.ones(ends[-1], np.int64)
    steps[0] = starts[0]
    steps[ends[:-1]] = starts[1:] - starts[:-1] - sizes[:-1] + 1
    return np.cumsum(steps, out=steps)


def narrow(numbers: NDArray[Any]) -> Narrow:
    """The numbers, none of them negative, in the smallest unsigned type for the largest.

    They are many, and are pickled for another process or kept in memory until the commit.
    """
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))), copy=False)


def positions_of_rows(sizes: NDArray[Any], rows: Ints) -> Ints:
    """The positions of all items of ``rows``, row after row, where row i has ``sizes[i]`` items."""
    ends = np.cumsum(sizes, dtype=np.int64)
    return expand_ranges((ends - sizes)[rows], sizes[rows].astype(np.int64, copy=False))


def from_rows(rows: Sequence[bytes]) -> Ragged:
    """The ragged array of rows that are separate bytes."""
    sizes = np.fromiter(map(len, rows), np.int64, len(rows))
    return Ragged(np.frombuffer(b"".join(rows), np.uint8), sizes)


def from_records(records: NDArray[Any]) -> Ragged:
    """A row for each item of a structured or plain array: the bytes of the item."""
    data = np.ascontiguousarray(records).view(np.uint8).reshape(-1)
    return Ragged(data, np.full(len(records), records.dtype.itemsize, np.int64))


def rows_where(mask: Mask, rows: Ragged) -> Ragged:
    """The next of ``rows`` where ``mask`` is true, an empty row where it is false."""
    sizes = np.zeros(len(mask), np.int64)
    sizes[mask] = rows.sizes
    return Ragged(rows.data, sizes)


def literal(mask: Mask, text: bytes) -> Ragged:
    """``text`` where ``mask`` is true, an empty row where it is false."""
    count = int(np.count_nonzero(mask))
    return Ragged(np.frombuffer(text * count, np.uint8), mask * np.int64(len(text)))


def join(*columns: Ragged) -> Ragged:
    """Row i joins row i of all columns."""
    count = len(columns[0])
    columns = tuple([column for column in columns if column.data.size])
    sizes = sum([column.sizes for column in columns], np.zeros(count, np.int64))
    if sum(column.data.size for column in columns) > _LONG * len(columns) * count:
        rows = zip(*[column.rows() for column in columns], strict=True)
        return Ragged(np.frombuffer(b"".join(chain.from_iterable(rows)), np.uint8), sizes)
    places = np.cumsum(sizes) - sizes
    data = np.empty(int(sizes.sum()), np.uint8)
    for column in columns:
        _put(column, data, places)
        places = places + column.sizes
    return Ragged(data, sizes)


def _put(rows: Ragged, data: Bytes, places: Ints) -> None:
    """Copy row i to ``data[places[i]:]``.

    If the rows have few different sizes, all rows of one size are copied at once, as items of a
    type of so many bytes. That takes a tenth of the time of copying byte by byte.
    """
    widths: list[int] = []
    if rows.sizes.max() <= _WIDEST:
        widths = np.flatnonzero(np.bincount(rows.sizes)).tolist()
    if not 0 < len(widths) <= _FEW:
        data[expand_ranges(places, rows.sizes)] = rows.data
        return
    starts = np.cumsum(rows.sizes) - rows.sizes
    for width in filter(None, widths):
        of_width = np.flatnonzero(rows.sizes == width)
        copied = _items(rows.data, width)[starts[of_width]]
        _items(data, width)[places[of_width]] = copied


def _items(data: Bytes, width: int) -> NDArray[np.void]:
    """A view whose item i is the ``width`` bytes from byte i on; items overlap."""
    return np.ndarray((len(data) - width + 1,), f"V{width}", data, strides=(1,))
