"""News: names around titles, masked and foreign names, and papers that say something."""

from __future__ import annotations

import pytest

from tests.corpus.speakers.test_reported_speech import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("高潘委員玉蘭主張，應先諮商。", "高潘玉蘭"),
        ("局長敬和生質詢時指出，太慢。", "敬和生"),
        ("負責人翟國民說，會改善。", "翟國民"),
        ("報到的林姓婦人氣憤地說，太遠。", "林姓婦人"),
        ("公會主席拿督駱榮發說，已申請。", "駱榮發"),
        ("市長孫明遠在聽取負責人發言後指出，要快。", "孫明遠"),
        ("戴利說，太晚了。", "戴利"),
    ],
)
def test_name_of_each_kind_is_found(text: str, expected: str) -> None:
    assert names(text) == [expected]


def test_a_judge_is_called_by_family_name() -> None:
    assert names("法官張慧玲判刑。張官指，被告毫無悔意。") == ["張慧玲"]


def test_a_paper_says_what_its_publisher_says() -> None:
    assert names("示範工會今天在門口宣讀聲明。聲明指出，班表不公。") == ["示範工會"]


def test_one_organization_asks_another() -> None:
    assert names("監察院要求行政院檢討改進，並提出報告。") == ["監察院"]
    assert names("主管機關要求業者提供資料時，業者不得拒絕。") == []
