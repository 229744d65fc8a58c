"""Markdown quotes one person at a time, and runs nothing of a document."""

from __future__ import annotations

import pytest

from searcher.output.markdown import markdown_lines
from searcher.output.plain_quote import without_markup
from searcher.output.schema import rows_of
from tests.searcher.output.conftest import Ask


def test_each_quotation_has_its_speaker_and_source(ask: Ask) -> None:
    assert list(markdown_lines(rows_of(ask("浮標").hits))) == [
        "> 陳海生局長說明浮標已換新。",
        ">",
        "> — 陳海生（港務局局長），二、燈塔，《港口座談》，會議/港.md#1，2024-05-06（轉述）",
        "",
        "> 漁民表示燈塔的浮標仍太暗。",
        ">",
        "> — 漁民，二、燈塔，《港口座談》，會議/港.md#1，2024-05-06（轉述）",
        "",
        "> 浮標與潮位站明年再議。",
        ">",
        "> — 林主席，二、燈塔，《港口座談》，會議/港.md#2，2024-05-06（逐字）",
        "",
    ]


def test_a_paragraph_without_a_speaker_is_neither_verbatim_nor_reported(ask: Ask) -> None:
    assert list(markdown_lines(rows_of(ask("經費").hits)))[2] == (
        "> — 二、燈塔，《港口座談》，會議/港.md#3，2024-05-06"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲<script>x</script>乙", "甲x乙"),
        ("<img src=x onerror=y", "\\<img src=x onerror=y"),
        ("甲[a[b]](javascript:x)", "甲[a[b]\\](javascript:x)"),
        ("甲\n# 乙\x1b[2J", "甲 # 乙\ufffd[2J"),
        ("a < b，1<2", "a < b，1<2"),
    ],
)
def test_nothing_of_a_document_becomes_html_or_a_link(ask: Ask, text: str, shown: str) -> None:
    row = next(rows_of(ask("經費").hits))._replace(quote=text)
    assert next(markdown_lines([row])) == f"> {shown}"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ('<a href="http://x.tw/">uberX 意見徵集</a>', "uberX 意見徵集"),
        ("見[說明](https://zh.tw/wiki/a_(b))。", "見說明。"),
        ("![圖](a.png)工時<br/>工資", "圖工時 工資"),
        ("第[1]點（甲）", "第[1]點（甲）"),
    ],
)
def test_a_quotation_keeps_the_text_of_links_and_no_tags(text: str, plain: str) -> None:
    assert without_markup(text) == plain
