"""The formulas of the order, against slow and plain ones."""

from __future__ import annotations

from collections import Counter
from math import isclose, log

from hypothesis import given
from hypothesis import strategies as st

from searcher.score.formulas import Terms, bm25, idf, relevance, together

WEIGHTS = st.dictionaries(st.sampled_from("甲乙丙丁"), st.floats(0.1, 9), max_size=4)


def plain_bm25(count: int, idf: float, length: float, average: float) -> float:
    """Written out anew, with its numbers."""
    share = length / average if length > average / 2 else 0.5
    return idf * (count * 1.6) / (count + 0.6 * (0.6 + 0.4 * share))


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_a_rarer_term_tells_more_and_none_tells_less_than_nothing(one: int, other: int) -> None:
    total = max(one, other)
    assert idf(one, total) > 0
    assert (idf(one, total) > idf(other, total)) == (one < other)


def test_idf_is_the_published_formula() -> None:
    assert isclose(idf(3, 10), log(1 + 7.5 / 3.5))


@given(st.integers(0, 99), st.floats(0.1, 15), st.integers(1, 900), st.floats(1, 300))
def test_bm25_is_the_published_formula_with_a_least_length(
    count: int, weight: float, length: int, average: float
) -> None:
    assert isclose(bm25(count, weight, length, average), plain_bm25(count, weight, length, average))


def test_a_paragraph_gains_nothing_by_being_shorter_than_half_the_average() -> None:
    assert bm25(1, 5.0, 4, 100) == bm25(1, 5.0, 50, 100) > bm25(1, 5.0, 51, 100)


@given(WEIGHTS, WEIGHTS, WEIGHTS, st.text("甲乙丙丁。，", max_size=30))
def test_relevance_is_the_sum_its_docstring_names(
    pairs: dict[str, float], singles: dict[str, float], words: dict[str, float], text: str
) -> None:
    pairs = {term * 2: weight for term, weight in pairs.items()}
    counts = Counter(text)
    score = relevance(Terms(pairs, singles, words), text, len(text), 10.0, counts)

    def scored(part: dict[str, float]) -> float:
        return sum(plain_bm25(text.count(t), w, len(text), 10.0) for t, w in part.items())

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
    joined = together([Terms(part, {}, part) for part in weights])
    everything = {term for part in weights for term in part}
    assert joined.pairs == joined.words
    assert joined.pairs == {t: max(p[t] for p in weights if t in p) for t in everything}
    assert joined.singles == {}


def test_a_term_in_one_sentence_with_another_stands_before_the_two_apart() -> None:
    terms = Terms({"平台": 3.0, "保险": 3.0}, {}, {})
    near = relevance(terms, "平台的保险。其他再议。", 20, 20, {})
    apart = relevance(terms, "平台再议。其他的保险。", 20, 20, {})
    assert near.total > apart.total
