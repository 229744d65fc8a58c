"""Whose word a wording is."""

from __future__ import annotations

import pytest

from searcher.report.wording_sides import SIDES, _listed, _side_of, side_of


@pytest.mark.parametrize(
    ("word", "side"),
    [
        ("計程車", "tw"),
        ("出租车", "cn"),
        ("軟體", "tw"),
        ("软件", "cn-hk"),
        ("數位", "tw"),
        ("数字", "cn"),
        ("立法會", "hk"),
        ("外賣員", "cn-hk"),
        ("外卖员", "cn"),
        ("外送員保險", "tw"),
        ("Uber的司機", ""),
        ("會議", ""),
        ("AI", ""),
        ("…", ""),
    ],
)
def test_a_word_has_the_side_that_uses_it(word: str, side: str) -> None:
    assert side_of(word) == side


def test_every_side_has_its_place_in_the_order() -> None:
    assert {side_of(word) for word in _listed()} <= set(SIDES)
    assert _side_of("会议") == ""
