"""Keeps results that were looked for only within a set of paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T")

_KEPT = 1 << 18  # paragraphs in all: some 10 MB
_FEWEST = 50  # paragraphs; fewer are read again


class Within(Generic[T]):
    """The sets of paragraphs that were found, and the paragraphs among which they were looked for:
    None stands for all."""

    def __init__(self) -> None:
        self._found: dict[T, tuple[frozenset[int] | None, frozenset[int]]] = {}

    def get(self, key: T, within: frozenset[int] | None) -> frozenset[int] | None:
        """What was found, if it was looked for among all of ``within``; it may include others."""
        known = self._found.get(key)
        if known is None:
            return None
        searched, found = known
        if searched is None or searched is within:
            return found
        return found if within is not None and within <= searched else None

    def keep(self, key: T, within: frozenset[int] | None, found: frozenset[int]) -> None:
        """Keep what was found among ``within``."""
        self._found[key] = within, found


class ReadBefore:
    """What was found by reading texts, for a process that answers many queries: the next page of an
    answer, and who says it, need the same paragraphs. What was used last is kept."""

    def __init__(self) -> None:
        self._found: dict[Hashable, tuple[frozenset[int], frozenset[int]]] = {}
        self._room = _KEPT

    def among(
        self,
        key: Hashable,
        candidates: frozenset[int],
        read: Callable[[frozenset[int]], Iterable[int]],
    ) -> frozenset[int]:
        """Those of the ``candidates`` that ``read`` selects; the ``key`` says by what."""
        if len(candidates) < _FEWEST:
            return frozenset(read(candidates))
        known = self._found.pop(key, None)
        if known is not None:
            self._room += sum(map(len, known))
        if known is None or not candidates <= known[0]:
            known = candidates, frozenset(read(candidates))
        self._found[key] = known
        self._room -= sum(map(len, known))
        while self._room < 0 and len(self._found) > 1:
            self._room += sum(map(len, self._found.pop(next(iter(self._found)))))
        searched, found = known
        return found if len(searched) == len(candidates) else found & candidates
