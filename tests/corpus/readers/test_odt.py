"""ODF texts read as their readers see them. All texts are invented."""

from __future__ import annotations

import datetime
from pathlib import Path

import odfdo
import pytest

from corpus.errors import DocumentError
from corpus.lines import Source
from corpus.read import read_document
from corpus.readers.odt import read_odt
from tests.corpus.readers.odf_files import items, number_style, p, save_odf

LONG = "外送員工會代表陳素梅理事長表示，停權之前應有人覆核，申訴期間不得扣除報酬。"
NOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    "<text:note-body><text:p>依勞動局統計。</text:p><text:p>第二段。</text:p></text:note-body>"
    "</text:note>"
)


def read(folder: Path, body: str, **parts: str) -> Source:
    return read_odt(save_odf(folder / "甲.odt", body, **parts))


def texts(source: Source) -> list[str]:
    return [line.text for line in source.lines]


def test_white_space_is_that_of_the_format(tmp_path: Path) -> None:
    body = p("平台\n   <text:s text:c='2'/>AI<text:tab/><text:tab/>治理 <text:span> 文</text:span>")
    assert texts(read(tmp_path, body)) == ["平台   AI 治理 文"]


def test_a_run_of_spaces_has_a_limit(tmp_path: Path) -> None:
    body = p("平<text:s text:c='999999999'/>台" + "<text:s text:c='x'/>")
    assert texts(read(tmp_path, body)) == ["平" + " " * 20 + "台"]


def test_line_breaks_separate_sentences_and_wrap_long_lines(tmp_path: Path) -> None:
    body = p("第一句。<text:line-break/>第二句。") + p(LONG[:-1] + "<text:line-break/>者。")
    assert texts(read(tmp_path, body)) == ["第一句。", "第二句。", LONG[:-1] + "者。"]


def test_lists_in_lists_are_read_once_in_order(tmp_path: Path) -> None:
    body = items("甲", p("乙") + items("丙", p("丁") + items("戊")), "己")
    assert texts(read(tmp_path, body)) == ["甲", "乙", "丙", "丁", "戊", "己"]


def test_items_get_their_automatic_numbers(tmp_path: Path) -> None:
    styles = number_style(
        "L1",
        'style:num-format="一, 二, 三, ..." style:num-suffix="、"',
        'style:num-format="1" style:num-prefix="(" style:num-suffix=")"',
        'style:num-format="a" style:num-suffix="." text:display-levels="2"',
    )
    inner = p("乙") + items("丙", p("丁") + items("戊"))
    body = items("甲", inner, "己", attributes='text:style-name="L1"')
    assert texts(read(tmp_path, body, styles=styles)) == [
        "一、甲", "二、乙", "(1) 丙", "(2) 丁", "2.a. 戊", "三、己",
    ]  # fmt: skip


def test_only_the_first_paragraph_of_an_item_has_the_number(tmp_path: Path) -> None:
    styles = number_style("L1", 'style:num-format="1" style:num-suffix="."')
    header = "<text:list-header>" + p("無號") + "</text:list-header>"
    body = items(p("甲") + p("續"), "乙", attributes='text:style-name="L1"').replace(
        "</text:list>", header + "</text:list>"
    )
    assert texts(read(tmp_path, body, styles=styles)) == ["1. 甲", "續", "2. 乙", "無號"]


def test_a_list_begins_anew_or_continues(tmp_path: Path) -> None:
    styles = number_style("L1", 'style:num-format="1" style:num-suffix="、"')
    named = 'text:style-name="L1"'
    body = (
        items("甲", attributes=named + ' xml:id="a"')
        + items("乙", attributes=named)
        + items("丙", attributes=named + ' text:continue-numbering="true"')
        + items("丁", attributes=named + ' text:continue-list="a"')
        + items("戊", attributes=named).replace(
            "<text:list-item>", '<text:list-item text:start-value="7">'
        )
    )
    assert texts(read(tmp_path, body, styles=styles)) == [
        "1、甲",
        "1、乙",
        "2、丙",
        "2、丁",
        "7、戊",
    ]


def test_the_pattern_of_newer_files_is_used(tmp_path: Path) -> None:
    styles = number_style("L1", 'style:num-format="一, 二" loext:num-list-format="第%1%條"')
    body = p("某辦法") + items(
        "為保障勞工，訂定本辦法。", "自發布日施行。", attributes='text:style-name="L1"'
    )
    path = save_odf(tmp_path / "甲.odt", body, styles)
    document = read_document(path, "甲.odt")
    assert document.kind == "law"
    assert [(one.section, one.text) for one in document.paragraphs[1:]] == [
        (("第一條",), "第一條　為保障勞工，訂定本辦法。"),
        (("第二條",), "第二條　自發布日施行。"),
    ]


