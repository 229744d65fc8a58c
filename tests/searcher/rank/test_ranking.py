"""The order of answers, over random corpora and the tiny one."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document
from corpus.fold import fold
from index.analysis.wording import MatchText
from index.indexed_paragraph import IndexedParagraph
from index.plan import Tier
from index.stored_record import STARTS
from index.whoosh.reader import Reader
from searcher.answer import Answer
from searcher.match.matching import Matched, find
from searcher.match.paragraph_cache import ParagraphCache
from searcher.match.question import read_question
from searcher.match.reading import TermReader
from searcher.query.parser import parse
from searcher.rank import ranking as ordering
from searcher.rank.ranking import Ranker
from searcher.search import Options, Search
from tests.conftest import add_to, document

to_traditional = opencc.OpenCC("s2t").convert
to_simplified = opencc.OpenCC("t2s").convert

PIECES = [
    "外送員",
    "外賣騎手",
    "平台",
    "資安",
    "師資安排",
    "演算法",
    "算法",
    "保險",
    "的",
    "說明",
    "。",
    "，",
]
TEXTS = st.lists(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join), min_size=1, max_size=25
)
QUESTIONS = st.lists(
    st.sampled_from(["外送員", "資安", "平台", "演算法", "平台保險", "保險的說明"]),
    min_size=1,
    max_size=2,
    unique=True,
).map(" ".join)
CLASSES = {Tier.EXACT: {2, 3, 4}, Tier.VARIANT: {1}, Tier.WORDS: {0}}


def asked(reader: Reader, question: str, **options: Any) -> Answer:
    """The answer to a question."""
    return Search(reader, Options(**options)).answer(parse(question))


def shown(answer: Answer) -> list[tuple[int, str, tuple[tuple[int, int], ...]]]:
    """What a reader sees: which paragraphs, how found, what is marked."""
    return [(hit.number, hit.match, hit.spans) for hit in answer.hits]


def built(folder: str, texts: list[str]) -> Reader:
    add_to(Path(folder), [document("a", texts)])
    return Reader(Path(folder))


@settings(max_examples=30, deadline=None)
@given(TEXTS, QUESTIONS)
def test_exact_ranks_above_straddling_above_variant_above_words(
    texts: list[str], question: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        answer = asked(built(folder, texts), question, limit=None)
        scores = [hit.score for hit in answer.hits]
        assert scores == sorted(scores, reverse=True)
        for hit in answer.hits:
            tier = next(tier for tier in Tier if tier.name.lower() == hit.match)
            assert int(hit.score) in CLASSES[tier]
            folded = fold(hit.paragraph.text)
            holds_all = all(fold(term) in folded for term in question.split())
            assert (hit.match == "exact") == holds_all


DATES = st.lists(
    st.sampled_from([None, datetime.date(2024, 5, 1), datetime.date(2025, 5, 1)]),
    min_size=3,
    max_size=3,
)


@settings(max_examples=25, deadline=None)
@given(
    TEXTS,
    QUESTIONS | st.just("date:2020..2026"),
    st.integers(1, 6),
    st.integers(0, 20),
    st.sampled_from(["score", "date", "oldest", "doc"]),
    DATES,
)
def test_the_first_answers_do_not_depend_on_how_many_are_asked_for(
    texts: list[str],
    question: str,
    limit: int,
    more: int,
    sort: Any,
    dates: list[datetime.date | None],
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(ordering, "BEST", 3)  # so that a few paragraphs are many
        parts = [texts[at :: len(dates)] for at in range(len(dates))]
        documents = [
            document(name, part, date=date)
            for name, part, date in zip("abc", parts, dates, strict=True)
        ]
        add_to(Path(folder), documents)
        reader = Reader(Path(folder))
        everything, several, first = (
            asked(reader, question, limit=n, sort=sort) for n in (None, limit + more, limit)
        )
        assert everything.total == first.total == len(everything.hits)
        assert shown(first) == shown(everything)[:limit]
        assert shown(several) == shown(everything)[: limit + more]


def ranker_of(reader: Reader, question: str) -> tuple[Ranker, Matched]:
    """What ranks the matches of a question by score."""
    terms = TermReader(reader, reader.session())
    read = read_question(terms, parse(question))
    paragraphs = ParagraphCache(terms.session, read)
    matched = find(terms, read, paragraphs)
    return Ranker(terms, read, matched, paragraphs), matched


@settings(max_examples=30, deadline=None)
@given(
    TEXTS,
    QUESTIONS | st.sampled_from(['"平台"', "保*說明", "外送員 OR 算法", "hihihi hi"]),
    st.integers(0, 6),
)
def test_what_is_not_read_could_not_have_been_among_the_first(
    texts: list[str], question: str, wanted: int
) -> None:
    texts = [*texts, "hihihi 說明，平台保險。", "hi平台，平台的說明說明。"]
    with tempfile.TemporaryDirectory() as folder:
        reader = built(folder, texts)
        ranker, matched = ranker_of(reader, question)
        everything = ranker.best(matched.total)
        assert len(everything) == matched.total
        assert ranker.best(wanted) == everything[:wanted]


@settings(max_examples=15, deadline=None)
@given(TEXTS, QUESTIONS)
def test_either_script_brings_the_same_answers_in_the_same_order_with_the_same_marks(
    texts: list[str], question: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reader = built(folder, texts)
        answers = [
            shown(asked(reader, version, limit=None))
            for version in (question, to_traditional(question), to_simplified(question))
        ]
        assert answers[0] == answers[1] == answers[2]


@settings(max_examples=15, deadline=None)
@given(TEXTS, QUESTIONS)
def test_who_is_found_does_not_depend_on_paragraphs_that_have_nothing_to_do_with_it(
    texts: list[str], question: str
) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        alone = asked(built(one, texts), question, limit=None)
        among = asked(built(other, [*texts, *["天氣晴朗，午後有雨。"] * 9]), question, limit=None)
        assert {hit.paragraph.number for hit in alone.hits} == {
            hit.paragraph.number for hit in among.hits
        }


VARIANT_FORMS = [
    ("因爲", "因為"),
    ("臺灣", "台灣"),
    ("高尙", "高尚"),
    ("接着", "接著"),
    ("這裏", "這裡"),
    ("公衆", "公眾"),
    ("祕書", "秘書"),
    ("公佈", "公布"),
    ("週末", "周末"),
    ("ＡＩ１２", "ai12"),
    ("⽂⼈", "文人"),
]


@pytest.mark.parametrize(("one", "other"), VARIANT_FORMS)
def test_another_form_of_a_character_asks_the_same(
    one: str, other: str, indexed: Callable[[Iterable[Document]], Reader]
) -> None:
    texts = [f"先談{one}，再談其他。", f"{other}是今天的主題。", "其他的事另外處理。"]
    reader = indexed([document("a", texts)])
    answer = shown(asked(reader, one))
    assert {number for number, *_ in answer} == {0, 1}
    assert answer == shown(asked(reader, other))


def test_a_string_across_two_words_ranks_below_a_word(tiny: Reader) -> None:
    answer = asked(tiny, "資安")
    assert [hit.paragraph.text[:3] for hit in answer.hits] == ["資安署", "本次師"]
    assert [int(hit.score) for hit in answer.hits] == [3, 2]


def test_a_title_and_a_speaker_count_a_little(
    indexed: Callable[[Iterable[Document]], Reader],
) -> None:
    text = "保險由業者負擔。"
    reader = indexed(
        [
            document("a", [text], title="其他"),
            document("b", [text], title="保險座談"),
            document("c", [text], title="其他", speakers=["保險公會"]),
        ]
    )
    hits = asked(reader, "保險").hits
    assert [hit.file.id for hit in hits] == ["c", "b", "a"]
    assert hits[0].explanation.around == 2 * hits[1].explanation.around > 0


def test_a_heading_ranks_below_a_paragraph(
    indexed: Callable[[Iterable[Document]], Reader],
) -> None:
    reader = indexed(
        [
            document("a", ["保險的規定"], role="heading"),
            document("b", ["這一段說明保險的規定如何訂定。"]),
        ]
    )
    assert [hit.file.id for hit in asked(reader, "保險").hits] == ["b", "a"]


def test_the_words_of_an_unspaced_question_count_more_than_its_frame(
    indexed: Callable[[Iterable[Document]], Reader],
) -> None:
    reader = indexed(
        [
            document("a", ["我對保險的看法是什麼，大家對外送的看法是什麼，都說過。"]),
            document("b", ["外送有保險，之後才有理賠。"]),
            document("c", ["其他的看法是什麼"]),
        ]
    )
    answer = asked(reader, "關於外送和保險的理賠的看法是什麼")
    assert [hit.file.id for hit in answer.hits] == ["b", "a"]


def test_without_words_the_order_is_that_of_reading(tiny: Reader) -> None:
    numbers = [hit.number for hit in asked(tiny, "date:2025").hits]
    assert numbers == sorted(numbers)
    assert [hit.number for hit in asked(tiny, "date:2025", limit=2).hits] == numbers[:2]


def test_of_many_answers_those_that_say_little_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: set[int] = set()

    def noted(self: IndexedParagraph) -> MatchText:
        read.add(id(self))
        return MatchText(fold(self.written), self._stored[STARTS])

    monkeypatch.setattr(IndexedParagraph, "text", property(noted))
    texts = [f"{'外送員的保險。' * count}{'說明' * (30 - count)}" for count in range(1, 31)]
    answer = asked(built(str(tmp_path), texts), "外送員", limit=3)
    assert answer.total == 30
    assert [hit.number for hit in answer.hits] == [29, 28, 27]
    assert len(read) < 10
