"""The parts of BM25 against the published formula."""

from __future__ import annotations

from math import isclose, log

from hypothesis import given
from hypothesis import strategies as st

from index.bm25 import K1, idf, norm
from tests.index.whoosh.bm25_oracle import bm25


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_a_rarer_term_weighs_more_and_none_less_than_nothing(one: int, other: int) -> None:
    total = max(one, other)
    assert idf(one, total) > 0
    assert (idf(one, total) > idf(other, total)) == (one < other)


def test_idf_is_the_published_formula() -> None:
    assert isclose(idf(3, 10), log(1 + 7.5 / 3.5))


@given(st.integers(0, 99), st.floats(0.1, 15), st.integers(1, 900), st.floats(1, 300))
def test_the_norm_gives_the_published_formula_with_a_least_length(
    count: int, weight: float, length: int, average: float
) -> None:
    score = weight * count * (K1 + 1) / (count + norm(length, average))
    assert isclose(score, bm25(count, weight, length, average))


def test_a_paragraph_shorter_than_half_the_average_gains_nothing() -> None:
    assert norm(4, 100) == norm(50, 100) < norm(51, 100)
