"""Segmenting a question, against every possible segmentation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import inf, isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold
from searcher.match.query_segmentation import possible_words, segmented

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


@pytest.mark.parametrize("number", ["21.2", "1,000", "06:10", "2025", "3.14"])
def test_a_number_is_not_cut_inside(number: str) -> None:
    """21.2 was read as 1.2, which the collection had."""
    words = segmented(f"相差{number}度", lambda word: int(word in ("相差", "1.2", "10", "度")), 100)
    assert words == ["相", "差", number, "度"] or words == ["相差", number, "度"]


def test_a_word_of_asking_is_not_cut() -> None:
    words = segmented(fold("平台要不要替"), {"平台": 90, "不要": 80, "要": 90}.get, 100)  # type: ignore[arg-type]
    assert words == [fold(word) for word in ("平台", "要不要", "替")]
