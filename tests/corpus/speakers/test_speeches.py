"""Printed speeches: the words under the line that introduces them."""

from __future__ import annotations

import pytest

from corpus.document import Document, Paragraph
from corpus.speakers.attribution import attribute
from corpus.speakers.speeches import find_speech


def said(*texts: str, headings: tuple[int, ...] = ()) -> list[list[str]]:
    """Return the names of the speakers of each paragraph; ``headings`` are their indexes."""
    paragraphs = tuple(
        Paragraph(number, "heading" if number - 1 in headings else "body", text)
        for number, text in enumerate(texts, 1)
    )
    document = attribute(Document("a", "", None, "other", paragraphs))
    return [[one.speaker.name for one in each.statements] for each in document.paragraphs]


# Releases print a speech that begins by addressing the chair; 主席 became its speaker.
def test_the_address_of_the_chair_begins_no_turn() -> None:
    assert said(
        "以下是教育局局長盧偉德今日（五月四日）在立法會會議上就「網課」動議辯論的總結發言全文：",
        "主席：",
        "我感謝各位議員提出的意見。",
        "網課的質素",
        "政府一直強調，質素最重要。",
        "完",
        "二○三○年五月四日（星期六）",
        headings=(3,),
    ) == [[], ["盧偉德"], ["盧偉德"], [], ["盧偉德"], [], []]


def test_an_office_as_a_label_is_the_person_whom_the_first_line_names() -> None:
    assert said(
        "以下為教育局局長盧偉德今日會見傳媒的談話全文：",
        "局長：大家好，今日公布新安排。",
        "記者：何時生效？",
        "局長：九月一日。",
    ) == [[], ["盧偉德"], ["記者"], ["盧偉德"]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("總統林世傑今日出席勞工大會，致詞全文如下：", "林世傑"),
        ("以下是财政司司长石清如在午餐会的演辞全文（只有中文）：", "石清如"),
        ("以下是行政長官會見傳媒的開場發言和答問內容：", "行政長官"),
        ("以下是教育局局長盧偉德和運輸署署長石清如會見傳媒的談話全文：", ""),
        ("外送工會聲明全文如下：", ""),
        ("勞動部長林世傑表示，致詞全文已上網。", ""),
        ("以下是三項建議：", ""),
    ],
)
def test_only_a_line_that_names_one_person_introduces_a_speech(text: str, name: str) -> None:
    speech = find_speech([Paragraph(1, "body", text)])
    assert (speech.label.speaker.name if speech else "") == name
