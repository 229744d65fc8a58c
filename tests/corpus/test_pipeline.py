"""A file in, a document with statements and topics out."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.document import Document
from corpus.errors import DocumentError
from corpus.pipeline import Pipeline
from corpus.read import read_document
from corpus.topics.thesaurus import Thesaurus

RECORD = """# 平台勞動座談會紀錄

日期：民國114年3月5日

## 壹、外送員的保險

林次長：

外送員的保險，由業者負擔。

王委員小明：

那麼，演算法是不是也應該公開？
"""


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(Thesaurus.load())


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "紀錄.md"
    path.write_text(RECORD, encoding="utf-8")
    return path


def said(document: Document) -> list[tuple[str, str]]:
    return [
        (statement.speaker.name, paragraph.text[statement.start : statement.end])
        for paragraph in document.paragraphs
        for statement in paragraph.statements
    ]


def test_a_document_is_read_attributed_and_tagged(pipeline: Pipeline, record: Path) -> None:
    document = pipeline.read(record, "座談/紀錄.md")
    assert document.id == "座談/紀錄.md"
    assert document.title == "平台勞動座談會紀錄"
    assert [text for _, text in said(document)] == [
        "外送員的保險，由業者負擔。",
        "那麼，演算法是不是也應該公開？",
    ]
    insurance = next(p for p in document.paragraphs if p.text.startswith("外送員的保險，"))
    spans = [insurance.text[a:b] for tag in insurance.topics for a, b in tag.spans]
    assert "外送員" in spans


def test_the_pipeline_adds_only_statements_and_topics(pipeline: Pipeline, record: Path) -> None:
    plain, whole = read_document(record, "紀錄.md"), pipeline.read(record, "紀錄.md")
    assert (whole.title, whole.date, whole.kind) == (plain.title, plain.date, plain.kind)
    assert [(p.number, p.role, p.text, p.section) for p in whole.paragraphs] == [
        (p.number, p.role, p.text, p.section) for p in plain.paragraphs
    ]
    assert not any(p.statements or p.topics for p in plain.paragraphs)


def test_a_pipeline_keeps_no_state_between_files(pipeline: Pipeline, record: Path) -> None:
    """A person named in one document must not become a speaker in the next."""
    other = record.with_name("另一.txt")
    other.write_text("次長指出，平台應負責任。\n", encoding="utf-8")
    alone = pipeline.read(other, "另一.txt")
    pipeline.read(record, "紀錄.md")
    assert pipeline.read(other, "另一.txt") == alone


def test_an_unreadable_file_raises_the_reason(pipeline: Pipeline, tmp_path: Path) -> None:
    empty = tmp_path / "空.txt"
    empty.touch()
    with pytest.raises(DocumentError) as error:
        pipeline.read(empty, "空.txt")
    assert str(error.value) == f"{empty}: contains no text; leave it out, or check how it was saved"
