"""Dates in the forms that documents use, as days, months and years."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import find_date, find_period, read_period
from corpus.document import Period

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
    ("text", "expected"),
    [
        *(
            (text, "2025-03")
            for text in ("2025年3月", "114年3月份", "民國114年3月", "一一四年三月")
        ),
        *(
            (text, "2025-03")
            for text in ("2025-03", "2025/3", "2025.3", "202503", "114-03", "114/3")
        ),
        *((text, "2025-03") for text in ("11403", "２０２５年３月", "March 2025", "Mar. 2025")),
        *(
            (text, "2025")
            for text in ("2025", "2025年", "2025年度", "民國114年", "114年", "二〇二五年")
        ),
        *((text, "2025") for text in ("中華民國一百一十四年", "民国114年度", " 2025 年 ")),
        *((text, "2025-03-01") for text in ("2025/3/1", "20250301", "1140301", "114.3.1")),
        ("民國114年3月廿一日", "2025-03-21"),
        ("2025年第一季度", "2025-01-01/2025-03-31"),
        ("114年第4季", "2025-10-01/2025-12-31"),
        ("2024Q3", "2024-07-01/2024-09-30"),
        ("2025年下半年", "2025-07-01/2025-12-31"),
        ("95年", "2006"),
        ("民國元年", "1912"),
    ],
)
def test_a_text_that_is_a_date_is_read(text: str, expected: str) -> None:
    assert str(read_period(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "114", "明年", "2025年13月", "2025-02-30", "25年", "10年", "2025-2026", "2025年0月"),
        *("2025年3月至5月", "2025年起", "約2025年", "3月", "13:30", "2025號", "1.5"),
    ],
)
def test_a_text_that_is_no_date_or_more_than_a_date_is_not_read(text: str) -> None:
    assert read_period(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("諮詢文件_第三章_2025年8月", "2025-08"),
        ("11403會議紀錄", "2025-03"),
        ("民國114.3 月報", "2025-03"),
        ("2024年期中報告", "2024"),
        ("report_2024_final", "2024"),
        ("COP28-2023", "2023"),
        ("劳动法(1994)", "1994"),
        ("2024年會（2024年5月）", "2024-05"),
        *((text, "None") for text in ("2021-2025年規劃", "105年至109年計畫", "2021 – 2025 規劃")),
        *((text, "None") for text in ("100年來的勞動史", "2020年代的勞動", "2030年前碳达峰方案")),
        *((text, "None") for text in ("108課綱", "113-1學期報告", "第2024號函", "第10512號函")),
        *(
            (text, "None")
            for text in ("1999市民熱線", "2018人參加", "2000萬人", "v1.2024.3", "202513")
        ),
    ],
)
def test_a_month_or_year_is_found_but_no_other_number(text: str, expected: str) -> None:
    assert str(find_period(text)) == expected


@given(st.dates(datetime.date(1912, 1, 1), datetime.date(2099, 12, 31)))
def test_every_month_is_read_in_both_calendars(day: datetime.date) -> None:
    month = Period.of(day.year, day.month)
    assert read_period(f"{day.year}年{day.month}月") == month
    assert read_period(f"民國{day.year - 1911}年{day.month}月") == month
    assert read_period(str(month)) == month
    assert read_period(str(Period.of(day.year))) == Period.of(day.year)
