"""Which segments a commit writes anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Size(NamedTuple):
    """A segment's documents, living and deleted, and the bytes of its stored column."""

    living: int
    deleted: int
    stored: int


def first_to_merge(segments: Sequence[Size], new: Size, limit: int) -> int:
    """The segments from this number on are merged with the new documents.

    Segments are in the order of their documents and stay so. A segment is taken up when it is
    at most half of what it becomes part of, or when most of it is deleted. So a document is
    written once for each doubling, and there are never more segments than doublings. What
    would have more than ``limit`` stored bytes is not merged.

    >>> sizes = [Size(1000, 0, 0), Size(6, 0, 0), Size(5, 0, 0)]
    >>> first_to_merge(sizes, Size(1, 0, 0), 1)
    1
    """
    first = len(segments)
    total, stored, largest = new.living, new.stored, 0
    for number in reversed(range(len(segments))):
        segment = segments[number]
        total += segment.living
        stored += segment.stored
        largest = max(largest, segment.living)
        if stored > limit:
            break
        if 2 * largest <= total or segment.deleted > segment.living:
            first = number
    return first


def whole(segments: Sequence[Size], limit: int) -> list[range]:
    """As few groups of neighbours as have no more than ``limit`` stored bytes each."""
    groups: list[range] = []
    stored = 0
    for number, segment in enumerate(segments):
        stored += segment.stored
        if groups and stored <= limit:
            groups[-1] = range(groups[-1].start, number + 1)
        else:
            groups.append(range(number, number + 1))
            stored = segment.stored
    return groups
