"""An index reads pages without text only when the user asks for OCR, and keeps what OCR read."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.document import TextSource
from corpus.readers.pdf.tesseract import OcrMissingError, find_tesseract
from index.stored_record import to_paragraph
from index.update import Updated, update
from index.whoosh.reader import Reader
from searcher.cli.hit_text import hit_lines
from searcher.cli.terminal import PLAIN
from searcher.output.html import hit_html
from searcher.output.markdown import markdown_lines
from searcher.output.schema import rows_of
from searcher.service import Index
from tests.corpus.readers.pdf.pictures import install

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="the program is a script"),
    pytest.mark.skipif(
        multiprocessing.get_start_method() != "fork", reason="the process must see this PATH"
    ),
    pytest.mark.usefixtures("one_thesaurus"),
]
SCAN = "a scan: its 1 page is an image without text; read it by OCR: cewen index --ocr"
READ = "1 of 1 pages were read by OCR, with 91 % confidence"
ONE_LINE = (
    r"print('5\t1\t1\t1\t1\t1\t400\t300\t1700\t46\t91\t外送平台應公開派單的規則，並保障申訴。')"
)


@pytest.fixture(autouse=True)
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of programs, with a Tesseract that reads one line."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    install(tmp_path / "bin", ONE_LINE)
    find_tesseract.cache_clear()
    yield tmp_path / "bin"
    find_tesseract.cache_clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    from PIL import Image

    folder = tmp_path / "文件"
    folder.mkdir()
    canvas = Canvas(str(folder / "掃描.pdf"))
    canvas.drawImage(ImageReader(Image.new("L", (40, 60), 200)), 0, 0, 595, 842)
    canvas.save()
    (folder / "甲.md").write_text("平台工作者的權益需要保障。", encoding="utf-8")
    return folder


def paragraphs(index: Path) -> list[tuple[str, int | None, TextSource]]:
    reader = Reader(index)
    records = [reader.record(number) for number in reader.paragraphs_of("掃描.pdf")]
    return [(one.text, one.page, one.source) for one in map(to_paragraph, records)]


def said(updated: Updated) -> list[str]:
    return [trouble.text for trouble in (*updated.unread, *updated.warnings)]


FOUND = [("外送平台應公開派單的規則，並保障申訴。", 1, "ocr")]


def test_scans_wait_for_ocr_and_keep_it(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    assert said(update(index, [folder])) == [SCAN]
    read = update(index, [folder], ocr=True)
    assert (read.unchanged, said(read)) == (1, [READ])
    assert paragraphs(index) == FOUND
    assert update(index, [folder], ocr=True).unchanged == 2
    assert update(index, [folder]).unchanged == 2
    with (folder / "掃描.pdf").open("ab") as file:
        file.write(b"\n%%EOF\n")
    changed = update(index, [folder])
    assert (changed.changed, said(changed)) == (1, [READ])
    assert paragraphs(index) == FOUND


def test_ocr_without_tesseract_makes_no_index(folder: Path, tmp_path: Path, program: Path) -> None:
    (program / "tesseract").unlink()
    with pytest.raises(OcrMissingError, match="Install it: apt install tesseract-ocr "):
        update(tmp_path / "index", [folder], ocr=True)
    assert not (tmp_path / "index").exists()


def test_changed_scan_waits_for_ocr_when_tesseract_is_gone(
    folder: Path, tmp_path: Path, program: Path
) -> None:
    index = tmp_path / "index"
    update(index, [folder], ocr=True)
    (program / "tesseract").unlink()
    find_tesseract.cache_clear()
    with (folder / "掃描.pdf").open("ab") as file:
        file.write(b"\n%%EOF\n")
    assert said(update(index, [folder])) == [SCAN]


def test_results_say_that_ocr_has_read_the_page(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    update(index, [folder], ocr=True)
    answer = Index(index).search("外送平台")
    [hit] = answer.hits
    assert list(hit_lines(1, hit, PLAIN, None))[-1].strip() == (
        "page 1, read by OCR · 掃描.pdf#1"
    )  # fmt: skip
    assert "page 1, read by OCR · 掃描.pdf#1" in hit_html(hit)
    rows = list(rows_of([hit]))
    assert rows[0].source == "ocr"
    assert "第1頁（文字辨識），掃描.pdf#1" in "\n".join(markdown_lines(rows))
