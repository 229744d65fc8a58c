"""Measures of association and keyness: pure functions of counts.

Logarithms are natural, except where a measure is defined in base 2. ``0 · log 0`` is 0.
"""

from __future__ import annotations

from math import log, log2


def log_likelihood(together: int, first: int, second: int, total: int) -> float:
    """The log-likelihood ratio G² of a 2 × 2 table (Dunning 1993, *Computational Linguistics* 19).

    Of ``total`` words, ``first`` are in the windows around a node and ``second`` are a certain
    word; ``together`` are both. It is 2 · Σ O · ln(O / E) over the four cells, where E is the
    product of a cell's row and column sums divided by the total. Above 6.63 chance alone is
    unlikely (p < 0.01), above 15.13 very unlikely (p < 0.0001).

    >>> round(log_likelihood(10, 100, 50, 10_000), 2)
    43.81
    """
    observed = (
        (together, first, second),
        (first - together, first, total - second),
        (second - together, total - first, second),
        (total - first - second + together, total - first, total - second),
    )
    return 2 * sum(o * log(o * total / (row * column)) for o, row, column in observed if o > 0)


def log_dice(together: int, first: int, second: int) -> float:
    """logDice (Rychlý 2008, *RASLAN*): 14 + log2(2 · f(x, y) / (f(x) + f(y))).

    ``first`` and ``second`` are how often the node and the word occur, ``together`` how often the
    word is near the node. At most 14 if each occurs only with the other; one point less is half as
    strong. It does not depend on the size of the collection. ``together`` is above 0.

    >>> log_dice(50, 50, 50), log_dice(25, 50, 50)
    (14.0, 13.0)
    """
    return 14 + log2(2 * together / (first + second))


def keyness(first: int, first_size: int, second: int, second_size: int) -> float:
    """The log-likelihood of a frequency in two collections (Rayson & Garside 2000, *Comparing
    Corpora Using Frequency Profiling*).

    2 · (a · ln(a / E1) + b · ln(b / E2)), where the expected frequencies E1 and E2 divide a + b in
    proportion to the sizes, in words.

    >>> round(keyness(30, 1_000, 10, 1_000), 2)
    10.46
    """
    share = (first + second) / (first_size + second_size)
    parts = ((first, first_size * share), (second, second_size * share))
    return 2 * sum(o * log(o / expected) for o, expected in parts if o > 0)


def log_ratio(first: int, first_size: int, second: int, second_size: int) -> float:
    """The binary logarithm of the ratio of two relative frequencies (Hardie 2014): 1 is twice as
    frequent in the first collection, -1 half. A frequency of 0 counts as half an occurrence.

    >>> log_ratio(40, 1_000, 10, 1_000)
    2.0
    """
    return log2((first or 0.5) / first_size) - log2((second or 0.5) / second_size)
