"""Keeps results that were looked for only within a set of paragraphs."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


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
