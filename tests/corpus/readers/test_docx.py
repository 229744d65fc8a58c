"""Word files read as their readers see them. All texts are invented."""

from __future__ import annotations

import datetime
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from corpus.document import Document, Period
from corpus.errors import DocumentError
from corpus.lines import Line, Source
from corpus.read import read_document
from corpus.readers.docx import read_docx
from tests.corpus.readers.word_files import (
    cell,
    level,
    numbered,
    numbering,
    paragraph,
    run,
    save_word,
    table,
)

LONG = "外送員工會代表陳素梅理事長表示，停權之前應有人覆核，申訴期間不得扣除報酬。"


def read(folder: Path, body: str, **parts: str) -> Source:
    return read_docx(save_word(folder / "甲.docx", body, **parts))


def texts(source: Source) -> list[str]:
    return [line.text for line in source.lines]


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_a_paragraph_keeps_text_tabs_and_spaces_of_all_its_runs(tmp_path: Path) -> None:
    body = paragraph(
        run("平台")
        + "<w:r><w:tab/><w:tab/></w:r>"
        + run("AI 治理")
        + "<w:r><w:noBreakHyphen/></w:r>"
        '<w:hyperlink><w:r><w:t>連結</w:t></w:r></w:hyperlink><w:r><w:br w:type="page"/></w:r>'
    )
    source = read(tmp_path, body)
    assert texts(source) == ["平台 AI 治理-連結"]
    assert source.whole


def test_a_tab_stop_is_no_character(tmp_path: Path) -> None:
    tabs = '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'
    assert texts(read(tmp_path, paragraph("平台", tabs))) == ["平台"]


def test_line_breaks_separate_sentences_and_wrap_long_lines(tmp_path: Path) -> None:
    def broken(above: str, below: str) -> str:
        return paragraph(run(above) + "<w:r><w:br/></w:r>" + run(below))

    body = (
        broken("第一句到這裡。", "第二句。")
        + broken("王委員", "李委員")
        + broken(LONG[:-1], "者。")
    )
    assert texts(read(tmp_path, body)) == [
        "第一句到這裡。",
        "第二句。",
        "王委員",
        "李委員",
        LONG[:-1] + "者。",
    ]


def test_text_in_content_controls_is_read(tmp_path: Path) -> None:
    contents = paragraph("第一章　總則\t1", '<w:pStyle w:val="TOC1"/>')
    body = (
        f"<w:sdt><w:sdtContent>{contents}</w:sdtContent></w:sdt>"
        + "<w:p><w:sdt><w:sdtContent>"
        + run("表單內文")
        + "</w:sdtContent></w:sdt></w:p>"
    )
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    lines = read(tmp_path, body, styles=styles).lines
    assert [(line.text, line.hint) for line in lines] == [
        ("第一章　總則 1", "whole"),
        ("表單內文", "text"),
    ]


def test_a_merged_cell_is_read_once(tmp_path: Path) -> None:
    body = table(
        cell("項目", properties='<w:gridSpan w:val="2"/>') + cell("金額"),
        cell("補助", properties='<w:vMerge w:val="restart"/>') + cell("保險") + cell("三萬元"),
        cell("補助", properties="<w:vMerge/>") + cell("訓練") + cell("", "兩萬元", "（含稅）"),
    )
    source = read(tmp_path, body)
    assert [line.hint for line in source.lines] == ["table"] * 3
    assert texts(source) == ["項目 | 金額", "補助 | 保險 | 三萬元", "訓練 | 兩萬元 （含稅）"]


def test_a_table_that_arranges_a_page_is_read_as_paragraphs(tmp_path: Path) -> None:
    body = table(cell("會議紀錄", LONG), cell("案由") + cell(LONG * 2, LONG * 2))
    lines = read(tmp_path, body).lines
    assert [(line.hint, line.text) for line in lines] == [
        ("text", "會議紀錄"),
        ("text", LONG),
        ("table", "案由"),
        ("text", LONG * 2),
        ("text", LONG * 2),
    ]


