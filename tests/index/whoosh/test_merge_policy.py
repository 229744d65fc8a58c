"""The merge policy leaves few segments and rewrites no document too often."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.whoosh.merge_policy import Size, first_to_merge, full_merge

NO_LIMIT = 1 << 40


@given(st.lists(st.integers(1, 50), min_size=1, max_size=300))
def test_segments_and_rewrites_grow_with_the_doublings(
    commits: list[int],
) -> None:
    segments: list[Size] = []
    written = 0
    for documents in commits:
        first = first_to_merge(segments, Size(documents, 0, 0), NO_LIMIT)
        merged = documents + sum(segment.living for segment in segments[first:])
        segments = [*segments[:first], Size(merged, 0, 0)]
        written += merged
    doublings = sum(commits).bit_length()
    assert len(segments) <= doublings
    assert written <= sum(commits) * (doublings + 1)
    assert sum(segment.living for segment in segments) == sum(commits)


def test_a_small_commit_leaves_a_large_segment_alone() -> None:
    assert first_to_merge([Size(100_000, 0, 0)], Size(1, 0, 0), NO_LIMIT) == 1


def test_a_mostly_deleted_segment_is_merged() -> None:
    assert first_to_merge([Size(100, 101, 0)], Size(0, 0, 0), NO_LIMIT) == 0
    assert first_to_merge([Size(100, 100, 0)], Size(0, 0, 0), NO_LIMIT) == 1


def test_no_merged_segment_exceeds_the_limit() -> None:
    assert first_to_merge([Size(5, 0, 60)], Size(5, 0, 50), 100) == 1
    assert first_to_merge([Size(5, 0, 50)], Size(5, 0, 50), 100) == 0


@given(st.lists(st.integers(0, 120), max_size=30))
def test_a_full_merge_makes_the_fewest_groups(
    stored: list[int],
) -> None:
    groups = full_merge([Size(1, 0, size) for size in stored], 100)
    assert [number for group in groups for number in group] == list(range(len(stored)))
    sums = [sum(stored[number] for number in group) for group in groups]
    assert all(len(group) == 1 or total <= 100 for group, total in zip(groups, sums, strict=True))
    for group, total in zip(groups[1:], sums, strict=False):
        assert total + stored[group.start] > 100
