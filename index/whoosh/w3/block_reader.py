"""The posting lists of W3 segments, blocks of pickled gaps and weights, as numbers and counts."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, compress, repeat
from typing import TypeAlias

from index.whoosh.w3.layout import BLOCK_MAGIC
from index.whoosh.w3.unpickle import inflated, load, loads

Counts: TypeAlias = "bytes | list[int]"  # bytes where they fit


def living(numbers: list[int], counts: Counts, deleted: frozenset[int]) -> tuple[list[int], Counts]:
    """A posting list without the deleted paragraphs."""
    if deleted and not deleted.isdisjoint(numbers):
        alive = [number not in deleted for number in numbers]
        return list(compress(numbers, alive)), whole_counts(compress(counts, alive))
    return numbers, counts


def inlined(ids: Sequence[int], weights: Sequence[float] | None) -> tuple[list[int], Counts]:
    """A posting list as the term table holds a short one; without weights all are one."""
    return list(ids), whole_counts(weights or repeat(1, len(ids)))


def whole_counts(weights: Iterable[float]) -> Counts:
    """Weights as counts, in bytes if they fit."""
    counts = list(map(int, weights))
    return bytes(counts) if max(counts, default=0) < 256 else counts


def joined(parts: Sequence[Counts]) -> Counts:
    """Counts of several stretches as those of one."""
    fitting = [part for part in parts if isinstance(part, bytes)]
    return b"".join(fitting) if len(fitting) == len(parts) else list(chain.from_iterable(parts))


def read_blocks(data: bytes) -> tuple[list[int], Counts]:
    """A posting list: blocks of (length, info, ids as gaps, weights); a negative length ends."""
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
        if weights is None:
            counts.append(b"\1" * size)
        elif isinstance(weights, float):
            counts.append(whole_counts((weights,)) * size)
        else:
            counts.append(weights if isinstance(weights, bytes) else whole_counts(weights))
        if signed < 0:
            return numbers, joined(counts)
        at += 4 + signed