def test_a_row_of_one_cell_in_a_wider_table_is_a_row(tmp_path: Path) -> None:
    grid = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
    body = table(cell("甲") + cell("乙"), cell("合計")).replace("<w:tbl>", "<w:tbl>" + grid)
    assert [line.hint for line in read(tmp_path, body).lines] == ["table", "table"]


def test_a_table_inside_a_cell_is_read_once(tmp_path: Path) -> None:
    inner = table(cell("甲") + cell("乙"))
    body = f"<w:tbl><w:tr><w:tc>{inner}{paragraph('丙')}</w:tc>{cell('丁')}</w:tr></w:tbl>"
    assert texts(read(tmp_path, body)) == ["甲 | 乙 丙 | 丁"]


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('框內文字')}</w:txbxContent>"
    shape = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    old = f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"
    body = paragraph(run("前") + shape + run("後")) + paragraph(run("舊") + old)
    assert texts(read(tmp_path, body)) == ["前後", "框內文字", "舊", "框內文字"]


def test_an_emoji_is_read_from_the_alternative_for_older_programs(tmp_path: Path) -> None:
    emoji = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w:other/></mc:Choice>'
        "<mc:Fallback><w:t>😏</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(read(tmp_path, paragraph(run("好") + emoji))) == ["好😏"]


def test_notes_of_an_empty_paragraph_are_read(tmp_path: Path) -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = '<w:footnote w:id="2">' + paragraph("甲") + paragraph("乙") + "</w:footnote>"
    lines = read(tmp_path, paragraph(reference), footnotes=notes).lines
    assert [(line.hint, line.text) for line in lines] == [("note", "甲"), ("note", "乙")]


def test_changes_are_read_as_accepted(tmp_path: Path) -> None:
    deleted = "<w:del><w:r><w:delText>刪</w:delText></w:r></w:del>"
    body = (
        paragraph(run("本") + deleted + "<w:ins>" + run("新增") + "</w:ins>" + run("條"))
        + paragraph("<w:moveFrom>" + run("搬走") + "</w:moveFrom>")
        + paragraph("<w:moveTo>" + run("搬來") + "</w:moveTo>")
    )
    assert texts(read(tmp_path, body)) == ["本新增條", "搬來"]


def test_a_deleted_paragraph_end_joins_two_paragraphs(tmp_path: Path) -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    body = paragraph("停權之前", mark) + paragraph("應有人覆核。") + paragraph("另行公告。", mark)
    assert texts(read(tmp_path, body)) == ["停權之前應有人覆核。", "另行公告。"]


def test_a_deleted_row_is_left_out(tmp_path: Path) -> None:
    row = "<w:tr><w:trPr><w:del/></w:trPr>" + cell("刪") + cell("除") + "</w:tr>"
    body = table(cell("甲") + cell("乙")).replace("</w:tbl>", row + "</w:tbl>")
    assert texts(read(tmp_path, body)) == ["甲 | 乙"]


def test_field_codes_are_left_out_and_results_stay(tmp_path: Path) -> None:
    code = "<w:r><w:instrText>PAGEREF x</w:instrText></w:r>"
    inner = field("begin") + code + field("separate") + run("碼") + field("end")
    body = paragraph(
        run("見") + field("begin") + code + inner + field("separate") + run("第 3 頁")
        + field("end") + '<w:fldSimple w:instr="DATE">' + run("今日") + "</w:fldSimple>"
    ) + paragraph(field("begin") + code) + paragraph("下一段")  # fmt: skip
    assert texts(read(tmp_path, body)) == ["見第 3 頁今日", "下一段"]


def test_notes_follow_their_paragraph_and_comments_are_left_out(tmp_path: Path) -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    end = '<w:r><w:endnoteReference w:id="2"/></w:r>'
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    notes = (
        '<w:footnote w:id="0" w:type="separator">' + paragraph("分隔") + "</w:footnote>"
        '<w:footnote w:id="2">' + paragraph("依勞動局統計。") + "</w:footnote>"
    )
    ends = '<w:endnote w:id="2">' + paragraph("參見附錄。") + paragraph("第二段。") + "</w:endnote>"
    body = paragraph(run("甲") + reference + run("乙") + comment + end) + paragraph("丙")
    source = read(tmp_path, body, footnotes=notes, endnotes=ends, comments="不讀")
    assert [(line.hint, line.text) for line in source.lines] == [
        ("text", "甲乙"),
        ("note", "依勞動局統計。"),
        ("note", "參見附錄。"),
        ("note", "第二段。"),
        ("text", "丙"),
    ]


