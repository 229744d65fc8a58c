"""Sorted runs of postings: made of tokens, spilled to disk, and merged range by range.

This is an external merge sort. A run has the postings, sorted by term, of as many documents as fit
in memory at a time; the merge reads the same range of terms of all runs and sorts it.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.ragged import Docs, Ints, Keys, Mask, Narrow, expand_ranges, narrow

_DIGIT = 16  # bits; numpy sorts integers up to this size in linear time


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Postings of some documents: term ``keys[i]`` (ascending) has ``sizes[i]`` of them.

    They start at ``starts[i]`` of ``docs`` (ascending in each term) and ``counts``; ``in_order``
    says that they are there in the order of the terms. ``base`` is added to every document number.
    ``mapped`` is the file with the arrays, if they are in one.
    """

    keys: Keys
    starts: Docs
    sizes: Docs
    docs: Narrow
    counts: Narrow
    base: int = 0
    in_order: bool = True
    mapped: np.memmap[Any, Any] | None = None

    @property
    def nbytes(self) -> int:
        """Bytes in memory, or on disk after it is spilled."""
        return sum(array.nbytes for array in self._arrays)

    @property
    def _arrays(self) -> tuple[NDArray[Any], ...]:
        return self.keys, self.starts, self.sizes, self.docs, self.counts

    def ranked(self, ranks: Ints) -> Run:
        """The same run with each key replaced by its rank, sorted by rank."""
        keys = ranks[self.keys.astype(np.int64)].astype(np.uint64)
        order = np.argsort(keys)
        return replace(
            self,
            keys=keys[order],
            starts=self.starts[order],
            sizes=self.sizes[order],
            in_order=False,
        )

    def spilled(self, path: Path) -> Run:
        """The same run with its arrays in a file, mapped to memory."""
        arrays = self._arrays
        with path.open("wb") as file:
            for array in arrays:
                array.tofile(file)
        mapped = np.memmap(path, np.uint8, "r")
        ends = np.cumsum([array.nbytes for array in arrays]).tolist()
        keys, starts, sizes, docs, counts = (
            mapped[end - array.nbytes : end].view(array.dtype)
            for array, end in zip(arrays, ends, strict=True)
        )
        return Run(keys, starts, sizes, docs, counts, self.base, self.in_order, mapped)

    def places(self, start: int, stop: int) -> Ints | slice:
        """The positions of the postings of these terms."""
        starts, sizes = self.starts[start:stop], self.sizes[start:stop]
        if self.in_order and len(starts):
            return slice(int(starts[0]), int(starts[-1]) + int(sizes[-1]))
        return expand_ranges(starts.astype(np.int64), sizes.astype(np.int64))

    def some_keys(self) -> Keys:
        """A regular sample of the keys: all of few keys, every 64th of very many."""
        found = self.keys[:: max(min(len(self.keys) // 1024, 64), 1)].copy()
        self.release()
        return found

    def keys_of_more(self, size: int) -> Keys:
        """The keys with more than ``size`` postings."""
        found = self.keys[self.sizes > size]
        self.release()
        return found

    def sizes_of(self, keys: Keys) -> Ints:
        """The number of postings of each of ``keys``, which ascend."""
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        found = np.where(self.keys[places] == keys, self.sizes[places], 0)
        self.release()
        return found

    def postings_below(self, keys: Keys) -> Ints:
        """For each of ``keys``, which ascend, the number of postings of all lower keys."""
        sums = np.concatenate(([0], np.cumsum(self.sizes, dtype=np.int64)))
        found: Ints = sums[np.searchsorted(self.keys, keys)]
        self.release()
        return found

    def cut_at(self, keys: Keys) -> list[int]:
        """The position of each of ``keys`` among the keys of the run, and the end."""
        found = np.searchsorted(self.keys, keys).tolist()
        self.release()
        return [*found, len(self.keys)]

    def release(self) -> None:
        """Let the system drop mapped pages, which count as memory; they can be read again."""
        if self.mapped is not None and hasattr(mmap, "MADV_DONTNEED"):
            self.mapped._mmap.madvise(mmap.MADV_DONTNEED)  # type: ignore[attr-defined]


class Batch(NamedTuple):
    """A range of terms with all their postings, sorted by term, then by document.

    A term with very many postings has several batches of its own: the first one ``opens`` the term,
    the last one ``ends`` it.
    """

    keys: Keys
    sizes: Ints
    docs: Docs
    counts: Narrow
    opens: bool = True
    ends: bool = True

    def only(self, terms: Mask) -> Batch:
        """The batch of these terms only."""
        if terms.all():
            return self
        kept = np.repeat(terms, self.sizes)
        return Batch(self.keys[terms], self.sizes[terms], self.docs[kept], self.counts[kept])


def reduce_tokens(keys: NDArray[Any], docs: Docs) -> Run:
    """Sort and count tokens: the term ``keys[i]``, not negative, occurs in document ``docs[i]``.

    The documents of a key ascend.
    """
    order = ascending(keys)
    return count_tokens(keys[order], docs[order])


def count_tokens(keys: NDArray[Any], docs: Docs) -> Run:
    """Count tokens that are sorted by key, then by document."""
    base = int(docs.min())
    opens = _opens(keys)
    first = np.flatnonzero(opens | _opens(docs))
    counts = np.diff(first, append=len(keys))
    starts = np.flatnonzero(opens[first])
    return Run(
        keys[first[starts]].astype(np.uint64),
        starts.astype(np.uint32),
        np.diff(starts, append=len(first)).astype(np.uint32),
        narrow(docs[first] - np.uint32(base)),
        narrow(counts),
        base,
    )


def _opens(values: NDArray[Any]) -> Mask:
    """True where a value differs from the one before it."""
    result = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=result[1:])
    return result


def ascending(keys: NDArray[Any]) -> Ints:
    """The indices that sort the keys, none of them negative; equal keys keep their order.

    This is a radix sort by digits of 16 bits, the lowest first. It takes half the time of a sort by
    comparison.
    """
    order = np.argsort(keys.astype(np.uint16), kind="stable")
    for shift in range(_DIGIT, int(keys.max(initial=0)).bit_length(), _DIGIT):
        digits = (keys >> keys.dtype.type(shift)).astype(np.uint16)
        order = order[np.argsort(digits[order], kind="stable")]
    return order


class RunStore:
    """Keeps runs in memory up to ``limit`` bytes, and further ones in files of ``folder``."""

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._bytes = 0
        self._spilled = 0

    def keep(self, run: Run) -> Run:
        """The run itself, or its copy on disk."""
        if self._bytes + run.nbytes <= self._limit:
            self._bytes += run.nbytes
            return run
        self._folder.mkdir(parents=True, exist_ok=True)
        self._spilled += 1
        return run.spilled(self._folder / f"{self._spilled}.run")


def merge_runs(runs: Sequence[Run], limit: int, piece: int) -> Iterator[Batch]:
    """All postings in the order of their terms, in batches of about ``limit`` postings.

    A term with more than ``piece`` postings has batches of its own, of ``piece`` postings each. If
    two runs share a key, the documents of the earlier run must come first.
    """
    runs = [run for run in runs if len(run.keys)]
    if not runs:
        return
    long = _long(runs, piece)
    borders = _borders(runs, limit, long)
    places = [run.cut_at(borders) for run in runs]
    for number, is_long in enumerate(np.isin(borders, long).tolist()):
        ranges = [(place[number], place[number + 1]) for place in places]
        if is_long:
            yield from _batches_of_term(runs, ranges, borders[number : number + 1], piece)
        elif any(start < stop for start, stop in ranges):
            yield _merge_range(runs, ranges)


def _long(runs: Sequence[Run], piece: int) -> Keys:
    """The keys that have more than ``piece`` postings."""
    some = np.sort(np.concatenate([run.keys_of_more(piece // len(runs)) for run in runs]))
    some = some[_opens(some)]
    sizes = np.zeros(len(some), np.int64)
    for run in runs:
        sizes += run.sizes_of(some)
    return some[sizes > piece]


def _borders(runs: Sequence[Run], limit: int, long: Keys) -> Keys:
    """The first keys of ranges of about ``limit`` postings, ascending.

    Each of the ``long`` keys is a range of its own.
    """
    samples = np.sort(np.concatenate([run.some_keys() for run in runs]))
    samples = samples[_opens(samples)]  # np.unique, but its import takes longer than this
    below = np.zeros(len(samples), np.int64)
    for run in runs:
        below += run.postings_below(samples)
    borders = np.sort(np.concatenate([samples[_opens(below // limit)], long, long + np.uint64(1)]))
    return borders[_opens(borders)]


def _batches_of_term(
    runs: Sequence[Run], ranges: Sequence[tuple[int, int]], key: Keys, piece: int
) -> Iterator[Batch]:
    """The postings of one key, ``piece`` at a time."""
    docs: list[Docs] = []
    counts: list[Narrow] = []
    held, opens = 0, True
    for run, (start, stop) in zip(runs, ranges, strict=True):
        places = run.places(start, stop)
        docs.append(np.add(run.docs[places], run.base, dtype=np.uint32))
        counts.append(np.array(run.counts[places]))
        held += len(docs[-1])
        run.release()
        while held > piece:
            some, often = np.concatenate(docs), np.concatenate(counts)
            yield Batch(key, np.array([piece]), some[:piece], often[:piece], opens, ends=False)
            docs, counts = [some[piece:]], [often[piece:]]
            held, opens = held - piece, False
    yield Batch(key, np.array([held]), np.concatenate(docs), np.concatenate(counts), opens)


def _merge_range(runs: Sequence[Run], ranges: Sequence[tuple[int, int]]) -> Batch:
    """The postings of a range of keys, which is ``ranges[i]`` of the keys of run i."""
    keys, sizes, docs, counts = [], [], [], []
    for run, (start, stop) in zip(runs, ranges, strict=True):
        size = run.sizes[start:stop].astype(np.int64)
        places = run.places(start, stop)
        keys.append(run.keys[start:stop].copy())  # a view would map released pages again
        sizes.append(size)
        docs.append(np.add(run.docs[places], run.base, dtype=np.uint32))
        counts.append(np.array(run.counts[places]))
        run.release()
    all_keys, all_sizes = np.concatenate(keys), np.concatenate(sizes)
    if len(runs) == 1:
        return Batch(all_keys, all_sizes, docs[0], counts[0])
    if (all_keys == all_keys[0]).all():
        whole = all_sizes.sum(keepdims=True)
        return Batch(all_keys[:1], whole, np.concatenate(docs), np.concatenate(counts))
    order = np.argsort(
        all_keys, kind="stable"
    )  # stable: runs, and so equal keys, are in document order
    places = expand_ranges((np.cumsum(all_sizes) - all_sizes)[order], all_sizes[order])
    all_keys = all_keys[order]
    first = np.flatnonzero(_opens(all_keys))
    return Batch(
        all_keys[first],
        np.add.reduceat(all_sizes[order], first),
        np.concatenate(docs)[places],
        np.concatenate(counts)[places],
    )
