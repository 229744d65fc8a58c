"""A text without white space and punctuation, and where its characters were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold
from index.analysis.bare_text import bare, bare_text
from index.verification_code import LENGTH, verification_code


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("「平台工作者」的權益……", "平台工作者的权益"),
        ("ＡＩ 治理，第１２條", "ai治理第12條"),
        ("共 1,000,000 元", "共1000000元"),
        ("甲——乙", "甲,乙"),
    ],
)
def test_script_spacing_and_punctuation_do_not_count(one: str, other: str) -> None:
    assert bare(one) == bare(other)
    assert verification_code(one) == verification_code(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("不應公開", "應公開"),
        ("增加3.5", "增加35"),
        ("第1、2項", "第12項"),
        ("5%", "5"),
        ("成長-3%", "成長3%"),
        ("1,00", "100"),
        ("12:30", "1230"),
    ],
)
def test_words_numbers_and_signs_count(one: str, other: str) -> None:
    assert bare(one) != bare(other)
    assert verification_code(one) != verification_code(other)


@given(st.text(alphabet="平臺台12 3.,、-％%「」ab\u3000", max_size=30))
def test_each_character_has_its_place(text: str) -> None:
    found = bare_text(text)
    assert found.text == bare(text)
    assert found.text == "".join(fold(text)[place] for place in found.places)
    assert list(found.places) == sorted(set(found.places))


def test_the_code_has_eight_characters_of_base_32() -> None:
    code = verification_code("")
    assert len(code) == LENGTH
    assert set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
