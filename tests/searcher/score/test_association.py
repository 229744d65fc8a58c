"""Association and keyness, against computations in other forms and by hand."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.score.association import keyness, log_dice, log_likelihood, log_ratio


def log_l(share: float, successes: int, trials: int) -> float:
    """ln L of Dunning 1993, section 4: of ``successes`` in ``trials`` if each has this chance."""
    rest = trials - successes
    return (successes * log(share) if successes else 0.0) + (rest * log(1 - share) if rest else 0.0)


def dunning(together: int, first: int, second: int, total: int) -> float:
    """-2 ln λ of two binomial distributions: the form in which Dunning gives it."""
    k1, n1 = together, first
    k2, n2 = second - together, total - first
    both = (k1 + k2) / (n1 + n2)
    return 2 * (
        log_l(k1 / n1, k1, n1) + log_l(k2 / n2, k2, n2) - log_l(both, k1, n1) - log_l(both, k2, n2)
    )


tables = st.tuples(*[st.integers(0, 3000)] * 4).filter(
    lambda cells: (
        min(cells[0] + cells[1], cells[0] + cells[2]) > 0
        and min(cells[1] + cells[3], cells[2] + cells[3]) > 0
    )
)


@given(tables)
def test_log_likelihood_is_that_of_two_binomials(cells: tuple[int, int, int, int]) -> None:
    a, b, c, d = cells
    found = log_likelihood(a, a + b, a + c, a + b + c + d)
    assert found == pytest.approx(dunning(a, a + b, a + c, a + b + c + d), abs=1e-6, rel=1e-6)
    assert found > -1e-6


def test_the_bigram_the_swiss_has_dunnings_value() -> None:
    # Dunning 1993, table 2: "the swiss" 270.72, of 110 together, 2442 with "the", 111 "swiss" after
    # other words, and 29114 of neither.
    a, b, c, d = 110, 2442, 111, 29114
    assert log_likelihood(a, a + b, a + c, a + b + c + d) == pytest.approx(270.72, abs=0.01)


def test_independent_words_have_no_log_likelihood() -> None:
    assert log_likelihood(10, 100, 1000, 10_000) == pytest.approx(0)


def test_log_dice_by_hand() -> None:
    # 14 + log2(2 · 30 / (40 + 200)) = 14 + log2(1/4) = 12
    assert log_dice(30, 40, 200) == pytest.approx(12)


def test_keyness_by_hand() -> None:
    # E1 = 2000 · 24 / 3000 = 16, E2 = 8. 2 · (20 ln(20/16) + 4 ln(4/8)) = 2 · (4.4629 - 2.7726)
    assert keyness(20, 2000, 4, 1000) == pytest.approx(3.3806, abs=1e-4)
    # E1 = E2 = 5; a word of one part alone: 2 · 10 · ln 2
    assert keyness(10, 1000, 0, 1000) == pytest.approx(13.8629, abs=1e-4)


@given(*[st.integers(0, 500)] * 2, *[st.integers(1, 10**6)] * 2)
def test_keyness_is_symmetric_and_log_ratio_changes_its_sign(
    first: int, second: int, size: int, other: int
) -> None:
    assert keyness(first, size, second, other) == pytest.approx(
        keyness(second, other, first, size), abs=1e-6
    )
    ratio = log_ratio(first, size, second, other)
    assert ratio == pytest.approx(-log_ratio(second, other, first, size))


def test_a_word_that_is_missing_counts_as_half_an_occurrence() -> None:
    assert log_ratio(4, 100, 0, 100) == 3
