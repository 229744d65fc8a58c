"""What is asked of a posting list, in each of the ways it can be looked up."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.whoosh import postings as module
from index.whoosh.postings import NOWHERE, KeptPostings, Postings, by_arrays

HELD = st.dictionaries(st.integers(0, 60), st.integers(1, 300), max_size=60)
ASKED = st.frozensets(st.integers(0, 60), max_size=60)


def made(held: dict[int, int]) -> Postings:
    numbers = sorted(held)
    counts = [held[number] for number in numbers]
    return Postings(numbers, bytes(counts) if max(counts, default=0) < 256 else counts)


@given(HELD, ASKED, st.sampled_from([0, 1000]), st.booleans())
def test_shared_and_counted_are_those_of_a_dictionary(
    held: dict[int, int], asked: frozenset[int], arrays_from: int, warm: bool
) -> None:
    postings = made(held)
    if warm:
        assert postings.members == held.keys()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_ARRAYS_FROM", arrays_from)
        assert postings.shared(asked) == held.keys() & asked
        expected = {number: held[number] for number in held.keys() & asked}
        assert dict(postings.counted(asked)) == expected
        in_order = np.array(sorted(asked), np.int64)
        assert postings.counts_at(in_order).tolist() == [held.get(n, 0) for n in sorted(asked)]


def test_arrays_need_many_paragraphs_and_loaded_numpy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert by_arrays(1000)
    assert not by_arrays(10)
    monkeypatch.delitem(sys.modules, "numpy")
    assert not by_arrays(1000)


def test_the_lists_that_were_used_last_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_POSTINGS_KEPT", 5)
    kept = KeptPostings()
    for name in "abc":
        kept["grams", name] = made({1: 1, 2: 1})
        assert kept.used(("grams", "a")) is not None
    assert [name for _, name in kept] == ["c", "a"]
    assert kept.used(("grams", "b")) is None
    kept["grams", "d"] = made(dict.fromkeys(range(9), 1))  # more than there is room for
    assert [name for _, name in kept] == ["d"]
    kept["grams", "e"] = NOWHERE
    assert [name for _, name in kept] == ["e"]
