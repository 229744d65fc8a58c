"""Finds what is in quotation marks in a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.document import Span

_PAIRS = {
    "「": "」",
    "『": "』",
    "“": "”",
    "‘": "’",
    "﹁": "﹂",
    "﹃": "﹄",
    "｢": "｣",
    "〝": "〞",
    "«": "»",
    '"': '"',
    "＂": "＂",
}
_CLOSING = {**{close: open for open, close in _PAIRS.items()}, "〟": "〝"}


def quoted_spans(text: str) -> Iterator[Span]:
    """The outermost quotations of a paragraph, without their marks.

    One that is not closed goes on to the end: the next paragraph opens it again.

    >>> text = "甲說：「乙說『好』。」又說 “可以”"
    >>> [text[start:end] for start, end in quoted_spans(text)]
    ['乙說『好』。', '可以']
    """
    stack: list[str] = []
    start = 0
    for at, char in enumerate(text):
        if stack and char == _PAIRS[stack[-1]]:
            if char in "’＂" and _is_apostrophe(text, at):
                continue
            stack.pop()
            if not stack:
                yield start, at
        elif stack and _CLOSING.get(char) in stack:
            # An inner one is not closed: the outer mark closes both.
            while stack.pop() != _CLOSING[char]:
                pass
            if not stack:
                yield start, at
        elif char in _PAIRS and not (char in '"＂' and '"' in stack):
            if not stack:
                start = at + 1
            stack.append(char)
    if stack and stack[0] not in '"＂‘':
        yield start, len(text)


def _is_apostrophe(text: str, at: int) -> bool:
    """Whether this mark is inside a Latin word: don’t."""
    around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return len(around) == 2 and around.isascii() and around.isalpha()
