"""What is said when nothing was found."""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable, Iterable
from contextvars import copy_context
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.topics.tagger import Tagger
from index.whoosh.reader import Reader
from searcher.language import speak
from searcher.messages import say_message
from searcher.query.parser import parse
from searcher.report.no_results import explain_nothing
from searcher.search import Options, Search
from tests.conftest import THESAURUS, document, index_of


def said(reader: Reader, query: str, *, exact: bool = False) -> list[str]:
    read = parse(query)
    assert Search(reader, Options(exact=exact)).answer(read).total == 0
    return [str(message) for message in explain_nothing(reader, read, exact=exact)]


def test_the_term_that_is_nowhere_is_named_and_left_out_of_the_suggestion(tiny: Reader) -> None:
    assert said(tiny, "平台 潛水艇") == [
        "Nothing found for: 平台 AND 潛水艇",
        "  no paragraph contains 潛水艇",
        "  with 5 paragraphs:",
        "    cewen search 平台",
    ]


def test_terms_that_never_meet_are_suggested_without_the_rarer_one(tiny: Reader) -> None:
    assert said(tiny, "平台 預算法") == [
        "Nothing found for: 平台 AND 預算法",
        "  平台 5 · 預算法 1: no paragraph has all of them",
        "  with 5 paragraphs:",
        "    cewen search 平台",
    ]


def test_a_speaker_who_is_nowhere_is_named_with_the_command_that_lists_them(tiny: Reader) -> None:
    assert said(tiny, "平台 speaker:潛水員") == [
        "Nothing found for: 平台 AND speaker:潛水員",
        "  no paragraph has speaker:潛水員: cewen speakers lists what there is",
        "  with 5 paragraphs:",
        "    cewen search 平台",
    ]


@pytest.mark.parametrize(
    ("query", "suggested"),
    [
        ("預算法 或 資安", "'預算法 OR 資安'"),
        ("平台 或者 預算法 或 資安", "'平台 OR 預算法 OR 資安'"),
        ("資安 不含 平台", "資安 -平台"),
        ("作者:平台", "平台"),
        ("people:平台 資安", "平台 資安"),
    ],
)
def test_the_query_that_was_meant_is_the_one_suggested(
    indexed: Callable[[Iterable[Document]], Reader], query: str, suggested: str
) -> None:
    reader = indexed([document("甲", ["平台與資安。", "資安法。", "預算法。"])])
    assert [line for line in said(reader, query) if "cewen search" in line] == [
        f"    cewen search {suggested}"
    ]


def test_of_a_topic_and_a_filter_the_filter_is_left_out(
    indexed: Callable[[Iterable[Document]], Reader],
) -> None:
    tagged = Tagger(THESAURUS).tag(document("甲", ["外送員要有保障。", "零工的保險。"]))
    other = document("乙", ["其他的事。"] * 9)
    assert said(indexed([tagged, other]), "topic:平台工作者 doc:乙")[-2:] == [
        "  with 2 paragraphs:",
        "    cewen search topic:平台工作者",
    ]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-Hant", "    cewen search 議題:平台工作者 保險 -章節:附錄"),
        ("zh-Hans", "    cewen search 议题:平台劳动者 保險 -章节:附錄"),
    ],
)
def test_suggestions_name_fields_and_topics_in_the_language(
    indexed: Callable[[Iterable[Document]], Reader], language: str, expected: str
) -> None:
    tagged = Tagger(THESAURUS).tag(document("甲", ["外送員要有保障。", "零工的保險另行規定。"]))
    reader = indexed([tagged])
    read = parse("外送員 保險 -section:附錄")
    context = copy_context()
    context.run(speak, language)
    lines = context.run(
        lambda: [say_message(m) for m in explain_nothing(reader, read, exact=False)]
    )
    assert expected in lines
    query = expected.removeprefix("    cewen search ")
    assert parse(query) == parse(query.translate(str.maketrans("议题节", "議題節")))


def test_a_date_beyond_all_documents_is_named(tiny: Reader) -> None:
    assert said(tiny, "資安 date:2031..") == [
        "Nothing found for: 資安 AND date:2031-01-01..",
        "  no paragraph has date:2031-01-01..",
        "  with 2 paragraphs:",
        "    cewen search 資安",
    ]


def test_an_absent_phrase_is_cut_to_its_longest_part_that_occurs(
    tiny: Reader,
) -> None:
    assert said(tiny, '"預算法的修訂"') == [
        'Nothing found for: "預算法的修訂"',
        '  no paragraph contains "預算法的修訂"',
        "  with 1 paragraph:",
        "    cewen search 預算法的修",
    ]


def test_an_exact_search_is_told_what_it_would_find_otherwise(tiny: Reader) -> None:
    assert said(tiny, "人工智慧", exact=True) == [
        "Nothing found for: 人工智慧",
        "  no paragraph contains 人工智慧",
        "  without --exact: 2 paragraphs",
    ]


def test_where_no_part_is_anywhere_nothing_is_suggested(tiny: Reader) -> None:
    assert said(tiny, "鯨豚") == ["Nothing found for: 鯨豚", "  no paragraph contains 鯨豚"]


def test_a_suggestion_never_only_excludes(tiny: Reader) -> None:
    assert said(tiny, "鯨豚 -平台") == [
        "Nothing found for: 鯨豚 AND NOT 平台",
        "  no paragraph contains 鯨豚",
    ]


