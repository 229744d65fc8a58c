"""BM25: how much a term weighs, and how much the length of a paragraph lowers its score.

A term that occurs ``count`` times scores idf · count·(k1+1) / (count + norm), with k1 = 0.6 and
b = 0.4 (Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009).
Paragraphs are short, so a second occurrence adds little.
"""

from __future__ import annotations

from math import log

K1 = 0.6
B = 0.4
SHORTEST = 0.5  # of the average length: a paragraph shorter than this scores no higher


def idf(found: int, total: int) -> float:
    """The weight of a term that occurs in ``found`` of ``total`` paragraphs.

    ln(1 + (N - n + 0.5) / (n + 0.5)), never negative (same source; with the 1 added as in Lucene).
    """
    return log(1 + (max(total - found, 0) + 0.5) / (found + 0.5))


def norm(length: float, average: float) -> float:
    """k1·(1 - b + b·max(length/average, 0.5)): what BM25 adds to a term's count.

    The minimum of 0.5 is ours: a paragraph of a few words is not more relevant than a full one.
    """
    return K1 * (1 - B + B * max(length / average, SHORTEST))
