"""Labels at the head of a line, in files as they are read: whose words a line has."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from corpus.document import Document, Paragraph, Statement
from corpus.read import read_document
from corpus.speakers.attribution import attribute
from corpus.speakers.labels import read_label
from corpus.speakers.turns import find_turns


def said(folder: Path, text: str) -> list[tuple[str, str]]:
    """Return (speaker, words) of every statement of a text file."""
    return [(one.speaker.name, words) for one, words in statements(folder, text)]


def statements(folder: Path, text: str) -> list[tuple[Statement, str]]:
    """Return every statement of a text file with its words."""
    path = folder / "m.txt"
    path.write_text(text, encoding="utf-8")
    return [
        (one, paragraph.text[one.start : one.end])
        for paragraph in attribute(read_document(path, "m.txt")).paragraphs
        for one in paragraph.statements
    ]


# A label that no list has was part of the turn above, so its words got another speaker.
@pytest.mark.parametrize(
    "label",
    [
        *(
            "里民",
            "民眾甲",
            "學員",
            "吳XX",
            "陳○文",
            "主委",
            "外送員工會",
            "勞動部",
            "緬因",
            "大頭",
        ),
        *(
            "王某某",
            "阿芳",
            "A先生",
            "謝在全",
            "曾于珊",
            "伊原健作",
            "東森新聞",
            "現場提問",
            "居民3",
        ),
        *(
            "家長A",
            "科技會報",
            "「好邀市」代表",
            "自由時報記者",
            "示範縣農民協進會",
            "佩如",
            "Speaker 3",
        ),
    ],
)
def test_any_label_ends_the_turn_above(tmp_path: Path, label: str) -> None:
    text = (
        "主席：現在開會，請各位就平台工作者的保險表示意見。\n\n許部長小明：本部正在研議專法。\n\n"
        f"{label}：我反對平台工作者納保，店家會倒閉。\n\n許部長小明：謝謝指教。\n\n主席：散會。\n"
    )
    found = said(tmp_path, text)
    assert found[2] == (label, "我反對平台工作者納保，店家會倒閉。")
    assert [name for name, _ in found] == ["主席", "許小明", label, "許小明", "主席"]


def test_an_unknown_label_is_a_guess_unless_it_recurs(tmp_path: Path) -> None:
    once = "主席：開會了。\n\n緬因：我反對。\n\n主席：謝謝指教。\n"
    assert [one.certainty for one, _ in statements(tmp_path, once)] == ["label", "guess", "label"]
    twice = once + "\n緬因：政府不要管。\n"
    assert {one.certainty for one, _ in statements(tmp_path, twice)} == {"label"}


@pytest.mark.parametrize(
    "words",
    [
        "我們要問：錢從哪裡來？",
        "結論：照案辦理。",
        "第一：要有保險。",
        "舉例來說：外送員。",
        "我覺得：太慢。",
    ],
)
def test_a_colon_inside_a_speech_is_no_label(tmp_path: Path, words: str) -> None:
    text = f"主席：現在開會。\n\n王委員大明：我先說。\n\n{words}\n\n主席：謝謝。\n"
    assert said(tmp_path, text)[2] == ("王大明", words)


@pytest.mark.parametrize(
    ("label", "speakers"),
    [
        ("王委員大明、陳委員小華", ["王大明", "陳小華"]),
        ("王大明、陳小華", ["王大明", "陳小華"]),
        ("王委員、陳委員", ["王委員", "陳委員"]),
        ("王委員大明等3人", ["王大明"]),
        ("民政局新聞處副處長、發言人王大明", ["王大明"]),
    ],
)
def test_a_label_of_two_persons_gives_both_the_words(
    tmp_path: Path, label: str, speakers: list[str]
) -> None:
    text = f"主席：現在開會。\n\n{label}：我們主張平台工作者納保。\n\n主席：散會。\n"
    found = said(tmp_path, text)
    assert [name for name, words in found if words.startswith("我們")] == speakers


@pytest.mark.parametrize(
    ("label", "title", "organization"),
    [
        ("王部長大明（在席位上）", "部長", ""),
        ("王部長大明（書面意見）", "部長", ""),
        ("王部長大明（發言）", "部長", ""),
        ("王部長大明（代）", "部長", ""),
        ("王部長大明（10時25分）", "部長", ""),
        ("王大明議員（民主黨）", "議員", "民主黨"),
        ("王大明議員（譯文）", "議員", ""),
        ("立法會議員（社會福利界）王大明", "立法會議員（社會福利界）", ""),
        ("王大明議員（九龍東）", "議員（九龍東）", ""),
        ("王大明（勞動部部長）", "部長", "勞動部"),
        ("民政局新聞處副處長、發言人王大明", "副處長、發言人", "民政局新聞處"),
        ("王大明市議員", "市議員", ""),
        ("全國政協委員 王大明", "委員", "全國政協"),
    ],
)
def test_brackets_of_a_label_are_read_for_what_they_are(
    label: str, title: str, organization: str
) -> None:
    read = read_label(label)
    assert read is not None
    assert (read.speaker.name, read.speaker.title) == ("王大明", title)
    assert read.speaker.organization == organization


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("00:00:10 陳委員：沒有保障。", "00:02:10 許部長：會檢討。"),
        ("[00:10] 陳委員：沒有保障。", "[02:10] 許部長：會檢討。"),
        ("[陳委員]：沒有保障。[15:01]", "[許部長]：會檢討。[15:02]"),
        ("【陳委員】沒有保障。", "【許部長】會檢討。"),
        ("1. 陳委員：沒有保障。", "2. 許部長：會檢討。"),
        ("- 陳委員：沒有保障。", "- 許部長：會檢討。"),
        ("[01:23 陳委員] 沒有保障。", "[01:40 許部長] 會檢討。"),
        ("陳委員：（10時25分）沒有保障。", "許部長：（10時27分）會檢討。"),
        ("陳委員問：沒有保障。", "許部長答：會檢討。"),
        ("陳委員：「沒有保障。」", "許部長：「會檢討。」"),
    ],
)
def test_times_numbers_and_brackets_do_not_hide_a_label(
    tmp_path: Path, first: str, second: str
) -> None:
    found = said(tmp_path, f"{first}\n\n{second}\n")
    assert [(name, words.strip("「」")) for name, words in found] == [
        ("陳委員", "沒有保障。"),
        ("許部長", "會檢討。"),
    ]


def test_numbered_speakers_of_software_are_speakers(tmp_path: Path) -> None:
    text = "[01:23 Speaker 2] 沒有保障。\n\n(speaker 0) 會檢討。\n\nSPEAKER_01: 謝謝。\n"
    assert [name for name, _ in said(tmp_path, text)] == ["Speaker 2", "speaker 0", "SPEAKER_01"]


def test_a_name_and_a_time_above_a_paragraph_are_a_label(tmp_path: Path) -> None:
    text = "王小明 15:01\n大家下午好。\n記者 15:02\n請問何時施行？\n王小明 15:03\n明年施行。\n"
    assert said(tmp_path, text) == [
        ("王小明", "大家下午好。"),
        ("記者", "請問何時施行？"),
        ("王小明", "明年施行。"),
    ]


def test_a_job_title_and_a_name_above_a_paragraph_are_a_label(tmp_path: Path) -> None:
    text = (
        "示范市新闻办副局长 王小明\n大家下午好，今天请来了两位嘉宾。\n"
        "示范市财政局局长 李小红\n谢谢主持人。今年投入三亿元。\n"
    )
    assert said(tmp_path, text) == [
        ("王小明", "大家下午好，今天请来了两位嘉宾。"),
        ("李小红", "谢谢主持人。今年投入三亿元。"),
    ]


def test_a_lone_label_on_its_own_line_applies_to_the_end(tmp_path: Path) -> None:
    text = "王小明：\n\n大家好，今天談保險。\n\n第一，保費由平台負擔。\n\n謝謝大家。\n"
    assert [name for name, _ in said(tmp_path, text)] == ["王小明"] * 3


def test_page_furniture_in_a_turn_has_no_speaker(tmp_path: Path) -> None:
    text = "教育局局長：主席，謝謝。\n立法會  ─  2013年 1月 17日\n3453\n我再補充一點。\n"
    assert said(tmp_path, text) == [
        ("教育局局長", "主席，謝謝。"),
        ("教育局局長", "我再補充一點。"),
    ]


def test_narration_between_labels_is_not_the_speakers(tmp_path: Path) -> None:
    text = (
        "全国政协委员 王小明：养老要靠大家。\n今年是会议召开的第五年。委员们表示，要多下基层。\n"
        "全国政协委员 李小红：托育要靠社区。\n"
    )
    assert said(tmp_path, text) == [
        ("王小明", "养老要靠大家。"),
        ("委员们", "委员们表示，要多下基层。"),
        ("李小红", "托育要靠社区。"),
    ]


def test_an_interjection_is_no_heading_and_does_not_cut_the_turn(tmp_path: Path) -> None:
    text = (
        "主席：現在開會。\n\n（委員們：對！）\n\n請部長說明。\n\n許部長小明：會檢討。\n\n"
        "王委員大明：（在席位上）不對！\n\n許部長小明：謝謝。\n"
    )
    assert said(tmp_path, text) == [
        ("主席", "現在開會。"),
        ("主席", "請部長說明。"),
        ("許小明", "會檢討。"),
        ("王大明", "不對！"),
        ("許小明", "謝謝。"),
    ]


def test_the_head_of_minutes_names_the_chair(tmp_path: Path) -> None:
    text = (
        "示範縣議會會議紀錄\n\n主　　席　王委員小明\n\n出席委員　李委員大華、陳委員小紅\n\n"
        "主席：現在開會。\n\n李委員大華：我有意見。\n\n主席：請說。\n"
    )
    assert [name for name, _ in said(tmp_path, text)] == ["王小明", "李大華", "王小明"]


def test_a_surname_of_two_members_names_neither(tmp_path: Path) -> None:
    text = "王委員大明：我先請教。\n\n王委員小華：我也要問。\n\n王委員：謝謝。\n"
    assert said(tmp_path, text)[2] == ("王委員", "謝謝。")


# Words of an unknown label in brackets were part of the turn above.
def test_an_unknown_label_in_brackets_ends_the_turn(tmp_path: Path) -> None:
    text = "[主持人] 開始。\n[局長] 會檢討。\n[嘉賓 戚大為] 我先談。\n[無法辨識的聲音] 太慢。\n"
    names = [name for name, _ in said(tmp_path, text)]
    assert names[:3] == ["主持人", "局長", "戚大為"]
    assert "戚大為" not in names[3:]


@pytest.mark.parametrize(
    "piece", ["主席：", "[主席]", "王小明 10:05 ", "（委員們：對！）", "緬因、"]
)
def test_labels_of_one_long_line_take_linear_time(piece: str) -> None:
    times = []
    for size in (50_000, 200_000):
        document = Document("d", "", None, "transcript", (Paragraph(1, "body", piece * size),))
        began = time.process_time()
        find_turns(document.paragraphs, document.kind)
        times.append(time.process_time() - began)
    assert times[1] < 20 * times[0] + 0.5


def test_written_replies_name_who_asks_and_who_answers(tmp_path: Path) -> None:
    text = """以下是今日在立法會會議上盧偉德議員的提問和教育局局長石清如的書面答覆：

