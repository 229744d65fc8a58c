"""The word lists of the attribution rules (``lexicons/*.txt``), one form each, read folded.

A list is words between white space; a line that begins with ``#`` says what the list is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
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


class Matcher:
    """Finds the longest word of a list at a place: a look at one character tells that there is
    none. A pattern of as many words takes longer to be compiled than a document to be read."""

    def __init__(self, listed: Iterable[str]) -> None:
        self._listed = frozenset(listed)
        lengths: dict[str, set[int]] = {}
        for word in self._listed:
            lengths.setdefault(word[:1], set()).add(len(word))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}

    @cached_property
    def _begins(self) -> re.Pattern[str]:
        return re.compile(f"[{re.escape(''.join(sorted(self._lengths)))}]")

    def at(self, folded: str, start: int = 0, end: int | None = None) -> str:
        """Return the longest word that stands in ``folded[start:end]`` from its beginning on, or
        nothing.

        >>> Matcher(["說", "說明"]).at("請說明白", 1)
        '說明'
        """
        end = len(folded) if end is None else end
        for length in self._lengths.get(folded[start : start + 1], ()):
            word = folded[start : min(start + length, end)]
            if word in self._listed:
                return word
        return ""

    def every(self, folded: str, start: int) -> list[str]:
        """Return all words that stand at ``start``, the longest first."""
        lengths = self._lengths.get(folded[start : start + 1], ())
        there = [
            folded[start : start + length] for length in lengths if start + length <= len(folded)
        ]
        return [word for word in there if word in self._listed]

    def find(self, folded: str, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Yield each place in ``folded[start:end]`` where a word stands, and the longest there.
        They may overlap."""
        for match in self._begins.finditer(folded, start, end):
            if word := self.at(folded, match.start(), end):
                yield match.start(), word

    def after(self, folded: str, start: int, end: int) -> int:
        """Return the offset after as many words as stand in a row from ``start`` on, up to
        ``end``: each the longest, without going back."""
        while start < end and (word := self.at(folded, start, end)):
            start += len(word)
        return start


@cache
def matcher(*names: str) -> Matcher:
    """Return what finds the words of the lists ``names``, together."""
    return Matcher(words(*names))


def ends_with(folded: str, name: str) -> bool:
    """Say whether ``folded`` ends with a word of the list ``name``."""
    listed = words(name)
    return any(folded[-length:] in listed for length in range(1, min(len(folded), 8) + 1))


def is_whole_word(folded: str, start: int, end: int) -> bool:
    """Say whether ``folded[start:end]`` is no part of a longer Latin word, as ai is in tail.

    >>> is_whole_word("ai治理", 0, 2), is_whole_word("tail", 1, 3)
    (True, False)
    """
    if start > 0 and is_latin(folded[start]) and is_latin(folded[start - 1]):
        return False
    return not (end < len(folded) and is_latin(folded[end - 1]) and is_latin(folded[end]))


def is_latin(character: str) -> bool:
    """Say whether a folded character is a Latin letter or a digit."""
    if character > "\u024f":
        return False
    return (character.isascii() and character.isalnum()) or character >= "\u00c0"
