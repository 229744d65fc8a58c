"""Labelled turns are verbatim; what prose reports is not."""

from __future__ import annotations

import pytest

from corpus.document import Document, Paragraph, Role
from corpus.speakers.attribution import attribute
from searcher.output.reported import is_reported


def reported(*texts: str, role: Role = "body") -> list[bool]:
    """Of every statement in these paragraphs; a text that ends in a colon is a label."""
    roles: list[Role] = ["heading" if text.endswith("：") else role for text in texts]
    paragraphs = tuple(
        Paragraph(number, kind, text)
        for number, (text, kind) in enumerate(zip(texts, roles, strict=True), 1)
    )
    attributed = attribute(Document("港.md", "港", None, "transcript", paragraphs))
    return [is_reported(one, said) for one in attributed.paragraphs for said in one.statements]


def test_turns_under_a_heading_are_verbatim() -> None:
    assert reported("林依兒：", "浮標要換新。", "經費不夠。", "主席：", "下次再議。") == [False] * 3


def test_turns_after_a_label_on_the_same_line_are_verbatim() -> None:
    assert reported("林依兒：浮標要換新。", "主席：下次再議，林依兒再提。") == [False] * 2


@pytest.mark.parametrize(
    "text",
    [
        "大家好，我是衛生福利部綜合規劃司林依兒。",
        "謝謝。大家都知道，林依兒不贊成。",
        "「浮標」的部分，請看第三頁。",
    ],
)
def test_a_turn_may_contain_its_own_speaker_or_begin_with_a_quotation(text: str) -> None:
    assert reported("林依兒：", text, "主席：", "好。") == [False] * 2


@pytest.mark.parametrize(
    "text",
    [
        "港務局林依兒局長表示，浮標要換新。",
        "「我是反對的。」林依兒局長說。",
        "港務局林依兒局長指出，浮標要換新；陳海生主任則認為，經費不夠。",
        "勞動局表示，浮標要換新。",
        "會議由主席開場。林依兒局長說明，浮標要換新。",
    ],
)
def test_prose_reports(text: str) -> None:
    found = reported(text)
    assert found == [True] * len(found) != []


def test_a_quotation_that_goes_on_in_the_next_paragraph_is_reported() -> None:
    assert reported("林依兒局長說：「浮標要換新。", "「經費也要增加。」") == [True, True]
