"""Cuts a question into words by the index's own vocabulary, without a dictionary to load."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import log
from pathlib import Path

from corpus.fold import fold

_LONGEST = 8  # characters of the longest word looked up
_UNKNOWN = 0.1  # a character that is no word counts as this many occurrences


@cache
def _frame() -> dict[str, frozenset[str]]:
    """The words of ``frame.txt``, folded, by the heading they stand under."""
    frame: dict[str, frozenset[str]] = {}
    heading = ""
    for line in Path(__file__).with_name("frame.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif not line.startswith("#"):
            frame[heading] = frame.get(heading, frozenset()).union(map(fold, line.split()))
    return frame


def cut(text: str, frequency: Callable[[str], int], total: int) -> list[str]:
    """The most probable words of folded ``text`` by dynamic programming.

    ``frequency(word)`` is the number of paragraphs that hold the word, ``total`` that of all
    paragraphs. The best cut has the largest product of frequency/total (a unigram model, as
    jieba's own: Sun Junyi, https://github.com/fxsjy/jieba). Characters in no word stand alone;
    letters and digits that follow each other stay together. The words that frame a question are
    known even where no paragraph holds them.

    >>> cut("平台工作者", {"平台": 9, "工作": 8, "工作者": 5, "者": 3}.get, 100)
    ['平台', '工作者']
    """
    size = len(text)
    scale = log(max(total, 1))
    known = frozenset().union(*_frame().values())
    best = [0.0] * (size + 1)
    following = [0] * size
    for start in range(size - 1, -1, -1):
        run = _run_end(text, start)
        best[start] = log(_UNKNOWN) - scale + best[run]
        following[start] = run
        for end in range(start + 1, min(size, start + _LONGEST) + 1):
            word = text[start:end]
            found = frequency(word) or (word in known)
            if found and (score := log(found) - scale + best[end]) > best[start]:
                best[start] = score
                following[start] = end
    words = []
    start = 0
    while start < size:
        words.append(text[start : following[start]])
        start = following[start]
    return words


def _run_end(text: str, start: int) -> int:
    """Past the last of the ASCII letters and digits from ``start``; else past one character."""
    end = start
    while end < len(text) and text[end].isascii() and text[end].isalnum():
        end += 1
    return max(end, start + 1)


def units(words: list[str], stands: Callable[[str], bool]) -> list[str]:
    """What a paragraph must hold to be about ``words``: without the frame, nothing too small.

    Beside a word that asks, what is asked of a thing (由誰負責, 有哪些規定) is frame too, unless
    nothing else is left. A single character says too little alone (蔡 in 蔡部長): it is held
    together with the word after it, or before it at the end, if the two ``stands`` anywhere
    together; else it is no more than a chance neighbour (卡 in 補助卡在哪).

    >>> units(["蔡", "部长", "的", "说明"], {"蔡部长"}.__contains__)
    ['蔡部长']
    >>> units(["托育", "补助", "由", "谁", "负责"], set().__contains__)
    ['托育', '补助']
    """
    frame = _frame()
    always = frame["always"] | frame["asking"]
    asks = not frame["asking"].isdisjoint(words)
    about = _without(always | frame["asked"], words, stands) if asks else []
    return about or _without(always, words, stands)


def _without(frame: frozenset[str], words: list[str], stands: Callable[[str], bool]) -> list[str]:
    result: list[str] = []
    stretch: list[str] = []
    for word in [*words, ""]:
        if word and word not in frame and any(map(str.isalnum, word)):
            stretch.append(word)
        else:
            result += _glue(stretch, stands)
            stretch = []
    return list(dict.fromkeys(result))


def _glue(words: list[str], stands: Callable[[str], bool]) -> list[str]:
    """Neighbours, with every single character made part of the word after it, or before it."""
    glued: list[str] = []
    pending = ""
    for word in words:
        if len(word) == 1:
            pending += word
        else:
            glued.append(pending + word if pending and stands(pending + word) else word)
            pending = ""
    if not glued:
        return [pending] if pending else []
    if pending and stands(glued[-1] + pending):
        glued[-1] += pending
    return glued
