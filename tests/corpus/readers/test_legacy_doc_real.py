"""Word files of before 2007, made and converted by LibreOffice itself."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from corpus.pipeline import Pipeline
from corpus.topics.thesaurus import Thesaurus
from tests.corpus.readers.pdf.prose import paragraphs

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice") or ""
pytestmark = pytest.mark.skipif(not SOFFICE, reason="needs LibreOffice")


def convert(source: Path, suffix: str) -> Path:
    """Return the file that LibreOffice makes of another one, beside it."""
    profile = source.parent / "making"
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            str(source.parent),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return source.with_suffix(f".{suffix}")


def test_real_doc_has_the_paragraphs_statements_and_topics_of_its_docx(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("平台工作者座談會紀錄", 0)
    document.add_paragraph("時間：2025年3月18日")
    for number, text in enumerate(paragraphs(12, 4)):
        if number % 4 == 0:
            document.add_heading(f"第{number // 4 + 1}節　保險與申訴", 1)
        document.add_paragraph(text)
    table = document.add_table(2, 2)
    for cell, text in zip((*table.rows[0].cells, *table.rows[1].cells), "甲乙丙丁", strict=True):
        cell.text = text
    document.add_paragraph("林委員說：「平台應公開派單的規則。」")
    made = tmp_path / "紀錄.docx"
    document.save(str(made))
    pipeline = Pipeline(Thesaurus.load())
    wanted = pipeline.read(made, "紀錄")
    found = pipeline.read(convert(made, "doc"), "紀錄")
    assert (found.title, found.date, found.kind) == (wanted.title, wanted.date, wanted.kind)
    assert found.paragraphs == wanted.paragraphs
