"""The manner in which paragraphs contain a term: what comes first, and what the receipt counts."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.words import word_starts
from corpus.fold import fold
from index.analysis.spacing import close_gaps
from index.analysis.wording import MatchText
from index.indexed_paragraph import IndexedParagraph
from index.plan import Tier
from index.whoosh.reader import Reader
from searcher.answer import Answer
from searcher.match.manner import Manner, StringAlone, manner
from searcher.query.parser import parse
from searcher.search import Options, Search
from tests.conftest import add_to, document


def asked(folder: Path, texts: list[str], query: str, *, exact: bool = False) -> Answer:
    add_to(folder, [document("a", texts)])
    return Search(Reader(folder), Options(limit=None, exact=exact)).answer(parse(query))


def shown(answer: Answer) -> list[str]:
    return [hit.paragraph.text for hit in answer.hits]


def counted(answer: Answer) -> dict[Manner, int]:
    return {count.manner: count.paragraphs for count in answer.receipt if count.tier == Tier.EXACT}


@pytest.mark.parametrize(
    ("query", "whole", "inside"),
    [
        ("AI", ["推動AI治理。", "AI 治理。"], ["The email said the main aim was paid leave."]),
        ("5人", ["共有5人。", "計 5 人到場。"], ["共有25人。"]),
        ("外送", ["外送員外送。", "外送很多。"], ["從境外送來。"]),
        ("資安", ["資安不足。"], ["師資安排。"]),
        ("算法", ["公開算法。"], ["The 算法 was open."][:0]),
        ("12", ["共12件。", "12 月"], ["112年", "成長 12.5 倍"]),
        ("IT", ["IT 部門", "用IT處理"], ["submit it later".replace(" it ", " item "), "digital"]),
        ("act", ["the act of 2019"], ["the impact", "an actor"]),
        ("3月", ["3月預告。"], ["13月的薪水。"]),
        ("B1", ["停在B1。"], ["停在AB1。", "停在B12。"]),
        ("5G", ["5G基地台"], ["15G 空間"]),
        ("12人", ["１２人到場。", "12人。"], ["１１２人。"]),
        ("１１４年", ["114年度。", "民國１１４年。"], []),
    ],
)
def test_hits_inside_other_words_come_last_and_are_counted_apart(
    tmp_path: Path, query: str, whole: list[str], inside: list[str]
) -> None:
    answer = asked(tmp_path, [*inside, *whole], query)
    exact = [hit.paragraph.text for hit in answer.hits if hit.match == "exact"]
    assert set(exact[: len(whole)]) == set(whole)
    assert set(exact[len(whole) :]) == set(inside)
    counts = counted(answer)
    assert counts.get(Manner.INSIDE, 0) == len(inside)
    assert sum(counts.values()) == len(exact)


@pytest.mark.parametrize("query", ['"AI"', "AI"])
def test_quotes_and_exact_keep_every_place_of_the_string(tmp_path: Path, query: str) -> None:
    answer = asked(tmp_path, ["email", "AI", "A I"], query, exact=True)
    assert shown(answer) == ["AI", "email"]


def test_contiguous_comes_before_spaced_and_is_counted_apart(tmp_path: Path) -> None:
    texts = ["依第 12 條。", "依第12條。", "平 台 工 作 者 的權益。", "平台工作者的權益。"]
    for query in ("第12條", '"第12條"', '"第 12 條"'):
        answer = asked(tmp_path / fold(query).replace('"', "q"), texts, query)
        assert shown(answer) == ["依第12條。", "依第 12 條。"]
        assert counted(answer) == {Manner.WHOLE: 1, Manner.SPACED: 1}
    answer = asked(tmp_path / "x", texts, "平台工作者")
    assert shown(answer) == ["平台工作者的權益。", "平 台 工 作 者 的權益。"]
    assert answer.hits[1].matched == ("平 台 工 作 者",)


def test_terms_that_touch_in_their_order_come_first(tmp_path: Path) -> None:
    texts = [
        "AI的治理，AI的治理，治理AI。",
        "治理AI",
        "推動AI治理",
        "AI 治理的規範，以及其他許多的事情。",
    ]
    answer = asked(tmp_path, texts, "AI 治理")
    assert set(shown(answer)[:2]) == set(texts[2:])
    assert answer.total == 4


def test_many_matches_do_not_hide_those_that_touch(tmp_path: Path) -> None:
    texts = [*["平台說工作，平台說工作。"] * 60, "平台工作，" + "其他的事情說明了很多。" * 20]
    answer = asked(tmp_path, texts, "平台 工作")
    assert shown(answer)[0] == texts[-1]


def test_english_terms_touch_with_a_blank(tmp_path: Path) -> None:
    answer = asked(tmp_path, ["data that is open data", "data open, opendata"], "open data")
    assert shown(answer)[0] == "data that is open data"


TEXTS = st.lists(
    st.lists(
        st.sampled_from(
            ["外送", "境外", "送來", "AI", "said", " ", "　", "5", "25", "人", "，", "平台"]
        ),
        min_size=1,
        max_size=6,
    ).map("".join),
    min_size=1,
    max_size=6,
)
STRINGS = st.sampled_from(["外送", "AI", "5人", "人平台", "AI平台", "5", "外送AI", "id", "境外"])


@settings(max_examples=60, deadline=None)
@given(TEXTS, STRINGS, st.booleans())
def test_manners_add_up_to_what_brute_force_finds(
    texts: list[str], string: str, exact: bool
) -> None:
    texts = [text for text in texts if text.strip()] or ["無"]
    with tempfile.TemporaryDirectory() as folder:
        answer = asked(Path(folder), texts, string, exact=exact)
    folded = [fold(text) for text in texts]
    wanted = close_gaps(fold(string))
    together = sum(wanted in text for text in folded)
    anyhow = sum(wanted in close_gaps(text) for text in folded)
    counts = counted(answer)
    assert sum(counts.values()) == anyhow
    assert counts.get(Manner.SPACED, 0) == anyhow - together
    by_class = [hit.score for hit in answer.hits if hit.match == "exact"]
    assert by_class == sorted(by_class, reverse=True)
    assert sum(score >= 2.75 for score in by_class) == counts[Manner.WHOLE]


@pytest.mark.parametrize(
    ("query", "text", "apart"),
    [
        ("第12條", "依勞動基準法第十二條第一項規定。", ["第十一二條", "第一百十二條。", "第112條"]),
        ("第1條", "第一條。", ["第十一條", "第11條", "第一百條"]),
        ("第63-1條", "第六十三條之一。", ["第六十三條。", "第六十三條第一項"]),
        ("114年3月5日", "民國一百一十四年三月五日。", ["一百一十四年十三月五日", "114年3月15日"]),
        ("2025年", "114年度預算", ["1114年", "二一一四年"]),
        ("5人", "共有五人。", ["十五人", "五十人"]),
        ("二月", "2月預告。", ["12月", "12 月"]),
    ],
)
def test_other_numerals_are_variants_and_whole_numbers(
    tmp_path: Path, query: str, text: str, apart: list[str]
) -> None:
    answer = asked(tmp_path, [text, *apart], query)
    assert [hit.paragraph.text for hit in answer.hits if hit.match == "variant"] == [text]
    variants = [count for count in answer.receipt if count.tier == Tier.VARIANT]
    assert sum(count.paragraphs for count in variants) == 1
    assert not asked(tmp_path / "exact", [text], query, exact=True).total


def test_a_chinese_number_inside_another_comes_last(tmp_path: Path) -> None:
    answer = asked(tmp_path, ["共十五人。", "共五人。"], "五人")
    assert shown(answer) == ["共五人。", "共十五人。"]
    assert counted(answer) == {Manner.WHOLE: 1, Manner.INSIDE: 1}


characters = "平台作ai５5.一二者 "


@given(
    st.text(characters, min_size=1, max_size=3).map(str.strip).filter(bool),
    st.text(characters, max_size=20),
    st.data(),
)
def test_string_alone_has_the_manner_of_the_folded_text(
    string: str, text: str, data: st.DataObject
) -> None:
    string = close_gaps(fold(string))
    starts = data.draw(st.just(word_starts(fold(text))) | st.binary(min_size=4, max_size=4))
    one_word = data.draw(st.booleans())
    paragraph = IndexedParagraph(1, (text, starts), lambda _, stored: stored)
    found = StringAlone(string, one_word=one_word).manner(paragraph)
    folded = MatchText(fold(text), starts)
    expected = manner(string, folded, one_word=one_word) if string in folded.folded else None
    assert found == expected
