"""Frequencies of everyday words, compared with a plain reading of jieba's dictionary."""

from __future__ import annotations

from pathlib import Path

import jieba
import pytest

from corpus.speakers.everyday_words import frequency

ENTRIES = [
    line.split(" ")
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines()
]
COUNTS = {word: int(count) for word, count, _ in ENTRIES}


def test_every_pair_has_the_count_of_the_dictionary() -> None:
    pairs = [word for word, _, kind in ENTRIES if len(word) == 2 and not kind.startswith("n")]
    assert len(pairs) > 10_000
    assert {word: frequency(word) for word in pairs} == {word: COUNTS[word] for word in pairs}


def test_a_word_below_a_longer_one_is_found() -> None:
    # The dictionary is in order, but for 吉林工业大学 and a few others.
    words = [word for word, *_ in ENTRIES]
    assert words[words.index("吉林") - 1] == "吉林工业大学"
    assert frequency("吉林") == COUNTS["吉林"]


@pytest.mark.parametrize(
    "word", ["", "高", "高层 ", "高层 5", "\ud800高", "龟龟", "高层建筑物的顶上"]
)
def test_what_is_no_word_has_no_frequency(word: str) -> None:
    assert frequency(word) == 0
