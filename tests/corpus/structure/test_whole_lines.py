"""Hints of formats that know their paragraphs, tables, notes and captions. Texts are invented."""

from __future__ import annotations

from corpus.document import Paragraph
from corpus.lines import Line
from corpus.structure.kinds import kind_of
from corpus.structure.paragraphs import build_paragraphs

CUT = "市府勞工局林政廷副局長指出，平台派單的規則應當讓接單的人看得懂，並希望業者每季說明一次"
REST = "調整的理由與影響，而且要在調整之前公告，讓大家有時間準備。"
LAST = (
    "外送員工會代表陳素梅理事長表示，停權之前應有人覆核，"
    "申訴期間不得扣除報酬，事後也要公布案件數量。"
)


def whole(*lines: Line) -> tuple[Paragraph, ...]:
    return build_paragraphs(lines, kind_of(lines), whole=True)


def roles(found: tuple[Paragraph, ...]) -> list[tuple[str, str]]:
    return [(paragraph.role, paragraph.text) for paragraph in found]


def test_lines_of_a_whole_source_are_never_joined() -> None:
    lines = [Line("平台座談會紀實"), Line(CUT), Line(REST)]
    assert [p.text for p in whole(*lines)] == [line.text for line in lines]
    joined = build_paragraphs(lines, kind_of(lines))
    assert [p.text for p in joined] == ["平台座談會紀實", CUT + REST]


def test_a_whole_source_gets_title_headings_bylines_and_captions() -> None:
    found = whole(
        Line("平台座談會紀實"),
        Line("文／陳素梅"),
        Line("一、緣起"),
        Line(CUT + "。"),
        Line("圖1：與會代表合影"),
        Line("二、結論"),
        Line(REST),
    )
    assert [p.role for p in found] == [
        "heading",
        "byline",
        "heading",
        "body",
        "caption",
        "heading",
        "body",
    ]
    assert [p.section for p in found[2:]] == [(), *[("一、緣起",)] * 2, (), ("二、結論",)]


def test_rows_notes_and_captions_have_their_roles_in_reports() -> None:
    found = whole(
        Line("平台座談會紀實"),
        Line("一、經費", "heading", 1),
        Line("項目　金額", "table", page=2),
        Line("第一章　三萬元", "table"),
        Line("（含稅）", "note"),
        Line("會場", "caption"),
    )
    assert roles(found)[2:] == [
        ("table", "項目　金額"),
        ("table", "第一章　三萬元"),
        ("note", "（含稅）"),
        ("caption", "會場"),
    ]
    assert [p.section for p in found[2:]] == [("一、經費",)] * 4
    assert found[2].page == 2


def test_rows_and_notes_in_a_transcript_are_not_directions() -> None:
    found = whole(
        Line("主席：", "heading", 2),
        Line("請看附表。"),
        Line("（一）", "table"),
        Line("（略）", "note"),
        Line("周委員宜蓁：", "heading", 2),
        Line("謝謝。"),
    )
    assert [p.role for p in found] == ["heading", "body", "table", "note", "heading", "body"]


def test_rows_of_a_law_are_not_divisions_or_articles() -> None:
    found = whole(
        Line("某辦法"),
        Line("第一條　為保障勞工，訂定本辦法。"),
        Line("第二條　保險費如附表。"),
        Line("第三章", "table"),
        Line("第五條　三百元", "table"),
        Line("第三條　本辦法自發布日施行。"),
    )
    assert [p.role for p in found] == ["heading", "body", "body", "table", "table", "body"]
    assert [p.section for p in found[3:]] == [("第二條",), ("第二條",), ("第三條",)]


def test_parts_of_an_article_are_not_joined_in_a_whole_source() -> None:
    lines = [
        Line("某辦法"),
        Line("第一條　為保障勞工，促進平台經濟健全發展，特依某法第三條第二項規定，訂定"),
        Line("本辦法，其施行細則另定之。"),
        Line("第二條　本辦法自發布日施行。"),
    ]
    assert len(whole(*lines)) == 4
    assert len(build_paragraphs(lines, kind_of(lines))) == 3


def test_a_note_or_caption_does_not_split_the_sentence_around_it() -> None:
    lines = [
        Line("平台座談會紀實"),
        Line(CUT, page=1),
        Line("一、依該局統計。", "note", gap=1, page=1),
        Line(REST, gap=1, page=2),
        Line(LAST, gap=1),
    ]
    found = build_paragraphs(lines, kind_of(lines))
    assert roles(found)[1:3] == [("body", CUT + REST), ("note", "一、依該局統計。")]


def test_a_table_ends_the_paragraph_above_it() -> None:
    lines = [
        Line("平台座談會紀實"),
        Line(CUT),
        Line("項目　金額", "table"),
        Line(REST, gap=1),
    ]
    assert [p.role for p in build_paragraphs(lines, kind_of(lines))][1:] == [
        "body",
        "table",
        "body",
    ]


def test_a_heading_without_level_opens_no_section_and_marks_no_others() -> None:
    found = whole(
        Line("發文機關：某市政府"),
        Line("平台座談會紀實", "heading", 0),
        Line("一、緣起"),
        Line(CUT + "。"),
    )
    assert [(p.role, p.section) for p in found[1:]] == [
        ("heading", ()),
        ("heading", ()),
        ("body", ("一、緣起",)),
    ]
