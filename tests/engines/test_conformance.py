"""What every engine must do."""

from __future__ import annotations

import pytest

from corpus.document import Document, Speaker, Statement
from corpus.fold import fold
from index.engine import Matches, Session, Snapshot
from index.field_names import GRAMS, WORDS
from index.plan import (
    EVERY_PARAGRAPH,
    NO_PARAGRAPH,
    AllOf,
    AnyOf,
    AtLeast,
    Contains,
    FirstStage,
    Has,
    Key,
    Near,
    Plan,
    SaidBy,
    Starred,
    Tier,
    Tiered,
    Without,
)
from index.stored_record import DOC, NUMBER
from searcher.answer import Answer
from searcher.query.parser import parse
from searcher.report.index_stats import Holdings
from searcher.report.no_results import explain_nothing
from searcher.report.speakers import list_speakers
from searcher.report.topic_candidates import suggested
from searcher.report.who import voices
from searcher.search import Options, Search
from tests.conftest import HEARING, WORKSHOP, document, tagger
from tests.engines.conftest import Engine, commit

HEADING = document("法.md", ["外送員的保險"], role="heading")


def tagged(*documents: Document) -> list[Document]:
    """The documents with their topics, by id, as a folder is read."""
    return [tagger().tag(one) for one in sorted(documents, key=lambda one: one.id)]


@pytest.fixture
def snapshot(engine: Engine) -> Snapshot:
    return commit(engine, tagged(WORKSHOP, HEARING, HEADING))


def names(session: Session, keys: list[Key]) -> list[str]:
    """The paragraphs as the beginning of the document's id and the number."""
    records = [one.record for one in session.records(keys)]
    return [f"{record[DOC][0]}{record[NUMBER]}" for record in records]


def matching(snapshot: Snapshot, plan: Plan) -> list[str]:
    """The paragraphs that match a plan, sorted."""
    session = snapshot.session()
    matches = session.match(plan)
    keys = [key for key, _ in matches.all_records()]
    assert keys == sorted(keys)
    assert len(keys) == sum(matches.totals)
    return sorted(names(session, keys))


def tiers(session: Session, matches: Matches) -> dict[str, Tier]:
    candidates = matches.best(FirstStage({}, (), {}), sum(matches.totals))
    named = names(session, [candidate.key for candidate in candidates])
    return dict(zip(named, [candidate.tier for candidate in candidates], strict=True))


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (Contains("权益"), ["25", "公2"]),
        (Contains("险应"), ["21"]),
        (Contains(fold("，")), ["21", "22", "23", "公4"]),
        (Contains("ai"), ["27"]),
        (Contains("不在"), []),
        (Contains("算法", of="演算法"), []),
        (Contains("资安"), ["23", "24"]),
        (Contains("资安", of="资讯安全"), ["23"]),
        (Contains("外送员", only=Has("role", ("heading",))), ["法1"]),
        (Starred(("平台", "保障"), 20), ["25", "公2"]),
        (Starred(("保障", "平台"), 20), []),
        (Starred(("平台", "保障"), 1), []),
        (Near(((Contains("平台"),), (Contains("保险"),)), 2), ["21", "公1"]),
        (Near(((Contains("平台"),), (Contains("保险"),)), 1), ["公1"]),
        (Near(((Contains("外送员"), Contains("骑手")), (Contains("保险"),)), 4), ["公1", "法1"]),
        (Near(((Contains("平台"),), (Contains("不在"),)), 99), []),
        (Near(((Contains("平台"),), (Contains("保险"),)), 2, in_order=True), ["21"]),
        (Near(((Contains("保险"),), (Contains("平台"),)), 2, in_order=True), ["公1"]),
        (Has("speaker", ("工會代表", "林次長")), ["22", "23"]),
        (Has("role", ("heading",)), ["法1"]),
        (Has(WORDS, ("保险",)), ["21", "法1"]),
        (EVERY_PARAGRAPH, [*(f"2{n}" for n in range(1, 8)), "公1", "公2", "公3", "公4", "法1"]),
        (NO_PARAGRAPH, []),
        (AllOf((Contains("平台"), Contains("保险"))), ["21", "公1"]),
        (AnyOf((Contains("外送员"), Contains("骑手"))), ["21", "22", "公1", "法1"]),
        (Without(Contains("平台"), Contains("保险")), ["22", "25", "公2"]),
        (SaidBy(Contains("平台")), ["21", "22", "25", "公1", "公2"]),
    ],
)
def test_a_plan_matches_these_paragraphs(
    snapshot: Snapshot, plan: Plan, expected: list[str]
) -> None:
    assert matching(snapshot, plan) == expected


