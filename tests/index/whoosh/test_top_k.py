"""Top-k finds what stock Whoosh finds, with the same scores: small indexes of every kind."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf, isclose
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as stock
from whoosh.index import open_dir
from whoosh.scoring import BaseScorer, WeightingModel

from index.bm25 import idf
from index.field_names import GRAMS, WORDS
from index.whoosh.reader import Reader
from index.whoosh.top_k import Ranking, WeightedTerm, best, containing_all, scores
from tests.index.whoosh.bm25_oracle import bm25
from tests.index.whoosh.entries import Entry
from tests.index.whoosh.test_reader import commit
from tests.index.whoosh.whoosh_oracle import WORD_LIST, texts

DOCS = ["甲", "乙", "丙"]
entries = st.builds(
    lambda words, text, doc: Entry(words, text, {"doc": [doc], "role": ["body"]}, (text,)),
    st.lists(st.sampled_from(WORD_LIST), max_size=20),
    texts,
    st.sampled_from(DOCS),
)
commits = st.lists(
    st.tuples(
        st.sampled_from(["ours", "ours, whole"]),
        st.lists(entries, max_size=12),
        st.sets(st.sampled_from(DOCS), max_size=1),
    ),
    min_size=1,
    max_size=3,
)
TERMS = st.sampled_from(
    [
        *((WORDS, word) for word in (*WORD_LIST, "不在")),
        *((GRAMS, gram) for gram in ("平", "平台", "台工", "aa", "，", "𠀀")),
        *(("doc", doc) for doc in DOCS),
    ]
)
WORD_SETS = st.lists(st.sampled_from([*WORD_LIST, "不在"]), min_size=1, max_size=4)
SUMS = st.lists(TERMS, min_size=1, max_size=4)
FILTERS = TERMS | st.none()


class OurFormula(WeightingModel):  # type: ignore[misc]
    """BM25 as :mod:`index.bm25` states it, for Whoosh's own searcher."""

    def scorer(self, searcher: Any, fieldname: str, text: str, qf: int = 1) -> BaseScorer:
        return OurScorer(searcher, fieldname, text)


class OurScorer(BaseScorer):  # type: ignore[misc]
    def __init__(self, searcher: Any, field: str, text: str) -> None:
        whole = searcher.get_parent().reader()
        numbers = range(whole.doc_count_all())
        filled = sum(bool(whole.doc_field_length(number, field)) for number in numbers)
        self.average = whole.field_length(field) / filled if filled else 1.0
        self.idf = idf(whole.doc_frequency(field, text), whole.doc_count_all())
        self.length = lambda number: searcher.doc_field_length(number, field) or 0

    def score(self, matcher: Any) -> float:
        return bm25(matcher.weight(), self.idf, self.length(matcher.id()), self.average)

    # Whoosh leaves out postings by these, now and then one of the best: here, none.
    def max_quality(self) -> float:
        return inf

    def block_quality(self, matcher: Any) -> float:
        return inf


Terms = list[tuple[str, str]]


def found_by_stock(
    folder: Path, query: Any, wanted: int | None, only: tuple[str, str] | None = None
) -> Ranking:
    with open_dir(str(folder)).searcher(weighting=OurFormula()) as searcher:
        narrowed = stock.Term(*only) if only else None
        results = searcher.search(query, limit=wanted, filter=narrowed)
        return [(hit.docnum, hit.score) for hit in results]


def assert_alike(ours: Ranking, first: Ranking, every: Ranking) -> None:
    """That ``ours`` are stock's ``first``, whose order among equals floats may decide."""
    scores = dict(every)
    assert len(ours) == len(first)
    for (number, score), (_, expected) in zip(ours, first, strict=True):
        assert isclose(score, expected, rel_tol=1e-9)
        assert isclose(score, scores[number], rel_tol=1e-9)
    assert ours == sorted(ours, key=lambda pair: (-pair[1], pair[0]))


def weighted(reader: Reader, terms: Terms) -> list[WeightedTerm]:
    """The terms with their idf."""
    return [
        WeightedTerm(field, text, idf(reader.document_frequency(field, text), reader.size))
        for field, text in terms
    ]


def containing_any(reader: Reader, terms: Terms) -> frozenset[int]:
    return frozenset().union(*(reader.postings(field, text).members for field, text in terms))


