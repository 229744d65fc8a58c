"""Sets by tier, combined, against combining them paragraph by paragraph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.plan import Tier
from index.whoosh.tier_sets import TierSets, all_of, any_of, tiered

PARAGRAPHS = range(12)
sets = st.frozensets(st.sampled_from(PARAGRAPHS))
tier_sets = st.builds(tiered, sets, sets, sets)
sides = st.lists(tier_sets, min_size=1, max_size=4)


def by_number(found: TierSets) -> dict[int, Tier]:
    """The tier of each paragraph, which is in one set only."""
    tiers = {n: tier for tier, numbers in zip(Tier, found.tiers, strict=True) for n in numbers}
    assert len(tiers) == len(found) == len(list(found)) == len(found.numbers)
    assert all(found.tier(number) == tier for number, tier in tiers.items())
    return tiers


@given(sides)
def test_a_paragraph_in_any_side_has_the_best_of_its_tiers(sides: list[TierSets]) -> None:
    each = [by_number(side) for side in sides]
    expected = {n: min(tiers[n] for tiers in each if n in tiers) for tiers in each for n in tiers}
    assert by_number(any_of(sides)) == expected


@given(sides)
def test_a_paragraph_in_all_sides_has_the_weakest_of_its_tiers(sides: list[TierSets]) -> None:
    each = [by_number(side) for side in sides]
    both = set(PARAGRAPHS).intersection(*each)
    assert by_number(all_of(sides)) == {n: max(tiers[n] for tiers in each) for n in both}


@given(tier_sets, tier_sets, sets)
def test_paragraphs_are_kept_excluded_added_and_counted(
    found: TierSets, other: TierSets, some: frozenset[int]
) -> None:
    tiers = by_number(found)
    excluded = by_number(other)
    assert by_number(found.among(some)) == {n: t for n, t in tiers.items() if n in some}
    assert by_number(found.without(other)) == {n: t for n, t in tiers.items() if n not in excluded}
    assert by_number(found.with_words(some)) == dict.fromkeys(some, Tier.WORDS) | tiers
    assert found.count(some) == len(tiers.keys() & some)