SPACED = [
    "推動 AI 治理。",
    "推動AI治理。",
    "平　台 工 作 者",
    "第\u00a012  條",
    "open data 治理",
    "平\t台 | 工",
]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (Contains("ai治理"), ["a1", "a2"]),
        (Contains("ai 治理"), ["a1", "a2"]),
        (Contains("ai治理", contiguous=True), ["a2"]),
        (Contains("平台"), ["a3"]),
        (Contains("平台工作者"), ["a3"]),
        (Contains("第12条"), ["a4"]),
        (Contains(" 12 条"), ["a4"]),
        (Contains("第 12 "), ["a4"]),
        (Contains("opendata"), []),
        (Contains("data治理"), ["a5"]),
        (Contains("动ai", of="不在"), ["a1", "a2"]),
        (Contains("治理", of="动ai"), ["a5"]),
        (Contains("台工"), ["a3"]),
        (Starred(("推动", "治理"), 2), ["a1", "a2"]),
        (Starred(("平台", "者"), 2), ["a3"]),
    ],
)
def test_a_gap_does_not_keep_a_string_from_matching(
    engine: Engine, plan: Plan, expected: list[str]
) -> None:
    assert matching(commit(engine, [document("a", SPACED)]), plan) == expected


def test_the_first_plan_that_matches_is_the_tier(snapshot: Snapshot) -> None:
    session = snapshot.session()
    plan = Tiered(Contains("外送员"), Contains("骑手"), Contains("保险"))
    matches = session.match(plan)
    assert matches.totals == (2, 2, 0)
    assert tiers(session, matches) == {"21": 0, "22": 1, "公1": 1, "法1": 0}
    both = session.match(AllOf((plan, Tiered(Contains("演算"), NO_PARAGRAPH, Contains("工伤")))))
    assert tiers(session, both) == {"22": 1, "公1": 2}
    either = session.match(AnyOf((plan, Contains("工伤"))))
    assert tiers(session, either)["公1"] == Tier.EXACT


def test_only_a_plan_about_statements_is_left_to_the_caller(snapshot: Snapshot) -> None:
    session = snapshot.session()
    assert session.match(Contains("平台")).decided
    candidates = session.match(SaidBy(Contains("平台")))
    assert not candidates.decided
    keys = [key for key, _ in candidates.all_records()]
    kept = candidates.keeping(keys[:2])
    assert kept.decided
    assert kept.totals == (2, 0, 0)


def test_enough_of_the_weight_is_enough(snapshot: Snapshot) -> None:
    session = snapshot.session()
    parts = ((Contains("平台"), 2.0), (Contains("保险"), 1.0), (Contains("工伤"), 1.0))
    plan = AtLeast(parts, 0.75)
    assert matching(snapshot, plan) == ["21", "公1"]
    assert names(session, session.match(plan).heaviest(1)) == ["公1"]
    joint = AllOf((plan, Contains("业者")))
    assert names(session, session.match(joint).heaviest(9)) == ["21"]


def test_other_paragraphs_are_added_in_the_last_tier(snapshot: Snapshot) -> None:
    session = snapshot.session()
    keys = [key for key, _ in session.match(Contains("平台")).all_records()]
    added = session.match(Contains("外送员")).adding(keys)
    assert added.totals == (2, 0, 4)


