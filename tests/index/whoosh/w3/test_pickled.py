"""Hand-made pickles are read by ``pickle.loads``, on a machine of any byte order."""

from __future__ import annotations

import pickle
import pickletools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.ragged import Ragged, join, literal
from index.whoosh.w3.pickled import byte_strings, floats, int_tuples, ints, packed_tuples

numbers = (
    st.integers(0, 2**31 - 1) | st.integers(0, 300) | st.sampled_from([255, 256, 65535, 65536])
)
lists = st.lists(st.lists(numbers, min_size=1, max_size=30), min_size=1, max_size=6)


def flat(rows: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([n for row in rows for n in row]), np.array([len(row) for row in rows])


def read(rows: Ragged) -> list[object]:
    whole = join(rows, literal(np.ones(len(rows), np.bool_), b"."))
    return [pickle.loads(row) for row in whole.rows()]


@given(st.lists(numbers, min_size=1))
def test_numbers_are_as_short_as_pickle_makes_them(values: list[int]) -> None:
    rows = ints(np.array(values))
    assert read(rows) == values
    assert rows.rows() == [pickle.dumps(value, 0 + 2)[2:-1] for value in values]


@given(lists)
def test_tuples_of_numbers(rows: list[list[int]]) -> None:
    data, sizes = flat(rows)
    assert read(int_tuples(sizes > 0, data, sizes)) == [tuple(row) for row in rows]


@given(lists)
def test_packed_tuples_have_the_width_of_the_largest_number(
    rows: list[list[int]],
) -> None:
    data, sizes = flat(rows)
    largest = [max(row[1:], default=0) for row in rows]
    widths = np.array([1 if most < 256 else 2 if most < 65536 else 4 for most in largest])
    packed = packed_tuples(sizes > 0, data, sizes, widths)
    assert read(packed) == [tuple(row) for row in rows]
    for row in packed.rows():
        formats = [text for _, text, _ in pickletools.genops(row + b".") if isinstance(text, str)]
        assert any(text.startswith("<I") for text in formats)  # the byte order is written down


@given(st.lists(st.lists(st.integers(0, 255), min_size=1, max_size=400), min_size=1, max_size=4))
def test_byte_strings_short_and_long(rows: list[list[int]]) -> None:
    data, sizes = flat(rows)
    assert read(byte_strings(sizes > 0, data, sizes)) == [bytes(row) for row in rows]


@given(st.lists(st.integers(0, 2**31), min_size=1))
def test_floats(values: list[int]) -> None:
    data = np.array(values)
    found = read(floats(data >= 0, data))
    assert found == values
    assert all(isinstance(value, float) for value in found)


def test_rows_that_are_not_wanted_are_empty() -> None:
    wanted = np.array([False, True, False])
    rows = int_tuples(wanted, np.array([1, 2]), np.array([2]))
    assert [bool(row) for row in rows.rows()] == [False, True, False]
