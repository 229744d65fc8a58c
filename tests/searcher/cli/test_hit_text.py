"""Hits, excerpts and tables as lines on a screen."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, Paragraph, Speaker, Statement
from index.whoosh.reader import Reader
from searcher.answer import Answer, Hit
from searcher.cli.excerpt import LINES, excerpt
from searcher.cli.hit_text import fitted, head_lines, hit_lines, receipt
from searcher.cli.query_options import asks_for_speakers
from searcher.cli.table import table
from searcher.cli.terminal import COLOURED, PLAIN, Style
from searcher.output.csv_table import csv_lines
from searcher.output.markdown import markdown_lines
from searcher.output.schema import Row, rows_of
from searcher.query.parser import parse
from searcher.report.others_words import others_words
from searcher.search import Options, Search
from searcher.terminal_text import clean, width, wrap
from tests.conftest import document

CELLS = st.text(st.one_of(st.characters(), st.sampled_from("=+-@＝＋－＠ \t\r\n\",；'甲")))
HOSTILE = document(
    "夾\x1b[31m/檔\n案.md",
    ["浮標\x1b[2J的\u202e說明\x9b31m。", "=HYPERLINK 浮標"],
    title="標\x07題浮",
    speakers=["甲\x1b]0;x\x07乙", "=cmd"],
)


def answer_of(reader: Reader, query: str) -> Answer:
    return Search(reader, Options()).answer(parse(query))


def shown(hit: Hit, columns: int | None, *, full: bool = False) -> list[str]:
    return list(hit_lines(1, hit, PLAIN, columns, full=full))


def test_a_hit_has_speaker_date_text_and_place(tiny: Reader) -> None:
    assert shown(answer_of(tiny, "外送員").hits[0], 80) == [
        "1.  勞動局代表 2025-03-01",
        "    勞動局代表指出，外送員在平台上的保險應由業者負擔。",
        "    平台勞動工作坊 · 2025-03-01-工作坊.md#1",
    ]


def test_a_narrow_window_wraps_the_text_and_never_cuts_the_name_of_the_paragraph(
    tiny: Reader,
) -> None:
    assert shown(answer_of(tiny, "外送員").hits[0], 30) == [
        "1.  勞動局代表 2025-03-01",
        "    勞動局代表指出，外送員在平",
        "    台上的保險應由業者負擔。",
        "    平台勞動工作坊",
        "    2025-03-01-工作坊.md#1",
    ]


def test_another_way_of_matching_than_the_words_themselves_is_said(tiny: Reader) -> None:
    (simplified,) = (
        hit for hit in answer_of(tiny, "人工智慧").hits if hit.matched == ("人工智能",)
    )
    assert shown(simplified, None)[0] == "1.  2024-11-05 (variant)"


@pytest.mark.parametrize("columns", [20, 41, 80, 120])
def test_no_line_of_a_hit_is_wider_than_the_window(
    columns: int, indexed: Callable[[Iterable[Document]], Reader]
) -> None:
    long = document(
        "很長的資料夾名稱/" * 6 + "文件.md",
        ["浮標的維護。" * 40, "浮標" + "\u200bbuoy\x9b" * 60],
        title="關於港口浮標的說明會紀錄" * 4,
        speakers=["港務公司代表團發言人" * 5, "Harbour authority of the northern coast " * 3],
        date=datetime.date(2024, 1, 2),
    )
    reader = indexed([long])
    for hit in answer_of(reader, "浮標").hits:
        for full in (True, False):
            assert max(map(width, shown(hit, columns, full=full))) <= columns
    assert all(width(line) <= columns for line in receipt(answer_of(reader, "浮標"), columns))


def test_nothing_of_a_document_steers_the_terminal(
    indexed: Callable[[Iterable[Document]], Reader],
) -> None:
    answer = answer_of(indexed([HOSTILE]), "浮標")
    assert answer.total == 2
    for hit in answer.hits:
        for lines in (
            shown(hit, None),
            shown(hit, 40),
            csv_lines(Row._fields, rows_of([hit])),
            markdown_lines(rows_of([hit])),
        ):
            assert [line for line in lines if line != clean(line)] == []


def test_colour_adds_nothing_but_escapes(tiny: Reader) -> None:
    hit = answer_of(tiny, "外送員").hits[0]
    coloured = "\n".join(hit_lines(1, hit, COLOURED, 30))
    for escape in (COLOURED.match, COLOURED.speaker, COLOURED.faint, COLOURED.off):
        assert escape in coloured
        coloured = coloured.replace(escape, "")
    assert coloured == "\n".join(shown(hit, 30))


def test_a_name_too_long_for_its_line_is_wrapped_under_itself() -> None:
    lines = head_lines("12.", "港務公司代表團發言人", "2024-01-02", PLAIN, 20)
    assert list(lines) == ["12. 港務公司代表團發", "    言人 2024-01-02"]


# Excerpts of long paragraphs

LONG = "".join(f"第{n:02}句話說到這裡為止。" for n in range(60))


@given(st.integers(20, 60), st.lists(st.integers(0, len(LONG) - 3), max_size=30))
def test_an_excerpt_is_short_in_order_and_contains_the_first_match(
    columns: int, places: list[int]
) -> None:
    spans = [(at, at + 2) for at in sorted({place // 3 * 3 for place in places})]
    lines = list(wrap(LONG, columns))
    chosen = list(excerpt(LONG, lines, spans))
    kept = [line for line in chosen if line is not None]
    assert kept == sorted(set(kept))
    assert set(kept) <= set(lines)
    assert len(chosen) <= LINES + LINES + 1  # a gap before, between and after the lines
    if spans:
        first = next(line for line in lines if spans[0][0] < line[1])
        assert first in kept
    gaps = [at for at, line in enumerate(chosen) if line is None]
    assert all(after - before > 1 for before, after in pairwise(gaps))


def test_a_paragraph_of_few_lines_is_shown_whole() -> None:
    lines = list(wrap(LONG, 400))
    assert len(lines) <= LINES
    assert list(excerpt(LONG, lines, [(0, 2)])) == lines


def test_an_excerpt_shows_the_first_place_of_every_wording() -> None:
    lines = list(wrap(LONG, 40))
    wordings = ("第05句", "第30句", "第55句")
    spans = [(LONG.index(words), LONG.index(words) + 4) for words in wordings]
    kept = "".join(LONG[slice(*line)] for line in excerpt(LONG, lines, spans) if line)
    assert all(words in kept for words in wordings)


def test_without_matches_an_excerpt_is_the_beginning() -> None:
    lines = list(wrap(LONG, 40))
    assert list(excerpt(LONG, lines, [])) == [*lines[:LINES], None]


# Tables


def test_columns_of_a_table_stand_under_each_other_by_display_width() -> None:
    rows = [("長期照顧", 12, "甲"), ("AI", 3, "乙")]
    assert list(table(("topic", "paragraphs", "id"), rows, None)) == [
        "topic     paragraphs  id",
        "長期照顧          12  甲",
        "AI                 3  乙",
    ]


@given(st.lists(st.tuples(CELLS, st.integers(), CELLS)), st.integers(10, 100))
def test_no_row_is_wider_than_the_window(rows: list[tuple[str, int, str]], columns: int) -> None:
    lines = list(table(("speaker", "paragraphs", "office"), rows, columns))
    assert len(lines) == len(rows) + 1
    assert all(width(line) <= columns and line == clean(line) for line in lines)


# What others say

A, B = Speaker("甲"), Speaker("乙")
Indexed = Callable[[Iterable[Document]], Reader]


def said_by_a(indexed: Indexed, *statements: Statement) -> Hit:
    """The hit of a search for what 甲 says, in a paragraph of these statements."""
    text = "甲說浮標。乙說浮標。丙未說。"
    paragraph = Paragraph(1, "body", text, statements=statements)
    reader = indexed([Document("港.md", "港", None, "report", (paragraph,))])
    (hit,) = answer_of(reader, "浮標 speaker:甲").hits
    return hit


@pytest.mark.parametrize(
    ("statements", "others"),
    [
        ((Statement(0, 5, A), Statement(5, 10, B)), [(5, 10)]),
        ((Statement(0, 14, A), Statement(5, 10, B)), [(5, 10)]),
        ((Statement(0, 14, B), Statement(0, 5, A)), [(5, 14)]),
        ((Statement(0, 10, A), Statement(0, 10, B)), []),
        ((Statement(0, 5, A),), []),
    ],
)
def test_what_somebody_else_says_is_known(
    indexed: Indexed, statements: tuple[Statement, ...], others: list[tuple[int, int]]
) -> None:
    assert others_words(said_by_a(indexed, *statements)) == others


def test_what_others_say_is_dimmed_and_matches_stay_marked(indexed: Indexed) -> None:
    hit = said_by_a(indexed, Statement(0, 5, A), Statement(5, 10, B))
    style = Style(match="[", speaker="", faint="{", off="|")
    lines = list(hit_lines(1, hit, style, None, others=others_words(hit)))
    assert lines[1] == "    甲說[浮標|。{乙說|[浮標|{。|丙未說。"


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        ("浮標 speaker:甲", True),
        ("org:港務局", True),
        ("浮標 topic:海運", False),
        ("浮標 -speaker:甲", False),
    ],
)
def test_only_a_query_for_speakers_dims(query: str, asks: bool) -> None:
    assert asks_for_speakers(parse(query)) is asks


def test_a_receipt_shows_the_term_and_the_most_frequent_wordings() -> None:
    from index.plan import Tier
    from searcher.answer import Count
    from searcher.cli.hit_text import counted

    receipt = [Count("甲", Tier.EXACT, 1)]
    receipt += [Count(f"乙{n}", Tier.VARIANT, n) for n in range(1, 13)]
    line = counted("90 paragraphs", receipt)
    assert line.startswith("90 paragraphs: 甲 1 · 乙6 6 (variant) · ")
    assert line.endswith("乙12 12 (variant) · +5 more")
    assert counted("1 paragraph", receipt[:8]).count(" · ") == 7


def test_a_receipt_breaks_between_its_counts() -> None:
    line = "44 paragraphs: 外送員 21 · 外賣員 6 (variant) · 騎手 10 (variant)"
    assert list(fitted(line, 48)) == [
        "44 paragraphs: 外送員 21 · 外賣員 6 (variant) ·",
        "騎手 10 (variant)",
    ]
    assert list(fitted(line, None)) == [line]
    for columns in (8, 12, 20, 30):
        lines = list(fitted(line, columns))
        assert max(map(width, lines)) <= columns
        assert "".join(lines).replace(" ", "") == line.replace(" ", "")
