"""Sorted runs of postings: tokens reduced, spilled to disk, and merged range by range."""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.ragged import Docs, Ints, Keys, Mask, Narrow, narrow, spread

_DIGIT = 16  # bits by which numpy sorts in linear time


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Postings of some documents: term ``keys[i]`` (ascending) has ``sizes[i]`` of them.

    They start at ``starts[i]`` of ``docs`` (ascending within a term) and ``counts``, and lie there
    term by term if ``in_order``. ``base`` is added to every document number. ``mapped``: the file
    the arrays lie in, if they do.
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
        """Memory it takes, or disk once it is spilled."""
        return sum(array.nbytes for array in self._arrays)

    @property
    def _arrays(self) -> tuple[NDArray[Any], ...]:
        return self.keys, self.starts, self.sizes, self.docs, self.counts

    def ranked(self, ranks: Ints) -> Run:
        """The same run with its keys replaced by their ranks, and in their order."""
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
        """The same run with its arrays in a file."""
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
        """Where the postings of these terms stand."""
        starts, sizes = self.starts[start:stop], self.sizes[start:stop]
        if self.in_order and len(starts):
            return slice(int(starts[0]), int(starts[-1]) + int(sizes[-1]))
        return spread(starts.astype(np.int64), sizes.astype(np.int64))

    def some_keys(self) -> Keys:
        """Some of the keys, evenly: all where they are few, then every so many up to the 64th."""
        found = self.keys[:: max(min(len(self.keys) // 1024, 64), 1)].copy()
        self.let_go()
        return found

    def keys_of_more(self, size: int) -> Keys:
        """The keys that have more postings than ``size``."""
        found = self.keys[self.sizes > size]
        self.let_go()
        return found

    def sizes_of(self, keys: Keys) -> Ints:
        """How many postings each of ``keys`` has here, which ascend."""
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        found = np.where(self.keys[places] == keys, self.sizes[places], 0)
        self.let_go()
        return found

    def postings_below(self, keys: Keys) -> Ints:
        """How many postings the keys have that come before each of ``keys``, which ascend."""
        sums = np.concatenate(([0], np.cumsum(self.sizes, dtype=np.int64)))
        found: Ints = sums[np.searchsorted(self.keys, keys)]
        self.let_go()
        return found

    def cut_at(self, keys: Keys) -> list[int]:
        """The place of each of ``keys`` among the run's, and the end."""
        found = np.searchsorted(self.keys, keys).tolist()
        self.let_go()
        return [*found, len(self.keys)]

    def let_go(self) -> None:
        """Give mapped pages back: they can be read again, and would count as memory till then."""
        if self.mapped is not None and hasattr(mmap, "MADV_DONTNEED"):
            self.mapped._mmap.madvise(mmap.MADV_DONTNEED)  # type: ignore[attr-defined]


class Batch(NamedTuple):
    """A range of terms with all their postings, sorted by term, then by document.

    Of a term with very many postings it is a piece: the first ``opens`` the term, the last ``ends``
    it.
    """

    keys: Keys
    sizes: Ints
    docs: Docs
    counts: Narrow
    opens: bool = True
    ends: bool = True

    def only(self, terms: Mask) -> Batch:
        """Some of the terms, with all their postings."""
        if terms.all():
            return self
        kept = np.repeat(terms, self.sizes)
        return Batch(self.keys[terms], self.sizes[terms], self.docs[kept], self.counts[kept])


def reduce_tokens(keys: NDArray[Any], docs: Docs) -> Run:
    """Count tokens: ``keys[i]``, not negative, stands in document ``docs[i]``.

    The documents of a key ascend.
    """
    order = ascending(keys)
    return count_tokens(keys[order], docs[order])


def count_tokens(keys: NDArray[Any], docs: Docs) -> Run:
    """The same of tokens whose keys ascend."""
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
    """Where a value stands that is not the one before it."""
    result = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=result[1:])
    return result


def ascending(keys: NDArray[Any]) -> Ints:
    """The places of the keys, not negative, in ascending order, equal ones as they stand: sorted
    digit by digit, the lowest first, which takes half as long as to compare them."""
    order = np.argsort(keys.astype(np.uint16), kind="stable")
    for shift in range(_DIGIT, int(keys.max(initial=0)).bit_length(), _DIGIT):
        digits = (keys >> keys.dtype.type(shift)).astype(np.uint16)
        order = order[np.argsort(digits[order], kind="stable")]
    return order


class RunStore:
    """Keeps runs, in memory up to ``limit`` bytes and in files of ``folder`` beyond."""

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._held = 0
        self._spilled = 0

    def keep(self, run: Run) -> Run:
        """The run itself, or its copy on disk."""
        if self._held + run.nbytes <= self._limit:
            self._held += run.nbytes
            return run
        self._folder.mkdir(parents=True, exist_ok=True)
        self._spilled += 1
        return run.spilled(self._folder / f"{self._spilled}.run")


def merge_runs(runs: Sequence[Run], limit: int, piece: int) -> Iterator[Batch]:
    """All postings in the order of their terms, about ``limit`` at a time; those of a term that has
    more than ``piece``, so many at a time.

    The documents of a run must come after those of the runs before it, if they share a key.
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
            yield from _pieces(runs, ranges, borders[number : number + 1], piece)
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
    """Keys that cut the terms in ranges of about ``limit`` postings, the lowest key first; each of
    the ``long`` ones is a range by itself."""
    samples = np.sort(np.concatenate([run.some_keys() for run in runs]))
    samples = samples[_opens(samples)]  # np.unique takes longer to be imported than to do this
    below = np.zeros(len(samples), np.int64)
    for run in runs:
        below += run.postings_below(samples)
    borders = np.sort(np.concatenate([samples[_opens(below // limit)], long, long + np.uint64(1)]))
    return borders[_opens(borders)]


def _pieces(
    runs: Sequence[Run], ranges: Sequence[tuple[int, int]], key: Keys, piece: int
) -> Iterator[Batch]:
    """The postings of one key."""
    docs: list[Docs] = []
    counts: list[Narrow] = []
    held, opens = 0, True
    for run, (start, stop) in zip(runs, ranges, strict=True):
        places = run.places(start, stop)
        docs.append(np.add(run.docs[places], run.base, dtype=np.uint32))
        counts.append(np.array(run.counts[places]))
        held += len(docs[-1])
        run.let_go()
        while held > piece:
            some, often = np.concatenate(docs), np.concatenate(counts)
            yield Batch(key, np.array([piece]), some[:piece], often[:piece], opens, ends=False)
            docs, counts = [some[piece:]], [often[piece:]]
            held, opens = held - piece, False
    yield Batch(key, np.array([held]), np.concatenate(docs), np.concatenate(counts), opens)


def _merge_range(runs: Sequence[Run], ranges: Sequence[tuple[int, int]]) -> Batch:
    keys, sizes, docs, counts = [], [], [], []
    for run, (start, stop) in zip(runs, ranges, strict=True):
        size = run.sizes[start:stop].astype(np.int64)
        places = run.places(start, stop)
        keys.append(run.keys[start:stop].copy())  # what it shared would come back with its pages
        sizes.append(size)
        docs.append(np.add(run.docs[places], run.base, dtype=np.uint32))
        counts.append(np.array(run.counts[places]))
        run.let_go()
    all_keys, all_sizes = np.concatenate(keys), np.concatenate(sizes)
    if len(runs) == 1:
        return Batch(all_keys, all_sizes, docs[0], counts[0])
    if (all_keys == all_keys[0]).all():
        whole = all_sizes.sum(keepdims=True)
        return Batch(all_keys[:1], whole, np.concatenate(docs), np.concatenate(counts))
    order = np.argsort(all_keys, kind="stable")  # runs are in document order: so are equal keys
    places = spread((np.cumsum(all_sizes) - all_sizes)[order], all_sizes[order])
    all_keys = all_keys[order]
    first = np.flatnonzero(_opens(all_keys))
    return Batch(
        all_keys[first],
        np.add.reduceat(all_sizes[order], first),
        np.concatenate(docs)[places],
        np.concatenate(counts)[places],
    )
