"""Cuts a paragraph at the borders of its statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from corpus.document import Statement


class Part(NamedTuple):
    """The characters from ``start`` to ``end`` of a paragraph, which the shortest statement around
    them says: ``statement``, None if they are in no statement."""

    start: int
    end: int
    statement: Statement | None


def innermost(statements: Sequence[Statement], length: int) -> Iterator[Part]:
    """The parts of a paragraph of ``length`` characters, in order.

    >>> from corpus.document import Speaker, Statement
    >>> said = [Statement(0, 9, Speaker("甲")), Statement(3, 6, Speaker("乙"))]
    >>> [(one.start, one.end, one.statement.speaker.name) for one in innermost(said, 9)]
    [(0, 3, '甲'), (3, 6, '乙'), (6, 9, '甲')]
    """
    waiting = sorted(range(len(statements)), key=lambda at: -statements[at].start)
    edges = {0, length}.union(*((one.start, one.end) for one in statements))
    around: list[tuple[int, int]] = []  # a heap of (length, position)
    start = 0
    for edge in sorted(edge for edge in edges if 0 < edge <= length):
        while waiting and statements[waiting[-1]].start <= start:
            at = waiting.pop()
            heappush(around, (statements[at].end - statements[at].start, at))
        while around and statements[around[0][1]].end <= start:
            heappop(around)
        yield Part(start, edge, statements[around[0][1]] if around else None)
        start = edge
