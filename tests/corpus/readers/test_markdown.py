"""What is markup in a Markdown file, and what is text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lines import Line
from corpus.readers.markdown import markdown_lines

PIECES = st.sampled_from(
    [
        *list("，。（） \n"),
        *("平台", "外送", "AI", "# ", "## ", "> ", "- ", "1. ", "\\.", "\\_", "\\", "|甲|乙|"),
        *("[附件](https://a.example/x_y)", "\n\n", "\n> ", "\n# ", "<!-- 註 -->"),
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
        ("`a\\_b` 與 a\\_b", "`a\\_b` 與 a_b"),
        ("[a\\_b](http://a.example/a\\_b)", "[a_b](http://a.example/a\\_b)"),
        ("*重點*：如表", "*重點*：如表"),
        ("甲<!-- 註 -->乙", "甲乙"),
        ("甲\\", "甲"),
    ],
)
def test_escapes_are_removed_and_the_rest_stays(written: str, kept: str) -> None:
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
