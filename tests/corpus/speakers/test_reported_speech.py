"""Reported speech: who is quoted in prose, and the span of the statement."""

from __future__ import annotations

import pytest

from corpus.document import Document, Paragraph, Statement
from corpus.fold import fold
from corpus.speakers.attribution import attribute
from tests.corpus.speakers.prose import CASES, Expected, read_case


def statements(*lines: str) -> list[Statement]:
    paragraphs = tuple(Paragraph(n, "body", line) for n, line in enumerate(lines, start=1))
    attributed = attribute(Document("d", "", None, "report", paragraphs))
    return [one for paragraph in attributed.paragraphs for one in paragraph.statements]


def names(*lines: str) -> list[str]:
    return [one.speaker.name for one in statements(*lines)]


def found_in(document: Document) -> list[Expected]:
    return [
        Expected(p.number, s.start, s.end, s.speaker.name, s.speaker.kind == "person")
        for p in attribute(document).paragraphs
        for s in p.statements
    ]


@pytest.mark.parametrize("marked", [c[1] for c in CASES], ids=[c[0] for c in CASES])
def test_prose_of_every_style_gets_the_expected_statements(marked: str) -> None:
    document, expected = read_case(marked)
    assert set(found_in(document)) == set(expected)


@pytest.mark.parametrize("marked", [c[1] for c in CASES], ids=[c[0] for c in CASES])
def test_the_other_script_gives_the_same_spans(marked: str) -> None:
    document, _ = read_case(marked)
    if any(c.isascii() and c.isalpha() for p in document.paragraphs for c in p.text):
        pytest.skip("fold lowers Latin letters, and a Latin name needs its capitals")
    folded = tuple(Paragraph(p.number, p.role, fold(p.text)) for p in document.paragraphs)
    other = found_in(Document("case", "", None, "report", folded))
    assert [(one.n, one.start, one.end, one.person) for one in other] == [
        (one.n, one.start, one.end, one.person) for one in found_in(document)
    ]


@pytest.mark.parametrize(
    ("text", "name", "title", "organization"),
    [
        ("交通署黎明軒政務次長指出，票價不變。", "黎明軒", "政務次長", "交通署"),
        ("國立南山大學林芸蓁副教授以公車為例指出，班次太少。", "林芸蓁", "副教授", "國立南山大學"),
        ("海事署國際事務司連芳專門委員建議，提早換照。", "連芳", "專門委員", "海事署國際事務司"),
        ("大河電信大郭子強資訊長表示，網路已恢復。", "郭子強", "資訊長", "大河電信大"),
        ("南海勞工研究所成之遠名譽教授認為，工時過長。", "成之遠", "名譽教授", "南海勞工研究所"),
        ("教育部長簡佳玲說，課綱會延後。", "簡佳玲", "部長", "教育部"),
        ("市住房局副局长欧阳敏介绍，房源充足。", "欧阳敏", "副局长", "市住房局"),
        ("东湖区人民法院庭长韩某建议，先行调解。", "韩某", "庭长", "东湖区人民法院"),
        (
            "智慧運輸協會監事兼法律顧問許文啟提出，先訂標準。",
            "許文啟",
            "監事兼法律顧問",
            "智慧運輸協會",
        ),
        ("北岸勞工部副組長Jin Sora分享，補助已開辦。", "Jin Sora", "副組長", "北岸勞工部"),
        (
            "南島勞動局主任Atty. Rosa B. Lim指出，案件增加。",
            "Atty. Rosa B. Lim",
            "主任",
            "南島勞動局",
        ),
    ],
)
def test_organization_name_and_title_are_found_in_any_order(
    text: str, name: str, title: str, organization: str
) -> None:
    [one] = statements(text)
    speaker = one.speaker
    assert (speaker.name, speaker.title, speaker.organization) == (name, title, organization)
    assert (speaker.kind, one.start, one.end) == ("person", 0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "本場次由交通署黎明軒次長主持，邀請郭子強主任、林芸蓁教授擔任與談人。",
        "主席請交通署黎明軒次長說明。",
        "大會感謝林芸蓁教授分享經驗。",
        "申請人應說明理由，主管機關得要求補正。",
        "本辦法所稱主管機關，指交通署。",
        "關於黎明軒次長指出的問題，將另案研議。",
        "說明會由郭子強主任規劃，問卷由秘書處發送。",
        "黎明軒次長尚未說明原因。",
        "高度肯定與成功表示兩個詞語很常見。",
        "市長辦公室表示式已更新。",
        "黎明軒次長於七月到任，任期四年。",
        "如果黎明軒次長認為可行，就照案通過。",
        "黎明軒次長的報告內容詳實。",
        "各位委員、各位同仁大家好。",
        "研究指出，工時過長影響健康；草案要求業者揭露演算法。",
    ],
)
def test_text_without_reported_speech_has_no_statement(text: str) -> None:
    assert names(text) == []


