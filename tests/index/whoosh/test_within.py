"""What reading texts has found is kept, and read again where it does not suffice."""

from __future__ import annotations

from collections.abc import Iterable

from index.whoosh.within import ReadBefore

MANY = frozenset(range(200))


class Read:
    """Selects the even ones, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, some: Iterable[int]) -> list[int]:
        read = list(some)
        self.asked.append(len(read))
        return [number for number in read if number % 2 == 0]


def test_paragraphs_are_read_once() -> None:
    kept, read = ReadBefore(), Read()
    every = kept.among("string", MANY, read)
    part = kept.among("string", frozenset(range(100)), read)
    assert (every, part) == (frozenset(range(0, 200, 2)), frozenset(range(0, 100, 2)))
    assert read.asked == [200]


def test_others_are_read_again() -> None:
    kept, read = ReadBefore(), Read()
    kept.among("string", frozenset(range(100)), read)
    assert kept.among("string", MANY, read) == frozenset(range(0, 200, 2))
    assert read.asked == [100, 200]


def test_what_was_not_used_for_longest_is_dropped() -> None:
    kept, read = ReadBefore(), Read()
    large = frozenset(range(150_000))
    for key in ("one", "two", "one"):
        kept.among(key, large, read)
    assert read.asked == [150_000] * 3