def test_counts_and_facets_are_of_the_matches_alone(snapshot: Snapshot) -> None:
    matches = snapshot.session().match(Contains("保险"))
    assert matches.counts([Contains("平台"), Starred(("外送", "险"), 9), NO_PARAGRAPH]) == [2, 2, 0]
    assert matches.facet("kind") == {"other": 3}
    assert matches.facet("speaker") == {"勞動局代表": 1, "工会代表": 1}
    assert snapshot.session().match(EVERY_PARAGRAPH).facet("role") == {"body": 11, "heading": 1}


def test_the_first_stage_ranks_words_first_and_roles_by_factor(engine: Engine) -> None:
    texts = ["師資安排。", "加強資安。資安。", "資安。", "資安不足。"]
    snapshot = commit(engine, [document("a", texts), document("b", ["資安"], role="heading")])
    session = snapshot.session()
    matches = session.match(Contains("资安"))
    first_stage = FirstStage({"资安": 1.0}, ("资安",), {"heading": 0.3})
    assert names(session, [c.key for c in matches.best(first_stage, 4)]) == ["a2", "a3", "a4", "b1"]
    scored = {names(session, [match.key])[0]: match for match in matches.scored(first_stage)}
    assert [scored[name].has_words for name in ("a1", "a2", "b1")] == [False, True, True]
    assert scored["b1"].factor == 0.3
    assert scored["a2"].score > scored["a3"].score > scored["b1"].score


def test_frequencies_lengths_and_lexicons(snapshot: Snapshot) -> None:
    session = snapshot.session()
    assert snapshot.frequency(WORDS, ["平台", "不在"]) == {"平台": 5, "不在": 0}
    assert list(snapshot.lexicon("kind")) == ["other"]
    assert "平台" in set(snapshot.lexicon(WORDS, "平"))
    assert all(word.startswith("平") for word in snapshot.lexicon(WORDS, "平"))
    [key] = [key for key, _ in session.match(Contains("预算法")).all_records()]
    assert session.lengths([key]) == [20]
    assert snapshot.average_length(GRAMS) > 20
    assert session.occur([Contains("资安"), Contains("算法", of="演算法"), Contains("无")]) == [
        True,
        True,
        False,
    ]
    assert session.values("date", [key]) == {key: "2025-03-01"}
    containing = session.containing([Contains("平台"), Contains("预算")], [key])
    assert {string.text: set(keys) for string, keys in containing.items()} == {
        "平台": set(),
        "预算": {key},
    }


def test_files_and_their_paragraphs(snapshot: Snapshot) -> None:
    assert list(snapshot.file_ids()) == sorted([WORKSHOP.id, HEARING.id, HEADING.id])
    assert snapshot.file(HEARING.id).title == HEARING.title
    with pytest.raises(KeyError):
        snapshot.file("不在")
    records = map(snapshot.record, snapshot.paragraphs_of(WORKSHOP.id))
    assert [(record[DOC], record[NUMBER]) for record in records] == [
        (WORKSHOP.id, number) for number in range(1, 8)
    ]


def answer(snapshot: Snapshot, query: str, limit: int | None = None) -> Answer:
    return Search(snapshot, Options(limit=limit)).answer(parse(query))


def found(answer: Answer) -> list[str]:
    return [f"{hit.file.id[0]}{hit.paragraph.number}" for hit in answer.hits]


def test_either_script_has_the_same_answer_in_the_same_order(snapshot: Snapshot) -> None:
    traditional, simplified = (answer(snapshot, q) for q in ("外送員的保險", "外送员的保险"))
    assert found(traditional) == found(simplified) == ["法1", "公1", "21"]
    assert [h.score for h in traditional.hits] == [h.score for h in simplified.hits]


def test_a_receipt_counts_each_wording(snapshot: Snapshot) -> None:
    receipt = answer(snapshot, "外送員").receipt
    assert [(c.text, c.tier, c.paragraphs) for c in receipt] == [
        ("外送員", Tier.EXACT, 2),
        ("外賣騎手", Tier.VARIANT, 2),
        ("騎手", Tier.VARIANT, 2),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("speaker:工會", ["22", "公1"]),
        ("保險 speaker:勞動局", ["21"]),
        ("date:..2024", ["公1", "公2", "公3", "公4"]),
        ("role:heading", ["法1"]),
        ("title:公聽會 平台", ["公1", "公2"]),
        ("doc:記錄 -平台", ["公3", "公4"]),
        ("topic:平台工作者 role:heading", ["法1"]),
    ],
)
def test_fields_narrow_an_answer(snapshot: Snapshot, query: str, expected: list[str]) -> None:
    assert found(answer(snapshot, query)) == expected