@pytest.mark.parametrize("query", ["平台 潛水艇", "平台 資安 speaker:林次長", '"預算法的修訂"'])
def test_a_suggestion_finds_as_many_paragraphs_as_it_says(tiny: Reader, query: str) -> None:
    count, line = said(tiny, query)[-2:]
    total = Search(tiny, Options()).answer(parse(shlex.split(line)[-1])).total
    assert count == (f"  with {total} paragraph:" if total == 1 else f"  with {total} paragraphs:")


def test_control_characters_of_a_query_are_not_repeated(tiny: Reader) -> None:
    assert not [line for line in said(tiny, "鯨\x1b[31m豚") if not line.isprintable()]


def test_filters_are_dropped_before_terms(tiny: Reader) -> None:
    assert said(tiny, "預算法 speaker:林次長 date:2025") == [
        "Nothing found for: 預算法 AND speaker:林次長 AND date:2025-01-01..2025-12-31",
        "  預算法 1 · speaker:林次長 1 · date:2025-01-01..2025-12-31 7: "
        "no paragraph has all of them",
        "  with 1 paragraph:",
        "    cewen search 預算法 date:2025-01-01..2025-12-31",
    ]
    assert said(tiny, "人工智能 平台 speaker:林次長")[-1] == "    cewen search 平台"


def test_the_words_of_a_term_are_counted(tiny: Reader) -> None:
    assert said(tiny, "資安工傷") == [
        "Nothing found for: 資安工傷",
        "  no paragraph contains 資安工傷",
        "  its words: 資安 2 · 工傷 1, but nowhere near each other",
        "  with 1 paragraph:",
        "    cewen search 工傷",
    ]


def test_words_near_each_other_in_another_order_are_told(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index", [document("a", ["委員會在選舉時開會。", "今天開會。"])])
    assert said(index, "選舉委員會")[:3] == [
        "Nothing found for: 選舉委員會",
        "  no paragraph contains 選舉委員會",
        "  its words: 選舉 1 · 委員會 1, but nowhere near each other in this order",
    ]


def test_the_topic_of_a_term_is_suggested_with_the_rest(
    indexed: Callable[[Iterable[Document]], Reader],
) -> None:
    tagged = Tagger(THESAURUS).tag(document("甲", ["外送員要有保障。", "零工的保險另行規定。"]))
    assert said(indexed([tagged]), "外送員 保險")[-4:] == [
        "  with 1 paragraph:",
        "    cewen search topic:平台工作者 保險",
        "  with 1 paragraph:",
        "    cewen search 保險",
    ]


def test_a_pasted_passage_is_answered_soon(tiny: Reader) -> None:
    started = time.process_time()
    lines = said(tiny, "平台的潛水艇由誰負責火星說明" * 100)
    assert lines[0].startswith("Nothing found for: ")
    assert time.process_time() - started < 3


def test_titles_and_names_of_files_are_suggested(
    indexed: Callable[[Iterable[Document]], Reader],
) -> None:
    reader = indexed([document("外送員保險說明.txt", ["本文沒有那三個字。"], title="外送員須知")])
    assert said(reader, "外送員") == [
        "Nothing found for: 外送員",
        "  no paragraph contains 外送員",
        "  with 1 paragraph:",
        "    cewen search title:外送員",
        "  with 1 paragraph:",
        "    cewen search doc:外送員",
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("個資發", "個資法"),
        ("各資法", "個資法"),
        ("演算珐", "演算法"),
        ("人工志慧", "人工智慧"),
        ("最低工子", "最低工資"),
        ("再生能原", "再生能源"),
        ("公共正策", "公共政策"),
        ("外員送", "外送員"),
        ("個資發 罰則", "個資法 罰則"),
        ("sanbox", "sandbox"),
        ("Facebok", "Facebook"),
        ("timetble", "timetable"),
    ],
)
def test_a_misspelt_term_is_mended(
    indexed: Callable[[Iterable[Document]], Reader], query: str, expected: str
) -> None:
    texts = [
        "個資法的罰則由主管機關定之。",
        "外送員的演算法，與人工智慧有關。",
        "最低工資依公共政策調整，再生能源另計。",
        "A regulatory sandbox for Facebook and its timetable.",
    ]
    assert f"    cewen search {expected}" in said(indexed([document("甲", texts)]), query)


@pytest.mark.parametrize("query", ["騎手平台", "何立峰", "空屋稅", "新平台", "網路駭人"])
def test_a_term_that_is_only_absent_has_no_other_spelling(
    indexed: Callable[[Iterable[Document]], Reader], query: str
) -> None:
    texts = [
        "二手平台。",
        "騎手休息。",
        "簡立峰說明房屋稅。",
        *["網路害人不淺。網路駭客，平台。"] * 5,
    ]
    lines = said(indexed([document("甲", texts)]), query)
    assert not [
        line for line in lines if "cewen search" in line and len(line.split()[2]) >= len(query)
    ]


@pytest.mark.parametrize(
    "text", ["平台 潛水艇", "平台 預算法", "外賣平臺的潛水艇", "潛水艇 OR 火星"]
)
def test_terms_that_the_search_has_read_do_not_change_the_advice(tiny: Reader, text: str) -> None:
    query = parse(text)
    search = Search(tiny, Options())
    assert not search.answer(query).total
    known = search.terms.known
    assert known.readings
    messages = explain_nothing(tiny, query, exact=False, known=known)
    assert list(map(str, messages)) == said(tiny, text)
