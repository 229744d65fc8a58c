"""Runs reduced, spilled, ranked and merged, against counting in a dictionary."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.whoosh.w3.runs import Run, RunStore, merge_runs, reduce_tokens

# Documents ascend, as they come to be indexed; keys of up to three digits of sixteen bits.
tokens = st.lists(
    st.tuples(st.integers(0, 200) | st.integers(0, 2**42), st.integers(0, 9)),
    min_size=1,
    max_size=300,
).map(lambda chosen: sorted(chosen, key=lambda token: token[1]))


def run_of(chosen: list[tuple[int, int]], base: int = 0) -> Run:
    keys = np.array([key for key, _ in chosen], np.uint64)
    run = reduce_tokens(keys, np.array([doc for _, doc in chosen], np.uint32))
    return replace(run, base=run.base + base)


def postings(runs: list[Run], limit: int, piece: int = 1000) -> list[tuple[int, int, int]]:
    found = []
    for batch in merge_runs(runs, limit, piece):
        keys = np.repeat(batch.keys, batch.sizes).tolist()
        found += list(zip(keys, batch.docs.tolist(), batch.counts.tolist(), strict=True))
    return found


def expected(parts: list[list[tuple[int, int]]]) -> list[tuple[int, int, int]]:
    counts = Counter((key, doc + 10 * n) for n, part in enumerate(parts) for key, doc in part)
    return [(key, doc, count) for (key, doc), count in sorted(counts.items())]


@given(st.lists(tokens, max_size=5), st.sampled_from([1, 20, 1000]))
def test_merged_runs_contain_every_token_once_in_order(
    parts: list[list[tuple[int, int]]], limit: int
) -> None:
    runs = [run_of(part, 10 * number) for number, part in enumerate(parts)]
    assert postings(runs, limit) == expected(parts)


@given(st.lists(tokens, max_size=5), st.sampled_from([1, 2, 7]), st.sampled_from([1, 20, 1000]))
def test_a_key_with_many_postings_has_several_batches(
    parts: list[list[tuple[int, int]]], piece: int, limit: int
) -> None:
    runs = [run_of(part, 10 * number) for number, part in enumerate(parts)]
    every = expected(parts)
    assert postings(runs, limit, piece) == every
    found = Counter(key for key, _, _ in every)
    came: Counter[int] = Counter()
    for batch in merge_runs(runs, limit, piece):
        keys = batch.keys.tolist()
        if batch.opens and batch.ends:
            assert max(batch.sizes) <= piece
            continue
        [key], [size] = keys, batch.sizes.tolist()
        assert batch.opens == (came[key] == 0)
        came[key] += size
        assert batch.ends == (came[key] == found[key])
        assert size == piece or batch.ends
    assert set(came) == {key for key, count in found.items() if count > piece}


@given(st.lists(tokens, min_size=1, max_size=4), st.sampled_from([0, 2000]))
def test_spilled_runs_merge_as_those_in_memory(
    parts: list[list[tuple[int, int]]], limit: int
) -> None:
    with TemporaryDirectory() as folder:
        store = RunStore(Path(folder, "new"), limit)
        runs = [store.keep(run_of(part, 10 * number)) for number, part in enumerate(parts)]
        assert postings(runs, 50) == expected(parts)


@given(tokens)
def test_keys_of_any_integer_type_give_the_same_run(chosen: list[tuple[int, int]]) -> None:
    small = [(key % 2**32, doc) for key, doc in chosen]
    keys, docs = np.array(small, np.uint32).T
    assert postings([reduce_tokens(keys, docs)], 50) == expected([small])


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 9)), min_size=1).map(sorted))
def test_a_ranked_run_is_in_the_order_of_the_ranks(chosen: list[tuple[int, int]]) -> None:
    backwards = 200 - np.arange(201)
    ranked = run_of(chosen).ranked(backwards)
    assert postings([ranked], 30) == expected([[(200 - key, doc) for key, doc in chosen]])


def test_batches_have_about_the_limit() -> None:
    chosen = [(key, doc) for key in range(1000) for doc in range(8)]
    sizes = [len(batch.docs) for batch in merge_runs([run_of(chosen)], 1000, 1000)]
    assert sum(sizes) == 8000
    assert max(sizes) < 2000
    assert all(before + after > 1000 for before, after in pairwise(sizes))
