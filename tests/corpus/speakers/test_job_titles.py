"""Job titles and courtesy titles, distinguished from words that only contain them."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold
from corpus.speakers.job_titles import find_job_titles
from corpus.speakers.lexicon import any_of, words

OFFICES = ("titles", "occupations", "title_prefixes")
LISTED = sorted(words(*OFFICES, "courtesy_he", "courtesy_she", "not_titles", "not_after_title"))
PIECES = st.sampled_from([*LISTED, *"暨兼,、\0的林", "并任"])


@cache
def pattern() -> re.Pattern[str]:
    """All forms of a job title as one expression."""
    prefix, title = any_of(words("title_prefixes")), any_of(words("titles", "occupations"))
    office = f"(?:{prefix}){{0,4}}{title}"
    second = rf"(?:(?:[暨兼]|并任)[^,。;:、\0]{{0,12}}?{office})?"
    return re.compile(
        f"(?P<other>{any_of(words('not_titles'))})"
        f"|(?P<office>{office}{second})(?!{any_of(words('not_after_title'))})"
        f"|(?P<courtesy>{any_of(words('courtesy_he', 'courtesy_she'))})"
    )


@given(st.lists(PIECES, max_size=12).map("".join))
def test_job_titles_are_those_a_regular_expression_finds(folded: str) -> None:
    found = (match for match in pattern().finditer(folded) if not match["other"])
    assert list(find_job_titles(folded)) == [
        (*match.span(), match["courtesy"] is not None) for match in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("林甲前副局長到場", ["前副局長"]),
        ("主任兼發言人林甲", ["主任兼發言人"]),
        ("主任兼，局長", ["主任", "局長"]),
        ("市長辦公室", []),
        ("林甲先生", ["先生"]),
    ],
)
def test_a_job_title_includes_prefixes_and_joined_titles(text: str, expected: list[str]) -> None:
    assert [text[one.start : one.end] for one in find_job_titles(fold(text))] == expected
