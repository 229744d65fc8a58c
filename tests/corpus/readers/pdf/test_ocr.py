"""Pages without text are read by Tesseract if the user asks for it."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import DocumentError
from corpus.lines import Source
from corpus.readers.pdf import tesseract
from corpus.readers.pdf.reader import read_pdf
from corpus.readers.pdf.tesseract import OcrMissingError, find_tesseract
from tests.corpus.readers.pdf.maker import HEIGHT, PLAIN, WIDTH, PdfMaker, head_and_number
from tests.corpus.readers.pdf.pictures import EMBEDDED, install, needs_tesseract, scan
from tests.corpus.readers.pdf.prose import paragraphs

OCR = "read them by OCR: cewen index --ocr"
# Two lines of a paragraph at 300 dpi. The left edge is at 72 points.
TABLE = """
rows = [(1, 400, 300, 1700, "外送平台應公開派單的規則，並保障申"), (2, 300, 380, 350, "訴。")]
for line, left, top, width, text in rows:
    row = [5, 1, 1, 1, line, 1, left, top, width, 46, CONFIDENCE, text]
    print(*row, sep="\\t")
"""
skip_on_windows = pytest.mark.skipif(sys.platform == "win32", reason="the program is a script")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    find_tesseract.cache_clear()
    yield
    find_tesseract.cache_clear()


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of programs, in which there is no Tesseract yet."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path / "bin"


@pytest.fixture
def scanned(tmp_path: Path) -> Path:
    """A page that is a picture, and a page with text."""
    from PIL import Image

    path = tmp_path / "掃描.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    canvas.drawImage(ImageReader(Image.new("L", (40, 60), 200)), 0, 0, WIDTH, HEIGHT)
    canvas.showPage()
    canvas.setFont(PLAIN, 12)
    for line in range(6):
        canvas.drawString(72, 700 - 20 * line, f"第{line}次會議的紀錄，由秘書處另行公布。")
    canvas.showPage()
    canvas.save()
    return path


def read(path: Path) -> Source:
    return read_pdf(path, lambda: None)


@skip_on_windows
def test_ocr_reads_only_the_pages_without_text(program: Path, scanned: Path) -> None:
    install(program, "CONFIDENCE = 91 if 'chi_tra' in sys.argv else 70" + TABLE)
    pages: list[int] = []
    source = read_pdf(scanned, lambda: pages.append(1))
    first, *rest = source.lines
    assert (first.text, first.page, first.source) == (
        "外送平台應公開派單的規則，並保障申訴。", 1, "ocr",
    )  # fmt: skip
    assert {(line.page, line.source) for line in rest} == {(2, "text")}
    assert source.warnings == ("1 of 2 pages were read by OCR, with 91 % confidence",)
    assert len(pages) == 2  # in both scripts


@skip_on_windows
def test_pages_with_low_confidence_are_named(program: Path, scanned: Path) -> None:
    install(program, "CONFIDENCE = 55.4" + TABLE)
    assert read(scanned).warnings == (
        "1 of 2 pages were read by OCR, with 55 % confidence, least on page 1 (55 %)",
    )


@skip_on_windows
def test_a_page_is_recognized_once(program: Path, scanned: Path) -> None:
    install(program, "CONFIDENCE = 91" + TABLE)
    once = read(scanned)
    install(program, "sys.exit('read again')")
    assert read(scanned) == once


@skip_on_windows
def test_the_tables_not_used_for_longest_leave_the_cache(tmp_path: Path) -> None:
    folder = tmp_path / "ab"
    size = tesseract.LARGEST_FOLDER // 4
    for number in range(6):
        tesseract._keep(folder / f"{number}.tsv.z", random.Random(number).randbytes(size).hex())
        os.utime(folder / f"{number}.tsv.z", (number, number))
        if number == 2:
            assert tesseract._kept(folder / "0.tsv.z")  # used again
    assert sum(path.stat().st_size for path in folder.iterdir()) <= tesseract.LARGEST_FOLDER
    names = {path.name[0] for path in folder.iterdir()}
    assert {"0", "5"} <= names
    assert "1" not in names


def test_damaged_cache_is_read_anew(program: Path, scanned: Path, tmp_path: Path) -> None:
    install(program, "CONFIDENCE = 91" + TABLE)
    once = read(scanned)
    kept = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert len(kept) == 2
    for path in kept:
        path.write_bytes(path.read_bytes()[:9])
    assert read(scanned) == once


@skip_on_windows
@pytest.mark.parametrize("script", ["time.sleep(60)", "sys.exit('broken')"], ids=["slow", "broken"])
def test_a_page_that_ocr_cannot_read_is_named(
    program: Path, scanned: Path, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tesseract, "SECONDS", 1.0)
    install(program, script)
    source = read(scanned)
    assert {line.page for line in source.lines} == {2}
    assert source.warnings == (
        f"1 of 2 pages have no text, only images; {OCR}",
        "1 pages without text were not read: OCR has failed; try again: cewen index --ocr",
    )


@skip_on_windows
def test_scan_on_which_ocr_finds_nothing_is_not_read(program: Path, scanned: Path) -> None:
    install(program, "")
    canvas = Canvas(str(scanned))
    from PIL import Image

    canvas.drawImage(ImageReader(Image.new("L", (40, 60), 200)), 0, 0, WIDTH, HEIGHT)
    canvas.save()
    with pytest.raises(DocumentError) as error:
        read(scanned)
    assert str(error.value) == "OCR has found no text on its 1 pages; leave it out"


def test_missing_tesseract_says_how_to_install_it(program: Path) -> None:
    with pytest.raises(OcrMissingError) as error:
        find_tesseract()
    assert str(error.value) == (
        "--ocr needs the program Tesseract with its data for Chinese (tesseract). Install it: "
        "apt install tesseract-ocr tesseract-ocr-chi-tra tesseract-ocr-chi-sim (Debian, Ubuntu), "
        "brew install tesseract tesseract-lang (macOS), or see "
        "https://tesseract-ocr.github.io/tessdoc/Installation.html"
    )


@skip_on_windows
def test_tesseract_without_chinese_is_missing(program: Path) -> None:
    install(program, "", languages="eng osd")
    with pytest.raises(OcrMissingError, match=r"for Chinese \(chi_tra, chi_sim\)\. Install it"):
        find_tesseract()


@skip_on_windows
def test_one_script_is_enough(program: Path, scanned: Path) -> None:
    install(program, "CONFIDENCE = 91" + TABLE, languages="chi_sim eng")
    assert read(scanned).lines[0].source == "ocr"


def test_without_tesseract_a_file_is_read_without_ocr(program: Path, scanned: Path) -> None:
    assert read(scanned) == read_pdf(scanned)


def bare(text: str) -> str:
    return text.replace(" ", "").replace("\u3000", "")


def shares(wanted: list[str], found: list[str]) -> list[float]:
    """Return for each text the share of its pairs of characters in the most similar one found."""
    pairs = [{a + b for a, b in pairwise(text)} for text in found]
    result = []
    for text in wanted:
        own = {a + b for a, b in pairwise(text)}
        result.append(max(len(own & other) / max(len(own | other), 1) for other in pairs))
    return result


@needs_tesseract
@pytest.mark.parametrize("turned", [0, 90])
@pytest.mark.parametrize("hans", [False, True], ids=["traditional", "simplified"])
def test_tesseract_reads_paragraphs_of_scanned_pages(
    tmp_path: Path, hans: bool, turned: int
) -> None:
    maker = PdfMaker(tmp_path / "text.pdf", font=EMBEDDED, furniture=head_and_number("策問通訊"))
    maker.paragraph("平台经济座谈会纪要" if hans else "平台經濟座談會紀錄", size=20, centred=True)
    texts = paragraphs(9, 7, hans=hans)
    for text in texts:
        maker.paragraph(text, first=2)
    maker.save()
    scan(tmp_path / "text.pdf", tmp_path / "scan.pdf", turned=turned)
    source = read(tmp_path / "scan.pdf")
    (title,) = (line.text for line in source.lines if line.hint == "heading")
    assert title.startswith("平台")
    found = [bare(line.text) for line in source.lines if line.hint != "heading"]
    assert abs(len(found) - len(texts)) <= 1
    alike = shares([bare(text) for text in texts], found)
    assert sum(alike) / len(alike) > 0.85, (alike, found)
    # In the script of the document.
    assert ("会" in "".join(found)) == hans
    assert source.warnings[0].startswith(("1 of 1 pages were read by OCR", "2 of 2 pages were"))
