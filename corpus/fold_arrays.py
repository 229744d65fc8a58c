"""Fold whole documents at once: ten times as fast as :func:`corpus.fold.fold` text by text.

With numpy, so for those who index. What it gives is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.fold import table

CodePoints = NDArray[np.uint32]


@cache
def _folds() -> CodePoints:
    folds = np.arange(0x110000, dtype="<u4")
    folds[list(table())] = list(table().values())
    return folds


def code_points(text: str, *, errors: str = "strict") -> CodePoints:
    """The number of each character. UnicodeEncodeError for half a surrogate pair, unless ``errors``
    is ``surrogatepass``.

    >>> code_points("平a").tolist()
    [24179, 97]
    """
    return np.frombuffer(text.encode("utf-32-le", errors), "<u4")


def fold_points(points: CodePoints) -> CodePoints:
    """The numbers of the characters that stand for these."""
    return _folds()[points]


def text_of(points: CodePoints) -> str:
    """The text whose :func:`code_points` these are."""
    return points.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")


def fold_all(texts: Sequence[str]) -> list[str]:
    """What :func:`corpus.fold.fold` makes of each text.

    >>> fold_all(["臺灣", "ＡＩ計畫"])
    ['台湾', 'ai计划']
    """
    points = code_points("".join(texts), errors="surrogatepass")
    folded = text_of(fold_points(points))
    edges = pairwise(accumulate(map(len, texts), initial=0))
    return [folded[start:end] for start, end in edges]
