"""Finds strings that occur near each other in a text.

The distance is the number of characters between them; white space does not count, because it is
part of the layout more often than of the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from corpus.document import Span
from index.analysis.wording import MatchText, spans
from index.plan import Has, Near


class Stretch(NamedTuple):
    """One occurrence of each part, and the ``gap``: the characters among them that belong to no
    part."""

    gap: int
    places: tuple[Span, ...]


def allowed(plan: Near, matched: Container[Has]) -> Near:
    """The plan with the alternatives that count in a paragraph, which has ``matched`` these."""
    if not any(one.only for part in plan.parts for one in part):
        return plan
    parts = (tuple(o for o in part if not o.only or o.only in matched) for part in plan.parts)
    return plan._replace(parts=tuple(parts))


def is_near(plan: Near, text: MatchText) -> bool:
    """Whether the parts of ``plan`` occur near each other in ``text``."""
    return any(stretch.gap <= plan.reach for stretch in stretches(plan, text))


def near_places(plan: Near, text: MatchText) -> list[Span]:
    """Where the parts of ``plan`` occur near each other, in order, each place once."""
    near = (stretch for stretch in stretches(plan, text) if stretch.gap <= plan.reach)
    return sorted({place for stretch in near for place in stretch.places})


def stretches(plan: Near, text: MatchText) -> Iterator[Stretch]:
    """The shortest stretches of ``text`` that contain all parts of ``plan``."""
    parts = []
    for part in plan.parts:
        # A set: two alternatives may be the same string.
        found = {span for one in part for span in spans(one.text, text, variant=bool(one.of))}
        if not found:
            return iter(())
        parts.append(sorted(found))
    return _ordered(parts, text.folded) if plan.in_order else stretches_of(parts, text.folded)


def stretches_of(parts: Sequence[Sequence[Span]], text: str) -> Iterator[Stretch]:
    """The shortest stretches of ``text`` that contain a place of each part; the places ascend."""
    if len(parts) == 2:
        return _pairs(parts[0], parts[1], text)
    return _all(parts, text)


def _ordered(parts: Sequence[Sequence[Span]], text: str) -> Iterator[Stretch]:
    """For each place of the last part, the shortest stretch that ends there and contains the parts
    in order."""
    ends = [sorted(part, key=itemgetter(1)) for part in parts[:-1]]
    keys = [[end for _, end in part] for part in ends]
    for last in parts[-1]:
        places = [last]
        for part, key in zip(reversed(ends), reversed(keys), strict=True):
            at = bisect_right(key, places[0][0])
            if not at:
                break
            places.insert(0, part[at - 1])
        else:
            gap = sum(_written(text, one[1], other[0]) for one, other in pairwise(places))
            yield Stretch(gap, tuple(places))


def _pairs(some: Sequence[Span], others: Sequence[Span], text: str) -> Iterator[Stretch]:
    """Each occurrence of one part with the nearest one of the other that ends before it."""
    for left, right in ((some, others), (others, some)):
        by_end = sorted(left, key=itemgetter(1))
        ends = [end for _, end in by_end]
        for place in right:
            if at := bisect_right(ends, place[0]):
                before = by_end[at - 1]
                yield Stretch(_written(text, before[1], place[0]), (before, place))


def _all(parts: Sequence[Sequence[Span]], text: str) -> Iterator[Stretch]:
    """The stretches that contain every part and no shorter such stretch."""
    events = sorted((place, part) for part, places in enumerate(parts) for place in places)
    last: dict[int, tuple[Span, int]] = {}
    for at, (place, part) in enumerate(events):
        last[part] = place, at
        if len(last) < len(parts):
            continue
        first = min(last, key=lambda part: last[part][1])
        start = last[first][1]
        covered = (span for span, _ in events[start : at + 1])
        yield Stretch(_between(covered, text), tuple(sorted(span for span, _ in last.values())))
        del last[first]  # a longer stretch from the same place is not nearer


def _between(places: Iterable[Span], text: str) -> int:
    """The characters from the first to the last of ``places`` in none of them."""
    gap = reached = 0
    for start, end in places:
        if reached:
            gap += _written(text, reached, start)
        reached = max(reached, end)
    return gap


def _written(text: str, start: int, end: int) -> int:
    """The characters of ``text[start:end]`` that are not white space; none if it is empty."""
    return sum(map(len, text[start:end].split()))
