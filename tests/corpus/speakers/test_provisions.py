"""Letters, notices, judgments and rules: those whom they address or bind do not speak."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.speakers.test_line_labels import said
from tests.corpus.speakers.test_reported_speech import names


# The whole notice was given to those who received it.
@pytest.mark.parametrize(
    ("address", "beginning"),
    [
        ("各縣市政府、各級學校：", "為辦理明年度補助，請於月底前報送計畫。"),
        ("地方各级人民检察院、各级军事检察院：", "现将有关问题通知如下："),
        ("示范省高级人民法院：", "你院《关于工时的请示》收悉。经研究，批复如下："),
        ("交通部：", "貴部來函收悉，茲就所詢事項說明。"),
        ("各省、自治区、直辖市劳动厅：", "根据工作安排，决定开展检查。"),
        ("林小芬委員：", "您好，關於來信所提的問題，謹說明如下。"),
    ],
)
def test_an_addressee_does_not_say_the_letter(tmp_path: Path, address: str, beginning: str) -> None:
    assert (
        said(tmp_path, f"關於補助的通知\n\n{address}\n\n{beginning}\n\n一、補助以一次為限。\n")
        == []
    )


def test_the_first_speaker_of_a_record_is_no_addressee(tmp_path: Path) -> None:
    text = "座談會紀錄\n\n勞動部：\n\n你們的意見我們收到了。\n\n工會：\n\n請訂出期限。\n"
    assert [one for one, _ in said(tmp_path, text)] == ["勞動部", "工會"]


def test_a_body_with_a_date_below_a_letter_says_nothing(tmp_path: Path) -> None:
    text = (
        "補助辦法說明\n\n補助以一次為限。\n\n2024年11月9日 示範縣補助審議委員會\n\n附件兩份另寄。\n"
    )
    assert said(tmp_path, text) == []


# A table of ranks in a regulation made its second office the speaker of the rest.
def test_a_list_of_offices_has_no_speakers(tmp_path: Path) -> None:
    text = (
        "警衔办法\n\n二、职务等级编制警衔如下：\n\n(一)警察部队司令员、政治委员：中将至少将；\n\n"
        "(二)警察部队副司令员、副政治委员：中将至大校。\n\n三、现役警官的警衔由总部授予。\n"
    )
    assert said(tmp_path, text) == []


def test_numbered_statements_of_offices_have_speakers(tmp_path: Path) -> None:
    text = "會議紀錄\n\n（一）林委員：請說明進度。\n\n（二）主任委員：下月完成。\n"
    assert [one for one, _ in said(tmp_path, text)] == ["林委員", "主任委員"]


@pytest.mark.parametrize(
    "rule",
    [
        "消費者請求賠償的，法院應予支持。",
        "提案人要求撤回的，對該議案的審議即行終止。",
        "上级法院认为理由不成立，而下级法院仍不纠正的，上级法院可以裁定。",
        "保证期间自债权人请求债务人履行债务的宽限期届满之日起计算。",
        "从债权人请求保证人承担责任之日起，开始计算时效。",
        "主任對其他主任執行的事務提出異議後，應當暫停執行。",
        "承包項目不招標的，經發包單位同意，可以分包。",
        "强化检察机关发现、纠正违法功能。",
        "對不履行義務的單位，要進行批評教育。",
        "裡面的工作人員會告訴你去找誰。",
    ],
)
def test_a_rule_about_what_somebody_may_say_is_no_statement(rule: str) -> None:
    assert names(rule) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("居民反映，噪音是從工地來的，希望改善。", ["居民"]),
        ("業者指出，這是不公平的，應該改善。", ["業者"]),
        ("推動委員會指出，進度落後。", ["推動委員會"]),
        ("加強執法小組表示，已經開罰。", ["加強執法小組"]),
        ("五、會議責成省政府根據決議精神，制定實施細則，公布施行。", ["會議"]),
        ("二、勞動部表示，工時太長。", ["勞動部"]),
        ("（三）示範商會指出，運價過低。", ["示範商會"]),
        ("商會指出，運價過低，會長王小明建議設立基準。", ["商會", "王小明"]),
    ],
)
def test_bodies_speak_under_their_own_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_court_is_not_interrupted_by_those_it_judges() -> None:
    text = "法院認為，羅某某銷售商品時，通過網頁對齊某某作出承諾，應當履行。"
    assert names(text, "羅某某表示不服。") == ["法院", "羅某某"]


def test_a_party_whose_consent_is_missing_does_not_speak() -> None:
    text = "郑某表示不服。", "法院认为，某公司未经郑某同意，在微信使用其肖像，构成侵权。"
    assert names(*text) == ["郑某", "法院"]


def test_a_masked_name_ends_before_a_word() -> None:
    assert names("後鄭某在被告網上店鋪購物，發現果凍有異物。鄭某表示要退款。") == ["鄭某"]
