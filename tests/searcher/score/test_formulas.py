"""The formulas of the order, against slow and plain ones."""

from __future__ import annotations

from collections import Counter
from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from searcher.score.formulas import Terms, merged, relevance
from tests.index.whoosh.bm25_oracle import bm25

WEIGHTS = st.dictionaries(st.sampled_from("甲乙丙丁"), st.floats(0.1, 9), max_size=4)


@given(WEIGHTS, WEIGHTS, WEIGHTS, st.text("甲乙丙丁。，", max_size=30))
def test_relevance_is_the_sum_its_docstring_names(
    pairs: dict[str, float], singles: dict[str, float], words: dict[str, float], text: str
) -> None:
    pairs = {term * 2: weight for term, weight in pairs.items()}
    counts = Counter(text)
    score = relevance(Terms(pairs, singles, words), text, len(text), 10.0, counts)

    def scored(part: dict[str, float]) -> float:
        return sum(bm25(text.count(t), w, len(text), 10.0) for t, w in part.items())

    def told(sentence: str) -> float:
        return sum(
            factor * weight
            for factor, part in ((0.75, pairs), (0.75, singles), (3, words))
            for term, weight in part.items()
            if term in sentence
        )

    best = max(map(told, text.split("。")))
    assert isclose(
        score.total, scored(pairs) + 2 * scored(singles) + 3 * scored(words) + best, abs_tol=1e-9
    )


@given(st.lists(WEIGHTS, max_size=4))
def test_terms_joined_keep_the_larger_weight(weights: list[dict[str, float]]) -> None:
    joined = merged([Terms(part, {}, part) for part in weights])
    everything = {term for part in weights for term in part}
    assert joined.pairs == joined.words
    assert joined.pairs == {t: max(p[t] for p in weights if t in p) for t in everything}
    assert joined.singles == {}


def test_two_terms_in_one_sentence_rank_above_the_two_apart() -> None:
    terms = Terms({"平台": 3.0, "保险": 3.0}, {}, {})
    near = relevance(terms, "平台的保险。其他再议。", 20, 20, {})
    apart = relevance(terms, "平台再议。其他的保险。", 20, 20, {})
    assert near.total > apart.total