def test_only_the_base_of_ruby_is_read(tmp_path: Path) -> None:
    ruby = (
        f"<w:r><w:ruby><w:rt>{run('ㄓˋ')}</w:rt><w:rubyBase>{run('治')}</w:rubyBase></w:ruby></w:r>"
    )
    assert texts(read(tmp_path, paragraph(ruby + run("理")))) == ["治理"]


def test_symbols_and_hidden_text_are_counted(tmp_path: Path) -> None:
    symbols = (
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="X" w:char="F099"/></w:r>'
    )
    source = read(tmp_path, paragraph(symbols + run("同意") + run("機密", "<w:vanish/>")))
    assert texts(source) == ["☑同意"]
    assert source.warnings == (
        "hidden text left out: 2 characters",
        "symbols without a Unicode character left out: 1",
    )


def test_page_numbers_come_from_the_last_layout(tmp_path: Path) -> None:
    page = "<w:r><w:lastRenderedPageBreak/></w:r>"
    row = cell("甲") + cell("乙")
    broken = table(row.replace("<w:r>", page + "<w:r>"))
    body = paragraph("一") + paragraph(run("二") + page + run("續")) + broken + paragraph("三")
    assert [line.page for line in read(tmp_path, body).lines] == [1, 1, 3, 3]
    assert [line.page for line in read(tmp_path, paragraph("一")).lines] == [None]


def test_an_article_gets_its_automatic_number(tmp_path: Path) -> None:
    definition = level(0, "taiwaneseCountingThousand", "第%1條") + level(
        1, "taiwaneseCountingThousand", "%2、"
    )
    body = (
        paragraph("外送平台勞動權益辦法")
        + numbered("為保障外送員，訂定本辦法。", 1)
        + numbered("本辦法用詞定義如下：", 1)
        + numbered("外送員：承接訂單之人。", 1, 1)
        + numbered("平台：媒合訂單之業者。", 1, 1)
        + numbered("本辦法自發布日施行。", 1)
    )
    path = save_word(tmp_path / "甲.docx", body, numbering=numbering(definition))
    document = read_document(path, "甲.docx")
    assert document.kind == "law"
    assert [(p.section, p.text) for p in document.paragraphs[1:]] == [
        (("第一條",), "第一條　為保障外送員，訂定本辦法。"),
        (("第二條",), "第二條　本辦法用詞定義如下："),
        (("第二條",), "一、外送員：承接訂單之人。"),
        (("第二條",), "二、平台：媒合訂單之業者。"),
        (("第三條",), "第三條　本辦法自發布日施行。"),
    ]


