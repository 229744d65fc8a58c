"""The index that a server answers from: opened once, and again after each commit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from index.engines import state_of
from searcher.service import Index


class IndexPlace(NamedTuple):
    """What opens an index again, in any process: see :class:`searcher.service.Index`."""

    folder: Path
    is_samples: bool
    built_last: bool


def open_place(place: IndexPlace) -> Index:
    """Open the index as it is now."""
    return Index(place.folder, is_samples=place.is_samples, built_last=place.built_last)


class CurrentIndex:
    """Opens the index in ``folder`` anew when it has changed.

    One request at a time uses it: Python runs one thread at a time in any case, and the caches of
    an index are not made for several.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lock = Lock()
        self._state = state_of(index.folder)

    @property
    def place(self) -> IndexPlace:
        """What opens this index again."""
        index = self._index
        return IndexPlace(index.folder, index.is_samples, index.built_last)

    @contextmanager
    def use(self) -> Iterator[Index]:
        """The index as of its last commit, for one request."""
        with self._lock:
            state = state_of(self._index.folder)
            if state != self._state:
                self._index = open_place(self.place)
                self._state = state
            yield self._index
