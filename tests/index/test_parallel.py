"""Work that several processes do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.parallel import Workers


def doubled(number: int) -> int:
    return 2 * number


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("size", [None, abs, lambda number: number % 7])
def test_results_come_in_the_order_of_the_items_whichever_is_begun_first(
    jobs: int, size: Callable[[int], int] | None
) -> None:
    items = [*range(-30, 0), *range(40, 0, -1)]
    with Workers(jobs) as workers:
        assert list(workers.in_order(doubled, items, size)) == [2 * number for number in items]


def test_no_work_has_no_results() -> None:
    with Workers(2) as workers:
        assert list(workers.in_order(doubled, [], abs)) == []
