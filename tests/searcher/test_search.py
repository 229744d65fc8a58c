import datetime
import gc
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document, Paragraph, Speaker, Statement
from corpus.fold import fold
from index.plan import Tier
from index.whoosh.reader import Reader
from searcher.answer import Answer, Hit
from searcher.query.ast import Term
from searcher.query.parser import parse
from searcher.search import Options, Search
from tests.conftest import document, index_of
from tests.index.analysis.test_spacing import closed_by_hand

Indexed = Callable[[Iterable[Document]], Reader]
ALPHABET = "平台臺工作者外送員騎手权權益演算法 ai，。"
CORPORA = st.lists(st.text(ALPHABET, min_size=1, max_size=40), min_size=1, max_size=6)
TERMS = st.text("平台臺工作者外送員权權益演算法ai", min_size=1, max_size=6)
SEVERAL_TERMS = st.lists(TERMS, min_size=3, max_size=5)

DIRECTOR = Speaker("林春生", "次長", "勞動局")
UNION = Speaker("工會代表", kind="group")
REPORT = Document(
    "座談會.md",
    "座談會",
    datetime.date(2025, 4, 1),
    "report",
    (
        Paragraph(
            1,
            "body",
            "主持人介紹來賓。林春生次長指出，保險由業者負擔。工會代表要求保險納入零工。",
            section=("保險",),
            statements=(
                Statement(8, 23, DIRECTOR, "林春生次長"),
                Statement(23, 37, UNION, "工會代表"),
            ),
        ),
        Paragraph(2, "body", "沒有人說這段話，但是提到保險。"),
        Paragraph(3, "caption", "林春生次長合影。"),
    ),
)


def answer(reader: Reader, query: str, **options: object) -> Answer:
    return Search(reader, Options(**options)).answer(parse(query))  # type: ignore[arg-type]


def names(hit: Hit) -> list[str]:
    return [speaker.name for speaker in hit.speakers]


def answers(texts: list[str], terms: list[str]) -> Iterator[tuple[str, Answer]]:
    """All answers of one index to each of the terms."""
    with tempfile.TemporaryDirectory() as folder:
        reader = index_of(Path(folder) / "index", [document("a", texts)])
        for term in terms:
            yield term, Search(reader, Options(limit=None)).answer(Term(term))


@settings(max_examples=20, deadline=None)
@given(CORPORA, SEVERAL_TERMS)
def test_spans_mark_what_matched_in_order_and_apart(texts: list[str], terms: list[str]) -> None:
    for term, hit in ((term, hit) for term, found in answers(texts, terms) for hit in found.hits):
        text = hit.paragraph.text
        ends = [0, *(edge for span in hit.spans for edge in span)]
        assert ends == sorted(ends)
        assert all(
            end < start for (_, end), (start, _) in zip(hit.spans, hit.spans[1:], strict=False)
        )
        marked = {at for start, end in hit.spans for at in range(start, end)}
        said = {
            at
            for string in hit.matched
            for start in range(len(text))
            if text.startswith(string, start)
            for at in range(start, start + len(string))
        }
        assert marked
        assert marked <= said
        if hit.match == "exact":
            assert fold(term) in {closed_by_hand(fold(string))[0] for string in hit.matched}


@settings(max_examples=15, deadline=None)
@given(CORPORA, SEVERAL_TERMS)
def test_the_receipt_counts_what_a_reader_would_count(texts: list[str], terms: list[str]) -> None:
    for term, found in answers(texts, terms):
        exact = sum(count.paragraphs for count in found.receipt if count.tier == Tier.EXACT)
        assert exact == sum(fold(term) in closed_by_hand(fold(text))[0] for text in texts)
        by_words = sum(c.paragraphs for c in found.receipt if c.tier == Tier.WORDS)
        assert by_words == sum(hit.match == "words" for hit in found.hits)


def test_a_hit_shows_who_says_the_marked_words(indexed: Indexed) -> None:
    reader = indexed([REPORT])
    assert names(answer(reader, "業者").hits[0]) == ["林春生"]
    assert names(answer(reader, "零工").hits[0]) == ["工會代表"]
    assert names(answer(reader, "業者 OR 零工").hits[0]) == ["林春生", "工會代表"]


def test_text_without_a_quotation_shows_no_speaker(indexed: Indexed) -> None:
    reader = indexed([REPORT])
    assert names(answer(reader, "主持人").hits[0]) == []
    assert names(answer(reader, "提到保險").hits[0]) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("保險 speaker:林春生", [1]),
        ("零工 speaker:林春生", []),
        ("零工 speaker:次長", []),
        ("負擔 org:勞動局", [1]),
        ("負擔 org:工會", []),
        ("零工 org:工會", [1]),
        ("speaker:林春生 org:工會", []),
        ("speaker:林春生", [1]),
    ],
)
def test_with_a_speaker_the_words_must_be_in_a_statement_of_theirs(
    indexed: Indexed, query: str, found: list[int]
) -> None:
    assert [hit.paragraph.number for hit in answer(indexed([REPORT]), query).hits] == found


def test_the_newest_come_first_when_sorted_by_date_and_the_undated_last(indexed: Indexed) -> None:
    reader = indexed(
        [
            document("甲", ["平台。"], date=datetime.date(2023, 1, 1)),
            document("乙", ["平台。"]),
            document("丙", ["平台。"], date=datetime.date(2025, 1, 1)),
        ]
    )
    by_date = [hit.file.id for hit in answer(reader, "平台", sort="date").hits]
    assert by_date == ["丙", "甲", "乙"]
    assert [hit.file.id for hit in answer(reader, "平台", sort="doc").hits] == ["甲", "乙", "丙"]


def test_a_limit_shows_fewer_and_counts_all(indexed: Indexed) -> None:
    reader = indexed([document("甲", ["平台一。", "平台二。", "平台三。"])])
    found = answer(reader, "平台", limit=2)
    assert (found.total, len(found.hits)) == (3, 2)
    assert answer(reader, "平台", limit=None).hits[:2] == found.hits


def test_a_question_asked_twice_has_one_answer(tiny: Reader) -> None:
    assert answer(tiny, "平台 平臺").hits == answer(tiny, "平臺 平台").hits


def test_a_search_leaves_nothing_for_the_garbage_collector(tiny: Reader) -> None:
    """A cycle would keep all paragraphs that a search has read until the next collection."""
    query = parse("外送員 speaker:工會 OR 平台工作者保障")
    Search(tiny).answer(query)
    gc.collect()
    gc.disable()
    try:
        Search(tiny).answer(query)
        assert gc.collect() == 0
    finally:
        gc.enable()
