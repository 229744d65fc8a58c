"""The collector finds what stock Whoosh finds, and scores it alike: small indexes of every kind."""

from __future__ import annotations

from math import inf, isclose
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as stock
from whoosh.index import open_dir
from whoosh.scoring import BaseScorer, WeightingModel

from index.field_names import GRAMS, WORDS
from index.whoosh.reader import Reader
from searcher.score.formulas import bm25, idf
from searcher.score.top_k import And, Collected, Collector, Not, Only, Or, Query, Term
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
        *(Term(WORDS, word) for word in (*WORD_LIST, "不在")),
        *(Term(GRAMS, gram) for gram in ("平", "平台", "台工", "aa", "，", "𠀀")),
        *(Term("doc", doc) for doc in DOCS),
    ]
)
SUMS = st.lists(TERMS, min_size=1, max_size=4).map(tuple)
QUERIES = st.recursive(
    TERMS | st.builds(Or, SUMS) | st.builds(And, SUMS),
    lambda parts: st.one_of(
        st.builds(Not, parts),
        st.builds(And, st.lists(parts, min_size=1, max_size=3).map(tuple)),
        st.builds(Or, st.lists(parts, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=5,
)


class OurFormula(WeightingModel):  # type: ignore[misc]
    """BM25 as :mod:`searcher.score.formulas` states it, for Whoosh's own searcher."""

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


def for_stock(query: Query) -> stock.Query:
    """The same query for Whoosh."""
    match query:
        case Term(field=field, text=text):
            return stock.Term(field, text)
        case And(parts=parts):
            return stock.And([for_stock(part) for part in parts])
        case Or(parts=parts):
            return stock.Or([for_stock(part) for part in parts])
        case Not(part=part):
            # Not itself, at the end of its part's postings, may find a deleted document.
            return stock.ConstantScoreQuery(stock.AndNot(stock.Every(), for_stock(part)), 1.0)
    raise TypeError(query)


def found_by_stock(
    folder: Path, query: Query, wanted: int | None, only: Query | None = None
) -> Collected:
    with open_dir(str(folder)).searcher(weighting=OurFormula()) as searcher:
        narrowed = for_stock(only) if only else None
        results = searcher.search(for_stock(query), limit=wanted, filter=narrowed)
        return Collected(len(results), [(hit.docnum, hit.score) for hit in results])


def assert_alike(ours: Collected, first: Collected, every: Collected) -> None:
    """That ``ours`` are stock's ``first``, whose order among equals floats may decide."""
    scores = dict(every.best)
    assert ours.total == len(every.best)
    assert len(ours.best) == len(first.best)
    for (number, score), (_, expected) in zip(ours.best, first.best, strict=True):
        assert isclose(score, expected, rel_tol=1e-9)
        assert isclose(score, scores[number], rel_tol=1e-9)
    assert ours.best == sorted(ours.best, key=lambda pair: (-pair[1], pair[0]))


@settings(max_examples=60, deadline=None)
@given(commits, st.lists(QUERIES, min_size=1, max_size=6), st.integers(1, 5))
def test_hits_totals_and_the_best_with_their_scores_are_those_of_stock_whoosh(
    commits: list[tuple[str, list[Entry], set[str]]], queries: list[Query], wanted: int
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for by, added, deleted in commits:
            commit(folder, by, added, deleted)
        collector = Collector(Reader(folder))
        for query in queries:
            every = found_by_stock(folder, query, None)
            assert collector.matching(query) == {number for number, _ in every.best}
            ours = collector.collect(query, wanted)
            assert_alike(ours, found_by_stock(folder, query, wanted), every)


@settings(max_examples=30, deadline=None)
@given(st.lists(entries, min_size=1, max_size=30), QUERIES, QUERIES, st.integers(1, 5))
def test_a_filter_leaves_what_stock_whoosh_leaves_with_the_same_scores(
    added: list[Entry], query: Query, only: Query, wanted: int
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        commit(folder, "stock in many files", added[::2], [])
        commit(folder, "ours", added[1::2], [])
        collector = Collector(Reader(folder))
        filtered = And((query, Only(collector.matching(only))))
        every = found_by_stock(folder, query, None, only)
        first = found_by_stock(folder, query, wanted, only)
        assert_alike(collector.collect(filtered, wanted), first, every)


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


@settings(max_examples=150, deadline=None)
@given(
    PARAGRAPHS,
    st.lists(st.floats(0.1, 5), min_size=1, max_size=3),
    st.integers(1, 6),
    st.sampled_from([None, 0.3, 0.9]),
    st.integers(2, 5),
)
def test_the_best_are_those_of_a_reader_who_scores_everything(
    paragraphs: list[tuple[int, int, int, int]],
    weights: list[float],
    wanted: int,
    least_share: float | None,
    every: int,
) -> None:
    """Also where a share of the score counts, and where some paragraphs are not asked for."""
    with TemporaryDirectory() as name:
        commit(Path(name), "ours", of_counts(paragraphs), [])
        collector = Collector(Reader(Path(name)))
        words = ("平台", "法", "工作者")
        terms = [Term(WORDS, word, weight) for word, weight in zip(words, weights, strict=False)]
        found = collector.matching(Or(tuple(terms)))
        within = [collector.reader.paragraphs(), found]
        without = frozenset(number for number in found if number % 7 == 0)

        def share(number: int) -> float:
            return 1.0 if least_share is None or number % every == 0 else least_share

        best = collector.best(terms, within, wanted, share if least_share else None, without)
        scores = collector.scores(terms, found - without)
        whole = [(number, score * share(number)) for number, score in scores.items()]
        assert best == sorted(whole, key=lambda pair: (-pair[1], pair[0]))[:wanted]


@settings(max_examples=30, deadline=None)
@given(st.lists(entries, max_size=30), SUMS, st.floats(0, 3))
def test_lists_that_are_not_read_leave_more_but_never_less(
    added: list[Entry], terms: tuple[Term, ...], worth: float
) -> None:
    with TemporaryDirectory() as name:
        commit(Path(name), "ours", added, [])
        collector = Collector(Reader(Path(name)))
        assert collector.holding(terms) == collector.matching(And(terms))
        assert collector.holding(terms) <= collector.holding(terms, worth)


def test_of_equals_the_lower_number_comes_first(tmp_path: Path) -> None:
    added = [Entry(["平台"], "平台", {"doc": ["甲"], "role": ["body"]}, ("平台",))] * 9
    commit(tmp_path, "ours", added, [])
    found = Collector(Reader(tmp_path)).collect(Term(WORDS, "平台"), 4)
    assert found.total == 9
    assert [number for number, _ in found.best] == [0, 1, 2, 3]


def test_a_term_with_a_weight_of_its_own_scores_by_that(tmp_path: Path) -> None:
    added = [Entry([], text, {"role": ["body"]}, (text,)) for text in ("平台", "平台平台", "法")]
    commit(tmp_path, "ours", added, [])
    collector = Collector(Reader(tmp_path))
    plain, double = (collector.collect(Term(GRAMS, "平台", w), 2).best for w in (1.0, 2.0))
    assert [(number, 2 * score) for number, score in plain] == double


def test_short_paragraphs_come_before_long_ones_that_say_the_word_more_often(
    tmp_path: Path,
) -> None:
    commit(tmp_path, "ours", of_counts([(5, 0, 0, 300)] * 4 + [(2, 0, 0, 0)] * 20), [])
    found = Collector(Reader(tmp_path)).collect(Term(WORDS, "平台"), 2)
    assert [number for number, _ in found.best] == [4, 5]
