"""The embedded engine against the one that looks at every paragraph: random documents and plans."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from math import isclose
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document
from index.engine import Matches, Snapshot
from index.field_names import WORDS
from index.plan import (
    EVERY_PARAGRAPH,
    AllOf,
    AnyOf,
    AtLeast,
    Contains,
    FirstStage,
    Has,
    Near,
    Plan,
    SaidBy,
    Starred,
    Tiered,
    Without,
)
from index.stored_record import DOC, NUMBER
from index.whoosh import pattern_matching, string_matching
from searcher.answer import Answer
from searcher.query.parser import parse
from searcher.search import Options, Search
from tests.conftest import document, tagger
from tests.engines.conftest import commit, new_engine

PIECES = ["外送員", "外賣騎手", "骑手", "平台", "資安", "師資安排", "演算法", "算法", "預算法"]
PIECES += [
    "保險",
    "保险",
    "說明",
    "AI",
    "said",
    "。",
    "，",
    "的",
    "25人",
    "5人",
    "人",
    " ",
    "平 台",
    "\u3000",
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)
DOCUMENTS = st.lists(
    st.tuples(
        st.lists(TEXTS, min_size=1, max_size=6),
        st.lists(st.sampled_from(["", "王代表", "李次長"]), max_size=6),
        st.sampled_from([None, 2023, 2024]),
        st.sampled_from(["body", "body", "heading", "caption"]),
    ),
    min_size=1,
    max_size=4,
)
STRINGS = st.sampled_from(
    [
        *map(
            Contains,
            (
                "外送员",
                "骑手",
                "平台",
                "资安",
                "算法",
                "险",
                "ai",
                "说明。",
                "人",
                "ai平台",
                "台ai",
            ),
        ),
        Contains("平台", contiguous=True),
        Contains("骑手", of="外送员"),
        Contains("算法", of="演算法"),
        Contains("资安", of="平台"),
        Contains("ai", of="保险"),
        Contains("5人", of="平台"),
        Contains("算法", only=Has("speaker", ("王代表", "不在"))),
        Contains("骑手", of="外送员", only=Has("role", ("body",))),
    ]
)
LEAVES = st.one_of(
    STRINGS,
    st.sampled_from(
        [
            Starred(("外送", "险"), 20),
            Starred(("平台", "说明"), 3),
            Near(((Contains("平台"),), (Contains("保险"),)), 2),
            Near(((Contains("外送员"), Contains("骑手", of="外送员")), (Contains("险"),)), 9),
            Near(((Contains("平台"),), (Contains("算法"),), (Contains("5人"),)), 9),
            Near(((Contains("外送员"), Contains("骑手", of="外送员")), (Contains("险"),)), 9, True),
            Has("speaker", ("王代表", "不在")),
            Has("role", ("heading", "caption")),
            Has(WORDS, ("保险",)),
            EVERY_PARAGRAPH,
        ]
    ),
)
TIERED = st.builds(Tiered, STRINGS, st.lists(STRINGS, max_size=2).map(tuple).map(AnyOf), LEAVES)
PLANS: st.SearchStrategy[Plan] = st.recursive(
    LEAVES | TIERED,
    lambda plans: st.one_of(
        st.lists(plans, max_size=3).map(tuple).map(AllOf),
        st.lists(plans, max_size=3).map(tuple).map(AnyOf),
        st.builds(Without, plans, plans),
        st.builds(SaidBy, plans),
        st.builds(
            AtLeast,
            st.lists(st.tuples(STRINGS, st.sampled_from([1.0, 2.5])), min_size=1, max_size=3).map(
                tuple
            ),
            st.sampled_from([0.3, 0.7]),
        ),
    ),
    max_leaves=5,
)
GRAMS = st.dictionaries(st.sampled_from(["平台", "资安", "外送", "险", "人"]), st.floats(0.1, 5))
FIRST_STAGES = st.builds(
    FirstStage,
    GRAMS,
    st.lists(st.sampled_from(["资安", "平台"]), max_size=1).map(tuple),
    st.just({"body": 1.0, "heading": 0.3, "caption": 0.5}),
)


def documents_of(drawn: list[Any]) -> list[Document]:
    """Documents in the order of their ids, with their topics."""
    return [
        tagger().tag(
            document(
                f"{number}.md",
                texts,
                speakers=speakers,
                date=datetime.date(year, 1, 1) if year else None,
                role=role,
            )
        )
        for number, (texts, speakers, year, role) in enumerate(drawn)
    ]


@contextmanager
def both(drawn: list[Any], commits: int = 1) -> Iterator[tuple[Snapshot, Snapshot]]:
    """The documents in an index of either engine, in some commits."""
    documents = documents_of(drawn)
    size = -(-len(documents) // commits)
    with TemporaryDirectory() as folder:
        snapshots = []
        for name in ("whoosh", "memory"):
            engine = new_engine(name, Path(folder) / name)
            for first in range(0, len(documents), size):
                snapshot = commit(engine, documents[first : first + size])
            snapshots.append(snapshot)
        yield snapshots[0], snapshots[1]


def name(snapshot: Snapshot, key: Any) -> tuple[str, int]:
    """A paragraph by what every engine knows of it."""
    record = snapshot.record(key)
    return record[DOC], record[NUMBER]


def described(snapshot: Snapshot, matches: Matches) -> dict[str, Any]:
    """What does not depend on scores."""
    best = matches.best(FirstStage({}, (), {}), sum(matches.totals))
    return {
        "totals": matches.totals,
        "decided": matches.decided,
        "tiers": {name(snapshot, candidate.key): candidate.tier for candidate in best},
        "in order": [name(snapshot, key) for key, _ in matches.all_records()],
        "facets": {
            field: dict(matches.facet(field)) for field in ("doc", "speaker", "role", "topic")
        },
        "heaviest": [name(snapshot, key) for key in matches.heaviest(3)],
    }


@settings(max_examples=25, deadline=None)
@given(DOCUMENTS, st.lists(PLANS, min_size=2, max_size=4), st.integers(1, 2))
def test_a_plan_matches_the_same_paragraphs_in_the_same_tiers(
    drawn: list[Any], plans: list[Plan], commits: int
) -> None:
    with both(drawn, commits) as (ours, memory):
        for plan in plans:
            found, expected = (one.session().match(plan) for one in (ours, memory))
            assert described(ours, found) == described(memory, expected)
            assert found.counts(plans) == expected.counts(plans)


MIXED = st.lists(
    st.sampled_from([*"aisz外送员地铁站企业化视频道12年 。", "以外送平台"]), min_size=1, max_size=12
)
VARIANTS = (
    "外送平台",
    "ai",
    "said",
    "外送",
    "外送员",
    "地铁",
    "企业",
    "视频",
    "12",
    "12年",
    "z员",
    "a 外",
)


@settings(max_examples=60, deadline=None)
@given(st.lists(MIXED.map("".join), min_size=1, max_size=8), st.integers(0, 3))
def test_variants_of_many_paragraphs_have_their_meaning(texts: list[str], few: int) -> None:
    plans = [Contains(text, of="演算法") for text in VARIANTS]
    drawn = [(texts, [], None, "body")]
    with both(drawn) as (ours, memory), pytest.MonkeyPatch.context() as patch:
        # However few the candidates, their words and grams decide first.
        patch.setattr(string_matching, "_MANY", few)
        for plan in plans:
            found, expected = (one.session().match(plan) for one in (ours, memory))
            assert described(ours, found) == described(memory, expected)
        assert ours.session().occur(plans) == memory.session().occur(plans)


PATTERNS = [
    Starred(("外送", "险"), 20),
    Starred(("平台", "的", "说明"), 3),
    Starred(("ai", "人", "人", "ai"), 5),
    Near(((Contains("平台"),), (Contains("保险"),)), 2),
    Near(((Contains("人人"),), (Contains("5人"), Contains("说明"))), 4),
    Near(((Contains("外送员"), Contains("骑手", of="外送员")), (Contains("险"),)), 9),
    Near(((Contains("平台"),), (Contains("算法"),), (Contains("5人"),)), 9),
    Near(((Contains("平台"),), (Contains("保险"),)), 4, in_order=True),
    Near(((Contains("平台"),), (Contains("算法", only=Has("role", ("body",))),)), 9),
]


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, st.sampled_from(PATTERNS), STRINGS)
def test_patterns_are_decided_without_folding(drawn: list[Any], plan: Plan, other: Plan) -> None:
    with both(drawn) as (ours, memory), pytest.MonkeyPatch.context() as patch:
        patch.setattr(pattern_matching, "_MANY", 0)
        for asked in (plan, AllOf((plan, other)), Without(other, plan), Tiered(other, other, plan)):
            found, expected = (one.session().match(asked) for one in (ours, memory))
            assert described(ours, found) == described(memory, expected)


@settings(max_examples=20, deadline=None)
@given(DOCUMENTS, PLANS, FIRST_STAGES, st.integers(1, 8))
def test_the_first_stage_gives_the_same_order_and_scores(
    drawn: list[Any], plan: Plan, first_stage: FirstStage, wanted: int
) -> None:
    with both(drawn) as (ours, memory):
        found, expected = (one.session().match(plan) for one in (ours, memory))
        scored = {name(ours, match.key): match for match in found.scored(first_stage)}
        for match in expected.scored(first_stage):
            own = scored.pop(name(memory, match.key))
            assert isclose(own.score, match.score, abs_tol=1e-9)
            assert own[3:] == match[3:]
        assert not scored
        best = [(name(ours, one.key), one.tier) for one in found.best(first_stage, wanted)]
        top = [(name(memory, one.key), one.tier) for one in expected.best(first_stage, wanted)]
        assert best == top if sum(found.totals) > wanted else sorted(best) == sorted(top)


QUESTIONS = st.sampled_from(
    [
        *("外送員", "骑手", "平台 保險", "演算法", "資安", "平台保險說明", "保險的說明是什麼"),
        *('"資安"', "外送*險", "外送員 OR 算法", "平台 -保險", "保險 speaker:王", "speaker:李"),
        *("date:2024", "topic:平台工作者", "平台 topic:platform-work", "AI", "5人", "role:heading"),
        *(
            "外送員 NEAR/2 保險",
            "(平台 OR 算法) NEAR/4 說明 speaker:王",
            "外送員保險平台說明",
            "-平台",
            "(資安 OR 演算法) date:..2023",
            "org:代表",
            "天方夜譚",
        ),
    ]
)


def shown(answer: Answer) -> list[Any]:
    """What a user sees of an answer."""
    hits = [
        (hit.file.id, hit.paragraph.number, hit.spans, hit.match, hit.score, hit.speakers)
        for hit in answer.hits
    ]
    return [answer.total, hits, answer.receipt, answer.partly]


@settings(max_examples=25, deadline=None)
@given(
    DOCUMENTS,
    QUESTIONS,
    st.sampled_from([None, 1, 3]),
    st.sampled_from(["score", "date", "doc"]),
    st.booleans(),
)
def test_a_question_has_the_same_answer(
    drawn: list[Any], question: str, limit: int | None, sort: Any, exact: bool
) -> None:
    with both(drawn, commits=2) as (ours, memory):
        options = Options(exact=exact, limit=limit, sort=sort)
        searches = [Search(snapshot, options) for snapshot in (ours, memory)]
        one, other = (search.answer(parse(question)) for search in searches)
        assert shown(one) == shown(other)
        assert searches[0].other_topic(one.query) == searches[1].other_topic(one.query)