def test_short_mentions_resolve_to_the_full_name() -> None:
    lines = (
        "交通署黎明軒副署長、運輸協會郭子強執行長出席。",
        "黎副署長期盼各界支持。",
        "執行長則認為時程太趕。",
        "黎明軒說，會再檢討。",
    )
    assert names(*lines) == ["黎明軒", "郭子強", "黎明軒"]


def test_a_job_title_alone_means_the_nearest_person_with_it() -> None:
    lines = (
        "運輸協會郭子強執行長表示，贊成試辦。",
        "氣候基金會宋宜庭執行長表示，應先評估。執行長並強調透明。",
    )
    assert names(*lines) == ["郭子強", "宋宜庭"]


def test_pronouns_agree_with_courtesy_titles() -> None:
    lines = (
        "農會宋宜庭女士表示，豐收可期。農友郭子強先生則說，水量不足。",
        "她補充，冷鏈要先到位。他則提醒注意價格。",
    )
    assert names(*lines) == ["宋宜庭", "郭子強", "宋宜庭", "郭子強"]


def test_a_misspelled_name_is_the_same_person() -> None:
    lines = (
        "交通署黎明軒司長表示，票價不變。",
        "黎明軒司長再次說明班次。",
        "黎明幹司長致閉幕詞，指出成果豐碩。",
    )
    assert names(*lines) == ["黎明軒", "黎明軒", "黎明軒"]


def test_a_group_quoted_by_a_person_is_nested() -> None:
    text = "黎明軒次長指出，工時過長；世界工時聯盟亦指出風險。他期盼改善。"
    outer, inner = statements(text)
    assert (outer.speaker.name, outer.start, outer.end) == ("黎明軒", 0, len(text))
    assert (inner.speaker.kind, text[inner.start : inner.end]) == (
        "group",
        "世界工時聯盟亦指出風險。",
    )


def test_a_quotation_over_two_paragraphs_keeps_its_speaker() -> None:
    first, second = "黎明軒次長說：“票價不變。", "“班次會增加。”與會者鼓掌。"
    said = statements(first, second)
    assert [(one.speaker.name, one.start) for one in said] == [("黎明軒", 0), ("黎明軒", 0)]


def test_an_end_mark_is_not_part_of_a_statement() -> None:
    [one] = statements("黎明軒次長指出，工時過長。■")
    assert one.end == len("黎明軒次長指出，工時過長。")


def test_a_mention_is_the_wording_in_the_text() -> None:
    first, second = statements("黎明軒次長指出，工時過長。", "黎次長又說，工資太低。")
    assert (first.mention, second.mention) == ("黎明軒次長", "黎次長")


def test_not_knowing_is_not_saying() -> None:
    # 多半不知 was read as the name of a 當事人, and 道 as a verb of saying.
    said = "求職者被篩掉，當事人多半不知道背後有一套系統，更不知道可以向誰詢問。"
    assert names(said) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("据刘某介绍，他每天送四十单。", "刘某"),
        ("刘某某说，平台从不通知他。", "刘某某"),
        ("據林小芳介紹，平台已經投保。", "林小芳"),
    ],
)
def test_a_name_without_title_speaks_before_a_clear_verb(text: str, name: str) -> None:
    assert names(text) == [name]


def test_a_short_reference_to_one_of_two_persons_is_a_guess() -> None:
    lines = ("王大明委員表示，經費不足。王小華委員說，應該增加。", "王委員認為，答覆不清楚。")
    assert [one.certainty for one in statements(*lines)] == ["reported", "reported", "guess"]
    lines = ("王大明委員表示，經費不足。王小華次長說，會增加。", "王委員認為，答覆不清楚。")
    said = statements(*lines)[-1]
    assert (said.speaker.name, said.certainty) == ("王大明", "resolved")


def test_a_name_that_begins_like_a_country_is_not_the_holder_named_before() -> None:
    said = statements("臺北市市長王大明表示，捷運會完工。韓國寶市長表示，港口會擴建。")
    assert [one.speaker.name for one in said] == ["王大明", "韓國寶市長"]
