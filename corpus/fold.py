"""Text in, folded text of the same length out: maps characters that a search treats as equal.

The fold replaces each character without looking at its neighbours: 臺 and 台, 為, 爲 and 为, or
Ａ, A and a become the same character. The length does not change, so an offset in folded text is
also an offset in the original. The table is ``fold.txt``, which :mod:`corpus.fold_table` builds
from OpenCC and Unicode data.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

_SHORT = 8  # characters


@cache
def table() -> dict[int, int]:
    """Return the code points that change, mapped to the code points they fold to."""
    # Not splitlines(): it also splits at other characters that are in the table.
    lines = Path(__file__).with_name("fold.txt").read_text(encoding="utf-8").split("\n")
    return str.maketrans("".join(lines[0:-1:2]), "".join(lines[1::2]))


def fold(text: str) -> str:
    """Return ``text`` with every character replaced by the representative of its equals.

    ``len(fold(s)) == len(s)`` and ``fold(fold(s)) == fold(s)`` for any string.

    >>> fold("臺灣ＡＩ計畫") == fold("台湾ai计划")
    True
    """
    return _fold_short(text) if len(text) <= _SHORT else text.translate(table())


@lru_cache(maxsize=1 << 14)
def _fold_short(text: str) -> str:
    # Names, job titles and labels recur, and to look one up is faster than to fold it.
    return text.translate(table())


def name_key(name: str) -> str:
    """Return a key that is equal for names that differ in script, case, hyphens or spaces only.

    >>> name_key("Platform-workers") == name_key("platform  Workers")
    True
    """
    return key_of_folded(fold(name))


def key_of_folded(name: str) -> str:
    """Return the :func:`name_key` of a name that is already folded."""
    if name.isalnum():
        return name
    return "".join(name.replace("-", "").replace("_", "").split())
