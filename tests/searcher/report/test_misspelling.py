"""What may be typed for what."""

from __future__ import annotations

import pytest

from corpus.fold import fold
from searcher.report.misspelling import changed, is_misspelling


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("個資發", "個資法"),  # the same sound
        ("勞機法", "勞基法"),
        ("公投門砍", "公投門檻"),  # look alike
        ("空污徽費", "空污徵費"),
        ("监查制度", "监察制度"),
        ("劳动和同", "劳动合同"),
        ("社會栽害", "社會災害"),  # zai
        ("政治獻今", "政治獻金"),  # jin, also with other tones
        ("生態成市", "生態城市"),
        ("民主成序", "民主程序"),
        ("行政承序", "行政程序"),
        ("人工智惠", "人工智慧"),
        ("外員送", "外送員"),  # exchanged
        ("政資公開法", "政府資公開法"),  # one missing
        ("勞動動基準法", "勞動基準法"),  # one again
    ],
)
def test_a_likely_slip_is_a_misspelling(typed: str, meant: str) -> None:
    assert is_misspelling(fold(typed), fold(meant))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("騎手平台", "二手平台"),
        ("空屋稅", "房屋稅"),
        ("何立峰", "簡立峰"),
        ("許淑華", "楊淑華"),
        ("算力補助", "人力補助"),
        ("醫健通", "醫健保"),
        ("王毅", "王國"),
        ("王毅", "王毅然"),
        ("學券制", "學制度"),
        ("平台", "平台"),
        ("平台甲乙", "平乙台甲"),
    ],
)
def test_another_word_is_no_misspelling(typed: str, meant: str) -> None:
    assert not is_misspelling(fold(typed), fold(meant))


@pytest.mark.parametrize(
    ("typed", "meant", "expected"),
    [("个资发", "个资法", (2, 3)), ("外员送", "外送员", (1, 3)), ("甲乙", "甲丙乙", (1, 1))],
)
def test_the_place_that_changes_is_told(typed: str, meant: str, expected: tuple[int, int]) -> None:
    assert changed(typed, meant) == expected
