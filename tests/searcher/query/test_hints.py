"""Hints on words that were probably meant as operators or fields."""

from __future__ import annotations

import pytest

from searcher.query.hints import field_hints, operator_hints
from searcher.query.parser import parse


@pytest.mark.parametrize(
    ("query", "word", "sign"),
    [
        ("外送 和 平台", "和", "AND"),
        ("外送 and 平台", "and", "AND"),
        ("外送 或 Uber", "或", "OR"),
        ("外送 or Uber", "or", "OR"),
        ("外送 不含 平台", "不含", "NOT"),
        ("外送 不包含 平台", "不包含", "NOT"),
        ("not 平台", "not", "NOT"),
        ("外送 与 平台", "与", "AND"),
    ],
)
def test_a_word_typed_as_an_operator_gets_a_hint(query: str, word: str, sign: str) -> None:
    assert [str(hint) for hint in operator_hints(parse(query))] == [
        f"{word} is searched for as a word; the operator is {sign}"
    ]


@pytest.mark.parametrize(
    "query",
    ["外送 AND 平台", "外送 OR 平台", "和", "外送 和", "和 平台", '外送 "或" 平台', "外送和平台"],
)
def test_other_queries_get_no_hint(query: str) -> None:
    assert list(operator_hints(parse(query))) == []


@pytest.mark.parametrize("query", ["people:唐鳳", "平台 作者:王", "author：Wang"])
def test_an_unknown_field_names_the_known_ones(query: str) -> None:
    [hint] = field_hints(parse(query))
    assert str(hint).endswith(
        "the fields are speaker: org: topic: section: title: doc: date: kind: role:"
    )


@pytest.mark.parametrize("query", ["12:30", "AI：", "speaker:王", "平台"])
def test_text_with_a_colon_is_no_unknown_field(query: str) -> None:
    assert list(field_hints(parse(query))) == []
