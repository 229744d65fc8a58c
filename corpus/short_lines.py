"""A function of one line in, the same function out, with its results for recent short lines kept.

Each stage asks the same questions about a line and its neighbours, and short lines recur.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

_LONGEST = 60  # characters: longer lines are kept nowhere
_KEPT = 1 << 12

Result = TypeVar("Result")


def keep_for_short_lines(function: Callable[[str], Result]) -> Callable[[str], Result]:
    """Return ``function``, which depends on nothing but its argument, with kept results.

    >>> keep_for_short_lines(str.isdigit)("12")
    True
    """
    kept = lru_cache(_KEPT)(function)

    @wraps(function)
    def keeping(text: str) -> Result:
        return kept(text) if len(text) <= _LONGEST else function(text)

    return keeping
