"""Which spaces between Chinese characters are removed."""

from __future__ import annotations

import pytest

from corpus.readers.spacing import without_spacing


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("平 台 工 作 者 的 權 益", "平台工作者的權益"),
        ("平\u3000台\u3000工\u3000作\u3000者", "平台工作者"),
        ("短期负 荷 预 测 的 影 响", "短期负荷预测的影响"),
        ("平 台  工 作 者 的  權 益", "平台  工作者的  權益"),
        ("第五章 航 空 人 员", "第五章 航空人员"),
        ("第 七 章 附\u3000\u3000則", "第七章 附則"),
    ],
)
def test_spaces_inside_spaced_words_are_removed(written: str, read: str) -> None:
    assert without_spacing(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "王大明 李小華 陳美麗",
        "主\u3000席：王大明",
        "第 一 章 總則",
        "第 12 條 雇主應備置",
        "是 否",
    ],
)
def test_spaces_between_words_and_labels_stay(text: str) -> None:
    assert without_spacing(text) == text
