"""Workbooks and CSV files in, one paragraph for each row out."""

from __future__ import annotations

import datetime
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Period
from corpus.errors import DocumentError
from corpus.lines import Source
from corpus.read import read_document
from corpus.readers.csv_table import read_csv
from corpus.readers.sheet_rows import row_lines
from corpus.readers.xlsx import read_xlsx


def made(folder: Path, build: Callable[[Any], None], name: str = "表.xlsx") -> Path:
    workbook = openpyxl.Workbook()
    build(workbook)
    path = folder / name
    workbook.save(path)
    return path


def workbook(folder: Path, *rows: list[object]) -> Source:
    def build(workbook: Any) -> None:
        for row in rows:
            workbook.active.append(row)

    return read_xlsx(made(folder, build))


def texts(source: Source) -> list[str]:
    return [line.text for line in source.lines]


def rows(source: Source) -> list[str]:
    """Return the texts of the rows below the header."""
    return [text for text in texts(source) if "：" in text]


def csv(folder: Path, content: str | bytes, name: str = "表.csv") -> Source:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_csv(path)


def test_a_row_is_a_paragraph_with_the_names_of_its_columns(tmp_path: Path) -> None:
    source = workbook(
        tmp_path, ["年度", "縣市", "件數"], [2024, "臺北市", 12.5], [2025, None, 1e-7], [], [None]
    )
    assert {line.hint for line in source.lines} == {"table"}
    assert texts(source) == [
        "年度 | 縣市 | 件數",
        "年度：2024；縣市：臺北市；件數：12.5",
        "年度：2025；件數：1e-07",
    ]


def test_cells_are_read_as_they_are_shown(tmp_path: Path) -> None:
    def build(workbook: Any) -> None:
        sheet = workbook.active
        sheet.append(["日", "刻", "率", "是", "時", "編"])
        sheet.append([datetime.date(2025, 3, 1), datetime.time(9, 30), 0.125, True, 45717.5, "007"])
        sheet["C2"].number_format = "0.0%"
        sheet["E2"].number_format = '[$-404]e"年"m"月"d"日" hh:mm'

    assert rows(read_xlsx(made(tmp_path, build))) == [
        "日：2025-03-01；刻：09:30；率：12.5%；是：TRUE；時：2025-03-01 12:00；編：007"
    ]


def test_dates_from_1904_are_right(tmp_path: Path) -> None:
    def build(workbook: Any) -> None:
        workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        workbook.active.append(["日", "人"])
        workbook.active.append([datetime.date(2025, 3, 1), "王"])

    assert rows(read_xlsx(made(tmp_path, build))) == ["日：2025-03-01；人：王"]


def test_rows_above_the_header_are_text_and_the_first_is_the_title(tmp_path: Path) -> None:
    source = workbook(
        tmp_path, ["外送員職災統計"], [], ["年度", "件數"], [2024, 12], ["資料來源：勞動部"]
    )
    assert [(line.hint, line.text) for line in source.lines] == [
        ("text", "外送員職災統計"),
        ("table", "年度 | 件數"),
        ("table", "年度：2024；件數：12"),
        ("text", "資料來源：勞動部"),
    ]
    assert source.title == "外送員職災統計"


def test_groups_of_columns_are_part_of_their_names(tmp_path: Path) -> None:
    def build(workbook: Any) -> None:
        sheet = workbook.active
        for row in (
            ["縣市", "人數", None, "保險"],
            [None, "男", "女"],
            ["臺北", 3, 4, "有"],
            ["高雄", 5, 6, "無"],
        ):
            sheet.append(row)
        sheet.merge_cells("B1:C1")
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("D1:D2")

    assert rows(read_xlsx(made(tmp_path, build))) == [
        "縣市：臺北；人數－男：3；人數－女：4；保險：有",
        "縣市：高雄；人數－男：5；人數－女：6；保險：無",
    ]


