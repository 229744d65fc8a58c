"""Markdown quotes one person at a time, and runs nothing of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from corpus.document import Document
from corpus.errors import DocumentError
from corpus.readers.own_exports import without_own_exports
from index.whoosh.reader import Reader
from searcher.output.csv_table import csv_lines
from searcher.output.json_lines import json_line
from searcher.output.markdown import markdown_lines
from searcher.output.plain_quote import without_markup
from searcher.output.schema import Row, VoiceRow, of_hit, of_voice, rows_of, rows_of_voices
from searcher.service import Index
from tests.searcher.output.conftest import HARBOUR, Ask


def test_each_quotation_has_its_speaker_and_source(ask: Ask) -> None:
    assert list(markdown_lines(rows_of(ask("浮標").hits))) == [
        "<!-- cewen: quotations -->",
        "",
        "> 陳海生局長說明浮標已換新。",
        ">",
        "> — 陳海生（港務局局長），二、燈塔，《港口座談》，第3頁，會議/港.md#1，2024-05-06，"
        "SO3YSIIO（轉述）",
        "",
        "> 漁民表示燈塔的浮標仍太暗。",
        ">",
        "> — 漁民，二、燈塔，《港口座談》，第3頁，會議/港.md#1，2024-05-06，SO3YSIIO（轉述）",
        "",
        "> 浮標與潮位站明年再議。",
        ">",
        "> — 林主席，二、燈塔，《港口座談》，第3頁，會議/港.md#2，2024-05-06，QLU3UXEH（逐字）",
        "",
    ]


def test_a_paragraph_without_a_speaker_is_neither_verbatim_nor_reported(ask: Ask) -> None:
    assert list(markdown_lines(rows_of(ask("經費").hits)))[4] == (
        "> — 二、燈塔，《港口座談》，第3頁，會議/港.md#3，2024-05-06，MJAPBNAQ"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲<script>x</script>乙", "甲x乙"),
        ("<img src=x onerror=y", "\\<img src=x onerror=y"),
        ("甲[a[b]](javascript:x)", "甲\\[a\\[b\\]\\](javascript:x)"),
        ("甲\n# 乙\x1b[2J", "甲\n>\n> \\# 乙\ufffd\\[2J"),
        ("a < b，1<2", "a \\< b，1\\<2"),
    ],
)
def test_nothing_of_a_document_becomes_html_or_a_link(ask: Ask, text: str, shown: str) -> None:
    row = next(rows_of(ask("經費").hits))._replace(quote=text)
    assert "\n".join(list(markdown_lines([row]))[2:-3]) == f"> {shown}"


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


# A memo saved among the documents became a source: each quotation was found twice.
def test_an_export_is_recognized_and_a_remark_in_it_stays(ask: Ask) -> None:
    lines = list(markdown_lines(rows_of(ask("浮標").hits)))
    for text in ("\n".join(lines), "\n".join(lines[2:])):
        with pytest.raises(DocumentError, match=r"^it contains only quotations .* exported"):
            without_own_exports(text)
    remarked = without_own_exports("\n".join([*lines[:6], "我的看法。", "", *lines[6:]]))
    assert (remarked.text.strip(), remarked.removed) == ("我的看法。", 3)


def test_exported_tables_and_json_are_recognized(
    indexed: Callable[[Iterable[Document]], Reader],
) -> None:
    index = Index(indexed([HARBOUR]).folder)
    hits, voices = index.search("浮標").hits, index.who("浮標").voices
    firsts = [next(csv_lines(Row._fields, rows_of(hits)))]
    firsts += [next(csv_lines(VoiceRow._fields, rows_of_voices(voices)))]
    firsts += [json_line(of_hit(hits[0])), json_line(of_voice(voices[0]))]
    for first in firsts:
        with pytest.raises(DocumentError, match=r"^it contains search results that Cewen has"):
            without_own_exports(first + "\n…")


def test_quotations_with_sources_of_others_stay() -> None:
    text = "> 外送員的權益。\n>\n> — 王大明，《座談》，第3頁\n\n我的看法。\n"
    assert without_own_exports(text) == (text, 0)
