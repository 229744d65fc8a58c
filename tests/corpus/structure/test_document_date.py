"""Which of the dates in a document is its own."""

from __future__ import annotations

import pytest

from corpus.document import Kind
from corpus.structure.document_date import Opening, document_date

DAY = "2025-11-26"


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
        ("座談會-2025年11月", "依2024年1月1日的決議", "report", "2025-11"),
        ("座談會-2025年11月", "2025年11月26日", "report", DAY),
        ("2025年座談會", "於11月26日，2025年11月26日", "report", DAY),
        ("2024年報", "依2023年12月31日的資料", "report", "2024"),
        ("2024年報", "發布日期：2025年11月26日", "report", DAY),
        ("2024年報", "截止日期：2025年11月26日", "report", "2024"),
        ("2050淨零路徑", "中華民國114年11月26日", "report", DAY),
        ("2050淨零路徑", "2050年的目標。", "report", "None"),
        ("2030永續_2024年報", "", "report", "2024"),
        ("白皮書", "白皮書\n中華民國一一四年十一月\n本書說明", "report", "2025-11"),
        ("白皮書", "白皮書\n出版年月：2025年11月\n本書說明", "report", "2025-11"),
        ("白皮書", "白皮書\n2025 年 11 月出版\n本書說明", "report", "2025-11"),
        ("白皮書", "白皮書\n平台工作者自2025年11月起納保，共95.3萬人。", "report", "None"),
        ("報表", "報表\n95.3\n2024\n說明", "report", "None"),
        ("座談會", "沒有日期", "other", "None"),
    ],
)
def test_the_date_is_chosen_by_name_label_and_precision(
    stem: str, text: str, kind: Kind, expected: str
) -> None:
    dated = document_date(stem, Opening(text, text), kind)
    assert str(dated and dated.period) == expected


def test_a_date_outside_the_imprints_month_is_ignored() -> None:
    head = "該法自2024年8月1日施行"
    dated = document_date("白皮書", Opening(head, head, "白皮書\n研究院　一一四年十月"), "report")
    assert dated is not None
    assert (str(dated.period), dated.evidence) == ("2025-10", "text")
    other = document_date("白皮書", Opening(head, head, "白皮書"), "report")
    assert other is not None
    assert str(other.period) == "2024-08-01"


def test_what_gives_the_date_is_kept() -> None:
    for stem, text, evidence in (
        ("2025-03-01", "", "name"),
        ("2025年3月", "", "name"),
        ("2025年3月", "會議時間：2025年3月1日", "text"),
        ("紀錄", "會議時間：2025年3月1日", "text"),
    ):
        dated = document_date(stem, Opening(text, text), "report")
        assert dated is not None
        assert dated.evidence == evidence


LETTER = "关于规范平台用工的通知\n自2025年1月1日起施行的办法，是一项重大举措。"


@pytest.mark.parametrize(
    ("head", "end", "kind", "expected"),
    [
        (LETTER, "请遵照执行。\n示范市政府办公厅\n2025年8月20日", "report", "2025-08-20"),
        (LETTER, "（此件公开发布）\n二〇二五年八月二十日\n抄送：各区。", "report", "2025-08-20"),
        (LETTER, "将于2025年8月20日检查。", "report", "2025-01-01"),
        (LETTER, "示范市政府办公厅　中華民國114年8月20日", "report", "2025-01-01"),
        ("2025年3月1日\n" + LETTER, "2025年8月20日", "report", "2025-03-01"),
        ("会议于2025年3月1日召开。", "2025年8月20日", "transcript", "2025-03-01"),
        ("示办发〔2019〕86号\n" + LETTER, "", "report", "2019"),
        ("示办发〔2025〕86号\n" + LETTER, "", "report", "2025-01-01"),
        ("會議時間 | 114年3月5日 | 地點 | 三樓\n" + LETTER, "", "report", "2025-03-05"),
    ],
)
def test_the_signature_comes_before_dates_in_sentences(
    head: str, end: str, kind: Kind, expected: str
) -> None:
    dated = document_date("通知", Opening(head, head, end=end), kind)
    assert str(dated and dated.period) == expected
