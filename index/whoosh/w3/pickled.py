"""Makes pickles of numbers from whole arrays, without a call of ``pickle.dumps`` for each.

``pickle.loads`` accepts the opcodes of all protocols (``pickletools`` describes them), so each
value has the shortest opcode.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.ragged import Bytes, Ints, Mask, Ragged, from_records, join, literal, rows_where

_INT_OPCODES = np.frombuffer(b"KMMJ", np.uint8)  # 1, 2 (twice) or 4 bytes follow
_SHORT_TUPLES = np.frombuffer(b")\x85\x86\x87", np.uint8)  # of 0 to 3 items; these need no mark
_UNPACK = b"cstruct\nunpack\n\x8c\x07<I"
_UNPACKED = np.dtype(
    [
        ("call", f"S{len(_UNPACK)}"),
        ("digits", "u1", 4),
        ("code", "S1"),
        ("op", "S1"),
        ("n", "<u4"),
        ("first", "<u4"),
    ]
)


def little_endian(numbers: NDArray[Any]) -> Bytes:
    """A row of four bytes for each number, the lowest byte first."""
    return numbers.astype("<u4").view(np.uint8).reshape(-1, 4)


def ints(numbers: NDArray[Any]) -> Ragged:
    """A row for each number, all of them below 2 ** 31."""
    widths = 1 + (numbers > 0xFF) + 2 * (numbers > 0xFFFF).astype(np.int64)  # 1, 2 or 4
    rows = np.empty((len(numbers), 5), np.uint8)
    rows[:, 0] = _INT_OPCODES[widths - 1]
    rows[:, 1:] = little_endian(numbers)
    return Ragged(rows[np.arange(5) <= widths[:, None]], widths + 1)


def int_tuples(wanted: Mask, numbers: NDArray[Any], sizes: Ints) -> Ragged:
    """Where ``wanted``: the next ``sizes[i]`` numbers as a tuple."""
    return tuples(wanted, ints(numbers), sizes)


def tuples(wanted: Mask, items: Ragged, sizes: Ints) -> Ragged:
    """Where ``wanted``: the next ``sizes[i]`` items, pickles without a stop opcode, as a tuple."""
    long = sizes >= len(_SHORT_TUPLES)
    ends = np.where(long, ord("t"), _SHORT_TUPLES[np.where(long, 0, sizes)]).astype(np.uint8)
    return join(
        literal(_where(wanted, long), b"("),
        rows_where(wanted, items.grouped(sizes)),
        rows_where(wanted, from_records(ends)),
    )


def _where(wanted: Mask, some: Mask) -> Mask:
    """``wanted``, with its true values replaced by those of ``some``."""
    result = wanted.copy()
    result[wanted] = some
    return result


def packed_tuples(wanted: Mask, numbers: NDArray[Any], sizes: Ints, widths: Ints) -> Ragged:
    """Where ``wanted``: the next ``sizes[i]`` (1 to 10,000) numbers as a tuple.

    Unpickling calls ``struct.unpack("<I0127H", ...)``, which makes the tuple in one call, on a
    machine of any byte order. The first number takes four bytes, each of the others ``widths[i]``
    (1, 2 or 4). The digits have a fixed number, so that all rows have heads of one size.
    """
    first = np.cumsum(sizes) - sizes
    follows = np.ones(len(numbers), np.bool_)
    follows[first] = False
    head = np.empty(len(sizes), _UNPACKED)
    head["call"] = _UNPACK
    head["digits"] = ord("0") + (sizes[:, None] - 1) // np.array([1000, 100, 10, 1]) % 10
    head["code"] = np.array([b"", b"B", b"H", b"", b"I"])[widths]
    head["op"] = b"B"
    head["n"] = 4 + (sizes - 1) * widths
    head["first"] = numbers[first]
    rests = []
    for width in (1, 2, 4):
        as_wide = widths == width
        rest = numbers[follows & np.repeat(as_wide, sizes)].astype(f"<u{width}").view(np.uint8)
        rests.append(rows_where(wanted, Ragged(rest, np.where(as_wide, (sizes - 1) * width, 0))))
    return join(rows_where(wanted, from_records(head)), *rests, literal(wanted, b"\x86R"))


def byte_strings(wanted: Mask, numbers: NDArray[Any], sizes: Ints) -> Ragged:
    """Where ``wanted``: the next ``sizes[i]`` numbers (below 256) as ``bytes``."""
    short = np.zeros((len(sizes), 5), np.uint8)
    long = sizes > 0xFF
    short[:, 0] = np.where(long, ord("B"), ord("C"))
    short[:, 1:] = little_endian(sizes)
    head = Ragged(
        short[np.arange(5) < np.where(long, 5, 2)[:, None]], np.where(long, 5, 2).astype(np.int64)
    )
    return join(
        rows_where(wanted, head), rows_where(wanted, Ragged(numbers.astype(np.uint8), sizes))
    )


def floats(wanted: Mask, numbers: NDArray[Any]) -> Ragged:
    """Where ``wanted``: the next number as a ``float``."""
    rows = np.empty(len(numbers), [("op", "S1"), ("value", ">f8")])
    rows["op"] = b"G"
    rows["value"] = numbers
    return rows_where(wanted, from_records(rows))
