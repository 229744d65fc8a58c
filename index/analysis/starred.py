"""The parts of a query with ``*`` in a text: in order, in one sentence, near each other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.document import Span
from index.analysis.wording import any_spelling, unfolded_pattern

_STOPS = "。！？!?"


@lru_cache(maxsize=256)
def starred_pattern(parts: tuple[str, ...], reach: int) -> re.Pattern[str]:
    """Matches the folded parts in order in text that is not folded, within one sentence, with at
    most ``reach`` characters between neighbours. With many parts it takes too long."""
    between = f"[^{any_spelling(_STOPS)}]{{0,{reach}}}?"
    return re.compile(between.join(unfolded_pattern(part).pattern for part in parts))


def starred_places(parts: Sequence[str], reach: int, text: str) -> Iterator[list[Span]]:
    """Where the folded parts occur in order in folded ``text``, as :func:`starred_pattern` finds
    them: from left to right, without overlaps, each part as near as possible to the one before.

    The time is linear, however many parts there are.
    """
    starts = _completed(parts, reach, text)
    end = 0
    while starts and (first := bisect_left(starts[0], end)) < len(starts[0]):
        at = starts[0][first]
        places = []
        for part, possible in zip(parts, starts, strict=True):
            at = possible[bisect_left(possible, at)]
            places.append((at, at + len(part)))
            at += len(part)
        yield places
        end = at


def _completed(parts: Sequence[str], reach: int, text: str) -> list[list[int]]:
    """For each part the places that the parts after it complete; empty if there are none."""
    if sum(map(len, parts)) > len(text):
        return []
    stops = [found.start() for found in re.finditer(f"[{_STOPS}]", text)]
    completed: list[list[int]] = []
    for part in reversed(parts):
        places = list(_overlapping(part, text))
        if completed:
            after, size = completed[-1], len(part)
            places = [at for at in places if _reaches(at + size, after, reach, stops)]
        if not places:
            return []
        completed.append(places)
    return completed[::-1]


def _reaches(end: int, places: Sequence[int], reach: int, stops: Sequence[int]) -> bool:
    """Whether one of ``places`` is at most ``reach`` characters after ``end``, and no stop before
    it."""
    found = bisect_left(places, end)
    if found == len(places) or places[found] - end > reach:
        return False
    stop = bisect_left(stops, end)
    return stop == len(stops) or stops[stop] >= places[found]


def _overlapping(string: str, text: str) -> Iterator[int]:
    at = text.find(string)
    while at >= 0:
        yield at
        at = text.find(string, at + 1)
