"""Tells occurrences that are inside a longer Latin word or number: AI in *said*, 5 in 25."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpus.fold import fold

if TYPE_CHECKING:
    from corpus.document import Span


def is_inside(text: str, start: int, end: int) -> bool:
    """Whether a Latin word or a number goes on before or after ``text[start:end]``.

    >>> is_inside("he said", 4, 6), is_inside("用AI寫", 1, 3)
    (True, False)
    """
    return _goes_on(text[start - 1 : start + 1] if start else "") or _goes_on(
        text[end - 1 : end + 1]
    )


def _goes_on(pair: str) -> bool:
    if len(pair) != 2 or not pair.isalnum():
        return False
    return pair.isascii() or fold(pair).isascii()  # full-width letters are letters, too


def whole_words(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans that are not inside a longer Latin word."""
    return [span for span in spans if not is_inside(text, *span)]