def test_lists_restart_below_and_at_a_start_override(tmp_path: Path) -> None:
    definition = level(0, "chineseCountingThousand", "%1、") + level(1, "decimal", "%1.%2")
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = (
        numbered("甲", 1) + numbered("乙", 1, 1) + numbered("丙", 1, 1) + numbered("丁", 1)
        + numbered("戊", 1, 1) + numbered("己", 7) + numbered("庚", 7) + numbered("辛", 99)
        + paragraph("壬", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    )  # fmt: skip
    source = read(tmp_path, body, numbering=numbering(definition, overrides={7: override}))
    assert texts(source) == [
        "一、甲", "一.1 乙", "一.2 丙", "二、丁", "二.1 戊", "五、己", "六、庚", "辛", "壬",
    ]  # fmt: skip


def test_a_level_may_never_restart_and_may_count_in_digits(tmp_path: Path) -> None:
    definition = level(0, "upperRoman", "%1.") + level(
        1, "decimal", "%1.%2", '<w:lvlRestart w:val="0"/><w:isLgl/>'
    )
    body = numbered("甲", 1) + numbered("乙", 1, 1) + numbered("丙", 1) + numbered("丁", 1, 1)
    source = read(tmp_path, body, numbering=numbering(definition))
    assert texts(source) == ["I. 甲", "1.1 乙", "II. 丙", "2.2 丁"]


def test_a_style_numbers_its_paragraphs(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    definition = level(0, "ideographLegalTraditional", "%1、", '<w:pStyle w:val="H1"/>') + level(
        1, "taiwaneseCountingThousand", "（%2）", '<w:pStyle w:val="H2"/>'
    )
    body = (
        paragraph("背景", '<w:pStyle w:val="H1"/>')
        + paragraph("緣起", '<w:pStyle w:val="H2"/>')
        + paragraph("問題", '<w:pStyle w:val="H2"/>')
    )
    lines = read(tmp_path, body, styles=styles, numbering=numbering(definition)).lines
    assert [(line.level, line.text) for line in lines] == [
        (1, "壹、背景"),
        (2, "（一）緣起"),
        (2, "（二）問題"),
    ]


def test_bullets_become_characters(tmp_path: Path) -> None:
    source = read(tmp_path, numbered("甲", 1), numbering=numbering(level(0, "bullet", "\uf06e")))
    assert [(line.hint, line.text) for line in source.lines] == [("item", "■ 甲")]


def word(folder: Path, build: docx.document.Document) -> Document:
    path = folder / "乙.docx"
    build.save(str(path))
    return read_document(path, "乙.docx")


def test_headings_and_title_by_style(tmp_path: Path) -> None:
    build = docx.Document()
    build.add_paragraph("檔號：114")
    build.add_heading("平台工作座談會紀實", 0)
    build.add_heading("緣起", 1)
    build.add_paragraph(LONG)
    build.add_heading("規則", 2)
    build.add_paragraph(LONG)
    document = word(tmp_path, build)
    assert document.title == "平台工作座談會紀實"
    assert [(p.role, p.section) for p in document.paragraphs[1:]] == [
        ("heading", ()),
        ("heading", ()),
        ("body", ("緣起",)),
        ("heading", ("緣起",)),
        ("body", ("緣起", "規則")),
    ]


def test_headings_and_title_by_looks(tmp_path: Path) -> None:
    build = docx.Document()
    build.add_paragraph().add_run("檔號：114").font.size = Pt(10)
    for part in ("平台工作", "座談會紀實"):
        build.add_paragraph().add_run(part).font.size = Pt(20)
    for mark in ("壹、緣起", "（一）規則"):
        build.add_paragraph().add_run(mark).bold = True
        build.add_paragraph(LONG)
    sentence = build.add_paragraph()
    sentence.add_run("這一段雖然是粗體，但是一個句子，所以不是標題。").bold = True
    document = word(tmp_path, build)
    assert document.title == "平台工作座談會紀實"
    assert [(p.role, p.section) for p in document.paragraphs[3:]] == [
        ("heading", ()),
        ("body", ("壹、緣起",)),
        ("heading", ("壹、緣起",)),
        ("body", ("壹、緣起", "（一）規則")),
        ("body", ("壹、緣起", "（一）規則")),
    ]


def test_bold_labels_that_recur_are_the_turns_of_a_transcript(tmp_path: Path) -> None:
    build = docx.Document()
    for label, text in (
        ("主席：", "請委員發言。"),
        ("王小明：", LONG),
        ("主席：", "謝謝。"),
    ):
        build.add_paragraph().add_run(label).bold = True
        build.add_paragraph(text)
    build.add_paragraph("（休息）")
    document = word(tmp_path, build)
    assert document.kind == "transcript"
    assert [p.role for p in document.paragraphs] == [*["heading", "body"] * 3, "direction"]


def test_bold_labels_of_a_letter_are_no_headings(tmp_path: Path) -> None:
    build = docx.Document()
    for label in ("主旨：", "說明：", "擬辦："):
        build.add_paragraph().add_run(label).bold = True
        build.add_paragraph(LONG)
    document = word(tmp_path, build)
    assert document.kind == "other"
    assert {p.role for p in document.paragraphs} == {"body"}


@pytest.mark.parametrize("inside", [False, True])
def test_a_short_text_below_a_picture_is_its_caption(tmp_path: Path, inside: bool) -> None:
    blip = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
    space, name = blip[1:].split("}")
    picture = f'<w:r><w:drawing><a:{name} xmlns:a="{space}"/></w:drawing></w:r>'
    texts = ("林副局長主持座談會。", LONG, "會議於五時結束，各單位另行回覆。")
    body = "".join(
        paragraph(picture + run(text)) if inside else paragraph(picture) + paragraph(text)
        for text in texts
    ) + paragraph("會議結束。")
    assert [line.hint for line in read(tmp_path, body).lines] == [
        "caption",
        "text",
        "caption",
        "text",
    ]


def test_a_heading_without_style_is_like_those_with_a_style(tmp_path: Path) -> None:
    build = docx.Document()
    for number in "一二":
        build.add_heading(f"第{number}章　總則", 1)
        build.add_heading(f"{number}、範圍", 2)
        build.add_paragraph(LONG)
    for text, size in (("第三章　附則", 14), ("三、範圍", 13), ("四、一般文字", 11)):
        one = build.add_paragraph().add_run(text)
        one.bold, one.font.size = True, Pt(size)
    build.add_paragraph(LONG)
    document = word(tmp_path, build)
    assert [(p.role, p.section) for p in document.paragraphs[-4:]] == [
        ("heading", ()),
        ("heading", ("第三章　附則",)),
        ("body", ("第三章　附則", "三、範圍")),
        ("body", ("第三章　附則", "三、範圍")),
    ]


def test_a_file_of_pictures_is_an_error(tmp_path: Path) -> None:
    blip = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    with pytest.raises(DocumentError) as error:
        read(tmp_path, paragraph(f"<w:r><w:drawing>{blip}</w:drawing></w:r>"))
    assert str(error.value) == (
        "it contains pictures and no text; save the text of the pictures (OCR) as a file"
    )


def test_a_note_is_read_once_and_a_label_is_short(tmp_path: Path) -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = '<w:footnote w:id="2">' + paragraph("註") + "</w:footnote>"
    source = read(tmp_path, paragraph(run("甲") + reference) * 3, footnotes=notes)
    assert texts(source) == ["甲", "註", "甲", "甲"]
    source = read(tmp_path, numbered("乙", 1), numbering=numbering(level(0, "decimal", "丙" * 999)))
    assert texts(source) == ["丙" * 60 + "　乙"]


def test_a_heading_style_on_whole_paragraphs_is_no_heading(tmp_path: Path) -> None:
    build = docx.Document()
    for _ in range(3):
        build.add_heading(LONG, 1)
    assert {p.role for p in word(tmp_path, build).paragraphs} == {"body"}


def test_metadata_gives_title_and_date_only_when_the_text_does_not(tmp_path: Path) -> None:
    build = docx.Document()
    build.add_paragraph(LONG)
    build.core_properties.title = "平台座談會"
    build.core_properties.modified = datetime.datetime(2025, 3, 18)
    document = word(tmp_path, build)
    assert (document.title, document.date) == ("平台座談會", Period.of(2025, 3, 18))
    assert len(document.warnings) == 2
    build.add_paragraph("民國114年4月10日")
    assert word(tmp_path, build).date == Period.of(2025, 4, 10)


def test_strict_files_are_read_as_others(tmp_path: Path) -> None:
    path = save_word(tmp_path / "甲.docx", paragraph("平台"))
    strict = tmp_path / "嚴.docx"
    strict.write_bytes(path.read_bytes())
    save_strict(strict, paragraph("平台"))
    assert read_docx(strict).lines == read_docx(path).lines == (Line("平台"),)


def save_strict(path: Path, body: str) -> None:
    import zipfile

    main = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>',
        )


@pytest.mark.parametrize("name", ["document2.xml", "sub/main.xml"])
def test_the_main_part_may_have_any_name(tmp_path: Path, name: str) -> None:
    import zipfile

    path = tmp_path / "甲.docx"
    save_word(path, "")
    relation = f'<Relationship Type="http://x/officeDocument" Target="/word/{name}"/>'
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("_rels/.rels", f"<Relationships>{relation}</Relationships>")
        w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        body = f'<w:document xmlns:w="{w}"><w:body>{paragraph("平台")}</w:body></w:document>'
        archive.writestr(f"word/{name}", body)
    assert texts(read_docx(path)) == ["平台"]
