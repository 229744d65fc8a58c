"""Slides in, their text out."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from corpus.errors import DocumentError
from corpus.lines import Source
from corpus.read import read_document
from corpus.readers.pptx import read_pptx

BOX = (Inches(1), Inches(1), Inches(4), Inches(2))


def made(folder: Path, build: Callable[[Any], None], name: str = "簡報.pptx") -> Path:
    presentation = pptx.Presentation()
    build(presentation)
    path = folder / name
    presentation.save(str(path))
    return path


def slide(presentation: Any, title: str = "", body: str = "") -> Any:
    added = presentation.slides.add_slide(presentation.slide_layouts[1])
    added.shapes.title.text = title
    added.placeholders[1].text = body
    return added


def shown(source: Source) -> list[tuple[int | None, str, str]]:
    return [(line.page, line.hint, line.text) for line in source.lines]


def test_titles_are_headings_and_slides_are_pages(tmp_path: Path) -> None:
    def build(presentation: Any) -> None:
        first = slide(presentation, "平台治理\v座談會", "第一點，保險。\n第二點，\v申訴。")
        first.notes_slide.notes_text_frame.text = "提醒聽眾。"
        slide(presentation, "派單規則", "演算法應公開。")

    assert shown(read_pptx(made(tmp_path, build))) == [
        (1, "heading", "平台治理 座談會"),
        (1, "text", "第一點，保險。"),
        (1, "text", "第二點， 申訴。"),
        (1, "note", "提醒聽眾。"),
        (2, "heading", "派單規則"),
        (2, "text", "演算法應公開。"),
    ]


def test_a_document_of_slides_has_title_sections_and_roles(tmp_path: Path) -> None:
    def build(presentation: Any) -> None:
        slide(presentation, "平台治理座談會")
        slide(presentation, "派單規則", "演算法應公開。").notes_slide.notes_text_frame.text = "略。"

    document = read_document(made(tmp_path, build), "簡報.pptx")
    assert document.title == "平台治理座談會"
    assert [(p.role, p.page, p.section) for p in document.paragraphs[2:]] == [
        ("body", 2, ("派單規則",)),
        ("note", 2, ("派單規則",)),
    ]


def test_slides_are_read_in_the_order_in_which_they_are_shown(tmp_path: Path) -> None:
    def build(presentation: Any) -> None:
        slide(presentation, "甲")
        slide(presentation, "乙")
        order = presentation.slides._sldIdLst
        order.append(order[0])

    assert [line.text for line in read_pptx(made(tmp_path, build)).lines] == ["乙", "甲"]


def test_a_merged_cell_and_text_in_groups_are_read_once(tmp_path: Path) -> None:
    def build(presentation: Any) -> None:
        shapes = slide(presentation, "表").shapes
        table = shapes.add_table(3, 2, *BOX).table
        table.cell(0, 0).merge(table.cell(0, 1))
        table.cell(0, 0).text = "外送\n統計"
        for row, texts in enumerate((("年度", "件數"), ("2024", "12")), 1):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
        outer = shapes.add_group_shape()
        outer.shapes.add_group_shape().shapes.add_textbox(*BOX).text_frame.text = "組中組"

    assert shown(read_pptx(made(tmp_path, build)))[1:] == [
        (1, "table", "外送 統計"),
        (1, "table", "年度 | 件數"),
        (1, "table", "2024 | 12"),
        (1, "text", "組中組"),
    ]


def test_a_chart_gives_its_names(tmp_path: Path) -> None:
    def build(presentation: Any) -> None:
        data = CategoryChartData()
        data.categories = ["北部", "南部"]
        data.add_series("外送員", (1, 2))
        frame = slide(presentation, "圖").shapes.add_chart(XL_CHART_TYPE.PIE, *BOX, data)
        frame.chart.has_title = True
        frame.chart.chart_title.text_frame.text = "各區人數"

    assert shown(read_pptx(made(tmp_path, build)))[1:] == [
        (1, "caption", "各區人數"),
        (1, "table", "外送員 | 北部 | 南部"),
    ]


def replace(path: Path, part: str, old: str, new: str) -> Path:
    """Change the XML of one part."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part].decode()
    parts[part] = parts[part].decode().replace(old, new).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


