"""Segments a question into words by the vocabulary of the index, without loading a dictionary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from math import log
from pathlib import Path

from corpus.fold import fold

_LONGEST = 8  # characters of the longest word looked up
_UNKNOWN = 0.1  # occurrences that a character counts as if it is no word


@cache
def _frame() -> dict[str, frozenset[str]]:
    """The words of ``frame.txt``, folded, by their heading."""
    frame: dict[str, frozenset[str]] = {}
    heading = ""
    for line in Path(__file__).with_name("frame.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif not line.startswith("#"):
            frame[heading] = frame.get(heading, frozenset()).union(map(fold, line.split()))
    return frame


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
    own; consecutive letters and digits stay together. The words that frame a question are known
    even if no paragraph contains them.

    >>> segmented("平台工作者", {"平台": 9, "工作": 8, "工作者": 5, "者": 3}.get, 100)
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
    """The end of the ASCII letters and digits from ``start``, or of the one character there."""
    end = start
    while end < len(text) and text[end].isascii() and text[end].isalnum():
        end += 1
    return max(end, start + 1)


def content_words(words: list[str], occurs: Callable[[str], bool]) -> list[str]:
    """What a paragraph must contain to be about ``words``: those that do not frame a question.

    With an interrogative (誰, 哪些), the verbs and nouns of asking (負責, 規定) frame it too,
    unless nothing else is left. A single character is too little alone (蔡 in 蔡部長): it is
    joined with the word after it, or at the end with the word before it, if the two together
    occur somewhere; else it is dropped (卡 in 補助卡在哪).

    >>> content_words(["蔡", "部长", "的", "说明"], {"蔡部长"}.__contains__)
    ['蔡部长']
    >>> content_words(["托育", "补助", "由", "谁", "负责"], set().__contains__)
    ['托育', '补助']
    """
    frame = _frame()
    always = frame["always"] | frame["asking"]
    interrogative = not frame["asking"].isdisjoint(words)
    content = _without(always | frame["asked"], words, occurs) if interrogative else []
    return content or _without(always, words, occurs)


def _without(frame: frozenset[str], words: list[str], occurs: Callable[[str], bool]) -> list[str]:
    result: list[str] = []
    stretch: list[str] = []
    for word in [*words, ""]:
        if word and word not in frame and any(map(str.isalnum, word)):
            stretch.append(word)
        else:
            result += _joined(stretch, occurs)
            stretch = []
    return list(dict.fromkeys(result))


def _joined(words: list[str], occurs: Callable[[str], bool]) -> list[str]:
    """Consecutive words, each single character joined with the word after or before it."""
    result: list[str] = []
    pending = ""
    for word in words:
        if len(word) == 1:
            pending += word
        else:
            result.append(pending + word if pending and occurs(pending + word) else word)
            pending = ""
    if not result:
        return [pending] if pending else []
    if pending and occurs(result[-1] + pending):
        result[-1] += pending
    return result
