"""News: the words of somebody whom the program cannot name have no speaker."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.speakers.test_line_labels import said
from tests.corpus.speakers.test_reported_speech import names, statements


# Each gave the last sentence to the person of the first.
@pytest.mark.parametrize(
    "lines",
    [
        ("司長陳大文出席。民主派議員今早與陳大文會面，會後表示要派錢。",),
        ("特首林月如發表報告。", "剛當選議員的區諾軒，對做法有保留，他擔心市民未能受惠。"),
        ("首相文翠珊與球員合照。", "奧斯爾為此道歉。他說，合照沒有政治訊息。"),
        ("司長陳大文出席。", "市民入稟法院，指陳大文所屬的商會主張獨立，違反法例。"),
        ("議員許志明致歉。", "不過，林月如發言時，先是忘記許志明的名字，其後又說成許明。"),
        ("物理學家霍金逝世，我們跟小朋友介紹霍金的生平。",),
        ("林議員出席。", "該名司機駕車駛入後的士死火，年逾六旬的他受訪時表示支持後生仔。"),
        ("議員譚文豪在防線前，一名便衣警員與他對話，警員稱：「你退下。」",),
        ("按慣例舉行林月如午餐會，認為屬於言論自由。",),
        ("The core values are in Hong Kong.", "她說罷就離開。"),
        ("老師討論如何處理民主黨議員許志明，他說會道歉。",),
    ],
)
def test_words_of_an_unknown_person_have_no_speaker(lines: tuple[str, ...]) -> None:
    assert names(*lines) == []


def test_a_person_whose_report_is_not_commented_on_does_not_speak() -> None:
    text = "另一名會議成員鄭耀棠，不評論林月如的報告，但他強調補貼商界是回應質疑。"
    assert names("特首林月如發表報告。", text) == ["鄭耀棠"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("過去工聯會反對外國干預司法。", ["工聯會"]),
        ("昨早到示範總領事館抗議無理拘捕，並要求釋放。", []),
        ("任憑民主派區議員向媒體作出控訴，也無人理會。", []),
        ("即使陪審團最後認為罪名不成立，也需考慮。", []),
        ("除港鐵早前稱發現問題外，報告再引述工人的話。", []),
        ("不少朋友會問，有沒有審批機制？", []),
        ("直至政府回應，他們都不走。", []),
        ("這輩年輕人所說的困難，實在很多。", []),
        ("文中引史書記載的例子，說明收兵之必要。", []),
        ("以政府發言人名義表示，會跟進。", []),
        ("很想和大家分享總裁講過的一句話。", []),
        ("但遭辯方大律師質疑，影像不清晰。", []),
    ],
)
def test_words_before_a_body_are_no_part_of_its_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_judge_without_name_speaks_for_himself() -> None:
    text = "法官指出，曾國權並沒有因接受款待而被控。"
    assert names("前行政長官曾國權涉貪案。", text) == ["法官"]


def test_a_name_known_to_be_short_does_not_take_the_next_word() -> None:
    text = "警員黃豪作供。黃豪在大律師蔡維邦盤問下承認，當日有人在場。黃豪又同意範圍很大。"
    assert set(names(text)) == {"黃豪"}


def test_an_office_of_one_holder_is_not_that_of_the_others() -> None:
    found = statements("民主黨主席胡志偉、林卓廷表示，接受凍結黨籍。")
    assert [(one.speaker.name, one.speaker.title) for one in found] == [
        ("胡志偉", "主席"),
        ("林卓廷", ""),
    ]


def test_a_line_about_the_author_is_no_turn(tmp_path: Path) -> None:
    text = "論漲價\n\n票價不應再漲。\n\n【林鴻彥・數味人生】跨媒體傳媒人，用數字說服我。\n"
    assert said(tmp_path, text) == []


def test_a_list_of_answers_gives_each_body_its_own(tmp_path: Path) -> None:
    text = (
        "各部門回覆\n\n1. 消防處：本處人員會展示委任證。\n\n2. 入境處：人員會佩戴名牌。\n\n"
        "3. 職業環境衞生師：處長發出權限證明書。\n\n請加入成為月費訂戶，支持我們的工作。\n"
    )
    assert [one for one, _ in said(tmp_path, text)] == ["消防處", "入境處"]


def test_a_person_goes_on_after_answering_about_another() -> None:
    text = "特首林月如見記者，首度開腔回應身兼副主席的編輯馬凱被拒簽，表示不作評論。"
    assert names(text) == ["林月如"]
