"""What is markup in a Markdown file, and what is text."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lines import Line
from corpus.read import read_document
from corpus.readers.markdown import markdown_lines, read_markdown

PIECES = st.sampled_from(
    [
        *list("，。（） \n"),
        *("平台", "外送", "AI", "# ", "## ", "> ", "- ", "1. ", "\\.", "\\_", "\\"),
        *("附件：https://a.example/x_y ", "\n\n", "\n> ", "\n# ", "<!-- 註 -->"),
    ]
)


def without_markup(text: str) -> str:
    """Return the text without markup, removed from the whole text by regular expressions."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"(?m)^[ \t]*(?:-[ \t]*){3,}$", "", text)
    text = re.sub(r"(?m)^[ \t]*(?:#{1,6}(?=[ \t]|[^\s#])|(?:>[ \t]*)+)", "", text)
    text = re.sub(r"(?m)(?<=\s)#+[ \t]*$", "", text)
    return re.sub(r"[\\\s]", "", text)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("平台**工作者**的權益", "平台工作者的權益"),
        ("**第一**、**第二**", "第一、第二"),
        ("2 ** 3 與 a**b", "2 ** 3 與 a**b"),
    ],
)
def test_stars_of_strong_emphasis_are_removed(written: str, read: str) -> None:
    assert [line.text for line in markdown_lines(written)] == [read]


@given(st.lists(PIECES, max_size=40).map("".join))
def test_only_markup_is_removed(text: str) -> None:
    kept = "".join(line.text for line in markdown_lines(text))
    assert re.sub(r"[\\\s#]", "", kept) == without_markup(text).replace("#", "")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2\\. 提案", "2. 提案"),
        ("\\# 不是標題", "# 不是標題"),
        ("路徑 C:\\資料", "路徑 C:\\資料"),
        ("甲\\\\乙", "甲\\乙"),
        ("`a\\_b` 與 a\\_b", "a\\_b 與 a_b"),
        ("[a\\_b](http://a.example/a\\_b)", "a_b"),
        ("*重點*：如表", "重點：如表"),
        ("甲<!-- 註 -->乙", "甲乙"),
        ("甲\\", "甲"),
    ],
)
def test_escapes_are_removed_but_not_in_code(written: str, kept: str) -> None:
    assert [line.text for line in markdown_lines(written)] == [kept]


@pytest.mark.parametrize("markup", ["---", "* * *", "___", "```", "<!-- 甲\n乙 -->", ">", "##"])
def test_lines_of_only_markup_are_blank(markup: str) -> None:
    assert markdown_lines(f"甲。\n\n{markup}\n\n") == [Line("甲。")]


def test_underlined_lines_are_headings() -> None:
    read = markdown_lines("紀實\n====\n\n第一節\n---\n\n正文到此。\n---\n")
    assert [(line.text, line.hint, line.level) for line in read] == [
        ("紀實", "heading", 1),
        ("第一節", "heading", 2),
        ("正文到此。", "text", 0),
    ]


def test_code_is_kept_line_by_line() -> None:
    read = markdown_lines("```\n# 註\na\\_b\n```")
    assert [(line.text, line.hint) for line in read] == [("# 註", "whole"), ("a\\_b", "whole")]


# The markup split 平台工作者, so that a search for it found none of these lines.
@pytest.mark.parametrize(
    "written",
    [
        "平台*工作*者甲。",
        "平台_工作_者甲。",
        "平台~~工作~~者甲。",
        "平台==工作者==甲。",
        "平台__工作__者甲。",
        "平台***工作者***甲。",
        "平台`工作者`甲。",
        "平台[^1]工作者甲。",
        "[平台](https://example.org)工作者甲。",
        "[平台][來源]工作者甲。\n\n[來源]: https://example.org",
        "![平台](a.png)工作者甲。",
        "[[條目|平台]]工作者甲。",
        "平台<b>工作者</b>甲。",
        "平台<br>工作者甲。",
        "平台<sup>工作者</sup>甲。",
        "&#24179;&#21488;工作者甲。",
        "平台&#8203;工作者甲。",
        "<ruby>平<rt>ㄆㄧㄥˊ</rt>台<rp>(</rp><rt>ㄊㄞˊ</rt><rp>)</rp></ruby>工作者甲。",
        "平(ㄆㄧㄥˊ)台(ㄊㄞˊ)工作者甲。",
        "**平台\n工作者**甲。",
    ],
)
def test_inline_markup_does_not_split_words(written: str) -> None:
    lines = [line.text for line in markdown_lines(written)]
    assert "".join(lines) == "平台工作者甲。"


