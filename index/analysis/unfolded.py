"""Tests texts that are not folded: a text in, whether it matches out.

To fold a text takes longer than to read it, and most candidates are decided without. A text with
white space may have gaps, and the meaning of a variant depends on the words around it: then the
test returns None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain, pairwise
from typing import TypeAlias

from index.analysis.nearness import stretches_of
from index.analysis.starred import starred_pattern
from index.analysis.wording import unfolded_pattern
from index.plan import Near, Starred

Test: TypeAlias = Callable[[str], bool | None]
_Search: TypeAlias = Callable[[str], object]
_SearchFrom: TypeAlias = "Callable[..., re.Match[str] | None]"  # a text, perhaps a position

_WHITE_SPACE = re.compile(r"\s")
_PAIRS = 4  # of the parts of a pattern that are tested


def near_test(plan: Near) -> Test:
    """Tests whether the parts of ``plan`` occur near each other."""
    every = [[one.text for one in part] for part in plan.parts]
    certain = [[one.text for one in part if not one.of and not one.only] for part in plan.parts]
    possible = _near(every, plan.reach)
    strings = [string for part in every for string in part]
    # Of overlapping places of a string, the first counts, which white space may change.
    unspaced = not (_has_white_space(strings) or any(map(_overlaps_itself, strings)))
    if plan.in_order:
        return _test(possible, None, unspaced)
    if certain == every:
        return _test(possible, possible, unspaced)
    return _test(possible, _near(certain, plan.reach) if all(certain) else None, unspaced)


def starred_test(plan: Starred) -> Test:
    """Tests whether a text matches the pattern of ``plan``."""
    if len(plan.parts) <= 2:
        whole = starred_pattern(plan.parts, plan.reach).search
        return _test(whole, whole, not _has_white_space(plan.parts))
    pairs = [starred_pattern(pair, plan.reach) for pair in list(pairwise(plan.parts))[:_PAIRS]]
    least = sum(map(len, plan.parts))

    def possible(text: str) -> bool:
        return len(text) >= least and all(pair.search(text) for pair in pairs)

    return _test(possible, None, not _has_white_space(plan.parts))


def _has_white_space(strings: Iterable[str]) -> bool:
    return any(_WHITE_SPACE.search(string) for string in strings)


def _test(possible: _Search, certain: _Search | None, unspaced: bool) -> Test:
    """``unspaced``: there is no white space in what is looked for."""

    def test(text: str) -> bool | None:
        # Without white space, everything is nearer. (To split is faster than to search for \s.)
        solid = "".join(text.split())
        if len(solid) != len(text):
            return None if not unspaced or possible(solid) else False
        if not possible(text):
            return False
        return True if certain and (certain is possible or certain(text)) else None

    return test


def _near(parts: Sequence[Sequence[str]], reach: int) -> _Search:
    """Searches texts without white space for one string of each part within ``reach``."""
    patterns = [[unfolded_pattern(string) for string in part] for part in parts]

    def search(text: str) -> bool:
        places = []
        for part in patterns:
            found = {place.span() for pattern in part for place in pattern.finditer(text)}
            if not found:
                return False
            places.append(sorted(found))
        return any(stretch.gap <= reach for stretch in stretches_of(places, text))

    if len(parts) == 2 and _never_overlap(*parts):
        ones, others = ([pattern.search for pattern in part] for part in patterns)
        if len(ones) == len(others) == 1:
            return partial(_leapfrog, ones[0], others[0], reach)
        return partial(_two_near, ones, others, reach)
    return search


def _two_near(
    ones: Sequence[_SearchFrom], others: Sequence[_SearchFrom], reach: int, text: str
) -> bool:
    """Whether one of ``ones`` finds something within ``reach`` of what one of ``others`` finds."""
    left = [one for one in ones if one(text)]
    right = [other for other in others if other(text)] if left else []
    return any(_leapfrog(one, other, reach, text) for one in left for other in right)


def _leapfrog(one: _SearchFrom, other: _SearchFrom, reach: int, text: str) -> bool:
    """The same for two strings that cannot overlap. Of each, the places are skipped that are too
    far before the next one of the other."""
    left, right = one(text), other(text)
    while left and right:
        (start, end), (other_start, other_end) = left.span(), right.span()
        if end <= other_start:
            if other_start - end <= reach:
                return True
            left = one(text, max(end, other_start - reach - (end - start)))
        else:
            if start - other_end <= reach:
                return True
            right = other(text, max(other_end, start - reach - (other_end - other_start)))
    return False


def _never_overlap(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether no place of a string of ``some`` can overlap one of ``others`` or of itself."""
    if any(map(_overlaps_itself, (*some, *others))):
        return False
    return {*chain.from_iterable(some)}.isdisjoint(chain.from_iterable(others))


def _overlaps_itself(string: str) -> bool:
    """Whether two places of a string can overlap (看看 in 看看看): then only some of them count."""
    return any(string.startswith(string[at:]) for at in range(1, len(string)))
