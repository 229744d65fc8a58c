"""Strings across gaps, against removing the blanks by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold
from index.analysis.spacing import close_gaps, closed_text, is_han
from index.analysis.wording import MatchText, spans

TEXTS = st.text(st.sampled_from("平台ai1，\t〇  "), max_size=14)
STRINGS = st.text(st.sampled_from("平台ai1 "), min_size=1, max_size=4)


def closed_by_hand(text: str) -> tuple[str, list[int]]:
    """The text without gaps, and where each of its characters was."""
    kept: list[int] = []
    at = 0
    while at < len(text):
        end = at
        while text[end : end + 1] == " ":
            end += 1
        around = text[at - 1 : at] + text[end : end + 1]
        han = any(map(is_han, around))
        if not (0 < end - at <= 2 and len(around) == 2 and around.isalnum() and han):
            kept += range(at, max(end, at + 1))
        at = max(end, at + 1)
    return "".join(text[place] for place in kept), kept


@given(TEXTS)
def test_one_or_two_blanks_next_to_a_han_character_are_a_gap(text: str) -> None:
    expected, places = closed_by_hand(text)
    closed = closed_text(text)
    assert close_gaps(text) == expected
    assert (closed is None) == (expected == text)
    assert closed is None or (closed.text, list(closed.places)) == (expected, places)
    assert close_gaps(expected) == expected


def without_inner_gaps(text: str, start: int, end: int, kept: set[int]) -> str:
    """A part of the text without its gaps, but with the blanks at its ends."""
    part = text[start:end]
    first = start + len(part) - len(part.lstrip())
    last = start + len(part.rstrip())
    places = range(start, end)
    return "".join(text[at] for at in places if at in kept or not first <= at < last)


@given(TEXTS, STRINGS)
def test_a_string_occurs_where_its_closed_form_does(text: str, string: str) -> None:
    wanted = close_gaps(string)
    kept = set(closed_by_hand(text)[1])
    expected = {
        (start, end)
        for start in range(len(text))
        for end in range(start + 1, len(text) + 1)
        if without_inner_gaps(text, start, end, kept) == wanted
    }
    read = MatchText(text, b"")
    found = list(spans(string, read, variant=False))
    assert bool(found) == bool(expected) == read.contains(string)
    assert set(found) <= expected
    assert all(end <= start for (_, end), (start, _) in pairwise(found))


@pytest.mark.parametrize(
    ("text", "string"),
    [
        ("推動 AI 治理", "AI治理"),
        ("依第 12 條", "第12條"),
        ("平 台 工 作 者", "平台工作者"),
        ("近年來快速發　展", "快速發展"),
        ("民國\u00a0114\u00a0年", "民國114年"),
        ("使用  IVRS 系統", "使用IVRS系統"),
        ("2025 年 3 月 1 日", "2025年3月1日"),
        ("一〇 八課綱", "一〇八課綱"),
        ("王 大 明", "王大明"),
        ("Café 店", "café店"),
        ("第 63-1 條", "第63-1條"),
    ],
)
def test_a_gap_does_not_keep_these_apart(text: str, string: str) -> None:
    folded = MatchText(fold(text), b"")
    assert folded.contains(fold(string))
    [(start, end)] = spans(fold(string), folded, variant=False)
    assert close_gaps(fold(text[start:end])) == fold(string)


@pytest.mark.parametrize(
    ("text", "string"),
    [
        ("open data", "opendata"),
        ("平\t台", "平台"),
        ("平台 | 工作", "平台工作"),
        ("平\n台", "平台"),
        ("平   台", "平台"),
        ("平台， 工作", "平台，工作"),
        ("1 000", "1000"),
        ("平台 - 工作", "平台-工作"),
    ],
)
def test_other_white_space_keeps_strings_apart(text: str, string: str) -> None:
    assert not MatchText(fold(text), b"").contains(fold(string))
