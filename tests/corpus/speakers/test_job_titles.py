"""Job titles and courtesy titles, distinguished from words that only contain them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold
from corpus.speakers.job_titles import find_job_titles
from corpus.speakers.lexicon import any_of, words

OFFICES = ("titles", "occupations", "title_prefixes", "title_fields", "title_heads")
LISTED = sorted(words(*OFFICES, "courtesy_he", "courtesy_she", "not_titles", "not_after_title"))
PIECES = st.sampled_from([*LISTED, *"暨兼,、\0的林", "并任"])


@cache
def pattern() -> re.Pattern[str]:
    """All forms of a job title as one expression."""
    prefix, title = any_of(words("title_prefixes")), any_of(words("titles", "occupations"))
    field = f"{any_of(words('title_fields'))}(?:{prefix})?{any_of(words('title_heads'))}"
    office = f"(?:{prefix}){{0,4}}(?:{title}|{field})"
    surname = any_of(words("surnames", "surnames_rare", "surnames_long"))
    joined = rf"(?:[暨兼]|并任)[^,。;:、\0]{{0,12}}?{office}"
    return re.compile(
        f"(?P<other>{any_of(words('not_titles'))})"
        f"|(?P<office>{office}(?:、{office}(?={surname})|{joined})?)"
        f"(?!{any_of(words('not_after_title'))})"
        f"|(?P<courtesy>{any_of(words('courtesy_he', 'courtesy_she'))})"
    )


def expected_titles(folded: str) -> Iterator[tuple[int, int, bool]]:
    other = re.compile(any_of(words("not_titles")))
    at = 0
    while match := pattern().search(folded, at):
        start, at = match.span()
        inner = (other.match(folded, place) for place in range(start + 1, at))
        if match["office"] and any(one and one.end() > at for one in inner):
            at = start + 1
        elif not match["other"]:
            yield start, at, match["courtesy"] is not None


@given(st.lists(PIECES, max_size=12).map("".join))
def test_job_titles_are_those_a_regular_expression_finds(folded: str) -> None:
    assert list(find_job_titles(folded)) == list(expected_titles(folded))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("林甲前副局長到場", ["前副局長"]),
        ("主任兼發言人林甲", ["主任兼發言人"]),
        ("主任兼，局長", ["主任", "局長"]),
        ("市長辦公室", []),
        ("首席數據官林甲", ["首席數據官"]),
        ("公共事務副總監林甲", ["公共事務副總監"]),
        ("副處長、發言人林甲", ["副處長、發言人"]),
        ("副處長、發言人都來了", ["副處長", "發言人"]),
        ("政府會成立委員會", []),
        ("申訴專員公署", []),
        ("林甲先生", ["先生"]),
    ],
)
def test_a_job_title_includes_prefixes_and_joined_titles(text: str, expected: list[str]) -> None:
    assert [text[one.start : one.end] for one in find_job_titles(fold(text))] == expected
