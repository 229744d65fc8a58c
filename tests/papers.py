"""A folder of Word, PDF and other files, made of the sample documents, for the README."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import docx
from PIL import Image
from reportlab.lib.utils import ImageReader

from corpus.document import Document
from corpus.read import read_document
from tests.corpus.readers.pdf.maker import PdfMaker, head_and_number

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"


def make_papers(folder: Path) -> None:
    """A white paper and a consultation as PDF, minutes as Word, a scan and an archive."""
    folder.mkdir()
    _as_pdf(_sample("人工智慧治理白皮書-第二部.md"), folder / "人工智慧治理白皮書_2025年10月.pdf")
    _as_pdf(
        _sample("平台工作者權益諮詢文件_第三章_2025年8月.md"), folder / "諮詢文件_2025年8月.pdf"
    )
    _as_word(_sample("2025-03-18-平台工作者座談會紀實.md"), folder / "座談會紀實_1140318.docx")
    _as_word(_sample("外送平台演算法透明度公聽會_1140522.md"), folder / "公聽會_1140522.docx")
    _partly_scanned(folder / "舊公文.pdf")
    with ZipFile(folder / "附件.zip", "w") as archive:
        archive.writestr("附件.txt", "附件")


def _sample(name: str) -> Document:
    return read_document(SAMPLES / name, name)


def _as_word(document: Document, path: Path) -> None:
    made = docx.Document()
    for paragraph in document.paragraphs:
        if paragraph.role == "heading":
            made.add_heading(paragraph.text, level=min(paragraph.number, 2))
        else:
            made.add_paragraph(paragraph.text)
    made.save(str(path))


def _as_pdf(document: Document, path: Path) -> None:
    maker = PdfMaker(path, furniture=head_and_number(document.title))
    for paragraph in document.paragraphs:
        if paragraph.role == "heading":
            size = 24 if paragraph.number == 1 else 20 - 2 * len(paragraph.section)
            maker.paragraph(paragraph.text, size=size, gap=8)
        else:
            maker.paragraph(paragraph.text, first=2)
    maker.save()


def _partly_scanned(path: Path) -> None:
    """A first page with text, and two that are pictures."""
    maker = PdfMaker(path)
    maker.paragraph("本公文說明外送平台申訴案件之處理情形，附件為申訴書影本。", first=2)
    maker.new_page()
    for _ in range(2):
        maker.canvas.drawImage(ImageReader(Image.new("L", (400, 560), 200)), 0, 0, 595, 842)
        maker.canvas.showPage()
    maker.canvas.save()