def test_a_speaker_matches_only_with_the_words_of_the_query(engine: Engine) -> None:
    text = "林春生說保險由業者負擔。工會代表要求納入零工。"
    said = (
        Statement(0, 12, Speaker("林春生", "次長"), "林春生"),
        Statement(12, 23, Speaker("工會代表", kind="group"), "工會代表"),
    )
    one = document("a", [text])
    paragraph = one.paragraphs[0]._replace(statements=said)
    snapshot = commit(engine, [one._replace(paragraphs=(paragraph,))])
    assert answer(snapshot, "保險 speaker:林春生").total == 1
    assert answer(snapshot, "零工 speaker:林春生").total == 0
    assert answer(snapshot, "零工 org:工會").total == 1
    assert answer(snapshot, "零工 (speaker:林春生 OR org:工會)").total == 1
    assert answer(snapshot, "零工 (speaker:林春生 OR speaker:王)").total == 0
    [hit] = answer(snapshot, "保險 (speaker:林春生 OR speaker:王)").hits
    assert [speaker.name for speaker in hit.speakers] == ["林春生"]
    assert [voice.name for voice in voices(answer(snapshot, "零工").hits, snapshot.people)] == [
        "工會代表"
    ]


def test_topics_speakers_and_advice_are_the_same_for_every_engine(snapshot: Snapshot) -> None:
    holdings = Holdings(snapshot)
    total, speakers = list_speakers(snapshot, None)
    assert (total, {one.extent.paragraphs for one in speakers}) == (5, {1})
    assert [one.document for one in speakers if one.name in ("工会代表", "工會代表")] == [
        WORKSHOP.id,
        HEARING.id,
    ]
    topics = {held.topic.id: held.extent.paragraphs for held in holdings.topics()}
    assert topics["platform-work"] == len(found(answer(snapshot, "topic:platform-work")))
    assert ("外送員", 2) in holdings.topic_words("platform-work")
    advice = list(explain_nothing(snapshot, parse("外送員 火星"), exact=False))
    assert "  no paragraph contains 火星" in list(map(str, advice))
    assert suggested(snapshot, 5) == []


def test_a_deleted_document_is_gone_and_older_snapshots_keep_it(engine: Engine) -> None:
    before = commit(engine, tagged(WORKSHOP, HEARING))
    after = commit(engine, [], deleted=[WORKSHOP.id])
    assert matching(after, Contains("平台")) == ["公1", "公2"]
    assert list(after.file_ids()) == [HEARING.id]
    assert matching(before, Contains("平台")) == ["21", "22", "25", "公1", "公2"]
    again = commit(engine, tagged(WORKSHOP), deleted=[])
    assert matching(again, Contains("平台")) == ["21", "22", "25", "公1", "公2"]


def test_several_commits_answer_as_one(engine: Engine) -> None:
    for one in tagged(WORKSHOP, HEARING, HEADING):
        snapshot = commit(engine, [one])
    assert matching(snapshot, Contains("保险")) == ["21", "公1", "法1"]
    assert found(answer(snapshot, "外送員的保險")) == ["法1", "公1", "21"]


def test_occurrences_count_a_word_twice_that_is_there_twice(engine: Engine) -> None:
    snapshot = commit(
        engine, [document("a.md", ["平台與平台", "平台"]), document("b.md", ["別的"])]
    )
    assert snapshot.occurrences(WORDS, ["平台", "没有"]) == {"平台": 3, "没有": 0}
    words = list(snapshot.lexicon(WORDS))
    assert snapshot.total_length(WORDS) == sum(snapshot.occurrences(WORDS, words).values())
    assert snapshot.total_length(WORDS) >= 4
