"""Questions and the answers to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.read import read_document
from corpus.speakers.attribution import attribute


def linked(folder: Path, text: str) -> dict[str, int]:
    """Return the words that answer, each with the number of the paragraph of the question."""
    path = folder / "m.txt"
    path.write_text(text, encoding="utf-8")
    return {
        paragraph.text[one.start : one.end]: one.answers
        for paragraph in attribute(read_document(path, "m.txt")).paragraphs
        for one in paragraph.statements
        if one.answers is not None
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("问：何时施行？\n答：明年。\n问：经费呢？\n答：已编列。\n", {"明年。": 1, "已编列。": 3}),
        (
            "記者：請問經費多少。\n\n局長：三億。\n\n局長：另外還有一億。\n",
            {"三億。": 1, "另外還有一億。": 1},
        ),
        (
            "1. 王小明議員：主席，何時施行？\n\n勞工及福利局局長：主席，明年。\n\n"
            "我們會公布細節。\n\n"
            "2. 李小紅議員：主席，經費多少？\n\n勞工及福利局局長：三億。\n",
            {"主席，明年。": 1, "我們會公布細節。": 1, "三億。": 4},
        ),
        (
            "王委員大明：何時施行？\n\n主席：請部長。\n\n許部長小明：明年施行。\n\n"
            "王委員大明：太慢了。\n",
            {"明年施行。": 1},
        ),
        (
            "主席：王委員的問題請部長回答好嗎？\n\n許部長小明：明年施行。\n\n王委員大明：謝謝。\n",
            {"明年施行。": 1},
        ),
        ("記者：請問何時施行？\n\n記者：還有經費呢？\n\n局長：明年，三億。\n", {"明年，三億。": 1}),
    ],
)
def test_the_turn_after_a_question_answers_it(
    tmp_path: Path, text: str, expected: dict[str, int]
) -> None:
    assert linked(tmp_path, text) == expected


def test_a_statement_without_a_question_answers_nothing(tmp_path: Path) -> None:
    text = "王委員大明：我反對。\n\n許部長小明：尊重委員意見。\n\n王委員大明：謝謝。\n"
    assert linked(tmp_path, text) == {}


def test_a_reply_in_prose_answers_the_question_before_it(tmp_path: Path) -> None:
    text = "周委員宜蓁質詢時指出，保險未納入預算。李部長答覆表示，草案已送審查。\n"
    assert linked(tmp_path, text) == {"李部長答覆表示，草案已送審查。": 1}


def test_the_words_after_a_question_read_out_answer_it(tmp_path: Path) -> None:
    text = "主持人：開始。\n\n局長：sli.do：「何時納保？」\n\n明年會納保。\n\n主持人：謝謝。\n"
    assert linked(tmp_path, text) == {"明年會納保。": 2}


@pytest.mark.parametrize(
    ("line", "speakers"),
    [
        ("問：中方如何看待？答：已多次表明立場。", ["問", "答"]),
        ("问：何时上路？答：明年七月。问：谁付钱？答：平台付。", ["问", "答", "问", "答"]),
        ("質詢：保險由誰負擔？答復：由業者負擔。", ["質詢", "答復"]),
        ("記者：罷工多久？發言人：目前沒有消息。", ["記者", "發言人"]),
        ("Q: 何時上路？ A: 明年七月。", ["Q", "A"]),
        ("Q1：何時上路？A1：明年七月。", ["Q1", "A1"]),
        ("【問】費用多少？", []),
        ("提問：能否延期？回應：可以申請。", ["提問", "回應"]),
        ("王議員質詢：為何延誤？工務局答復：缺工。", ["王議員質詢", "工務局答復"]),
        ("网友：能报销吗？答：可以。", ["网友", "答"]),
    ],
)
def test_a_line_of_questions_and_answers_is_divided(
    tmp_path: Path, line: str, speakers: list[str]
) -> None:
    path = tmp_path / "m.txt"
    path.write_text(f"會議答問\n\n{line}\n", encoding="utf-8")
    [*_, paragraph] = attribute(read_document(path, "m.txt")).paragraphs
    said = [one.mention for one in paragraph.statements]
    assert said == speakers
    assert all(
        "：" not in paragraph.text[one.start : one.end].strip() for one in paragraph.statements
    )


def test_the_paragraph_after_a_divided_line_goes_on_with_the_answer(tmp_path: Path) -> None:
    text = "問：何時上路？答：明年七月。\n\n我們會再公布細節。\n\n問：誰付？答：平台。\n"
    assert linked(tmp_path, text) == {"明年七月。": 1, "我們會再公布細節。": 1, "平台。": 3}
