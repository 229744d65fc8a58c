"""Ragged arrays give what lists of rows give."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.ragged import expand_ranges, from_rows, join

ranges = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 5)), max_size=12)
# Rows of few and of many sizes, and short and long rows, are copied in different ways.
cells = st.binary(max_size=2) | st.binary(max_size=9) | st.binary(min_size=60, max_size=90)
tables = st.tuples(st.integers(0, 9), st.integers(1, 4), st.sampled_from([2, 9, 90])).flatmap(
    lambda shape: st.lists(
        st.lists(cells.map(lambda cell: cell[: shape[2]]), min_size=shape[0], max_size=shape[0]),
        min_size=shape[1],
        max_size=shape[1],
    )
)


@given(ranges)
def test_ranges_expand_to_their_indices_in_order(pairs: list[tuple[int, int]]) -> None:
    starts = np.array([start for start, _ in pairs], np.int64)
    sizes = np.array([size for _, size in pairs], np.int64)
    expected = [start + step for start, size in pairs for step in range(size)]
    assert expand_ranges(starts, sizes).tolist() == expected


@given(tables)
def test_joined_rows_and_rows_picked_again(columns: list[list[bytes]]) -> None:
    joined = join(*map(from_rows, columns))
    expected = [b"".join(row) for row in zip(*columns, strict=True)]
    assert joined.rows() == expected
    backwards = np.arange(len(expected))[::-1]
    assert joined.pick(backwards).rows() == expected[::-1]
