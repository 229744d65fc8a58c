"""Labelled turns: whom a label names, and which text belongs to the turn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, Kind, Paragraph, Role
from corpus.speakers.attribution import attribute, is_procedural
from corpus.speakers.labels import read_label


def spoken(*lines: tuple[Role, str], kind: Kind = "transcript") -> list[tuple[str, str]]:
    """Return (speaker, words) of every statement."""
    paragraphs = tuple(Paragraph(n, role, text) for n, (role, text) in enumerate(lines, start=1))
    return [
        (one.speaker.name, paragraph.text[one.start : one.end])
        for paragraph in attribute(Document("d", "", None, kind, paragraphs)).paragraphs
        for one in paragraph.statements
    ]


@pytest.mark.parametrize(
    ("label", "name", "title", "organization"),
    [
        ("蘇映雪", "蘇映雪", "", ""),
        ("周委員宜蓁", "周宜蓁", "委員", ""),
        ("高部長志明", "高志明", "部長", ""),
        ("主席（周委員宜蓁）", "周宜蓁", "委員", ""),
        ("高部長", "高部長", "部長", ""),
        ("發言人（海事署）", "發言人", "發言人", "海事署"),
        ("交通署黎明軒次長", "黎明軒", "次長", "交通署"),
        ("記者", "記者", "記者", ""),
        ("问", "提问者", "", ""),
        ("被申請人代理人", "被申請人代理人", "", ""),
        ("街道办主任何以平", "何以平", "主任", "街道办"),
        ("市水務局副局長蒼正明", "蒼正明", "副局長", "市水務局"),
        ("Peggy", "Peggy", "", ""),
    ],
)
def test_a_label_names_its_speaker(label: str, name: str, title: str, organization: str) -> None:
    read = read_label(label)
    assert read is not None
    speaker = read.speaker
    assert (speaker.name, speaker.title, speaker.organization) == (name, title, organization)


@pytest.mark.parametrize("label", ["臨時動議", "案由", "出席人員", "決議", "舉例來說", ""])
def test_a_part_of_a_document_is_not_a_label(label: str) -> None:
    assert read_label(label) is None


def test_a_turn_ends_at_the_next_label_and_skips_directions() -> None:
    assert spoken(
        ("heading", "蘇映雪："),
        ("body", "大家好。"),
        ("direction", "（鼓掌）"),
        ("body", "今天談公車。"),
        ("heading", "郭子強："),
        ("body", "蘇映雪說得對。"),
    ) == [("蘇映雪", "大家好。"), ("蘇映雪", "今天談公車。"), ("郭子強", "蘇映雪說得對。")]


def test_a_heading_without_label_ends_the_turn() -> None:
    assert spoken(
        ("heading", "蘇映雪："),
        ("body", "大家好。"),
        ("heading", "貳、報告事項"),
        ("body", "上次會議紀錄已確認。"),
        ("heading", "郭子強："),
        ("body", "沒有意見。"),
        ("heading", "臨時動議："),
        ("body", "無。"),
    ) == [("蘇映雪", "大家好。"), ("郭子強", "沒有意見。")]


def test_inline_labels_begin_turns() -> None:
    assert spoken(
        ("body", "主席（周委員宜蓁）：現在開會。"),
        ("body", "高部長：報告委員，已經完成。"),
        ("body", "還有兩件事要補充。"),
        ("body", "主席：謝謝部長。"),
    ) == [
        ("周宜蓁", "現在開會。"),
        ("高部長", "報告委員，已經完成。"),
        ("高部長", "還有兩件事要補充。"),
        ("周宜蓁", "謝謝部長。"),
    ]


def test_a_short_label_means_the_person_with_a_full_label() -> None:
    assert spoken(
        ("body", "高部長志明：報告委員，已經完成。"),
        ("body", "周委員宜蓁：什麼時候公布？"),
        ("body", "高部長：下個月公布。"),
    ) == [
        ("高志明", "報告委員，已經完成。"),
        ("周宜蓁", "什麼時候公布？"),
        ("高志明", "下個月公布。"),
    ]


def test_the_head_of_minutes_has_no_turns() -> None:
    assert (
        spoken(
            ("body", "主席：周宜蓁主任委員　記錄：郭子強"),
            ("body", "出席人員：蘇映雪、高志明"),
            ("body", "地點：第一會議室"),
            kind="report",
        )
        == []
    )


def test_question_and_answer_labels_begin_turns() -> None:
    assert spoken(
        ("body", "问：什么时候开工？"),
        ("body", "答：明年三月。"),
        kind="report",
    ) == [("提问者", "什么时候开工？"), ("回答者", "明年三月。")]


def test_a_name_before_a_colon_counts_only_if_repeated() -> None:
    once: tuple[Role, str] = ("body", "蘇映雪：詩選三首。")
    assert spoken(once, kind="report") == []
    assert spoken(once, ("body", "郭子強：散文兩篇。"), kind="report") == [
        ("蘇映雪", "詩選三首。"),
        ("郭子強", "散文兩篇。"),
    ]


def test_laws_have_no_statements() -> None:
    assert spoken(("body", "主席：指會議之主持人。"), kind="law") == []


LABELS = st.sampled_from(["蘇映雪", "郭子強", "高志明", "周宜蓁", "Peggy", "主持人", "提問者1"])
LINES = st.sampled_from(["好。", "郭子強說要改。", "案由：公車", "我認為「可以」。", "3 號出口"])


@given(st.lists(st.tuples(LABELS, st.lists(LINES, max_size=3)), min_size=1, max_size=8))
def test_every_line_has_the_speaker_of_the_label_above(
    turns: list[tuple[str, list[str]]],
) -> None:
    turns = [("蘇映雪", []), ("郭子強", []), *turns]
    lines: list[tuple[Role, str]] = []
    for label, said in turns:
        lines += [("heading", label + "："), *(("body", line) for line in said)]
    assert spoken(*lines) == [(label, line) for label, said in turns for line in said]


@pytest.mark.parametrize(
    "text",
    [
        "好，謝謝。",
        "下一位請發言。",
        "請說。",
        "對。",
        "謝謝高部長。",
        "請周委員宜蓁發言。",
        "（笑）",
        "OK, thank you.",
    ],
)
def test_thanks_assent_and_calling_a_speaker_are_procedure(text: str) -> None:
    assert is_procedural(text)


@pytest.mark.parametrize(
    "text",
    [
        "請說明預算為何刪減三成。",
        "對，但是外送員沒有保險。",
        "謝謝部長，請問第二期什麼時候動工？",
        "沒有補助。",
        "好的政策需要時間。",
        "公車。",
    ],
)
def test_a_turn_with_content_is_not_procedure(text: str) -> None:
    assert not is_procedural(text)


# 被申请人代理人 was no speaker, so that its words went to the one above.
def test_the_label_of_two_roles_ends_the_turn_above() -> None:
    assert spoken(
        ("body", "首席仲裁员：被申请人有无异议？"),
        ("body", "被申请人代理人：没有异议。"),
        ("body", "首席仲裁员：好。"),
    ) == [
        ("首席仲裁员", "被申请人有无异议？"),
        ("被申请人代理人", "没有异议。"),
        ("首席仲裁员", "好。"),
    ]


@pytest.mark.parametrize("label", ["局長報告", "部長回應稿", "處長何時上任", "科長施工查核"])
def test_an_office_and_a_word_are_no_name(label: str) -> None:
    read = read_label(label)
    assert read is None or read.certainty == "unknown"
