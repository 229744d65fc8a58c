"""Numbers written in figures and in characters, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold
from index.analysis.numerals import (
    in_digits,
    in_short_words,
    in_words,
    number_of,
    other_numerals,
)


def others(term: str) -> set[str]:
    return {fold(other.text) for other in other_numerals(term)}


@given(st.integers(0, 9999))
def test_every_way_to_write_a_number_has_its_value(number: int) -> None:
    for text in (str(number), in_words(number), in_short_words(number), in_digits(number)):
        assert number_of(text) == number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第12條", "第十二條"),
        ("第１２條", "第十二条"),
        ("勞動基準法第84-1條", "勞動基準法第八十四條之一"),
        ("第63條之1", "第六十三條之一"),
        ("第63-1條", "第六十三之一條"),
        ("第3項", "第三項"),
        ("第102條", "第一百零二條"),
        ("第112條", "第一百十二條"),
        ("第112條", "第一百一十二條"),
        ("第11屆", "第十一屆"),
        ("114年", "一百一十四年"),
        ("114年", "2025年"),
        ("民國114年3月5日", "一百一十四年三月五日".replace("一百", "民國一百")),
        ("114年3月5日", "2025年3月5日"),
        ("2025年1月1日", "二○二五年一月一日"),
        ("二○二五年", "114年"),
        ("民國79年", "1990年"),
        ("2025年度", "114年度"),
        ("5人", "五人"),
        ("2人", "兩人"),
        ("12月", "十二月"),
        ("5%", "百分之五"),
        ("30萬元", "三十萬元"),
        ("3個月", "三個月"),
    ],
)
def test_numbers_find_each_other_both_ways(one: str, other: str) -> None:
    assert fold(other) in others(one)
    assert fold(one) in others(other)


@pytest.mark.parametrize(
    "term",
    [
        "112",
        "12",
        "一家",
        "一次",
        "萬一",
        "一帶一路",
        "十分",
        "G7",
        "30年",
        "100年",
        "3.5%",
        "統一",
        "百日",
    ],
)
def test_what_may_mean_something_else_stays(term: str) -> None:
    assert others(term) == set()


@pytest.mark.parametrize(
    ("term", "wrong"),
    [
        ("2041年", "130年之"),
        ("1900年", "民國-11年"),
        ("130元", "2041元"),
        ("50年", "1961年"),
        ("三四十人", "34人"),
    ],
)
def test_a_meaning_is_not_guessed(term: str, wrong: str) -> None:
    assert fold(wrong) not in others(term)


@given(st.text(st.sampled_from("第12條之百十一二○年月民國-%人a"), max_size=12))
def test_any_text_has_few_other_numerals_and_never_itself(term: str) -> None:
    found = others(term)
    assert len(found) <= 8
    assert fold(term) not in found
