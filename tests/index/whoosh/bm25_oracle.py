"""BM25 written out anew, with its numbers: the oracle for sums over posting lists."""

from __future__ import annotations


def bm25(count: float, idf: float, length: float, average: float) -> float:
    """BM25 of a term that occurs ``count`` times in a paragraph of ``length`` terms."""
    share = length / average if length > average / 2 else 0.5
    return idf * (count * 1.6) / (count + 0.6 * (0.6 + 0.4 * share))
