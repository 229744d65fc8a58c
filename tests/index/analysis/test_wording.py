"""Where strings and words occur in a text, against looking at every position."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.words import word_starts, words_at
from corpus.fold import fold
from index.analysis.starred import starred_pattern, starred_places
from index.analysis.wording import MatchText, Wording
from tests.engines.memory_engine import starred_by_regex

PIECES = [
    "外送平台",
    "以",
    "為例",
    "師資",
    "安排",
    "資安",
    "預算法",
    "算法",
    "AI",
    " ",
    "，",
    "25人",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


def match_text(text: str) -> MatchText:
    return MatchText(fold(text), word_starts(text))


@given(TEXTS)
def test_a_word_is_counted_as_often_as_segmentation_gives_it(text: str) -> None:
    read = match_text(text)
    counts = Counter(words_at(read.folded, read.starts))
    for word in {*counts, fold("資安"), fold("算法"), "ai", "5"}:
        assert read.count_word(word) == counts[word]


@given(TEXTS, st.sampled_from(["算法", "資安", "外送平台", "ai", "人"]))
def test_a_variant_may_count_in_some_places_only(text: str, string: str) -> None:
    read = match_text(text)
    plain = list(Wording(fold(string)).spans(read))
    assert [read.folded[start:end] for start, end in plain] == [fold(string)] * len(plain)
    assert set(Wording(fold(string), of="別的").spans(read)) <= set(plain)


def test_a_variant_within_another_word_does_not_count() -> None:
    variant = Wording(fold("算法"), of=fold("演算法"))
    assert list(variant.spans(match_text("預算法"))) == []
    assert list(variant.spans(match_text("公開算法"))) == [(2, 4)]


@given(
    st.lists(st.sampled_from(["a", "b", "aa", "ab", "。a"]), min_size=1, max_size=5),
    st.text("ab。c", max_size=24),
    st.integers(0, 4),
)
def test_a_pattern_with_stars_matches_as_the_regular_expression(
    parts: list[str], text: str, reach: int
) -> None:
    expected = [
        [found.span(group + 1) for group in range(len(parts))]
        for found in starred_by_regex(parts, reach).finditer(text)
    ]
    assert list(starred_places(parts, reach, text)) == expected
    assert bool(starred_pattern(tuple(parts), reach).search(text)) == bool(expected)


def test_a_pattern_of_many_parts_takes_linear_time() -> None:
    # A regular expression tries every combination of places: far more than a lifetime.
    assert not list(starred_places(["的"] * 500 + ["無"], 20, "的" * 5000))
