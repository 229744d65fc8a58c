"""Posting lists: the paragraphs in which a term occurs, and how often it does."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ARRAYS_FROM = 200  # paragraphs; below this, numpy is slower than a loop
_SPARSE = 10  # if so many times fewer paragraphs than postings are asked for, no set is made
_DENSE = 4  # if so many times fewer of them match, they are looked up by bisection
_MADE = 32  # postings are converted to arrays in the time of one or two look-ups
_POSTINGS_KEPT = 1 << 24  # some 600 MB


def by_arrays(size: int) -> bool:
    """Whether numpy is faster for so many paragraphs. Importing it costs more than it saves, so it
    is used only by a process that has imported it anyway."""
    return size >= _ARRAYS_FROM and "numpy" in sys.modules


def ascending(numbers: Collection[int]) -> NDArray[np.int64]:
    """The numbers as a sorted array."""
    import numpy as np

    array = np.fromiter(numbers, np.int64, len(numbers))
    array.sort()
    return array


class Postings:
    """A posting list: the term occurs ``counts[i]`` times in paragraph ``numbers[i]``.

    The numbers ascend. ``counts`` are bytes if none is over 255.
    """

    def __init__(self, numbers: Iterable[int], counts: Sequence[int]) -> None:
        # The garbage collector looks at each item of a list in each of its runs, but leaves tuples
        # of numbers alone: for ten million postings, half a second.
        self.numbers = tuple(numbers)
        self.counts = counts if isinstance(counts, bytes) else tuple(counts)

    def __len__(self) -> int:
        return len(self.numbers)

    @cached_property
    def members(self) -> frozenset[int]:
        """The numbers as a set."""
        return frozenset(self.numbers)

    @cached_property
    def arrays(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Numbers and counts as numpy arrays."""
        import numpy as np

        counts = self.counts
        if isinstance(counts, bytes):
            counted = np.frombuffer(counts, np.uint8).astype(np.int64)
        else:
            counted = np.array(counts, np.int64)
        # Twice as fast as making a numpy array from a list.
        return np.frombuffer(array("I", self.numbers), np.uintc).astype(np.int64), counted

    def sooner_by_arrays(self, asked: int) -> bool:
        """Whether arrays are faster for so many paragraphs, if they have to be made."""
        return by_arrays(asked) and ("arrays" in self.__dict__ or asked * _MADE > len(self))

    def counts_at(self, asked: NDArray[np.int64]) -> NDArray[np.int64]:
        """How often the term occurs in each of the paragraphs ``asked``, which ascend."""
        import numpy as np

        numbers, counts = self.arrays
        if not len(numbers):
            return np.zeros_like(asked)
        positions = np.searchsorted(numbers, asked)
        positions[positions == len(numbers)] = 0
        return np.where(numbers[positions] == asked, counts[positions], 0)

    def up_to(self, end: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Numbers below ``end`` and their counts as numpy arrays."""
        numbers, counts = self.arrays
        size = bisect_left(self.numbers, end)
        return numbers[:size], counts[:size]

    def shared(self, numbers: Collection[int]) -> frozenset[int]:
        """The ``numbers`` in which the term occurs."""
        if not self._sparse(len(numbers)):
            return self.members.intersection(numbers)
        if self.sooner_by_arrays(len(numbers)):
            return self._shared_by_arrays(numbers)
        return frozenset([number for number, _ in self._placed(numbers)])

    def _sparse(self, asked: int) -> bool:
        """Whether it is faster to look up so few paragraphs without making a set of all."""
        return asked * _SPARSE <= len(self) and "members" not in self.__dict__

    def _shared_by_arrays(self, numbers: Collection[int]) -> frozenset[int]:
        return frozenset(self.shared_of(ascending(numbers)).tolist())

    def shared_of(self, asked: NDArray[np.int64]) -> NDArray[np.int64]:
        """As :meth:`shared`, for numbers that ascend."""
        return asked[self.counts_at(asked) > 0]

    def counted(self, numbers: Collection[int]) -> Iterable[tuple[int, int]]:
        """The ``numbers`` in which the term occurs, with its count in each."""
        if len(self) <= len(numbers) and isinstance(numbers, dict | frozenset):
            # An intersection would step through all of the numbers.
            pairs = zip(self.numbers, self.counts, strict=True)
            return [pair for pair in pairs if pair[0] in numbers]
        if not self._sparse(len(numbers)) or self.sooner_by_arrays(len(numbers)):
            numbers = self.shared(numbers)
            if len(numbers) * _DENSE > len(self):
                pairs = zip(self.numbers, self.counts, strict=True)
                return (pair for pair in pairs if pair[0] in numbers)
        counts = self.counts
        return [(number, counts[place]) for number, place in self._placed(numbers)]

    def _placed(self, numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
        """The ``numbers`` in which the term occurs, with their positions in the list."""
        held, size = self.numbers, len(self)
        for number in numbers:
            place = bisect_left(held, number)
            if place < size and held[place] == number:
                yield number, place


NOWHERE = Postings((), b"")


class KeptPostings(dict[tuple[str, str], Postings]):
    """A cache of the posting lists that were used last, of at most ``_POSTINGS_KEPT`` postings in
    all. Without a limit, a long-lived process would keep the whole index in memory."""

    def __init__(self) -> None:
        self._room = _POSTINGS_KEPT

    def __setitem__(self, key: tuple[str, str], postings: Postings) -> None:
        super().__setitem__(key, postings)
        self._room -= len(postings)
        while self._room < 0 and len(self) > 1:
            self._room += len(self.pop(next(iter(self))))

    def used(self, key: tuple[str, str]) -> Postings | None:
        """The list, now the last to be dropped; None if it is not kept."""
        postings = self.pop(key, None)
        if postings is not None:
            super().__setitem__(key, postings)
        return postings
