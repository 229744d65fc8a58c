"""A document has the same paragraphs, statements and topics in every format.

LibreOffice, where it is installed, makes PDF, ODT, HTML and DOC of a Word file, as users do.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from corpus.document import Document
from corpus.pipeline import Pipeline
from corpus.topics.thesaurus import Thesaurus
from tests.corpus.readers.pdf.test_documents import SAMPLES, SHARE, bare, said

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice") or ""
FONT = "WenQuanYi Micro Hei"
CHOSEN = [
    path
    for path in SAMPLES
    if any(word in path.name for word in ("白皮書", "公聽會", "保障办法", "諮詢文件", "座談會"))
]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(Thesaurus.load())


@pytest.fixture(scope="module")
def originals(pipeline: Pipeline) -> dict[str, Document]:
    return {path.stem: pipeline.read(path, path.name) for path in CHOSEN}


@pytest.fixture(scope="module")
def word_files(originals: dict[str, Document], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("word")
    for number, (name, document) in enumerate(originals.items()):
        write_word(document, folder / f"{name}.docx", indented=bool(number % 2))
    return folder


def write_word(document: Document, path: Path, *, indented: bool) -> None:
    """Write a document with styles for headings, its text indented or with space between."""
    word = docx.Document()
    normal = word.styles["Normal"]
    normal.font.size = Pt(12)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(0 if indented else 8)
    for one in document.paragraphs:
        if one.role == "heading":
            level = 0 if one.number == 1 else min(4, len(one.section) + 1)
            for run in word.add_heading(one.text, level).runs:
                run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
        else:
            paragraph = word.add_paragraph(one.text)
            if indented and one.role == "body":
                paragraph.paragraph_format.first_line_indent = Pt(24)
            elif one.role in ("byline", "caption"):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.save(str(path))


def check(original: Document, found: Document) -> None:
    wanted = [said(one) for one in original.paragraphs if one.role == "body"]
    texts = {bare(one.text) for one in found.paragraphs}
    bodies = [said(one) for one in found.paragraphs if one.role == "body"]
    whole = sum(one[0] in texts for one in wanted)
    same = sum(one in bodies for one in wanted)
    assert whole >= SHARE * len(wanted), [one[0] for one in wanted if one[0] not in texts]
    assert same >= SHARE * len(wanted), [one for one in wanted if one not in bodies]


@pytest.mark.parametrize("name", [path.stem for path in CHOSEN])
def test_word_file_is_the_same_document(
    pipeline: Pipeline, originals: dict[str, Document], word_files: Path, name: str
) -> None:
    path = word_files / f"{name}.docx"
    check(originals[name], pipeline.read(path, path.name))


@pytest.mark.skipif(not SOFFICE, reason="needs LibreOffice")
@pytest.mark.parametrize("suffix", ["pdf", "odt", "html", "doc"])
def test_what_libreoffice_makes_is_the_same_document(
    pipeline: Pipeline,
    originals: dict[str, Document],
    word_files: Path,
    suffix: str,
    tmp_path: Path,
) -> None:
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            str(tmp_path),
            *map(str, sorted(word_files.glob("*.docx"))),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    for name, original in originals.items():
        path = tmp_path / f"{name}.{suffix}"
        check(original, pipeline.read(path, path.name))
