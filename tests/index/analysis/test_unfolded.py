"""What a test of unfolded text decides is what the folded text says."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from benchmarks.words import word_starts
from corpus.fold import fold
from index.analysis.nearness import is_near
from index.analysis.starred import starred_places
from index.analysis.unfolded import near_test, starred_test
from index.analysis.wording import MatchText
from index.plan import Contains, Near, Starred

texts = st.text("大家問问題题长一 \t。", max_size=40)
strings = st.text("大家问题长一", min_size=1, max_size=3)
parts = st.lists(st.lists(strings, min_size=1, max_size=2), min_size=2, max_size=3)


@given(parts, st.integers(0, 6), texts)
@example([["大家"], ["家长"]], 1, "大家长一家长")
@example([["大家"], ["问题"]], 2, "大家一一一问题一一大家一大家")
@example([["一一"], ["问题"]], 0, "一一一问题")
def test_near_test_decides_as_the_folded_text(
    parts: list[list[str]], reach: int, text: str
) -> None:
    plan = Near(tuple(tuple(map(Contains, part)) for part in parts), reach)
    decided = near_test(plan)(text)
    folded = fold(text)
    assert decided in (None, is_near(plan, MatchText(folded, word_starts(folded))))


@given(st.lists(strings, min_size=2, max_size=4), st.integers(0, 6), texts)
def test_starred_test_decides_as_the_folded_text(parts: list[str], reach: int, text: str) -> None:
    decided = starred_test(Starred(tuple(parts), reach))(text)
    folded = fold(text)
    without_gaps = MatchText(folded, word_starts(folded)).without_gaps
    assert decided in (None, any(starred_places(parts, reach, without_gaps)))
