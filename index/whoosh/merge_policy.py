"""The merge policy: which segments a commit merges with the new documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Size(NamedTuple):
    """A segment's documents, living and deleted, and the bytes of its stored column."""

    living: int
    deleted: int
    stored: int


def first_to_merge(segments: Sequence[Size], new: Size, limit: int) -> int:
    """The number of the first segment to merge with the new documents; all after it are merged.

    Segments keep the order of their documents. A segment is merged if it is at most half of the
    merged one, or if most of its documents are deleted. So a document is rewritten at most once for
    each doubling of the index, and there are at most as many segments as doublings. A merged
    segment never has more than ``limit`` stored bytes.

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


def full_merge(segments: Sequence[Size], limit: int) -> list[range]:
    """The fewest groups of neighbouring segments with at most ``limit`` stored bytes each."""
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
