"""Which lines belong to one paragraph: kinds that were wrong in real reports and records."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from corpus.readers.pdf.native import without_doubles
from corpus.readers.pdf.reader import read_pdf
from tests.corpus.readers.pdf.maker import HEIGHT, PLAIN, WIDTH, PdfMaker, head_and_number
from tests.corpus.readers.pdf.prose import paragraphs


def test_labels_at_the_head_of_pages_are_no_furniture(tmp_path: Path) -> None:
    maker = PdfMaker(tmp_path / "紀錄.pdf", furniture=head_and_number("會議紀錄"))
    labels = [
        "主席：",
        "王委員：",
        "主席：",
        "林部長：",
        "主席：",
        "王委員：",
        "林部長：",
        "主席：",
    ]
    for label, text in zip(labels, paragraphs(len(labels), 31), strict=True):
        maker.paragraph(label)
        maker.paragraph(text, first=2)
        maker.new_page()
    maker.save()
    found = [line.text for line in read_pdf(tmp_path / "紀錄.pdf").lines]
    assert [text for text in found if text in labels] == labels
    assert "會議紀錄" not in found


def test_text_behind_an_ellipsis_goes_on_in_the_next_line(tmp_path: Path) -> None:
    maker = PdfMaker(tmp_path / "紀錄.pdf")
    text = "我看到右上角寫的是增加儲存的空間，也就是「增加晶片儲存空間……」，與「革新二」的關聯。"
    maker.paragraph(text, first=2)
    maker.paragraph("目錄………………12", first=2)
    maker.paragraph("附錄………………15", first=2)
    maker.save()
    lines = [line.text for line in read_pdf(tmp_path / "紀錄.pdf").lines]
    assert lines == [text, "目錄………………12", "附錄………………15"]


def test_glyph_with_two_codes_is_read_once() -> None:
    assert without_doubles("⼤大學⽂文年\uf98e") == "\u200b大學\u200b文年\u200b"
    assert without_doubles("⼈⼈年年平") == "⼈⼈年年平"


def test_heading_of_an_item_is_not_joined_with_the_text_below(tmp_path: Path) -> None:
    maker = PdfMaker(tmp_path / "通知.pdf")
    texts = ["（一）對守信納稅人提供更多的便利和機會", *paragraphs(2, 32)]
    for text in texts:
        maker.paragraph(text, first=2)
    maker.save()
    assert [line.text for line in read_pdf(tmp_path / "通知.pdf").lines] == texts


def test_line_with_a_wide_gap_ends_its_paragraph(tmp_path: Path) -> None:
    maker = PdfMaker(tmp_path / "問卷.pdf")
    names = ["工聯會的名單", "人民力量的劉君名單", "香港眾志的羅君名單", "未決定"]
    for number, name in enumerate(names):
        maker.paragraph(name)
        if number == 1:
            maker.put(430, maker.y + maker.pitch, "跳到第六題")
    for text in paragraphs(4, 33):
        maker.paragraph(text, first=2)
    maker.save()
    lines = [line.text for line in read_pdf(tmp_path / "問卷.pdf").lines]
    assert lines[:4] == [names[0], f"{names[1]}\u3000跳到第六題", *names[2:]]


def test_row_that_a_page_cuts_is_one_row(tmp_path: Path) -> None:
    path = tmp_path / "表.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    rows = [
        [("甲類", "允許在本地設立據點提供服務，並應於"), ("", "三個月內申報。"), ("乙類", "不限。")]
    ]
    canvas.setFont(PLAIN, 12)
    for page in ([rows[0][0]], rows[0][1:]):
        canvas.setFont(PLAIN, 12)
        top = 160 if len(page) == 1 else 760
        for number, (first, second) in enumerate(page):
            y = top - 30 * number
            canvas.rect(72, y - 10, 80, 30)
            canvas.rect(152, y - 10, 208, 30)
            canvas.drawString(76, y, first)
            canvas.drawString(154, y, second)
        canvas.showPage()
    canvas.save()
    assert [line.text for line in read_pdf(path).lines] == [
        "甲類\t允許在本地設立據點提供服務，並應於三個月內申報。",
        "乙類\t不限。",
    ]


def test_history_of_a_law_is_a_line_for_each_date(tmp_path: Path) -> None:
    maker = PdfMaker(tmp_path / "法.pdf")
    texts = [
        "2010年10月28日第十一屆全國代表大會常務委員會第十七次會議通過實施辦法",
        "2018年12月29日第十三屆全國代表大會常務委員會第七次會議修正全部條文",
    ]
    for text in texts:
        maker.paragraph(text)
    for text in paragraphs(3, 34):
        maker.paragraph(text, first=2)
    maker.save()
    assert [line.text for line in read_pdf(tmp_path / "法.pdf").lines][:2] == texts


def test_equal_lines_that_overlap_are_all_read(tmp_path: Path) -> None:
    """PDFium takes an equal line that overlaps for one drawn twice, and leaves it out."""
    path = tmp_path / "清冊.pdf"
    maker = PdfMaker(path)
    common = "勞動部同意依本條例辦理外送平台登記之申請並限期改善完畢後報部備查"
    for number, mark in enumerate("甲乙乙丙乙丙"):
        maker.put(72, maker.y - 10 * number, common + mark)
    maker.save()
    source = read_pdf(path)
    text = "".join(line.text for line in source.lines)
    assert [text.count(mark) for mark in "甲乙丙"] == [1, 3, 2]
    assert not source.warnings
