"""Counts over time, against a count by hand of the same documents."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document, Paragraph, Period, Speaker, Statement
from corpus.topics.tagger import Tagger
from index.whoosh.reader import Reader
from searcher.query.parser import parse
from searcher.query_filters import Filters, read_query
from searcher.report.breakdown import Per
from searcher.report.periods import By
from searcher.report.quote_search import Asked
from searcher.report.timeline import Series, Timeline, timeline
from searcher.search import Options, Search
from tests.conftest import document, index_of, tagger

Indexed: TypeAlias = Callable[[Iterable[Document]], Reader]

DATES = ("2018-02-03", "2018-02-28", "2018-05", "2018", "2018-04-01/2018-06-30", "2020-01-01", "")
WORDS = ("外送員", "外卖骑手", "保險", "平台", "，", "勞工")
PEOPLE = ("王小明", "王小", "陳大文", "")
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join)
paragraphs = st.tuples(texts, st.sampled_from(PEOPLE))


def dated(id: str, date: str, texts: Iterable[str], speakers: Iterable[str] = ()) -> Document:
    one = document(id, texts, speakers=list(speakers))
    return one._replace(date=Period.parse(date) if date else None)


@st.composite
def collections(draw: st.DrawFn) -> list[Document]:
    found = []
    for number, date in enumerate(draw(st.lists(st.sampled_from(DATES), min_size=1, max_size=6))):
        said = draw(st.lists(paragraphs, min_size=1, max_size=4))
        folder = draw(st.sampled_from(("甲/", "乙/", "")))
        id = f"{folder}{number}.md"
        found.append(dated(id, date, [text for text, _ in said], [who for _, who in said]))
    return found


def of(
    reader: Reader, query: str, by: By = "year", per: Per | None = None, vs: str = ""
) -> Timeline:
    terms = Search(reader, Options()).terms
    other = parse(vs) if vs else None
    return timeline(terms, parse(query), Asked(), by=by, per=per, versus=other)


def counts(series: Series, found: Timeline) -> dict[str, int]:
    cells = zip(found.slots, series.cells, strict=True)
    return {slot.label: cell.paragraphs for slot, cell in cells if cell.paragraphs}


def listed(reader: Reader, found: Timeline, series: Series, slot: int) -> int:
    """How many paragraphs the search finds that a count names."""
    one = found.search(series, found.slots[slot])
    query = read_query(one.query, **cast(Filters, one.filters))
    return Search(reader, Options(limit=None)).answer(query).total


def by_hand(documents: Iterable[Document], by: By, matches: Callable[[str], bool]) -> Counter[str]:
    """The matching paragraphs by label, by a way of its own."""
    found: Counter[str] = Counter()
    size = {"year": 4, "quarter": 7, "month": 7}[by]
    for one in documents:
        label = ""
        if one.date:
            first, last = str(one.date.first), str(one.date.last)
            if by == "quarter":
                first, last = (f"{d[:4]}-Q{(int(d[5:7]) - 1) // 3 + 1}" for d in (first, last))
            label = first[:size] if first[:size] == last[:size] else str(one.date)
        found[label] += sum(matches(paragraph.text) for paragraph in one.paragraphs)
    return +found


@settings(max_examples=20)
@given(collections(), st.sampled_from(["year", "quarter", "month"]))
def test_counts_are_those_of_a_count_by_hand(documents: list[Document], by: By) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reader = index_of(Path(folder) / "index", documents)
        found = of(reader, '"保險"', by)
        assert counts(found.whole, found) == by_hand(documents, by, lambda text: "保險" in text)
        bases = {s.label: c.base for s, c in zip(found.slots, found.whole.cells, strict=True)}
        assert +Counter(bases) == by_hand(documents, by, lambda _: True)


@settings(max_examples=20)
@given(
    collections(),
    st.sampled_from(["year", "quarter", "month"]),
    st.sampled_from(["speaker", "wording", "folder", None]),
)
def test_every_count_is_that_of_the_search_it_names(
    documents: list[Document], by: By, per: Per | None
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reader = index_of(Path(folder) / "index", documents)
        found = of(reader, "外送員", by, per)
        for series in found.series:
            for place, cell in enumerate(series.cells):
                shown = listed(reader, found, series, place)
                if series.label == "王小":  # whose name is a part of another
                    assert shown >= cell.paragraphs
                else:
                    assert shown == cell.paragraphs


@settings(max_examples=15)
@given(collections())
def test_statements_are_the_rows_of_the_answer(documents: list[Document]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reader = index_of(Path(folder) / "index", documents)
        found = of(reader, "外送員")
        answer = Search(reader, Options(limit=None)).answer(parse("外送員"))
        rows = answer.rows()
        assert found.whole.total.paragraphs == answer.total
        assert found.whole.total.statements == sum(row["speaker"] != "" for row in rows)
        speakers = Counter(row["speaker"] for row in rows if row["speaker"])
        per = of(reader, "外送員", per="speaker")
        assert {one.label: one.total.statements for one in per.series} == speakers


TWO = [
    dated(
        "甲.md",
        "2018-02-03",
        ["外送員要保險。", "外卖骑手也要保險。", "別的事。"],
        ["王小明", "王小", "王小明"],
    ),
    dated("乙.md", "2020-05-01", ["外賣員與外送員。"], ["陳大文"]),
]


def test_a_year_without_documents_has_no_rate(indexed: Indexed) -> None:
    found = of(indexed(TWO), "外送員")
    rates = [cell.per_thousand for cell in found.whole.cells]
    assert [slot.label for slot in found.slots] == ["2018", "2019", "2020"]
    assert rates == [pytest.approx(2000 / 3), None, 1000.0]


def test_a_wording_has_its_side_and_counts_wherever_it_occurs(indexed: Indexed) -> None:
    found = of(indexed(TWO), "外送員", per="wording")
    totals = [(one.side, one.label, one.total.paragraphs) for one in found.series]
    assert totals == [("tw", "外送員", 2), ("cn-hk", "外賣員", 1), ("cn", "外卖骑手", 1)]


def test_sides_count_a_paragraph_once_each(indexed: Indexed) -> None:
    found = of(indexed(TWO), "外送員", per="side")
    totals = {one.label: one.total.paragraphs for one in found.series}
    assert totals == {"tw": 2, "cn": 1, "cn-hk": 1}


def test_the_base_is_the_documents_that_the_query_looks_in(indexed: Indexed) -> None:
    found = of(indexed(TWO), "外送員 doc:乙")
    assert [cell.base for cell in found.whole.cells] == [1]
    without = of(indexed(TWO), "外送員 -doc:乙")
    assert [cell.base for cell in without.whole.cells] == [3]


def test_two_queries_have_the_same_periods(indexed: Indexed) -> None:
    found = of(indexed(TWO), "保險", vs="外送員 date:2020")
    assert [one.label for one in found.series] == ["保險", "外送員 AND date:2020-01-01..2020-12-31"]
    assert [counts(one, found) for one in found.series] == [{"2018": 2}, {"2020": 1}]


def test_only_what_the_speaker_says_counts(indexed: Indexed) -> None:
    text = "王小明說外送員要保險，陳大文說外送員要薪資。"
    first, second = Speaker("王小明"), Speaker("陳大文")
    said = (Statement(0, 10, first, "王小明"), Statement(11, len(text), second, "陳大文"))
    one = Document("丙.md", "丙", None, "other", (Paragraph(1, "body", text, statements=said),))
    reader = indexed([one])
    found = of(reader, "外送員 保險", per="speaker")
    assert [(s.label, s.total.paragraphs) for s in found.series] == [("王小明", 1)]
    assert listed(reader, found, found.series[0], 0) == 1


def test_a_topic_lists_the_other_topics_and_its_words(indexed: Indexed) -> None:
    reader = indexed(tagged(TWO))
    found = of(reader, "topic:平台工作者", per="wording")
    assert {one.label for one in found.series} >= {"外送員", "外卖骑手"}
    assert "平台工作者" not in {
        one.label for one in of(reader, "topic:平台工作者", per="topic").series
    }


def tagged(documents: Iterable[Document]) -> list[Document]:
    by: Tagger = tagger()
    return [by.tag(one) for one in documents]


def test_the_whole_period_of_a_search_replaces_its_dates(indexed: Indexed) -> None:
    found = of(indexed(TWO), "外送員 date:2018..2020", "month")
    slot = next(slot for slot in found.slots if slot.label == "2018-02")
    assert found.search(found.whole, slot).command() == (
        "cewen search 外送員 --since 2018-02 --until 2018-02"
    )


def test_parts_of_longer_latin_words_do_not_count(indexed: Indexed) -> None:
    """AI in said made a quarter of the years' counts three times as high."""
    texts = ["AI的風險。", "He said so.", "用AI寫信。", "人工智慧。", "e-mail"]
    reader = indexed([dated("一", "2018", texts), dated("二", "2019", ["said", "main"])])

    def counts(query: str, *, exact: bool = False) -> tuple[int, int]:
        terms = Search(reader, Options(exact=exact)).terms
        found = timeline(terms, parse(query), Asked(exact=exact))
        return found.whole.total.paragraphs, found.inside[0]

    assert counts("AI") == (3, 4)
    assert counts("AI NEAR/3 風險") == (1, 0)
    assert counts('"AI"') == (6, 0)
    assert counts("AI", exact=True) == (6, 0)
    assert counts("ai OR 風險") == (3, 4)
    assert counts("ai AND NOT 風險") == (2, 4)
    assert counts("sai") == (2, 0)  # there are no others
    assert counts("人工") == (1, 0)