def test_a_column_without_a_name_does_not_make_data_a_header(tmp_path: Path) -> None:
    people: list[list[object]] = [
        ["姓名", "職稱"],
        ["王小明", "主任", "到任"],
        ["李大華", "專員"],
    ]
    assert rows(workbook(tmp_path, *people)) == [
        "姓名：王小明；職稱：主任；到任",
        "姓名：李大華；職稱：專員",
    ]


def test_a_table_without_a_header_keeps_its_first_row(tmp_path: Path) -> None:
    source = workbook(tmp_path, ["臺北", 3], ["高雄", 4])
    assert texts(source) == ["臺北 | 3", "高雄 | 4"]


def test_several_sheets_have_their_names_as_headings(tmp_path: Path) -> None:
    def build(workbook: Any) -> None:
        workbook.active.title = "北區"
        workbook.active.append(["站", "數"])
        workbook.active.append(["甲", 1])
        workbook.create_sheet("空白")
        hidden = workbook.create_sheet("參數")
        hidden.append(["一段說明。"])
        hidden.sheet_state = "hidden"

    path = made(tmp_path, build)
    document = read_document(path, "表.xlsx")
    assert [(p.role, p.section, p.text) for p in document.paragraphs] == [
        ("heading", (), "北區"),
        ("table", ("北區",), "站 | 數"),
        ("table", ("北區",), "站：甲；數：1"),
        ("heading", (), "參數"),
        ("body", ("參數",), "一段說明。"),
    ]
    assert document.title == "表"
    assert "hidden sheets, which are read too: 參數" in document.warnings


def test_formulas_give_their_stored_result(tmp_path: Path) -> None:
    path = made(tmp_path, lambda workbook: workbook.active.append(["合計", "=SUM(1,2)", "甲"]))
    source = read_xlsx(path)
    assert texts(source) == ["合計 | 甲"]
    assert source.warnings == (
        "formulas without a stored result: 1; "
        "open it in Excel and save it, so that their results are read",
    )
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet], count = re.subn(rb"<v ?/>|<v></v>", b"<v>3</v>", parts[sheet])
    assert count == 1
    assert texts(read_xlsx(zipped(tmp_path, parts))) == ["合計 | 3 | 甲"]


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(folder: Path, parts: dict[str, bytes]) -> Path:
    path = folder / "造.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def raw(folder: Path, sheet: str, strings: str = "") -> Source:
    return read_xlsx(
        zipped(
            folder,
            {
                "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets>'
                f'<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'.encode(),
                "xl/_rels/workbook.xml.rels": (
                    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                    f'relationships"><Relationship Id="rId1" Type="{RELATIONS}/worksheet" '
                    'Target="/xl/worksheets/s.xml"/></Relationships>'
                ).encode(),
                "xl/worksheets/s.xml": f"<worksheet {MAIN}><sheetData>{sheet}"
                "</sheetData></worksheet>".encode(),
                "xl/sharedStrings.xml": f"<sst {MAIN}>{strings}</sst>".encode(),
            },
        )
    )


def test_rich_text_loses_its_phonetic_guide(tmp_path: Path) -> None:
    string = "<si><r><t>外</t></r><r><t>送員</t></r><rPh sb='0' eb='1'><t>ガイ</t></rPh></si>"
    inline = "<c t='inlineStr'><is><t>保險</t></is></c>"
    row = f"<row><c t='s'><v>0</v></c>{inline}<c t='s'><v>9</v></c><c t='e'><v>#N/A</v></c></row>"
    assert texts(raw(tmp_path, row, string)) == ["外送員 | 保險 | #N/A"]


def test_cells_without_references_and_odd_values_are_read(tmp_path: Path) -> None:
    row = "<row><c><v>1</v></c><c r='ZZZZZ1' s='7'><v>x</v></c><c t='s'><v>-1</v></c></row>"
    assert texts(raw(tmp_path, row)) == ["1 | x"]


def test_a_sheet_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"unpacks to \d+ bytes, more than a real document"):
        raw(tmp_path, "<row/>" * 2_000_000)


