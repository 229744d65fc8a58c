"""Rows of bytes of different lengths as two flat arrays, so that millions are laid out at once."""

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
"""Numbers in as few bytes as :func:`narrow` finds enough."""

_WIDEST = 64  # bytes that an item may have
_FEW = 4  # sizes of rows, so few that it pays to look for each
_LONG = 24  # bytes: rows longer than this are sooner moved one by one than byte by byte


@dataclass(frozen=True, slots=True, eq=False)
class Ragged:
    """``sizes[i]`` bytes of ``data`` belong to row i; the rows lie end to end."""

    data: Bytes
    sizes: Ints

    def __len__(self) -> int:
        return len(self.sizes)

    def rows(self) -> list[bytes]:
        """The rows one by one."""
        whole = self.data.tobytes()
        ends = np.cumsum(self.sizes)
        pairs = zip((ends - self.sizes).tolist(), ends.tolist(), strict=True)
        return [whole[start:end] for start, end in pairs]

    def pick(self, numbers: Ints) -> Ragged:
        """The rows of these numbers, in their order."""
        return Ragged(self.data[places_of(self.sizes, numbers)], self.sizes[numbers])

    def grouped(self, group_sizes: Ints) -> Ragged:
        """The same bytes in fewer rows: each takes the next ``group_sizes[i]`` rows of these."""
        ends = np.concatenate(([0], np.cumsum(self.sizes)))
        borders = np.concatenate(([0], np.cumsum(group_sizes)))
        return Ragged(self.data, np.diff(ends[borders]))


def spread(starts: Ints, sizes: Ints) -> Ints:
    """The indices ``starts[i] .. starts[i] + sizes[i]`` for every i, one after the other."""
    some = np.flatnonzero(sizes)
    if not some.size:
        return np.zeros(0, np.int64)
    starts, sizes = starts[some], sizes[some]
    ends = np.cumsum(sizes)
    # Steps of one, but from the end of a stretch to the next: five times as fast as np.repeat.
    steps = np.ones(ends[-1], np.int64)
    steps[0] = starts[0]
    steps[ends[:-1]] = starts[1:] - starts[:-1] - sizes[:-1] + 1
    return np.cumsum(steps, out=steps)


def narrow(numbers: NDArray[Any]) -> Narrow:
    """The numbers, which are not negative, in as few bytes as hold the largest: they are many, and
    travel from process to process or are kept till the end."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))), copy=False)


def places_of(sizes: NDArray[Any], rows: Ints) -> Ints:
    """Where the items of these rows are, in their order, if the rows lie end to end and row i has
    ``sizes[i]`` items."""
    ends = np.cumsum(sizes, dtype=np.int64)
    return spread((ends - sizes)[rows], sizes[rows].astype(np.int64, copy=False))


def of_rows(rows: Sequence[bytes]) -> Ragged:
    """Rows that exist as separate bytes."""
    sizes = np.fromiter(map(len, rows), np.int64, len(rows))
    return Ragged(np.frombuffer(b"".join(rows), np.uint8), sizes)


def of_records(records: NDArray[Any]) -> Ragged:
    """Rows of equal length: the memory of a structured (or plain) array, item by item."""
    data = np.ascontiguousarray(records).view(np.uint8).reshape(-1)
    return Ragged(data, np.full(len(records), records.dtype.itemsize, np.int64))


def only_where(mask: Mask, rows: Ragged) -> Ragged:
    """Rows for the places where ``mask`` is true, in order; an empty row everywhere else."""
    sizes = np.zeros(len(mask), np.int64)
    sizes[mask] = rows.sizes
    return Ragged(rows.data, sizes)


def literal(mask: Mask, text: bytes) -> Ragged:
    """``text`` where ``mask`` is true, an empty row everywhere else."""
    count = int(np.count_nonzero(mask))
    return Ragged(np.frombuffer(text * count, np.uint8), mask * np.int64(len(text)))


def join(*columns: Ragged) -> Ragged:
    """Row i is the rows i of all columns, joined."""
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
    """Put each row where it belongs in ``data``. Rows of few sizes are moved size by size, as items
    of so many bytes, which takes a tenth of the time of byte by byte."""
    widths: list[int] = []
    if rows.sizes.max() <= _WIDEST:
        widths = np.flatnonzero(np.bincount(rows.sizes)).tolist()
    if not 0 < len(widths) <= _FEW:
        data[spread(places, rows.sizes)] = rows.data
        return
    starts = np.cumsum(rows.sizes) - rows.sizes
    for width in filter(None, widths):
        of_width = np.flatnonzero(rows.sizes == width)
        moved = _items(rows.data, width)[starts[of_width]]
        _items(data, width)[places[of_width]] = moved


def _items(data: Bytes, width: int) -> NDArray[np.void]:
    """The items of so many bytes that begin at each byte."""
    return np.ndarray((len(data) - width + 1,), f"V{width}", data, strides=(1,))
