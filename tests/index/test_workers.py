"""Worker processes give their results in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.workers import Workers


def doubled(number: int) -> int:
    return 2 * number


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("weight", [abs, lambda number: number % 7, lambda _: 0])
@pytest.mark.parametrize("limit", [1, 20, 1000])
@pytest.mark.parametrize("heaviest_first", [False, True])
def test_results_come_in_the_order_of_the_items(
    jobs: int, weight: Callable[[int], int], limit: int, heaviest_first: bool
) -> None:
    items = [*range(-30, 0), *range(40, 0, -1)]
    with Workers(jobs) as workers:
        results = workers.in_order(doubled, items, weight, limit, heaviest_first=heaviest_first)
        assert list(results) == [2 * number for number in items]


def test_no_work_has_no_results() -> None:
    with Workers(2) as workers:
        assert list(workers.in_order(doubled, [], abs, 1)) == []


@pytest.mark.parametrize("heaviest_first", [False, True])
def test_items_are_submitted_up_to_a_weight(heaviest_first: bool) -> None:
    drawn: list[int] = []

    def items() -> Iterator[int]:
        for number in range(20):
            drawn.append(number)
            yield number

    with Workers(2) as workers:
        results = workers.in_order(
            doubled, items(), lambda _: 10, 25, heaviest_first=heaviest_first
        )
        assert drawn == [0, 1, 2]
        assert next(results) == 0
        assert len(drawn) <= 6
        assert list(results) == [2 * number for number in range(1, 20)]


LARGEST = Path("/proc/sys/fs/pipe-max-size")


@pytest.mark.skipif(not LARGEST.exists(), reason="only Linux can change the size")
def test_the_buffers_of_the_pipes_are_enlarged() -> None:
    """The pipes are private parts of Python's pool; the test fails if a version has none."""
    from fcntl import F_GETPIPE_SZ, fcntl

    if int(LARGEST.read_text()) < 1 << 20:
        pytest.skip("the system allows no such pipes")
    with Workers(2) as workers:
        pool = workers._started_pool()
        pipes = [pool._call_queue._writer, pool._result_queue._writer]  # type: ignore[attr-defined]
        assert [fcntl(pipe.fileno(), F_GETPIPE_SZ) for pipe in pipes] == [1 << 20] * 2
