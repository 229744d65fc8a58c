"""Words near each other, against trying all combinations."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.words import word_starts
from corpus.document import Span
from index.analysis.nearness import is_near, near_places, stretches
from index.analysis.wording import MatchText, spans
from index.plan import Contains, Near


def text_of(text: str) -> MatchText:
    return MatchText(text, word_starts(text))


def near(parts: list[str], reach: int) -> Near:
    return Near(tuple(tuple(map(Contains, part.split("|"))) for part in parts), reach)


def least_gap(parts: list[str], text: MatchText) -> int | None:
    """The smallest gap of all combinations of occurrences."""
    places = [
        [place for one in part.split("|") for place in spans(one, text, variant=False)]
        for part in parts
    ]
    everywhere = [place for some in places for place in some]
    gaps = [gap for chosen in product(*places) if (gap := gap_of(chosen, everywhere, text)) >= 0]
    return min(gaps, default=None)


def gap_of(chosen: tuple[Span, ...], everywhere: list[Span], text: MatchText) -> int:
    """The characters among the places; -1 if two places overlap."""
    if len(chosen) == 2:
        (_, end), (start, _) = sorted(chosen)
        return -1 if start < end else written(text, range(end, start))
    start, end = min(s for s, _ in chosen), max(e for _, e in chosen)
    covered = {at for s, e in everywhere for at in range(s, e)}
    return written(text, [at for at in range(start, end) if at not in covered])


def written(text: MatchText, places: range | list[int]) -> int:
    return sum(not text.folded[at].isspace() for at in places)


TEXTS = st.text("甲乙丙丁 ", max_size=24)
PARTS = st.lists(st.sampled_from(["甲", "乙", "丙|甲", "甲乙", "丁丁"]), min_size=2, max_size=3)


@given(TEXTS, PARTS, st.integers(0, 6))
def test_the_least_gap_is_that_of_the_best_combination(
    written: str, parts: list[str], reach: int
) -> None:
    text = text_of(written)
    least = least_gap(parts, text)
    assert min((one.gap for one in stretches(near(parts, reach), text)), default=None) == least
    assert is_near(near(parts, reach), text) == (least is not None and least <= reach)
    assert bool(near_places(near(parts, reach), text)) == is_near(near(parts, reach), text)


@pytest.mark.parametrize(
    ("text", "parts", "reach", "expected"),
    [
        ("平台的保險", ["平台", "保險"], 1, True),
        ("保險在平台", ["平台", "保險"], 1, True),
        ("平台 的　保險", ["平台", "保險"], 1, True),
        ("平台的新保險", ["平台", "保險"], 1, False),
        ("勞動部", ["勞動", "勞動部"], 9, False),
        ("勞動部與勞動", ["勞動", "勞動部"], 1, True),
        ("平台", ["平台", "平台"], 9, False),
        ("甲一乙二丙", ["甲", "乙", "丙"], 2, True),
        ("甲一乙二三丙", ["甲", "乙", "丙"], 2, False),
    ],
)
def test_near_counts_the_characters_between(
    text: str, parts: list[str], reach: int, expected: bool
) -> None:
    assert is_near(near(parts, reach), text_of(text)) == expected


@given(TEXTS, PARTS, st.integers(0, 6))
def test_parts_in_order_follow_each_other_within_the_reach(
    written: str, parts: list[str], reach: int
) -> None:
    text = text_of(written)
    places = [
        [place for one in part.split("|") for place in spans(one, text, variant=False)]
        for part in parts
    ]
    gaps = [
        sum(one_gap(one, other, text) for one, other in pairwise(chosen))
        for chosen in product(*places)
        if all(one[1] <= other[0] for one, other in pairwise(chosen))
    ]
    plan = near(parts, reach)._replace(in_order=True)
    assert min((one.gap for one in stretches(plan, text)), default=None) == min(gaps, default=None)
    assert is_near(plan, text) == any(gap <= reach for gap in gaps)


def one_gap(one: Span, other: Span, text: MatchText) -> int:
    return written(text, range(one[1], other[0]))


def test_many_occurrences_take_linear_time() -> None:
    text = "甲" + "乙丙一" * 20_000 + "丁"
    plan = near(["甲", "乙", "丙", "丁"], 10)
    match_text = MatchText(text, b"\xff" * (len(text) // 8 + 1))
    assert not is_near(plan, match_text)
    assert not is_near(plan._replace(in_order=True), match_text)