@pytest.mark.parametrize(
    "text",
    [
        "a_b_c 與 x*y*z",
        "外送_統計_表.xlsx",
        "5 * 3 * 2 < 40 & 6 > 5",
        "[王委員](發言)與[3]",
        "注音（ㄅㄆㄇ）",
        "https://a.example/x_y_z?a=b",
        "**未閉、`未閉、[未閉",
        "<人名>與 <foo>",
        "約 3~5 人，好~~",
    ],
)
def test_signs_that_are_no_markup_stay(text: str) -> None:
    assert [line.text for line in markdown_lines(text)] == [text]


def test_a_picture_alone_is_a_caption_by_its_alternative_text() -> None:
    assert [
        (line.hint, line.text) for line in markdown_lines("![座談現場](a.png)\n\n![](b.png)")
    ] == [("caption", "座談現場")]


def test_cells_of_a_table_row_are_one_line() -> None:
    read = markdown_lines("|項目|*金額*|\n|---|---|\n|補助 \\| 甲|||3<br>萬|\n")
    assert [(line.hint, line.text) for line in read] == [
        ("table", "項目 | 金額"),
        ("table", "補助 | 甲 | 3萬"),
    ]


def test_a_footnote_is_a_note_without_its_mark() -> None:
    read = markdown_lines("平台[^1]工作者。\n\n[^1]: 參見白皮書。")
    assert [(line.hint, line.text) for line in read] == [
        ("text", "平台工作者。"),
        ("note", "參見白皮書。"),
    ]


def test_blocks_of_html_are_lines_of_their_own() -> None:
    read = markdown_lines(
        "<h2>座談</h2>\n<table>\n<tr><td>甲</td><td>乙</td></tr>\n<tr><td>丙</td></tr>\n</table>\n"
    )
    assert [(line.hint, line.level, line.text, line.soft) for line in read] == [
        ("heading", 2, "座談", False),
        ("text", 0, "甲 乙", False),
        ("text", 0, "丙", False),
    ]


