"""N-grams: the single characters and pairs of a folded text, by which any substring is found."""

from __future__ import annotations

from itertools import pairwise


def grams(text: str) -> list[str]:
    """The terms of the ``grams`` field for a folded text, repeated as often as they occur.

    Every character that is not white space, then every pair of neighbours that are both
    alphanumeric (:meth:`str.isalnum`). The number of grams is the field's length.

    >>> grams("零工，经济")
    ['零', '工', '，', '经', '济', '零工', '经济']
    """
    singles = [character for character in text if not character.isspace()]
    pairs = [a + b for a, b in pairwise(text) if a.isalnum() and b.isalnum()]
    return singles + pairs