@settings(max_examples=30, deadline=None)
@given(commits, st.lists(SUMS, min_size=4, max_size=8), FILTERS, st.integers(1, 5))
def test_the_best_and_their_scores_are_those_of_stock_whoosh(
    commits: list[tuple[str, list[Entry], set[str]]],
    queries: list[Terms],
    only: tuple[str, str] | None,
    wanted: int,
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for by, added, deleted in commits:
            commit(folder, by, added, deleted)
        reader = Reader(folder)
        for terms in queries:
            query = stock.Or([stock.Term(*term) for term in terms])
            every = found_by_stock(folder, query, None, only)
            matching = containing_any(reader, terms)
            within = [matching, *([reader.postings(*only).members] if only else [])]
            assert frozenset.intersection(*within) == {number for number, _ in every}
            ours = best(reader, weighted(reader, terms), within, wanted)
            assert_alike(ours, found_by_stock(folder, query, wanted, only), every)


@settings(max_examples=15, deadline=None)
@given(commits, st.lists(WORD_SETS, min_size=3, max_size=5), st.floats(0, 3))
def test_the_paragraphs_with_all_terms_are_those_of_stock_whoosh(
    commits: list[tuple[str, list[Entry], set[str]]], word_sets: list[list[str]], longest: float
) -> None:
    """Lists that are not read leave more, but never less."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for by, added, deleted in commits:
            commit(folder, by, added, deleted)
        reader = Reader(folder)
        for words in word_sets:
            query = stock.And([stock.Term(WORDS, word) for word in words])
            every = found_by_stock(folder, query, None)
            found = containing_all(reader, WORDS, words)
            assert found == {number for number, _ in every}
            assert found <= containing_all(reader, WORDS, words, longest)
            summed = scores(reader, weighted(reader, [(WORDS, word) for word in words]), found)
            for number, score in every:
                assert isclose(summed[number], score, rel_tol=1e-9)


# How often each of three words stands in a paragraph, and how many others.
PARAGRAPHS = st.lists(
    st.tuples(
        *(st.sampled_from([0, 0, 0, 1, 1, 2, 3, 5]) for _ in range(3)), st.sampled_from([0, 9, 99])
    ),
    min_size=10,
    max_size=60,
)


def of_counts(paragraphs: list[tuple[int, int, int, int]]) -> list[Entry]:
    return [
        Entry(
            ["平台"] * one + ["法"] * two + ["工作者"] * three + ["其他"] * rest,
            "",
            {"doc": ["甲"], "role": ["body"]},
            (),
        )
        for one, two, three, rest in paragraphs
    ]


WORD_WEIGHTS = st.lists(st.floats(0.1, 5), min_size=1, max_size=3)
SHARES = st.sampled_from([None, 0.3, 0.9])
RANKINGS = st.tuples(WORD_WEIGHTS, st.integers(1, 6), SHARES, st.integers(2, 5))


@settings(max_examples=40, deadline=None)
@given(PARAGRAPHS, st.lists(RANKINGS, min_size=4, max_size=6))
def test_the_best_are_those_of_a_reader_who_scores_everything(
    paragraphs: list[tuple[int, int, int, int]],
    rankings: list[tuple[list[float], int, float | None, int]],
) -> None:
    """Also where a share of the score counts, and where some paragraphs are not asked for."""
    with TemporaryDirectory() as name:
        commit(Path(name), "ours", of_counts(paragraphs), [])
        for ranking in rankings:
            assert_the_best(Reader(Path(name)), *ranking)


def assert_the_best(
    reader: Reader, weights: list[float], wanted: int, least_share: float | None, every: int
) -> None:
    words = ("平台", "法", "工作者")
    terms = [
        WeightedTerm(WORDS, word, weight) for word, weight in zip(words, weights, strict=False)
    ]
    found = containing_any(reader, [(term.field, term.text) for term in terms])
    within = [reader.paragraphs(), found]
    without = frozenset(number for number in found if number % 7 == 0)

    def share(number: int) -> float:
        return 1.0 if least_share is None or number % every == 0 else least_share

    def shares(numbers: Iterable[int]) -> list[float]:
        return list(map(share, numbers))

    ranking = best(reader, terms, within, wanted, shares if least_share else None, without)
    summed = scores(reader, terms, found - without)
    whole = [(number, score * share(number)) for number, score in summed.items()]
    assert ranking == sorted(whole, key=lambda pair: (-pair[1], pair[0]))[:wanted]


def best_by(folder: Path, field: str, text: str, weight: float, wanted: int) -> Ranking:
    reader = Reader(folder)
    within = [reader.postings(field, text).members]
    return best(reader, [WeightedTerm(field, text, weight)], within, wanted)


def test_of_equals_the_lower_number_comes_first(tmp_path: Path) -> None:
    added = [Entry(["平台"], "平台", {"doc": ["甲"], "role": ["body"]}, ("平台",))] * 9
    commit(tmp_path, "ours", added, [])
    assert [number for number, _ in best_by(tmp_path, WORDS, "平台", 1.0, 4)] == [0, 1, 2, 3]


def test_a_score_grows_with_the_weight(tmp_path: Path) -> None:
    added = [Entry([], text, {"role": ["body"]}, (text,)) for text in ("平台", "平台平台", "法")]
    commit(tmp_path, "ours", added, [])
    plain, double = (best_by(tmp_path, GRAMS, "平台", weight, 2) for weight in (1.0, 2.0))
    assert [(number, 2 * score) for number, score in plain] == double


def test_a_short_paragraph_comes_before_a_long_one_with_more_occurrences(tmp_path: Path) -> None:
    commit(tmp_path, "ours", of_counts([(5, 0, 0, 300)] * 4 + [(2, 0, 0, 0)] * 20), [])
    assert [number for number, _ in best_by(tmp_path, WORDS, "平台", 1.0, 2)] == [4, 5]
