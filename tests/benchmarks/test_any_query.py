"""Queries of every kind have an answer or a message, and none takes long."""

from __future__ import annotations

import pytest

from benchmarks import any_query
from benchmarks.any_query import LONGEST, Drawer, ask, asked
from index.whoosh import pattern_matching
from index.whoosh.reader import Reader


def test_every_kind_of_query_has_an_answer_or_a_message(tiny: Reader) -> None:
    answers = list(asked(tiny, 17, seed=1))
    assert len({one.kind for one in answers}) == len(Drawer(tiny, 1).kinds)
    assert [one for one in answers if one.failed] == []
    assert all(len(one.query) <= LONGEST + 2 for one in answers)
    assert max(one.seconds for one in answers) < 5, max(answers, key=lambda one: one.seconds)


def test_what_is_no_message_has_failed(tiny: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(any_query, "parse", str.upper)
    assert ask(tiny, "string", "外送").failed


def test_long_queries_can_be_drawn_seldom(tiny: Reader) -> None:
    kinds = [one.kind for one in asked(tiny, 26, seed=1, seldom=3)]
    assert kinds.count("OR") == 1
    assert kinds.count("string") == 2


@pytest.mark.long
def test_many_thousand_queries_have_an_answer_or_a_message(tiny: Reader) -> None:
    answers = asked(tiny, 20_000, seed=20, seldom=20)
    assert [one for one in answers if one.failed] == []


def test_many_patterns_with_many_candidates_are_refused(
    tiny: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pattern_matching, "_READ", 0)
    assert ask(tiny, "star", "外送*保險").outcome == "answered"
    refused = ask(tiny, "stars", "外送*保險 OR 外*送 OR 保*險").outcome
    assert refused.startswith("* and NEAR have to be looked for in more than ")
    assert refused.endswith("Ask for fewer of them at a time, or with rarer words.")
