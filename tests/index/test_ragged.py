"""Rows end to end in flat arrays, against lists."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.ragged import join, of_rows, spread

stretches = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 5)), max_size=12)
# Few and many sizes, short and long rows are moved in ways of their own.
cells = st.binary(max_size=2) | st.binary(max_size=9) | st.binary(min_size=60, max_size=90)
tables = st.tuples(st.integers(0, 9), st.integers(1, 4), st.sampled_from([2, 9, 90])).flatmap(
    lambda shape: st.lists(
        st.lists(cells.map(lambda cell: cell[: shape[2]]), min_size=shape[0], max_size=shape[0]),
        min_size=shape[1],
        max_size=shape[1],
    )
)


@given(stretches)
def test_a_stretch_is_its_indices_one_after_the_other(pairs: list[tuple[int, int]]) -> None:
    starts = np.array([start for start, _ in pairs], np.int64)
    sizes = np.array([size for _, size in pairs], np.int64)
    expected = [start + step for start, size in pairs for step in range(size)]
    assert spread(starts, sizes).tolist() == expected


@given(tables)
def test_joined_rows_and_rows_picked_again(columns: list[list[bytes]]) -> None:
    joined = join(*map(of_rows, columns))
    expected = [b"".join(row) for row in zip(*columns, strict=True)]
    assert joined.rows() == expected
    backwards = np.arange(len(expected))[::-1]
    assert joined.pick(backwards).rows() == expected[::-1]
