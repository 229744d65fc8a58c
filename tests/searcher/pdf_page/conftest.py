"""A worker for the tests of this folder, and files that are made to harm it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("reportlab", reason="reportlab is not installed")

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, RectangleObject
from reportlab.pdfgen.canvas import Canvas

from searcher.pdf_page.worker import PageLimits, PageWorker
from tests.corpus.readers.pdf.maker import HEIGHT, WIDTH, PdfMaker


@pytest.fixture(scope="session")
def worker() -> Iterator[PageWorker]:
    """A worker with the usual limits."""
    made = PageWorker()
    yield made
    made.close()


@pytest.fixture
def hasty() -> Iterator[PageWorker]:
    """A worker that gives up soon."""
    made = PageWorker(PageLimits(seconds=2))
    yield made
    made.close()


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Two pages; a paragraph of the first one continues on the second."""
    path = tmp_path / "信.pdf"
    maker = PdfMaker(path)
    maker.paragraph("平台工作者的保險")
    for number in range(16):
        maker.paragraph(f"第{number}點，外送員在平台上跑單，保險應由業者負擔，本府將另行公告。" * 2)
    maker.save()
    return path


def doubling(path: Path, depth: int = 26) -> None:
    """Make a page draw a form that draws another one four times, and so on."""
    writer = PdfWriter(clone_from=PdfReader(path))
    below = None
    for _ in range(depth):
        form = DecodedStreamObject()
        form.set_data(b"/X Do /X Do /X Do /X Do" if below is not None else b"0 0 9 9 re f")
        form[NameObject("/Type")] = NameObject("/XObject")
        form[NameObject("/Subtype")] = NameObject("/Form")
        form[NameObject("/BBox")] = RectangleObject((0, 0, 600, 800))
        if below is not None:
            objects = DictionaryObject({NameObject("/X"): below})
            form[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): objects})
        below = writer._add_object(form)
    page = writer.pages[0]
    objects = DictionaryObject({NameObject("/X"): below})
    page["/Resources"][NameObject("/XObject")] = objects  # type: ignore[index]
    content = DecodedStreamObject()
    content.set_data(b"/X Do")
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.write(path)


def sized(width: float, height: float) -> Callable[[Path], None]:
    """A function that gives the first page this size."""

    def change(path: Path) -> None:
        writer = PdfWriter(clone_from=PdfReader(path))
        writer.pages[0].mediabox = RectangleObject((0, 0, width, height))
        writer.write(path)

    return change


def encrypt(path: Path) -> None:
    """Give a file a password."""
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(path)


def turned(path: Path, turn: int) -> None:
    """A page that the viewer turns by so many degrees."""
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    canvas.setFont("MSung-Light", 12)
    canvas.drawString(72, 700, "外送員在平台上跑單")
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.pages[0].rotate(turn)
    writer.write(path)
