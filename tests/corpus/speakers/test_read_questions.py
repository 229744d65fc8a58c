"""Questions of the audience that a speaker reads out."""

from __future__ import annotations

import pytest

from corpus.document import Document, Paragraph
from corpus.speakers.attribution import attribute


def spoken(said: str) -> list[tuple[str, str, int | None, str]]:
    """Return (speaker, words, inside, certainty) of what a chair says."""
    paragraphs = (
        Paragraph(1, "heading", "蘇映雪："),
        Paragraph(2, "body", said),
        Paragraph(3, "heading", "郭子強："),
        Paragraph(4, "body", "沒有意見。"),
    )
    second = attribute(Document("d", "", None, "transcript", paragraphs)).paragraphs[1]
    return [
        (one.speaker.name, said[one.start : one.end], one.inside, one.certainty)
        for one in second.statements
    ]


# 397 questions of the audience were quoted under the name of the minister who reads them.
@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("sli.do：「部分工時何時納保？」", "「部分工時何時納保？」"),
        ("Sli.do：「部分工時何時納保？」我來回答。", "「部分工時何時納保？」"),
        ("接下來看問題，sli.do：「他說「不行」嗎？」", "「他說「不行」嗎？」"),
        ("線上提問：「部分工時何時納保？」", "「部分工時何時納保？」"),
        ("直播留言：「部分工時何時納保？", "「部分工時何時納保？"),
        ("网友提问：“何时施行？”", "“何时施行？”"),
    ],
)
def test_a_question_from_a_platform_is_the_askers(said: str, question: str) -> None:
    outer, *inner = spoken(said)
    assert outer == ("蘇映雪", said, None, "label")
    assert [one[:3] for one in inner] == [("提問者", question, 0)]


@pytest.mark.parametrize(
    "said",
    [
        "有人問：「何時施行？」我想明年。",
        "有一位朋友問說：「何時施行？」",
        "網友在臉書上問：「何時施行？」",
    ],
)
def test_a_question_of_somebody_is_a_guess(said: str) -> None:
    assert spoken(said)[1] == ("提問者", "「何時施行？」", 0, "guess")


@pytest.mark.parametrize(
    "said",
    [
        "我問他：「何時施行？」",
        "sli.do 是一個平台，「何時施行」都可以問。",
        "大家都知道「何時施行」。",
        "我沒有問：「何時施行？」",
    ],
)
def test_other_quotations_belong_to_the_speaker(said: str) -> None:
    assert [one[0] for one in spoken(said)] == ["蘇映雪"]
