"""Columns of terms, pickled for another process."""

from __future__ import annotations

import pickle

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.columns import Tokens


@given(st.lists(st.text(st.sampled_from("平台\0\n"), max_size=3)))
def test_any_terms_survive_pickling(terms: list[str]) -> None:
    numbers = np.arange(len(terms), dtype=np.uint8)
    sent = Tokens(terms, numbers, numbers)
    arrived = pickle.loads(pickle.dumps(sent))
    assert list(arrived.terms) == terms
    assert arrived.ids.tolist() == arrived.docs.tolist() == numbers.tolist()
