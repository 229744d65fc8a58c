"""Pickles of numbers, laid out for whole arrays: what ``pickle.loads`` reads, without ``dumps``.

A pickle may be any sequence of opcodes that the machine understands (``pickletools`` describes
them), whatever the protocol it was "written with"; the shortest legal ones are used.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.ragged import Bytes, Ints, Mask, Ragged, join, literal, of_records, only_where

_INT_OPCODES = np.frombuffer(b"KMMJ", np.uint8)  # one, two and four bytes follow
_SHORT_TUPLES = np.frombuffer(b")\x85\x86\x87", np.uint8)  # of none to three: without a mark
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
    """The four bytes of each number, lowest first, a row each."""
    return numbers.astype("<u4").view(np.uint8).reshape(-1, 4)


def ints(numbers: NDArray[Any]) -> Ragged:
    """A row for each number, below two to the power 31."""
    widths = 1 + (numbers > 0xFF) + 2 * (numbers > 0xFFFF).astype(np.int64)  # 1, 2 or 4
    rows = np.empty((len(numbers), 5), np.uint8)
    rows[:, 0] = _INT_OPCODES[widths - 1]
    rows[:, 1:] = little_endian(numbers)
    return Ragged(rows[np.arange(5) <= widths[:, None]], widths + 1)


def int_tuples(wanted: Mask, numbers: NDArray[Any], sizes: Ints) -> Ragged:
    """Where ``wanted``: the next ``sizes[i]`` numbers as a tuple."""
    return tuples(wanted, ints(numbers), sizes)


def tuples(wanted: Mask, items: Ragged, sizes: Ints) -> Ragged:
    """Where ``wanted``: the next ``sizes[i]`` items, pickles without their ends, as a tuple."""
    long = sizes >= len(_SHORT_TUPLES)
    ends = np.where(long, ord("t"), _SHORT_TUPLES[np.where(long, 0, sizes)]).astype(np.uint8)
    return join(
        literal(_where(wanted, long), b"("),
        only_where(wanted, items.grouped(sizes)),
        only_where(wanted, of_records(ends)),
    )


def _where(wanted: Mask, some: Mask) -> Mask:
    result = wanted.copy()
    result[wanted] = some
    return result


def packed_tuples(wanted: Mask, numbers: NDArray[Any], sizes: Ints, widths: Ints) -> Ragged:
    """Where ``wanted``: the next ``sizes[i]`` (1 to 10,000) numbers as a tuple.

    Unpickling calls ``struct.unpack("<I0127H", ...)``: the first number takes four bytes, each
    of the others ``widths[i]`` (1, 2 or 4). One call makes the tuple, on a machine of any byte
    order.
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
        rests.append(only_where(wanted, Ragged(rest, np.where(as_wide, (sizes - 1) * width, 0))))
    return join(only_where(wanted, of_records(head)), *rests, literal(wanted, b"\x86R"))


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
        only_where(wanted, head), only_where(wanted, Ragged(numbers.astype(np.uint8), sizes))
    )


def floats(wanted: Mask, numbers: NDArray[Any]) -> Ragged:
    """Where ``wanted``: the next number as a ``float``."""
    rows = np.empty(len(numbers), [("op", "S1"), ("value", ">f8")])
    rows["op"] = b"G"
    rows["value"] = numbers
    return only_where(wanted, of_records(rows))
