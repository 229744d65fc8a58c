"""Reads posting lists of W3 segments: document numbers, and how often the term occurs in each."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, compress, repeat
from typing import TypeAlias

from index.whoosh.w3.layout import BLOCK_MAGIC
from index.whoosh.w3.unpickle import inflated, load, loads

Counts: TypeAlias = "bytes | list[int]"
"""Occurrences in each document; bytes if every count is below 256."""


def living(numbers: list[int], counts: Counts, deleted: frozenset[int]) -> tuple[list[int], Counts]:
    """A posting list without the deleted paragraphs."""
    if deleted and not deleted.isdisjoint(numbers):
        alive = [number not in deleted for number in numbers]
        return list(compress(numbers, alive)), whole_counts(compress(counts, alive))
    return numbers, counts


def read_inlined(ids: Sequence[int], weights: Sequence[float] | None) -> tuple[list[int], Counts]:
    """A short posting list, which is in the term table; without weights all counts are 1."""
    return list(ids), whole_counts(weights or repeat(1, len(ids)))


def whole_counts(weights: Iterable[float]) -> Counts:
    """Whoosh's weights, which are floats, as counts."""
    counts = list(map(int, weights))
    return bytes(counts) if max(counts, default=0) < 256 else counts


def joined(parts: Sequence[Counts]) -> Counts:
    """The counts of several blocks, joined."""
    fitting = [part for part in parts if isinstance(part, bytes)]
    return b"".join(fitting) if len(fitting) == len(parts) else list(chain.from_iterable(parts))


def read_blocks(data: bytes) -> tuple[list[int], Counts]:
    """A posting list of blocks (see :mod:`index.whoosh.w3.layout`).

    The length of the last block is negative.
    """
    numbers: list[int] = []
    counts: list[Counts] = []
    at = len(BLOCK_MAGIC)
    while True:
        if at >= len(data):
            raise EOFError("a posting list without its end")
        signed = int.from_bytes(data[at : at + 4], "big", signed=True)
        block = io.BytesIO(data[at + 4 : at + 4 + abs(signed)])
        size, _, _, compressed, _, _ = load(block)
        body = block.read()
        gaps, weights, _ = loads(inflated(body) if compressed else body)
        numbers.extend(accumulate(gaps))
        if weights is None:  # all are 1
            counts.append(b"\1" * size)
        elif isinstance(weights, float):  # all are equal
            counts.append(whole_counts((weights,)) * size)
        else:
            counts.append(weights if isinstance(weights, bytes) else whole_counts(weights))
        if signed < 0:
            return numbers, joined(counts)
        at += 4 + signed
