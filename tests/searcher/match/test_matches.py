"""What answers in which way, joined as sets, against asking paragraph by paragraph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searcher.match.matches import Found, Way, all_of, any_of, in_turn

PARAGRAPHS = range(12)
sets = st.frozensets(st.sampled_from(PARAGRAPHS))
founds = st.builds(in_turn, sets, sets, sets)
sides = st.lists(founds, min_size=1, max_size=4)


def ways(found: Found) -> dict[int, Way]:
    """How each paragraph answers; it must be in one way."""
    told = {number: way for way, held in zip(Way, found.ways, strict=True) for number in held}
    assert len(told) == len(found) == len(list(found)) == len(found.numbers)
    assert all(found.way(number) == way for number, way in told.items())
    return told


@given(sides)
def test_one_that_answers_any_side_does_so_in_the_best_of_their_ways(sides: list[Found]) -> None:
    each = [ways(side) for side in sides]
    expected = {n: min(told[n] for told in each if n in told) for told in each for n in told}
    assert ways(any_of(sides)) == expected


@given(sides)
def test_one_that_answers_all_sides_does_so_in_the_weakest_of_their_ways(
    sides: list[Found],
) -> None:
    each = [ways(side) for side in sides]
    both = set(PARAGRAPHS).intersection(*each)
    assert ways(all_of(sides)) == {n: max(told[n] for told in each) for n in both}


@given(founds, founds, sets)
def test_some_are_kept_left_out_added_and_counted(
    found: Found, other: Found, some: frozenset[int]
) -> None:
    told = ways(found)
    assert ways(found.among(some)) == {n: way for n, way in told.items() if n in some}
    assert ways(found.without(other)) == {n: w for n, w in told.items() if n not in ways(other)}
    assert ways(found.beside(some)) == dict.fromkeys(some, Way.WORDS) | told
    assert found.shared(some) == len(told.keys() & some)
