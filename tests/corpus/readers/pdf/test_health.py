"""What cannot be read of a PDF is said, with counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject, NumberObject, TextStringObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import DocumentError
from corpus.read import read_document
from corpus.readers.pdf.reader import read_pdf
from tests.corpus.readers.pdf.maker import HEIGHT, PLAIN, WIDTH, PdfMaker
from tests.corpus.readers.pdf.prose import paragraphs

OCR = "by OCR: cewen index --ocr"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "信.pdf"
    maker = PdfMaker(path)
    for text in paragraphs(12, 20):
        maker.paragraph(text, first=2)
    maker.save()
    return path


def image() -> ImageReader:
    from PIL import Image

    return ImageReader(Image.new("L", (40, 60), 200))


def test_full_page_image_with_a_stamp_is_a_page_without_text(tmp_path: Path) -> None:
    path = tmp_path / "掃描.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    canvas.drawImage(image(), 0, 0, WIDTH, HEIGHT)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(400, 800, "RECEIVED 2025")
    canvas.showPage()
    canvas.setFont(PLAIN, 12)
    for line in range(20):
        canvas.drawString(72, 700 - 20 * line, f"第{line}次會議的紀錄，由秘書處另行公布。")
    canvas.showPage()
    canvas.save()
    source = read_pdf(path)
    assert source.warnings == (f"1 of 2 pages have no text, only images; read them {OCR}",)


def test_page_of_image_strips_is_a_scan(tmp_path: Path) -> None:
    path = tmp_path / "掃描.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    for strip in range(60):
        canvas.drawImage(image(), 0, strip * HEIGHT / 60, WIDTH, HEIGHT / 60)
    canvas.showPage()
    canvas.save()
    with pytest.raises(DocumentError) as error:
        read_pdf(path)
    assert str(error.value) == (f"a scan: its 1 page is an image without text; read it {OCR}")


def test_text_under_a_full_page_image_is_from_ocr(tmp_path: Path) -> None:
    path = tmp_path / "掃描.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    canvas.drawImage(image(), 0, 0, WIDTH, HEIGHT)
    text = canvas.beginText(72, 700)
    text.setFont(PLAIN, 12)
    text.setTextRenderMode(3)
    for line in range(20):
        text.textLine(f"第{line}次會議的紀錄，由秘書處另行公布。")
    canvas.drawText(text)
    canvas.showPage()
    canvas.save()
    assert read_pdf(path).warnings == (
        "1 of 1 pages are images with text from OCR, which may be wrong",
    )


def encrypted(path: Path, user: str) -> Path:
    writer = PdfWriter(clone_from=path)
    writer.encrypt(user_password=user, owner_password="owner", algorithm="RC4-128")
    target = path.with_name("密.pdf")
    writer.write(target)
    return target


def test_file_with_a_password_is_named(letter: Path) -> None:
    with pytest.raises(DocumentError) as error:
        read_document(encrypted(letter, "secret"), "密.pdf")
    assert str(error.value) == (
        f"{letter.with_name('密.pdf')}: needs a password; save a copy without one"
    )


def test_file_with_only_an_owner_password_is_read(letter: Path) -> None:
    assert read_pdf(encrypted(letter, "")).lines == read_pdf(letter).lines


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95])
def test_cut_file_is_broken_or_said_to_be_cut(letter: Path, share: float) -> None:
    data = letter.read_bytes()
    letter.write_bytes(data[: int(share * len(data))])
    said = outcome(letter)
    assert "not a readable PDF file, broken or cut off; get the file again" in said or (
        "the end of the file is missing; get the whole file" in said
    )


def outcome(path: Path) -> tuple[str, ...]:
    """Return the warnings or the error."""
    try:
        return read_pdf(path).warnings
    except DocumentError as error:
        return (str(error),)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.4\n%%EOF", b"<html>no</html>"])
def test_file_that_is_no_pdf_is_broken(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "空.pdf"
    path.write_bytes(data)
    with pytest.raises(DocumentError, match="not a readable PDF file"):
        read_pdf(path)


def test_text_drawn_twice_is_read_once(tmp_path: Path) -> None:
    once, twice = tmp_path / "一.pdf", tmp_path / "二.pdf"
    for path, shifts in ((once, (0.0,)), (twice, (0.0, 0.3))):
        canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
        canvas.setFont(PLAIN, 12)
        for number, text in enumerate(paragraphs(10, 21)):
            for shift in shifts:
                canvas.drawString(72 + shift, 700 - 20 * number, text[:34])
                # Pieces of the line, drawn between the two.
                canvas.drawString(72, 400 - 20 * number, f"第{number}項")
        canvas.save()
    assert [line.text for line in read_pdf(twice).lines] == [
        line.text for line in read_pdf(once).lines
    ]


def test_radicals_are_kept_for_the_fold(tmp_path: Path) -> None:
    path = tmp_path / "部首.pdf"
    maker = PdfMaker(path)
    maker.put(72, 700, "⼈⽤⺠⻑⾒，由本府公布。")
    maker.save()
    assert read_pdf(path).lines[0].text == "⼈⽤⺠⻑⾒，由本府公布。"


def test_private_codes_are_counted_and_bullets_replaced(tmp_path: Path) -> None:
    path = tmp_path / "私.pdf"
    maker = PdfMaker(path)
    maker.put(72, 700, "\uf0b7 第一項工作，由本府\ue123公布。")
    maker.save()
    source = read_pdf(path)
    assert source.lines[0].text == "• 第一項工作，由本府\ue123公布。"
    assert source.warnings == ("1 characters have private codes and cannot be searched",)


def test_odd_punctuation_is_said(tmp_path: Path) -> None:
    path = tmp_path / "標點.pdf"
    maker = PdfMaker(path)
    for line in range(3):
        maker.put(72, 700 - 20 * line, f"本府表示@第{line}項工作已經完成@並將公布｡")
    maker.put(72, 600, "主席︰同意。")
    maker.save()
    source = read_pdf(path)
    assert source.lines[-1].text == "主席：同意。"
    assert source.lines[0].text.endswith("公布。")
    assert source.warnings == (
        "punctuation has wrong codes (6 times @ for a comma), so sentences may be cut wrongly",
    )


def cyclic(path: Path) -> None:
    """Make the page tree of a file contain itself."""
    writer = PdfWriter(clone_from=PdfReader(path))
    tree = writer._pages.get_object()  # type: ignore[attr-defined]
    tree[NameObject("/Kids")] = ArrayObject([writer._pages])  # type: ignore[attr-defined]
    tree[NameObject("/Count")] = NumberObject(2_000_000_000)
    writer.write(path)


def endless(path: Path) -> None:
    """Claim two thousand million pages."""
    writer = PdfWriter(clone_from=PdfReader(path))
    tree = writer._pages.get_object()  # type: ignore[attr-defined]
    tree[NameObject("/Count")] = NumberObject(2_000_000_000)
    writer.write(path)


@pytest.mark.parametrize("harm", [cyclic, endless])
def test_hostile_page_tree_ends_soon(letter: Path, harm: Callable[[Path], None]) -> None:
    before = letter.read_bytes()
    harm(letter)
    assert letter.read_bytes() != before
    assert outcome(letter) in (
        (),  # PDFium counts for itself
        ("not a readable PDF file, broken or cut off; get the file again",),
    )


def without_unicode(path: Path) -> None:
    """Make the codes of all fonts numbers of glyphs in a font that is not there."""
    writer = PdfWriter(clone_from=PdfReader(path))
    for page in writer.pages:
        fonts = page["/Resources"]["/Font"]  # type: ignore[index]
        for name in fonts:
            font = fonts[name].get_object()
            if font["/Subtype"] == "/Type0":
                font[NameObject("/Encoding")] = NameObject("/Identity-H")
                below = font["/DescendantFonts"][0].get_object()
                below["/CIDSystemInfo"][NameObject("/Ordering")] = TextStringObject("Identity")
    writer.write(path)


def test_font_without_unicode_is_named(letter: Path) -> None:
    without_unicode(letter)
    assert outcome(letter) == (
        f"its fonts (MSung-Light) do not say which characters they draw; read its pages {OCR}",
    )


def test_overfull_page_is_read_in_part(tmp_path: Path) -> None:
    path = tmp_path / "滿.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), pageCompression=1)
    canvas.setFont(PLAIN, 1)
    for line in range(700):
        canvas.drawString(10, 830 - 1.1 * line, f"第{line}行" + "國" * 100)
        for column in range(20):
            canvas.line(column, line, column + 10, line)
    canvas.save()
    (warning,) = read_pdf(path).warnings
    assert warning.endswith("characters of overfull pages were not read")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_page_is_read_upright(tmp_path: Path, turn: int) -> None:
    path = tmp_path / "橫.pdf"
    texts = [text for text in paragraphs(12, 22) if len(text) > 70]
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(turn)
    canvas.setFont(PLAIN, 12)
    for number, text in enumerate(texts):
        for line, start in enumerate((0, 35)):
            canvas.drawString(-280, 200 - 50 * number - 18 * line, text[start : start + 35])
    canvas.save()
    lines = read_pdf(path).lines
    assert [line.text.replace(" ", "") for line in lines] == [
        text[:70].replace(" ", "") for text in texts
    ]