SHAPE = (
    "<p:sp><p:nvSpPr><p:cNvPr id='9' name='x'/><p:cNvSpPr/><p:nvPr>{place}</p:nvPr></p:nvSpPr>"
    "<p:spPr/><p:txBody><a:bodyPr/><a:p>{runs}</a:p></p:txBody></p:sp>"
)


def with_shape(folder: Path, xml: str, more: str = "") -> Source:
    path = made(folder, lambda presentation: slide(presentation, "甲"))
    part = "ppt/slides/slide1.xml"
    return read_pptx(replace(path, part, "</p:spTree>", f"{xml}</p:spTree>{more}"))


@pytest.mark.parametrize("kind", ["sldNum", "dt", "ftr", "hdr"])
def test_page_furniture_is_left_out(tmp_path: Path, kind: str) -> None:
    place, run = f"<p:ph type='{kind}'/>", "<a:r><a:t>機密</a:t></a:r>"
    source = with_shape(tmp_path, SHAPE.format(place=place, runs=run))
    assert [line.text for line in source.lines] == ["甲"]


def test_fields_keep_text_but_not_slide_numbers(tmp_path: Path) -> None:
    runs = "".join(
        f"<a:fld id='{{0}}' type='{kind}'><a:t>{text}</a:t></a:fld>"
        for kind, text in (("slidenum", "7"), ("datetime1", "今天"), ("other", "欄位"))
    )
    source = with_shape(tmp_path, SHAPE.format(place="", runs=runs))
    assert [line.text for line in source.lines] == ["甲", "欄位"]


def test_alternative_versions_are_read_once(tmp_path: Path) -> None:
    shape = SHAPE.format(place="", runs="<a:r><a:t>文字</a:t></a:r>")
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    xml = (
        f"<mc:AlternateContent xmlns:mc='{mc}'><mc:Choice Requires='x'>{shape}</mc:Choice>"
        f"<mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent>"
    )
    assert [line.text for line in with_shape(tmp_path, xml).lines] == ["甲", "文字"]


def test_hidden_slides_and_slides_of_pictures_are_counted(tmp_path: Path) -> None:
    def build(presentation: Any) -> None:
        slide(presentation, "甲").element.set("show", "0")
        slide(presentation)

    assert read_pptx(made(tmp_path, build)).warnings == (
        "1 of 2 slides have no text, only pictures",
        "hidden slides, which are read too: 1",
    )


def failure(path: Path) -> str:
    with pytest.raises(DocumentError) as error:
        read_pptx(path)
    return str(error.value)


def test_a_presentation_without_text_is_an_error(tmp_path: Path) -> None:
    assert failure(made(tmp_path, lambda presentation: slide(presentation))) == (
        "its slides (1) have no text, only pictures; "
        "save it as PDF and make its text readable with OCR"
    )
    assert failure(made(tmp_path, lambda presentation: None)) == "it has no slides; leave it out"


def test_broken_and_hostile_files_are_errors(tmp_path: Path) -> None:
    path = made(tmp_path, lambda presentation: slide(presentation, "甲"))
    cut = tmp_path / "斷.pptx"
    cut.write_bytes(path.read_bytes()[:2000])
    assert failure(cut).startswith("it is broken or cut off ")
    text = tmp_path / "文.pptx"
    text.write_text("外送", encoding="utf-8")
    assert failure(text).startswith("it is broken or cut off ")
    other = tmp_path / "空.pptx"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "外送")
    assert failure(other) == "it is no presentation; open it in PowerPoint and save it anew"
    deep = "<p:grpSp>" * 5_000 + "</p:grpSp>" * 5_000
    with pytest.raises(DocumentError, match=r"^it is broken or cut off "):
        with_shape(tmp_path, deep)
