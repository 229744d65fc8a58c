"""Fold: which characters are equal to a search.

One table, character by character, without context: 臺 台, 為 爲 为, Ａ A a are each one character.
Because a fold keeps the length, an offset in folded text is an offset in the original.
The table is data (``fold.txt``), made by :mod:`corpus.fold_table` from OpenCC and Unicode.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def table() -> dict[int, int]:
    """The number of every character that changes, and of the one that stands for it."""
    # Not splitlines(): it would break at characters that are themselves in the table.
    lines = Path(__file__).with_name("fold.txt").read_text(encoding="utf-8").split("\n")
    return str.maketrans("".join(lines[0:-1:2]), "".join(lines[1::2]))


def fold(text: str) -> str:
    """Return ``text`` with every character replaced by the one that stands for all its equals.

    ``len(fold(s)) == len(s)`` and ``fold(fold(s)) == fold(s)`` for any string.

    >>> fold("臺灣ＡＩ計畫") == fold("台湾ai计划")
    True
    """
    return text.translate(table())


def name_key(name: str) -> str:
    """What two spellings of a name have in common: script, case, hyphens and spaces.

    >>> name_key("Platform-workers") == name_key("platform  Workers")
    True
    """
    return key_of_folded(fold(name))


def key_of_folded(name: str) -> str:
    """The :func:`name_key` of a name that is folded."""
    if name.isalnum():
        return name
    return "".join(name.replace("-", "").replace("_", "").split())
