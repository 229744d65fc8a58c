"""What the speakers of labelled turns are introduced as."""

from __future__ import annotations

import pytest

from corpus.document import Document, Paragraph, Speaker
from corpus.speakers.attribution import attribute


def speakers(*turns: tuple[str, str]) -> dict[str, Speaker]:
    """Return the speakers of turns, each a label and what is said, by name."""
    paragraphs: list[Paragraph] = []
    for label, text in turns:
        paragraphs.append(Paragraph(len(paragraphs) + 1, "heading", f"{label}："))
        paragraphs.append(Paragraph(len(paragraphs) + 1, "body", text))
    document = attribute(Document("d", "", None, "transcript", tuple(paragraphs)))
    said = [one for paragraph in document.paragraphs for one in paragraph.statements]
    return {one.speaker.name: one.speaker for one in said}


@pytest.mark.parametrize(
    ("text", "title", "organization"),
    [
        ("各位好，我是海事署航政組的科長，想請教一下。", "科長", "海事署航政組"),
        ("大家好，我是海事署專門委員林永春。", "專門委員", "海事署"),
        ("我是青河大學的林永春副教授，謝謝主席。", "副教授", "青河大學"),
        ("主席好，我是林永春，海事署的。", "", ""),
        ("如果我是署長，我會先道歉。", "", ""),
        ("我是主持人，先說明規則。", "", ""),
        ("我是覺得署長說得對。", "", ""),
    ],
)
def test_a_speaker_introduces_himself(text: str, title: str, organization: str) -> None:
    found = speakers(("蘇映雪", "開始。"), ("林永春", text))["林永春"]
    assert (found.title, found.organization) == (title, organization)


@pytest.mark.parametrize(
    ("text", "title", "organization"),
    [
        ("接下來請海事署林永春副署長說明。", "副署長", "海事署"),
        ("歡迎漁業協會理事長林永春。", "理事長", "漁業協會"),
        ("接下來請林永春說明。", "", ""),
    ],
)
def test_the_chair_introduces_a_speaker(text: str, title: str, organization: str) -> None:
    found = speakers(("蘇映雪", text), ("林永春", "好，謝謝。"))
    assert (found["林永春"].title, found["林永春"].organization) == (title, organization)
    assert found["蘇映雪"].title == ""


def test_words_of_a_sentence_are_no_organization() -> None:
    found = speakers(("蘇映雪", "開始。"), ("林永春", "我是目前負責這一塊的科長。"))["林永春"]
    assert found.organization == ""


def test_a_new_holder_introduces_himself() -> None:
    paragraphs = (
        Paragraph(1, "heading", "陳珍裕："),
        Paragraph(2, "body", "大家好，我是新任示範協會的理事長，請多指教。"),
        Paragraph(3, "heading", "主席："),
        Paragraph(4, "body", "謝謝。"),
    )
    document = attribute(Document("a", "", None, "transcript", paragraphs))
    [said] = document.paragraphs[1].statements
    assert said.speaker == Speaker("陳珍裕", "理事長", "示範協會")
