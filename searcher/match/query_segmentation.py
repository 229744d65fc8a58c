"""Segments a question into words by the vocabulary of the index, without loading a dictionary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import log

from searcher.match.frame import frame

_LONGEST = 8  # characters of the longest word looked up
# Letters and digits; a number with its point, commas or colons (21.2, 1,000, 06:10) is one.
_RUN = re.compile(r"[0-9a-z]+(?:(?<=[0-9])[.,:][0-9]+)*")
_UNKNOWN = 0.1  # occurrences that a character counts as if it is no word


def possible_words(text: str) -> Iterator[str]:
    """Every string whose frequency :func:`segmented` asks for."""
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + _LONGEST) + 1):
            yield text[start:end]


def segmented(text: str, frequency: Callable[[str], int], total: int) -> list[str]:
    """The most probable words of folded ``text`` by dynamic programming.

    ``frequency(word)`` is the number of paragraphs that contain the word, ``total`` that of all
    paragraphs. The best segmentation has the largest product of frequency/total (a unigram model,
    as jieba's: Sun Junyi, https://github.com/fxsjy/jieba). A character in no word is a word of its
    own; consecutive letters and digits stay together, and no word begins or ends within a number
    (21.2 is not found as 1.2). The words that frame a question are known
    even if no paragraph contains them.

    >>> segmented("平台工作者", {"平台": 9, "工作": 8, "工作者": 5, "者": 3}.get, 100)
    ['平台', '工作者']
    """
    size = len(text)
    scale = log(max(total, 1))
    known = frozenset().union(*frame().values())
    asking = {word for word in frame()["asking"] if len(word) > 1}
    runs = {found.start(): found.end() for found in _RUN.finditer(text)}
    inside = {at for start, end in runs.items() for at in range(start + 1, end)}
    best = [0.0] * (size + 1)
    following = [0] * size
    for start in range(size - 1, -1, -1):
        run = runs.get(start, start + 1)
        best[start] = log(_UNKNOWN) - scale + best[run]
        following[start] = run
        for end in range(start + 1, min(size, start + _LONGEST) + 1):
            if end in inside:
                continue
            word = text[start:end]
            found = total if word in asking else frequency(word) or (word in known)
            if found and (score := log(found) - scale + best[end]) > best[start]:
                best[start] = score
                following[start] = end
    words = []
    start = 0
    while start < size:
        words.append(text[start : following[start]])
        start = following[start]
    return words
