"""Paragraphs of made files are found whole, in the styles of real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.lines import Line, Source
from corpus.readers.pdf.reader import read_pdf
from tests.corpus.readers.pdf.maker import HANS, HEIGHT, PLAIN, PdfMaker, head_and_number
from tests.corpus.readers.pdf.prose import paragraphs

WHOLE = 0.95
SCRIPTS = pytest.mark.parametrize("hans", [False, True], ids=["hant", "hans"])


def make(path: Path, hans: bool, **options: object) -> PdfMaker:
    return PdfMaker(path, font=HANS if hans else PLAIN, **options)  # type: ignore[arg-type]


def read(maker: PdfMaker, path: Path) -> Source:
    maker.save()
    source = read_pdf(path)
    check(maker.gold, source)
    return source


def check(gold: list[tuple[str, int]], source: Source, *, ordered: bool = True) -> None:
    """Assert that nearly all paragraphs are whole, on their pages, in order, and no text is lost.

    A space at the end of a line is not drawn, so spaces are ignored.
    """
    wanted = [(bare(text), page) for text, page in gold]
    found = [(bare(line.text), line.page) for line in source.lines]
    lost = [one for one in wanted if one not in found]
    assert len(lost) <= (1 - WHOLE) * len(wanted), "\n".join(map(str, [*lost, "found:", *found]))
    if ordered:
        places = [found.index(one) for one in wanted if found.count(one) == wanted.count(one) == 1]
        assert places == sorted(places)
    assert sorted("".join(text for text, _ in found)) == sorted("".join(t for t, _ in wanted))


def bare(text: str) -> str:
    return text.replace(" ", "").replace("\u3000", "")


def hints(source: Source, hint: str) -> list[str]:
    return [line.text for line in source.lines if line.hint == hint]


@SCRIPTS
def test_indented_letter_with_running_head(tmp_path: Path, hans: bool) -> None:
    path = tmp_path / "信.pdf"
    maker = make(path, hans, furniture=head_and_number("立法會 ─ 2025年3月4日"))
    maker.paragraph("關於平台治理的覆函", size=16, centred=True, gap=10)
    for text in paragraphs(30, 1, hans=hans):
        maker.paragraph(text, first=2)
    source = read(maker, path)
    assert maker.page > 3
    assert source.whole
    assert source.warnings == (
        f"left out {2 * (maker.page - 1)} lines of page numbers and running heads",
    )
    assert hints(source, "heading") == ["關於平台治理的覆函"]


@SCRIPTS
def test_letter_with_blank_space_between_paragraphs(tmp_path: Path, hans: bool) -> None:
    path = tmp_path / "信.pdf"
    maker = make(path, hans)
    maker.paragraph("主席先生：")
    for number, text in enumerate(paragraphs(40, 2, hans=hans)):
        maker.paragraph(text, gap=12, stop_early=3 if number % 4 == 1 else 0)
    maker.paragraph("秘書長　王宜蓁", first=20, gap=30)
    maker.paragraph("2025年3月4日", first=20)
    read(maker, path)


@SCRIPTS
def test_numbered_list_with_hanging_indentation(tmp_path: Path, hans: bool) -> None:
    path = tmp_path / "清單.pdf"
    maker = make(path, hans)
    for number, text in enumerate(paragraphs(24, 3, hans=hans)):
        mark = ("一、", "（一）", "1.", "●", "A.")[number % 5]
        level = number % 5
        maker.paragraph(f"{mark}{text}", first=level, hanging=level + len(mark))
    source = read(maker, path)
    assert len(hints(source, "item")) >= 12


def test_hansard_with_bold_labels(tmp_path: Path) -> None:
    path = tmp_path / "會議過程.pdf"
    maker = make(path, False, furniture=head_and_number("立法會 ─ 2025年3月4日"))
    maker.paragraph("議員質詢", bold=True, centred=True)
    names = ("王宜蓁議員：", "運輸及房屋局局長：", "主席：")
    for number, text in enumerate(paragraphs(30, 4)):
        label = names[number % 3] if number % 2 == 0 else ""
        maker.paragraph(text, first=2, label=label)
    source = read(maker, path)
    assert hints(source, "heading") == ["議員質詢"]


def test_bold_names_without_colon_become_labels(tmp_path: Path) -> None:
    path = tmp_path / "會議過程.pdf"
    maker = make(path, False)
    for number, text in enumerate(paragraphs(8, 5)):
        maker.paragraph(text, label="王宜蓁議員" if number % 2 else "李文局長", first=2)
    maker.save()
    lines = read_pdf(path).lines
    assert lines[0] == Line("李文局長：", "heading", gap=1, page=1)
    assert lines[1].text == paragraphs(8, 5)[0]
    assert len(lines) == 16


@SCRIPTS
def test_two_columns_are_read_one_after_the_other(tmp_path: Path, hans: bool) -> None:
    path = tmp_path / "公報.pdf"
    maker = make(path, hans, size=10, pitch=15, left=60, right=275)
    maker.put(150, HEIGHT - 70, "政策公報：本期要點與相關說明，以及各部會的辦理情形", size=14)
    texts = paragraphs(8, 6, hans=hans)
    for text in texts[:4]:
        maker.paragraph(text, first=2)
    maker.left, maker.right, maker.y = 315, 530, maker.top
    for text in texts[4:]:
        maker.paragraph(text, first=2)
    maker.gold.insert(0, ("政策公報：本期要點與相關說明，以及各部會的辦理情形", 1))
    assert maker.page == 1
    source = read(maker, path)
    assert [bare(line.text) for line in source.lines][1:] == list(map(bare, texts))


def test_sidebar_is_read_after_the_main_column(tmp_path: Path) -> None:
    path = tmp_path / "摘要.pdf"
    maker = make(path, False, left=60, right=380)
    maker.put(
        80, HEIGHT - 70, "橫跨兩欄的標題：人工智慧治理政策的現況與未來三年的工作計畫", size=15
    )
    for text in paragraphs(6, 7):
        maker.paragraph(text, first=2)
    main, maker.gold = maker.gold, []
    maker.left, maker.right, maker.y, maker.size, maker.pitch = 410, 540, maker.top - 4, 9, 13
    for text in paragraphs(5, 8):
        maker.paragraph(text, gap=6)
    assert maker.page == 1
    title = ("橫跨兩欄的標題：人工智慧治理政策的現況與未來三年的工作計畫", 1)
    maker.gold = [title, *main, *maker.gold]
    read(maker, path)


@SCRIPTS
def test_table_is_read_row_by_row(tmp_path: Path, hans: bool) -> None:
    path = tmp_path / "附表.pdf"
    maker = make(path, hans)
    before, after = paragraphs(2, 9, hans=hans)
    maker.paragraph(before, first=2)
    rows = [
        ("項目", "主管機關", "金額"),
        ("資料治理", "數位發展部", "1,200"),
        ("外送員保險", "勞動部", "300"),
    ]
    edges, top = (72, 250, 430, 523), maker.y
    for number, row in enumerate(rows):
        y = top - 24 * number
        for x, text in zip(edges, row, strict=False):
            maker.put(x + 5, y - 16, text)
        maker.gold.append(("\t".join(row), 1))
    wrapped = maker.wrap(paragraphs(1, 10, hans=hans)[0][:60], 12)
    y = top - 24 * len(rows)
    maker.put(77, y - 16, "說明")
    for line, piece in enumerate((wrapped[0][:20], wrapped[0][20:])):
        maker.put(255, y - 16 - 18 * line, piece)
    maker.gold.append(("說明\t" + wrapped[0], 1))
    levels = [top - 24 * number for number in range(len(rows) + 1)] + [y - 24 - 24]
    maker.canvas.grid(edges[:2] + edges[3:], [levels[-2], levels[-1]])
    maker.canvas.grid(edges, levels[:-1])
    maker.y = levels[-1] - 30
    maker.paragraph(after, first=2)
    source = read(maker, path)
    tables = ["\t".join(row) for row in rows]
    assert hints(source, "table")[:3] == tables
    assert len(hints(source, "table")) == 4


def test_table_without_rules_is_read_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "附表.pdf"
    maker = make(path, False)
    before, after = paragraphs(2, 11)
    maker.paragraph(before, first=2)
    rows = [
        ("年度", "件數", "金額"),
        ("112", "1,200", "35"),
        ("113", "980", "41"),
        ("114", "77", "9"),
    ]
    maker.y -= 10
    for row in rows:
        for x, text in zip((100, 250, 400), row, strict=True):
            maker.put(x, maker.y, text)
        maker.y -= 20
        maker.gold.append(("\t".join(row), 1))
    maker.y -= 10
    maker.paragraph(after, first=2)
    source = read(maker, path)
    assert hints(source, "table") == ["\t".join(row) for row in rows]


@SCRIPTS
def test_report_with_headings_and_footnotes(tmp_path: Path, hans: bool) -> None:
    path = tmp_path / "報告.pdf"
    maker = make(path, hans, furniture=head_and_number("人工智慧治理研究報告"))
    maker.paragraph("人工智慧治理研究報告", size=20, centred=True)
    headings = ["人工智慧治理研究報告"]
    note = 0
    for number, text in enumerate(paragraphs(24, 12, hans=hans)):
        if number % 6 == 0:
            headings.append(f"第{'一二三四'[number // 6]}章　治理的架構")
            maker.paragraph(headings[-1], size=15, gap=14)
        if number % 3 == 0:
            headings.append(f"{'一二三四五六七八'[number // 3]}、分工與期程")
            maker.paragraph(headings[-1], bold=True, gap=4)
        maker.paragraph(text, first=2)
        if number % 8 == 3:
            note += 1
            maker.note(
                f"{note} 參見{'行政立法司法考試監察'[2 * note - 2 : 2 * note]}院的會議紀錄。"
            )
    maker.save()
    source = read_pdf(path)
    check(maker.gold, source, ordered=False)  # notes follow the paragraph that crosses a page
    assert hints(source, "heading") == headings
    assert {line.level for line in source.lines if line.text.startswith("第")} == {2}
    assert len(hints(source, "note")) == note