def test_bullets_are_kept(tmp_path: Path) -> None:
    bullet = '<text:list-level-style-bullet text:level="1" text:bullet-char="\uf06c"/>'
    styles = f'<text:list-style style:name="L1">{bullet}</text:list-style>'
    lines = read(tmp_path, items("甲", attributes='text:style-name="L1"'), styles=styles).lines
    assert [(line.hint, line.text) for line in lines] == [("item", "● 甲")]


def test_notes_follow_their_paragraph_and_comments_are_left_out(tmp_path: Path) -> None:
    comment = (
        "<office:annotation><dc:creator>某</dc:creator><text:p>不讀</text:p></office:annotation>"
    )
    lines = read(tmp_path, p(f"甲{NOTE}乙{comment}丙") + p("丁")).lines
    assert [(line.hint, line.text) for line in lines] == [
        ("text", "甲乙丙"),
        ("note", "依勞動局統計。"),
        ("note", "第二段。"),
        ("text", "丁"),
    ]


def test_deleted_text_is_left_out(tmp_path: Path) -> None:
    changes = (
        '<text:tracked-changes><text:changed-region xml:id="c"><text:deletion>'
        "<text:p>刪除</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    )
    body = changes + p('本<text:change text:change-id="c"/>條')
    assert texts(read(tmp_path, body)) == ["本條"]


def test_only_the_base_of_ruby_is_read(tmp_path: Path) -> None:
    ruby = "<text:ruby-base>治</text:ruby-base><text:ruby-text>ㄓˋ</text:ruby-text>"
    assert texts(read(tmp_path, p(f"<text:ruby>{ruby}</text:ruby>理"))) == ["治理"]


def test_a_merged_cell_is_read_once(tmp_path: Path) -> None:
    def cell(text: str, attributes: str = "") -> str:
        return f"<table:table-cell {attributes}>{p(text)}</table:table-cell>"

    covered = f"<table:covered-table-cell>{p('補助')}</table:covered-table-cell>"
    rows = [
        cell("項目", 'table:number-columns-spanned="2"') + covered + cell("金額"),
        cell("補助") + cell("保險") + cell("三萬元"),
        covered + cell("") + cell("兩萬元"),
    ]
    rows_xml = [f"<table:table-row>{row}</table:table-row>" for row in rows]
    body = (
        '<table:table><table:table-column table:number-columns-repeated="3"/>'
        f"<table:table-header-rows>{rows_xml[0]}</table:table-header-rows>{''.join(rows_xml[1:])}"
        "</table:table>"
    )
    lines = read(tmp_path, body).lines
    assert [(line.hint, line.text) for line in lines] == [
        ("table", "項目 | 金額"),
        ("table", "補助 | 保險 | 三萬元"),
        ("table", "兩萬元"),
    ]


def test_text_in_frames_and_shapes_is_read_once_after_its_paragraph(tmp_path: Path) -> None:
    box = f"<draw:frame><draw:text-box>{p('框內')}</draw:text-box></draw:frame>"
    shape = f"<draw:custom-shape>{p('圖形')}</draw:custom-shape>"
    assert texts(read(tmp_path, p(f"前{box}後{shape}") + box)) == ["前後", "框內", "圖形", "框內"]


def test_text_in_sections_and_indexes_is_read(tmp_path: Path) -> None:
    contents = (
        "<text:table-of-content><text:table-of-content-source/><text:index-body>"
        f"<text:index-title>{p('目錄')}</text:index-title>{p('壹、緣起<text:tab/>1')}"
        "</text:index-body></text:table-of-content>"
    )
    body = contents + f"<text:section><text:section>{p('內文')}</text:section></text:section>"
    lines = read(tmp_path, body).lines
    assert [(line.hint, line.text) for line in lines] == [
        ("whole", "目錄"),
        ("whole", "壹、緣起 1"),
        ("text", "內文"),
    ]


def test_hidden_text_is_counted(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="T1" style:family="text">'
        '<style:text-properties text:display="none"/></style:style>'
    )
    source = read(tmp_path, p('甲<text:span text:style-name="T1">機密</text:span>'), styles=styles)
    assert texts(source) == ["甲"]
    assert source.warnings == ("hidden text left out: 2 characters",)


def test_pages_come_from_the_last_layout(tmp_path: Path) -> None:
    new_page = (
        '<style:style style:name="P1" style:family="paragraph">'
        '<style:paragraph-properties fo:break-before="page"/></style:style>'
    )
    body = (
        p("一") + p("二<text:soft-page-break/>續") + "<text:soft-page-break/>" + p("三")
        + p("四", "P1")
    )  # fmt: skip
    assert [line.page for line in read(tmp_path, body, styles=new_page).lines] == [1, 1, 3, 4]
    other = '<meta:document-statistic meta:page-count="9"/>'
    lines = read(tmp_path, body, styles=new_page, meta=other).lines
    assert [line.page for line in lines] == [None] * 4


def test_headings_and_title_by_style_with_outline_numbers(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="Title" style:family="paragraph"/>'
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" '
        'style:num-format="壹, 貳" style:num-suffix="、"/></text:outline-style>'
    )
    heading = '<text:h text:outline-level="{}" {}>{}</text:h>'
    body = (
        p("檔號：114") + p("平台工作座談會紀實", "P1")
        + heading.format(1, "", "緣起") + p(LONG) + heading.format(2, "", "規則") + p(LONG)
        + heading.format(1, 'text:is-list-header="true"', "附錄") + p(LONG)
    )  # fmt: skip
    document = read_document(save_odf(tmp_path / "甲.odt", body, styles), "甲.odt")
    assert document.title == "平台工作座談會紀實"
    assert [(one.role, one.text, one.section) for one in document.paragraphs[2:]] == [
        ("heading", "壹、緣起", ()),
        ("body", LONG, ("壹、緣起",)),
        ("heading", "規則", ("壹、緣起",)),
        ("body", LONG, ("壹、緣起", "規則")),
        ("heading", "附錄", ()),
        ("body", LONG, ("附錄",)),
    ]


def test_headings_by_looks_use_the_size_of_chinese_characters(tmp_path: Path) -> None:
    def style(name: str, properties: str, more: str = "") -> str:
        return (
            f'<style:style style:name="{name}" style:family="paragraph" {more}>'
            f"<style:text-properties {properties}/></style:style>"
        )

    styles = (
        style("P1", 'fo:font-size="12pt" style:font-size-asian="20pt"')
        + style("P2", 'style:font-weight-asian="bold"')
        + style("P3", 'fo:font-weight="bold" style:font-weight-asian="normal"')
        + style("P4", 'fo:font-size="130%"', 'style:parent-style-name="P2"')
    )
    body = (
        p("平台工作座談會紀實", "P1") + p("規則", "P4") + p("派單", "P2") + p(LONG)
        + p("短句", "P3") + p(LONG)
    )  # fmt: skip
    document = read_document(save_odf(tmp_path / "甲.odt", body, styles), "甲.odt")
    assert document.title == "平台工作座談會紀實"
    assert [one.section for one in document.paragraphs] == [
        (), (), ("規則",), ("規則", "派單"), ("規則", "派單"), ("規則", "派單"),
    ]  # fmt: skip
    assert [one.role for one in document.paragraphs][-2:] == ["body", "body"]


def test_a_file_of_another_library_is_read(tmp_path: Path) -> None:
    build = odfdo.Document("text")
    build.body.clear()
    build.body.append(odfdo.Header(1, "緣起"))
    paragraph = odfdo.Paragraph("外送員  表示\t同意\n但書。")
    paragraph.insert_note(after="表示", note_id="n1", citation="1", body="註文。")
    build.body.append(paragraph)
    build.body.append(odfdo.List([odfdo.ListItem("甲"), odfdo.ListItem("乙")]))
    build.meta.title = "平台座談會"
    build.meta.date = datetime.datetime(2025, 3, 18)
    path = tmp_path / "乙.odt"
    build.save(str(path))
    source = read_odt(path)
    assert [(line.hint, line.text) for line in source.lines] == [
        ("heading", "1. 緣起"),  # the outline style of this library numbers headings
        ("text", "外送員  表示 同意"),
        ("text", "但書。"),
        ("note", "註文。"),
        ("text", "甲"),
        ("text", "乙"),
    ]
    assert (source.metadata_title, source.metadata_date) == (
        "平台座談會",
        datetime.date(2025, 3, 18),
    )


def test_a_protected_file_needs_its_password(tmp_path: Path) -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        "<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    )
    path = save_odf(tmp_path / "密.odt", p("甲"), manifest=manifest)
    with pytest.raises(DocumentError, match=r"^it is protected by a password; "):
        read_odt(path)
