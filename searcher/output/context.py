"""Cuts the context of a keyword to a width."""

from __future__ import annotations

from searcher.terminal_text import width


def last_columns(text: str, columns: int) -> str:
    """As much of the end of ``text`` as fits in ``columns``, without white space before it.

    >>> last_columns("平台應公開演算法", 7)
    '演算法'
    """
    used, at = 0, len(text)
    while at and (used := used + width(text[at - 1])) <= columns:
        at -= 1
    return text[at:].lstrip() if at else text


def first_columns(text: str, columns: int) -> str:
    """As much of the beginning of ``text`` as fits in ``columns``, without white space after it.

    >>> first_columns("平台應公開演算法", 7)
    '平台應'
    """
    used, at = 0, 0
    while at < len(text) and (used := used + width(text[at])) <= columns:
        at += 1
    return text[:at].rstrip() if at < len(text) else text
