"""Keywords in their context."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, Paragraph, Speaker, Statement
from index.whoosh.reader import Reader
from searcher.output.context import first_columns, last_columns
from searcher.query.parser import parse
from searcher.report.concordance import Concordance, KwicSort, concordance
from searcher.report.matched_paragraphs import MatchedParagraphs
from searcher.search import Options, Search
from searcher.terminal_text import width
from tests.conftest import document

Indexed: TypeAlias = Callable[[Iterable[Document]], Reader]


def of(reader: Reader, query: str, sort: KwicSort = "doc", limit: int | None = None) -> Concordance:
    terms = Search(reader, Options()).terms
    return concordance(MatchedParagraphs(terms, parse(query)), sort=sort, limit=limit)


def shown(found: Concordance) -> list[str]:
    return [f"{one.left}[{one.keyword}]{one.right}" for one in found.lines]


OLD = document(
    "a.md",
    ["新平台與舊平台。", "沒有。", "舊平台上路。"],
    date=datetime.date(2018, 1, 1),
    speakers=["王小明", "", "陳大文"],
)
NEW = document("b.md", ["這平台工作。"], date=datetime.date(2020, 1, 1))


def test_every_occurrence_is_a_line(indexed: Indexed) -> None:
    found = of(indexed([OLD, NEW]), "平台")
    assert (found.total, found.paragraphs) == (4, 3)
    assert shown(found)[:2] == ["新[平台]與舊平台。", "新平台與舊[平台]。"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("left", ["新", "舊", "新平台與舊", "這"]),
        ("right", ["新平台與舊", "舊", "新", "這"]),
        ("date", ["這", "新", "新平台與舊", "舊"]),
        ("oldest", ["新", "新平台與舊", "舊", "這"]),
        ("speaker", ["新", "新平台與舊", "舊", "這"]),
    ],
)
def test_lines_are_sorted(indexed: Indexed, sort: KwicSort, expected: list[str]) -> None:
    assert [line.left for line in of(indexed([OLD, NEW]), "平台", sort).lines] == expected


def test_the_best_lines_are_those_of_the_best_paragraphs(indexed: Indexed) -> None:
    reader = indexed([OLD, NEW])
    best = Search(reader, Options()).answer(parse("平台")).hits
    found = of(reader, "平台", "score", limit=2)
    assert found.total == 4
    assert found.lines[0].paragraph.number == best[0].paragraph.number


def test_a_speaker_has_only_their_own_lines(indexed: Indexed) -> None:
    text = "王小明說平台好，陳大文說平台壞。"
    first, second = Speaker("王小明"), Speaker("陳大文")
    said = (Statement(0, 7, first, "王小明"), Statement(8, len(text), second, "陳大文"))
    one = Document("c.md", "c", None, "other", (Paragraph(1, "body", text, statements=said),))
    reader = indexed([one])
    assert shown(of(reader, "平台 speaker:陳大文")) == ["王小明說平台好，陳大文說[平台]壞。"]
    names = [line.statement and line.statement.speaker.name for line in of(reader, "平台").lines]
    assert names == ["王小明", "陳大文"]


def test_terms_that_touch_are_one_keyword_and_repeats_are_not(indexed: Indexed) -> None:
    one = document("c.md", ["外送平台、平台平台"])
    found = of(indexed([one]), '"外送" "平台"')
    assert [line.keyword for line in found.lines] == ["外送平台", "平台", "平台"]


@given(st.text("平台a，b（員é", max_size=30), st.integers(0, 20))
def test_contexts_fit_their_columns(text: str, columns: int) -> None:
    left, right = last_columns(text, columns), first_columns(text, columns)
    assert text.endswith(left)
    assert text.startswith(right)
    assert width(left) <= max(columns, 0)
    assert width(right) <= columns
    # No further character would fit.
    if left != text:
        assert width(text[-len(left) - 1 :]) > columns
    if right != text:
        assert width(text[: len(right) + 1]) > columns


def test_a_string_inside_a_latin_word_is_left_out_unless_all_are(indexed: Indexed) -> None:
    reader = indexed([document("d.md", ["AI與said", "chain"])])
    found = of(reader, "AI")
    assert (shown(found), found.total, found.inside) == (["[AI]與said"], 1, 2)
    only = of(reader, "hai")
    assert (shown(only), only.total, only.inside) == (["c[hai]n"], 1, 0)