def test_readings_that_are_not_closed_stay() -> None:
    assert [line.text for line in markdown_lines("平<rt>ㄆㄧㄥˊ台")] == ["平ㄆㄧㄥˊ台"]


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "*",
            "**a",
            "_",
            "~~",
            "==",
            "`",
            "``a`",
            "[",
            "]",
            "[]",
            "![",
            "[[",
            "](",
            "[a](b",
            "[^",
        ),
        *(
            "<a ",
            "<rt>",
            "<",
            "<br>",
            "<td>",
            "&a",
            "&#1",
            "\\",
            "https://",
            "https://.",
            "a@",
            "<a@",
        ),
        *(
            "平(ㄆㄧㄥˊ)",
            "平(ㄆ",
            "**平台**",
            "[a](b)",
            "(",
            "|",
            "|a",
            "> ",
            "[a]: b\n",
            "[^1]: b\n",
        ),
        *(
            "<!--",
            "a_平_",
            "_平",
            "{#",
            "# ",
            "1. ",
            "平<br>",
            "<ruby>平<rt>ㄆ</rt>",
            "[a",
            "a\n<p>",
        ),
    ],
)
def test_reading_takes_linear_time(unit: str) -> None:
    def seconds(characters: int) -> float:
        text = unit * (characters // len(unit))
        start = time.process_time()
        markdown_lines(text)
        return time.process_time() - start

    seconds(1_000)
    least = min(seconds(20_000) for _ in range(3))
    assert min(seconds(160_000) for _ in range(2)) < max(1.0, 30 * least)


def test_fields_of_front_matter_that_are_not_read_are_named(tmp_path: Path) -> None:
    path = tmp_path / "筆記.md"
    text = "---\ntitle: 平台筆記\ntags:\n  - 勞動\nauthor: 王大明\n---\n外送員的權益。\n"
    path.write_text(text, encoding="utf-8")
    assert read_markdown(path).warnings == ("left out fields of the front matter: tags, author",)


# Captions and the first paragraph were one paragraph.
def test_captions_shortcodes_and_containers_are_kept_apart(tmp_path: Path) -> None:
    path = tmp_path / "新聞.md"
    path.write_text(
        "# 標題\n\n<figure>\n<img src=a.png>\n<figcaption>林某表示遺憾。網頁圖片</figcaption>\n"
        '</figure>\n\n{{< video src="https://example.org/a" >}}\n\n智庫所長林某被禁出境。\n\n'
        ':::spoiler 更多資料\n第一項已完成。\n:::\n\n{%youtube abc %}\n\n前{{< ref "a" >}}後。\n',
        encoding="utf-8",
    )
    paragraphs = read_document(path, "新聞.md").paragraphs
    assert [(one.role, one.text) for one in paragraphs[1:]] == [
        ("caption", "林某表示遺憾。網頁圖片"),
        ("body", "智庫所長林某被禁出境。"),
        ("body", "更多資料"),
        ("body", "第一項已完成。"),
        ("body", "前後。"),
    ]


# {{< video … >}} was text, and the paragraph below was joined with it.
@pytest.mark.parametrize(
    "code", ['{{< video src="https://a.example/b" >}}', "{{% toc %}}", "{% include video.html %}"]
)
def test_shortcodes_of_site_generators_are_markup(tmp_path: Path, code: str) -> None:
    path = tmp_path / "甲.md"
    text = f"遊行於下午舉行。\n\n{code}\n\n議員表示，沿途{code}沒有衝突。\n"
    path.write_text(text, encoding="utf-8")
    texts = [line.text for line in read_markdown(path).lines]
    assert texts == ["遊行於下午舉行。", "議員表示，沿途沒有衝突。"]


@pytest.mark.parametrize(
    "figure",
    [
        '<figure>\n<img src="a.png">\n<figcaption>議員在會場外。某某電台影片截圖</figcaption>\n',
        '<figure><img src="a.png"><figcaption>議員在會場外。某某電台影片截圖</figcaption></figure>',
        '{{< figure src="a.png" caption="議員在會場外。某某電台影片截圖" >}}',
    ],
)
def test_captions_of_figures_are_no_part_of_the_text(tmp_path: Path, figure: str) -> None:
    path = tmp_path / "甲.md"
    text = f"遊行於下午舉行。\n\n{figure}\n\n議員表示，沒有衝突。\n"
    path.write_text(text, encoding="utf-8")
    document = read_document(path, path.name)
    assert [(one.role, one.text) for one in document.paragraphs] == [
        ("body", "遊行於下午舉行。"),
        ("caption", "議員在會場外。某某電台影片截圖"),
        ("body", "議員表示，沒有衝突。"),
    ]


def test_fields_on_lines_of_their_own_are_not_joined(tmp_path: Path) -> None:
    path = tmp_path / "甲.md"
    path.write_text("# 公告\n\n聯絡人：王小明\n電話：02-1234\n地址：臺北市\n", encoding="utf-8")
    texts = [one.text for one in read_document(path, path.name).paragraphs]
    assert texts == ["公告", "聯絡人：王小明", "電話：02-1234", "地址：臺北市"]


def test_lines_of_the_history_of_a_law_are_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "甲.md"
    above = "2019年7月26日 某市第十五届人民代表大会常务委员会第十四次会议通过"
    below = "根据《中华人民共和国耕地占用税法》第四条的授权，统筹考虑我市情况，决定如下："
    path.write_text(f"# 决定\n\n{above}\n\n{below}\n", encoding="utf-8")
    texts = [one.text for one in read_document(path, path.name).paragraphs]
    assert texts == ["决定", above, below]


def test_a_bracket_in_the_head_of_a_law_is_one_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "甲.md"
    head = "(2003年12月27日第十届全国人民代表大会\n\n常务委员会第六次会议通过)"
    articles = "\n\n".join(f"第{n}条 为了保障劳动者的权益，制定本法。" for n in "一二三四")
    path.write_text(f"# 某某法\n\n{head}\n\n{articles}\n", encoding="utf-8")
    texts = [one.text for one in read_document(path, path.name).paragraphs]
    assert texts[1] == head.replace("\n", "")
