"""Dates in the forms that documents use, and the choice of the document's date."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import document_date, find_date
from corpus.document import Kind

DAY = datetime.date(2025, 11, 26)


@pytest.mark.parametrize(
    "text",
    [
        "2025-11-26",
        "2025/11/26",
        "2025.11.26",
        "20251126",
        "２０２５年１１月２６日",
        "2025 年 11 月 26 日",
        "民國114年11月26日",
        "中華民國 114 年 11 月 26 日",
        "中华民国一百一十四年十一月二十六日",
        "中華民國一百十四年十一月二十六日",
        "一一四年十一月二十六日",
        "二〇二五年十一月二十六日",
        "二○二五年十一月廿六日".replace("廿", "二十"),
        "114年11月26日",
        "民國114.11.26",
        "November 26, 2025",
        "26 Nov 2025",
        "2025年度的平台座談會，已於11月26日舉行",
        "本中心２０２５年研習營於十一月二十六日舉行，2024年1月1日另有一場",
        "在2025年2月30日之後的2025年11月26号",
    ],
)
def test_a_full_date_is_found_in_any_form(text: str) -> None:
    assert find_date(f"會議（{text}）召開") == DAY


@pytest.mark.parametrize(
    "text",
    [
        *("2025年", "2025年11月", "11月26日", "2025年2月30日", "12025-11-26", "10.1.2.3"),
        *("25年11月26日", "第2025號，11", "2025年起。11月26日", "民國百年", "電話0912-11-2604"),
    ],
)
def test_an_incomplete_or_invalid_date_is_none(text: str) -> None:
    assert find_date(text) is None


@given(st.dates(datetime.date(1912, 1, 1), datetime.date(2110, 12, 31)))
def test_every_day_since_1912_is_found_in_both_calendars(day: datetime.date) -> None:
    assert find_date(f"{day.year}年{day.month}月{day.day}日") == day
    assert find_date(f"民國{day.year - 1911}年{day.month}月{day.day}日") == day
    assert find_date(day.isoformat()) == day


@given(st.text("0123456789年月日-/.一二十百零〇民國於 ", max_size=40))
def test_any_text_is_accepted(text: str) -> None:
    found = find_date(text)
    assert found is None or 1850 <= found.year <= 2150


@pytest.mark.parametrize(
    ("stem", "text", "kind", "expected"),
    [
        ("2025-11-26-座談會", "2024年1月1日", "report", DAY),
        ("公聽會_1141126", "", "transcript", DAY),
        ("管理條例（114.11.26制定）", "最新異動日期：民國113年1月1日", "law", DAY),
        ("骑手条例(2025-11-26)", "2020年1月1日通过", "law", DAY),
        ("座談會", "會議時間：114年11月26日\n依2024年1月1日的決議", "report", DAY),
        ("座談會", "依2024年1月1日的決議\n會議日期：2025/11/26", "report", DAY),
        ("條例", "2019年3月5日通过\n2025年11月26日修正\n2021年1月1日修正", "law", DAY),
        ("條例", "2025年11月26日公布，自2026年1月1日起施行", "law", DAY),
        ("座談會-2025年11月", "依2024年1月1日的決議", "report", None),
        ("2025年座談會", "於11月26日，2025年11月26日", "report", DAY),
        ("座談會", "沒有日期", "other", None),
    ],
)
def test_the_file_name_takes_precedence_over_the_head(
    stem: str, text: str, kind: Kind, expected: datetime.date | None
) -> None:
    assert document_date(stem, text, kind) == expected


def test_a_date_outside_the_imprints_year_is_ignored() -> None:
    head = "該法自2024年8月1日施行"
    assert document_date("白皮書", head, "report", "白皮書\n研究院　一一四年十月") is None
    assert document_date("白皮書", head, "report", "白皮書") == datetime.date(2024, 8, 1)