def test_protected_broken_and_other_files_are_errors(tmp_path: Path) -> None:
    path = tmp_path / "密.xlsx"
    protected = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    for content, message in (
        (protected, "it is protected by a password; open it, remove the password and save it"),
        (b"PK\x03\x04", "it is broken or cut off "),
    ):
        path.write_bytes(content)
        with pytest.raises(DocumentError) as error:
            read_xlsx(path)
        assert str(error.value).startswith(message)
    with pytest.raises(DocumentError, match=r"^it is no workbook; "):
        read_xlsx(zipped(tmp_path, {"a.txt": b""}))


def test_a_sheet_of_fifty_thousand_rows_is_read_in_seconds(tmp_path: Path) -> None:
    sheet = "".join(f"<row><c><v>{n}</v></c><c><v>{n}</v></c></row>" for n in range(50_000))
    began = time.monotonic()
    assert len(raw(tmp_path, sheet).lines) == 50_000
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_of_a_csv_file_is_found(tmp_path: Path, delimiter: str) -> None:
    cells = [["年度", "說明", "件數"], ["2024", '"甲,乙;丙|丁"', "1"], ["2025", '"多\n行"', "2"]]
    content = "\n".join(map(delimiter.join, cells))
    assert rows(csv(tmp_path, content)) == [
        "年度：2024；說明：甲,乙;丙|丁；件數：1",
        "年度：2025；說明：多 行；件數：2",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp950"])
def test_the_encoding_of_a_csv_file_is_found(tmp_path: Path, encoding: str) -> None:
    content = "縣市,件數說明\r\n臺北,這是一段說明的文字\r\n".encode(encoding)
    assert rows(csv(tmp_path, content)) == ["縣市：臺北；件數說明：這是一段說明的文字"]


def test_tsv_and_the_declaration_of_excel_are_understood(tmp_path: Path) -> None:
    assert rows(csv(tmp_path, "名\t值\n甲,乙\t1\n", "表.tsv")) == ["名：甲,乙；值：1"]
    assert rows(csv(tmp_path, "sep=;\n名;值\n甲;1\n")) == ["名：甲；值：1"]


def test_a_quotation_mark_that_is_never_closed_loses_no_row(tmp_path: Path) -> None:
    source = csv(tmp_path, '名,值\n"甲,1\n乙,2\n丙,3\n')
    assert rows(source) == ['名："甲；值：1', "名：乙；值：2", "名：丙；值：3"]
    [warning] = source.warnings
    assert warning.startswith("its quotation marks are not in pairs, so they are text: ")


@pytest.mark.parametrize(
    "content",
    [
        "quote,speaker,job_title,organization,title,section,doc,paragraph,page\n甲,,,,,,,1,\n",
        "\ufeffquote;speaker;job_title;organization;title\n甲;;;;\n",
        "name,kind,statements,organizations,job_titles\n王大明,person,3,,\n",
    ],
    ids=["quotations", "saved by Excel", "speakers"],
)
def test_a_table_that_cewen_wrote_is_left_out(tmp_path: Path, content: str) -> None:
    with pytest.raises(DocumentError, match=r"^it contains search results that Cewen has exported"):
        csv(tmp_path, content)


def test_the_dates_of_rows_are_not_that_of_the_table(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("日期,事項\n2024-01-02,開工\n2024-01-03,完工\n", encoding="utf-8")
    assert read_document(path, "表.csv").date is None
    dated = path.rename(tmp_path / "表 2025-03-01.csv")
    assert read_document(dated, "表.csv").date == Period.of(2025, 3, 1)


@given(st.lists(st.dictionaries(st.integers(0, 5), st.text("外送1甲。", min_size=1), max_size=5)))
def test_no_cell_is_lost(table: list[dict[int, str]]) -> None:
    ordered = [dict(sorted(row.items())) for row in table]
    lines = [line.text for line in row_lines(ordered)]
    filled = [row for row in ordered if row]
    assert len(lines) == len(filled)
    for row, line in zip(filled, lines, strict=True):
        assert all(text in line for text in row.values())
