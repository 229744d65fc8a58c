"""Bars of block characters, for a terminal."""

from __future__ import annotations

import sys

_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(value: float, highest: float, columns: int) -> str:
    """A bar for ``value``, of all ``columns`` for the ``highest``; something for all but 0.

    >>> bar(3, 4, 8), bar(0.001, 4, 8), bar(0, 4, 8)
    ('██████', '▏', '')
    """
    if value <= 0 or highest <= 0 or columns < 1:
        return ""
    eighths = max(1, round(columns * 8 * value / highest))
    whole, part = divmod(eighths, 8)
    text = "█" * whole + _EIGHTHS[part].strip()
    return text if _has_blocks() else "#" * max(1, round(eighths / 8))


def _has_blocks() -> bool:
    """Whether standard output can write block characters."""
    try:
        "█▏".encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True
