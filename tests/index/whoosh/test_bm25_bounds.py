"""Sums of BM25 and their bounds, one by one and by arrays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.bm25 import norm
from index.whoosh import postings as module
from index.whoosh.bm25_bounds import ScoredList, _by_arrays, _one_by_one, reaching
from index.whoosh.postings import Postings
from tests.index.whoosh.bm25_oracle import bm25

NORMS = [norm(length, 40.0) for length in range(256)]
POSTINGS = st.lists(
    st.dictionaries(st.integers(0, 50), st.integers(1, 300), max_size=50), min_size=1, max_size=4
)
TOPS = st.lists(st.floats(0.1, 9), min_size=4, max_size=4)
LENGTHS = st.binary(min_size=51, max_size=51)


def lists(postings: list[dict[int, int]], tops: list[float], lengths: bytes) -> list[ScoredList]:
    made = []
    for held, top in zip(postings, tops, strict=False):
        numbers = sorted(held)
        counts = [held[number] for number in numbers]
        kept = bytes(counts) if max(counts, default=0) < 256 else counts
        made.append(ScoredList(top * 1.6, Postings(numbers, kept), lengths, NORMS))
    return made


@given(POSTINGS, TOPS, LENGTHS, st.frozensets(st.integers(0, 50)))
def test_scores_are_sums_of_bm25_with_and_without_arrays(
    postings: list[dict[int, int]], tops: list[float], lengths: bytes, numbers: frozenset[int]
) -> None:
    scores = _one_by_one(lists(postings, tops, lengths), numbers)
    assert scores == _by_arrays(lists(postings, tops, lengths), numbers)
    assert scores.keys() == numbers
    for number, score in scores.items():
        expected = sum(
            bm25(held.get(number, 0), top, lengths[number], 40.0)
            for held, top in zip(postings, tops, strict=False)
        )
        assert abs(score - expected) < 1e-9


@given(POSTINGS, TOPS, LENGTHS, st.floats(0.01, 30))
def test_no_paragraph_that_scores_enough_is_skipped(
    postings: list[dict[int, int]], tops: list[float], lengths: bytes, least: float
) -> None:
    made = lists(postings, tops, lengths)
    scores = _one_by_one(made, frozenset(range(51)))
    enough = {number for number, score in scores.items() if score >= least}
    left = reaching(made, least)
    assert enough <= left
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_ARRAYS_FROM", 0)
        assert reaching(made, least) == left
