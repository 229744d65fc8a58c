"""Segmenting a question, against every possible segmentation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import inf, isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold
from searcher.match.query_segmentation import content_words, possible_words, segmented

FREQUENCIES = st.dictionaries(st.text("平台工作者", min_size=1, max_size=4), st.integers(1, 90))


def cuts(text: str) -> Iterator[list[str]]:
    """Every way to cut a text."""
    if not text:
        yield []
    for end in range(1, len(text) + 1):
        for rest in cuts(text[end:]):
            yield [text[:end], *rest]


def probability(words: list[str], frequencies: dict[str, int]) -> float:
    """The logarithm of a cut's, of 100 paragraphs; a character that is no word counts 0.1."""
    return sum(
        log(frequencies.get(w, 0.1 if len(w) == 1 else 0) / 100)
        if w in frequencies or len(w) == 1
        else -inf
        for w in words
    )


@given(st.text("平台工作者", max_size=7), FREQUENCIES)
def test_the_cut_is_the_most_probable_of_all(text: str, frequencies: dict[str, int]) -> None:
    asked = {word: frequencies.get(word, 0) for word in possible_words(text)}
    words = segmented(text, asked.__getitem__, 100)
    assert "".join(words) == text
    best = max(probability(one, frequencies) for one in cuts(text))
    assert isclose(probability(words, frequencies), best, abs_tol=1e-9)


def test_the_frame_of_a_question_is_known_to_an_index_that_never_asks() -> None:
    words = segmented(fold("關於托育的看法是什麼"), {"托育": 1}.get, 5)  # type: ignore[arg-type]
    assert words == [fold(word) for word in ("關於", "托育", "的", "看法", "是", "什麼")]


@given(st.text("平台ab1，x ", max_size=20))
def test_letters_and_digits_stay_together(text: str) -> None:
    words = segmented(text, lambda word: 0, 100)
    assert "".join(words) == text
    for one, other in pairwise(words):
        assert not (one.isascii() and one.isalnum() and other.isascii() and other.isalnum())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("關於 外送 保險 的 看法 是 什麼", "外送 保險"),
        ("外送 保險 由 誰 負責 ?", "外送 保險"),
        ("為什麼 托育 很 重要", "托育"),
        ("政府 採購 規定", "政府 採購 規定"),
        ("由 誰 負責", "負責"),
        ("誰", ""),
        ("李 局長 補助 案", "李局長 補助案"),
        ("， 。", ""),
    ],
)
def test_only_what_a_question_is_about_must_be_held(words: str, expected: str) -> None:
    assert content_words([fold(word) for word in words.split()], lambda unit: True) == [
        fold(w) for w in expected.split()
    ]


def test_a_single_character_that_stands_nowhere_with_its_neighbour_is_left_out() -> None:
    assert content_words(["卡", "补助", "够"], lambda unit: False) == ["补助"]
    assert content_words(["卡", "补助", "够"], {"补助够"}.__contains__) == ["补助够"]


@given(st.lists(st.text("平台工作者誰的，", min_size=1, max_size=3), max_size=8), st.booleans())
def test_units_are_pieces_of_the_question_each_once(words: list[str], together: bool) -> None:
    found = content_words(words, lambda unit: together)
    assert len(set(found)) == len(found)
    assert all(unit in "".join(words) for unit in found)
