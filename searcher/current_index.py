"""The index that a server answers from: opened once, and again after each commit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from index.engines import state_of
from searcher.service import Index


class CurrentIndex:
    """Opens the index in ``folder`` anew when it has changed.

    One request at a time uses it: Python runs one thread at a time in any case, and the caches of
    an index are not made for several.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lock = Lock()
        self._state = state_of(index.folder)

    @contextmanager
    def use(self) -> Iterator[Index]:
        """The index as of its last commit, for one request."""
        with self._lock:
            state = state_of(self._index.folder)
            if state != self._state:
                old = self._index
                self._index = Index(
                    old.folder, is_samples=old.is_samples, built_last=old.built_last
                )
                self._state = state
            yield self._index