問題：

有意見指，輪候時間長達十八個月。政府可否告知本會平均輪候時間為何？

答覆：

主席：

平均輪候時間為十個月。教育局已增聘人手。

至於地區差異，各區大致相若。
"""
    assert [name for name, _ in said(tmp_path, text)] == ["盧偉德", "石清如", "石清如", "石清如"]


def test_the_chair_is_the_last_one_named_in_a_label(tmp_path: Path) -> None:
    text = (
        "主席（姚委員若蘭）：現在開會。\n\n王委員大明：沒有意見。\n\n主席：請說明。\n\n"
        "主席（葉委員文）：接下來由我主持。\n\n王委員大明：好。\n\n主席：散會前還有事嗎？\n"
    )
    assert [name for name, _ in said(tmp_path, text)] == (
        ["姚若蘭", "王大明", "姚若蘭", "葉文", "王大明", "葉文"]
    )


def test_a_kind_of_speaker_before_the_label_is_no_speaker(tmp_path: Path) -> None:
    text = "主席：請學者發言。\n\n學者：示範大學 連俊哲教授：法律應該明確。\n\n主席：謝謝。\n"
    assert [name for name, _ in said(tmp_path, text)] == ["主席", "連俊哲", "主席"]


def test_an_unknown_label_with_an_office_ends_the_turn(tmp_path: Path) -> None:
    text = "王議員小明：何時完工？\n\n平局長小雲：年底。\n\n主持會議的副議長：時間到。\n"
    assert [name for name, _ in said(tmp_path, text)] == ["王小明", "平小雲", "主持會議的副議長"]


def test_a_speaker_who_invites_another_goes_on(tmp_path: Path) -> None:
    text = "新聞局副局長 豐華：大家好。\n\n下面先請柏建安先生作介紹。\n\n柏建安：謝謝。\n"
    assert [name for name, _ in said(tmp_path, text)] == ["豐華", "豐華", "柏建安"]


def test_the_head_of_earlier_minutes_names_no_chair(tmp_path: Path) -> None:
    head = "示範委員會第 3 次會議紀錄\n\n主　　席　林委員滄敏\n\n"
    filler = "".join(f"第 {number} 項說明事項已經確認。\n\n" for number in range(12))
    rest = "主　　席：蘇召集委員震清\n\n主席：現在開會。\n\n王委員大明：好。\n\n主席：請說。\n\n"
    found = said(tmp_path, head + filler + rest)
    assert ("林滄敏", "請說。") in found


def test_a_written_interpellation_is_its_members(tmp_path: Path) -> None:
    text = "主席：現在開會。\n\n林委員淑芬書面質詢：請問何時完工？\n\n林委員淑芬：謝謝。\n"
    assert [name for name, _ in said(tmp_path, text)] == ["主席", "林淑芬", "林淑芬"]


def test_a_numbered_item_is_no_speaker(tmp_path: Path) -> None:
    text = "主席：現在開會。\n\n王部長大明：報告如下。\n\n(二)低放射性廢棄物減容處理：已經完成。\n"
    assert "低放射性廢棄物減容處理" not in [name for name, _ in said(tmp_path, text)]


def test_a_screen_name_after_its_role_is_the_speaker(tmp_path: Path) -> None:
    text = (
        "[主持人] 大家好。\n\n[网友 小城故事] 公交能延长吗？\n\n[陆明远] 会研究。\n\n"
        "[主持人] 谢谢。\n"
    )
    names = [name for name, _ in said(tmp_path, text)]
    assert names == ["主持人", "小城故事", "陆明远", "主持人"]


def test_paragraphs_between_labels_of_an_interview_belong_to_the_speaker(tmp_path: Path) -> None:
    text = (
        "專訪\n\n主持人：請談平台。\n\n高敏儀：平台要先透明。\n\n歐盟去年通過了指令。\n\n"
        "記者走訪三家店，發現多數沒有投保。\n\n丁國強：我補充。\n\n人口正在老化。\n"
    )
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    said = {
        paragraph.text[-8:]: [(one.speaker.name, one.certainty) for one in paragraph.statements]
        for paragraph in attribute(read_document(path, "a.txt")).paragraphs
    }
    assert said["盟去年通過了指令。"[1:]] == [("高敏儀", "resolved")]
    assert said["，發現多數沒有投保。"[-8:]] == []
    assert said["人口正在老化。"] == []


def test_a_question_that_looks_like_a_heading_is_its_speakers(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "从一次相撞说起\n\n林晓：您怎么看零工经济？\n\n顾南：风险转给了个人。\n\n林晓：谢谢您。\n",
        encoding="utf-8",
    )
    said = [
        one.speaker.name
        for paragraph in attribute(read_document(path, "a.txt")).paragraphs
        for one in paragraph.statements
    ]
    assert said == ["林晓", "顾南", "林晓"]
