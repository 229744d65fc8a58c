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
