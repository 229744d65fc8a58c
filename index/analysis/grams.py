"""N-grams: the single characters and pairs of a folded text, by which any substring is found."""

from __future__ import annotations

from itertools import pairwise

from index.analysis.spacing import gaps, spaced_pair


def grams(text: str) -> list[str]:
    """The terms of the ``grams`` field for a folded text, repeated as often as they occur.

    Every character that is not white space, then every pair of neighbours that are both
    alphanumeric (:meth:`str.isalnum`), then every pair across a gap
    (:mod:`index.analysis.spacing`), with one blank between the two, so that it is a term of its
    own. The number of grams is the field's length.

    >>> grams("零工，经济")
    ['零', '工', '，', '经', '济', '零工', '经济']
    >>> grams("ai 治")
    ['a', 'i', '治', 'ai', 'i 治']
    """
    singles = [character for character in text if not character.isspace()]
    pairs = [a + b for a, b in pairwise(text) if a.isalnum() and b.isalnum()]
    spaced = [spaced_pair(text[start - 1], text[end]) for start, end in gaps(text)]
    return singles + pairs + spaced
