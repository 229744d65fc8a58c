"""A PDF file becomes the same document as its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.document import Document, Paragraph
from corpus.pipeline import Pipeline
from corpus.topics.thesaurus import Thesaurus
from tests.corpus.readers.pdf.maker import PdfMaker, head_and_number

SAMPLES = sorted((Path(__file__).parents[4] / "corpus" / "samples").glob("*.*"))
SHARE = 0.98


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(Thesaurus.load())


def convert(document: Document, path: Path, *, indented: bool) -> None:
    """Set a document as a report with running heads, headings in larger type, small captions."""
    maker = PdfMaker(path, furniture=head_and_number("策問通訊"))
    for paragraph in document.paragraphs:
        text = paragraph.text
        if paragraph.role == "heading":
            size = 24 if paragraph.number == 1 else 20 - 2 * len(paragraph.section)
            maker.paragraph(text, size=size, gap=8)
        elif paragraph.role == "caption":
            maker.paragraph(text, size=10, centred=True, gap=6)
        elif indented:
            maker.paragraph(text, first=2)
        else:
            maker.paragraph(text, gap=10)
    maker.save()


def bare(text: str) -> str:
    return text.replace(" ", "").replace("\u3000", "")


def said(paragraph: Paragraph) -> tuple[str, ...]:
    """Return the speakers and what they say, and the topics."""
    text = paragraph.text
    statements = (
        f"{one.speaker.name}: {bare(text[one.start : one.end])}" for one in paragraph.statements
    )
    return (bare(text), *statements, *sorted(tag.topic for tag in paragraph.topics))


@pytest.mark.parametrize("indented", [True, False], ids=["indented", "spaced"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_pdf_has_the_paragraphs_statements_and_topics_of_its_text(
    pipeline: Pipeline, tmp_path: Path, sample: Path, indented: bool
) -> None:
    original = pipeline.read(sample, sample.name)
    path = tmp_path / f"{sample.stem}.pdf"
    convert(original, path, indented=indented)
    document = pipeline.read(path, path.name)
    assert document.kind == original.kind
    assert document.date == original.date
    wanted = [said(one) for one in original.paragraphs if one.role == "body"]
    found = [said(one) for one in document.paragraphs if one.role == "body"]
    same = sum(one in found for one in wanted)
    assert same >= SHARE * len(wanted), [one for one in wanted if one not in found]
    assert len(found) <= len(wanted) + 1


def test_bold_labels_of_a_hansard_are_turns(pipeline: Pipeline, tmp_path: Path) -> None:
    path = tmp_path / "會議過程.pdf"
    maker = PdfMaker(path)
    maker.paragraph("會議過程正式紀錄", size=18, centred=True)
    for number in range(3):
        maker.paragraph(f"請問局長第{number}項工程何時完成？", first=2, label="王宜蓁議員：")
        maker.paragraph(f"主席，第{number}項工程明年完成。", first=2, label="運輸及房屋局局長：")
    maker.save()
    document = pipeline.read(path, path.name)
    assert document.kind == "transcript"
    spoken = [one for one in document.paragraphs if one.role == "body"]
    assert [one.statements[0].speaker.name for one in spoken] == ["王宜蓁", "運輸及房屋局局長"] * 3
    assert [one.page for one in spoken] == [1] * 6


def test_bold_names_without_colon_are_speakers(pipeline: Pipeline, tmp_path: Path) -> None:
    path = tmp_path / "會議過程.pdf"
    maker = PdfMaker(path)
    maker.paragraph("會議過程正式紀錄", size=18, centred=True)
    for number in range(3):
        maker.paragraph(f"請問局長第{number}項工程何時完成？", first=2, label="王宜蓁議員")
        maker.paragraph(f"主席，第{number}項工程明年完成。", first=2, label="李文中局長")
    maker.save()
    document = pipeline.read(path, path.name)
    spoken = [one for one in document.paragraphs if one.role == "body"]
    assert [one.statements[0].speaker.name for one in spoken] == ["王宜蓁", "李文中"] * 3
