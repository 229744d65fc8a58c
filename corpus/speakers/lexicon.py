"""Names of word lists (``lexicons/*.txt``) in, folded words and fast lookup in text out.

The words of a list are separated by white space. A line that begins with ``#`` is a comment. Below
a line ``+ 說 道``, each word counts with each of these endings instead: 強調說, 強調道.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.fold import fold

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_FOLDER = Path(__file__).with_name("lexicons")
# A node of a tree of characters; the empty string marks the end of a word.
_Tree = dict[str, "_Tree"]


@cache
def words(*names: str) -> frozenset[str]:
    """Return the folded words of all lists ``names``.

    >>> fold("歐陽") in words("surnames_long")
    True
    """
    if len(names) != 1:
        return frozenset[str]().union(*(words(name) for name in names))
    lines = (_FOLDER / f"{names[0]}.txt").read_text(encoding="utf-8").splitlines()
    endings = [""]
    listed: list[str] = []
    for line in lines:
        if line.startswith("+"):
            endings = line[1:].split()
        elif not line.startswith("#"):
            listed += (word + ending for word in line.split() for ending in endings)
    return frozenset(map(fold, listed))


def any_of(entries: Iterable[str]) -> str:
    """Return a regular expression that matches the longest of ``entries``, built as a trie.

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
    """Return a short expression for the words below ``node``: short ones compile faster."""
    children = [(re.escape(key), _expression(child)) for key, child in sorted(node.items()) if key]
    last = [key for key, rest in children if not rest]
    branches = [key + rest for key, rest in children if rest]
    if last:
        branches.append(last[0] if len(last) == 1 else f"[{''.join(last)}]")
    joined = "|".join(branches)
    if "" in node and joined:
        return f"(?:{joined})?"
    return f"(?:{joined})" if len(branches) > 1 else joined


class Lexicon:
    """Finds the longest word of a list at an offset, by the first character and the word lengths.

    A regular expression of as many words would take longer to compile than a document takes to
    read.
    """

    def __init__(self, listed: Iterable[str]) -> None:
        self._listed = frozenset(listed)
        self._single = frozenset(word for word in self._listed if len(word) == 1)
        lengths: dict[str, set[int]] = {}
        for word in self._listed - self._single:
            lengths.setdefault(word[:2], set()).add(len(word))
        # By the first two characters, because few texts with the first one have the second.
        self._lengths = {
            two: sorted(sizes | ({1} if two[0] in self._single else set()), reverse=True)
            for two, sizes in lengths.items()
        }

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        kind = Implementation.ContiguousNFA
        return AhoCorasick(list(self._listed), MatchKind.Standard, implementation=kind)

    def longest_at(self, folded: str, start: int = 0, end: int | None = None) -> str:
        """Return the longest word that ``folded[start:end]`` begins with, or "".

        >>> Lexicon(["說", "說明"]).longest_at("請說明白", 1)
        '說明'
        """
        lengths = self._lengths.get(folded[start : start + 2])
        if lengths is None:
            first = folded[start : start + 1]
            return first if first in self._single and (end is None or start < end) else ""
        most = (len(folded) if end is None else end) - start
        listed = self._listed
        for length in lengths:
            if length <= most and (word := folded[start : start + length]) in listed:
                return word
        return ""

    def all_at(self, folded: str, start: int) -> list[str]:
        """Return all words that begin at ``start``, the longest first."""
        lengths = self._lengths.get(folded[start : start + 2])
        if lengths is None:
            first = folded[start : start + 1]
            return [first] if first in self._single else []
        listed = self._listed
        # Shorter words at the end of the text are found at their own length.
        return [
            word
            for length in lengths
            if (word := folded[start : start + length]) in listed and len(word) == length
        ]

    def find(self, folded: str, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Yield each offset in ``folded[start:end]`` at which a word begins, and the longest one.

        The words may overlap.
        """
        text = folded[start:end]
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        # Matches come in order of their ends, so the longest word at an offset is the last one.
        for at, behind in sorted({first: last for _, first, last in found}.items()):
            yield start + at, text[at:behind]

    def occurs_in(self, folded: str) -> bool:
        """Return whether ``folded`` contains a word.

        >>> Lexicon(["說", "說明"]).occurs_in("請說明"), Lexicon(["說"]).occurs_in("請")
        (True, False)
        """
        return bool(self._automaton.find_matches_as_indexes(folded))

    def offsets(self, folded: str) -> list[int]:
        """Return the offsets at which a word begins, in order.

        >>> Lexicon(["說", "說明"]).offsets("請說明再說")
        [1, 4]
        """
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        return sorted({start for _, start, _ in found})

    def skip(self, folded: str, start: int, end: int) -> int:
        """Return the offset after the words that follow each other from ``start`` on.

        Takes the longest word each time, without backtracking, up to ``end``.
        """
        while start < end and (word := self.longest_at(folded, start, end)):
            start += len(word)
        return start


@cache
def lexicon(*names: str) -> Lexicon:
    """Return a lexicon of the words of all lists ``names``."""
    return Lexicon(words(*names))


def ends_with(folded: str, *names: str) -> bool:
    """Return whether ``folded`` ends with a word of one of the lists ``names``."""
    listed, lengths = _lengths_by_end(*names)
    for length in lengths.get(folded[-1:], ()):  # noqa: SIM110 - any() is slower here
        if folded[-length:] in listed:
            return True
    return False


@cache
def _lengths_by_end(*names: str) -> tuple[frozenset[str], dict[str, list[int]]]:
    """Return the words, and their lengths, of at most 8 characters, by their last character."""
    listed = words(*names)
    lengths: dict[str, set[int]] = {}
    for word in listed:
        if len(word) <= 8:
            lengths.setdefault(word[-1:], set()).add(len(word))
    return listed, {last: sorted(sizes) for last, sizes in lengths.items()}


def is_whole_word(folded: str, start: int, end: int) -> bool:
    """Return whether ``folded[start:end]`` is not part of a longer Latin word, as ai is in tail.

    >>> is_whole_word("ai治理", 0, 2), is_whole_word("tail", 1, 3)
    (True, False)
    """
    if start > 0 and is_latin(folded[start]) and is_latin(folded[start - 1]):
        return False
    return not (end < len(folded) and is_latin(folded[end - 1]) and is_latin(folded[end]))


def is_latin(character: str) -> bool:
    """Return whether a folded character is a Latin letter or a digit."""
    if character > "\u024f":
        return False
    return (character.isascii() and character.isalnum()) or character >= "\u00c0"
