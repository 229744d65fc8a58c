"""The word lists of the attribution rules (``lexicons/*.txt``), one form each, read folded.

A list is words between white space; a line that begins with ``#`` says what the list is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from corpus.fold import fold

_FOLDER = Path(__file__).with_name("lexicons")
# A node of a tree of characters; the empty string marks the end of a word.
_Tree = dict[str, "_Tree"]


@cache
def words(*names: str) -> frozenset[str]:
    """Return the folded words of the lists ``names``, together.

    >>> fold("歐陽") in words("surnames_long")
    True
    """
    if len(names) != 1:
        return frozenset[str]().union(*(words(name) for name in names))
    lines = (_FOLDER / f"{names[0]}.txt").read_text(encoding="utf-8").splitlines()
    kept = (line for line in lines if not line.startswith("#"))
    return frozenset(fold(word) for line in kept for word in line.split())


def any_of(entries: Iterable[str]) -> str:
    """Return a regular expression for the longest of ``entries``, one test per character.

    >>> re.match(any_of(["說", "說明"]), "說明白").group()
    '說明'
    """
    tree: _Tree = {}
    for entry in entries:
        node = tree
        for character in entry:
            node = node.setdefault(character, {})
        node[""] = {}
    return f"(?:{_expression(tree)})"


def _expression(node: _Tree) -> str:
    """What follows ``node``: as short as may be, since a hundred of these are compiled."""
    children = [(re.escape(key), _expression(child)) for key, child in sorted(node.items()) if key]
    last = [key for key, rest in children if not rest]
    branches = [key + rest for key, rest in children if rest]
    if last:
        branches.append(last[0] if len(last) == 1 else f"[{''.join(last)}]")
    joined = "|".join(branches)
    if "" in node and joined:
        return f"(?:{joined})?"
    return f"(?:{joined})" if len(branches) > 1 else joined


@cache
def matcher(*names: str) -> re.Pattern[str]:
    """Return a pattern that matches one word, the longest, of the lists ``names``."""
    return re.compile(any_of(words(*names)))


def run(pattern: re.Pattern[str], folded: str, start: int, end: int) -> int:
    """Return the offset after as many matches of ``pattern`` as stand at ``start`` in a row.

    Greedy and without going back, so that no text can make it slow.
    """
    while start < end and (match := pattern.match(folded, start, end)) and match.end() > start:
        start = match.end()
    return start


def ends_with(folded: str, name: str) -> bool:
    """Say whether ``folded`` ends with a word of the list ``name``."""
    listed = words(name)
    return any(folded[-length:] in listed for length in range(1, min(len(folded), 8) + 1))
