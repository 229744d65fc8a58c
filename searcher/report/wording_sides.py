"""The side of the Strait whose word a wording is, as far as our vocabulary says.

For a word, the first of these that says something:

1. the sides that ``variants.toml`` gives a word in all its lines;
2. the list ``side_words.txt`` of words that only one side uses;
3. the lines of ``variants.toml`` that have a word written in Simplified, which is the mainland's:
   the first word, if it is not, is Taiwan's, and the others Taiwan's or Hong Kong's;
4. OpenCC, which converts some words from the mainland's to Taiwan's or back.

A word of the mainland that is also on the list of Hong Kong's, or is written in Traditional where
it occurs, is of both (软件, 外賣員). Where two lines say different things, the word has no side.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.fold import fold
from index.analysis.variants import ON, script_of

SIDES = ("tw", "hk-tw", "hk", "cn-hk", "cn", "")
"""The order in which sides are listed; a wording of no known side is the last."""

_WRITTEN_SIMPLIFIED = "cn, if it is written in Simplified"


def side_of(written: str) -> str:
    """The side of a wording; empty if none is known.

    If the wording is not listed, the longest listed word counts that is at least half of it.

    >>> [side_of(one) for one in ("外送員", "外卖骑手", "外賣騎手", "人工智慧", "平台")]
    ['tw', 'cn', 'cn-hk', 'tw', '']
    """
    folded = fold(written)
    side = _side_of(folded)
    if side != _WRITTEN_SIMPLIFIED:
        return side
    return "cn-hk" if folded != written.lower() and script_of(written) == "hant" else "cn"


@cache
def _side_of(folded: str) -> str:
    sides = _listed()
    size = len(folded)
    for length in range(size, max(1, (size - 1) // 2), -1):
        parts = {folded[start : start + length] for start in range(size - length + 1)}
        found = {side for part in parts if (side := sides.get(part))}
        if found:
            return found.pop() if len(found) == 1 else ""
    return _converted(folded)


@cache
def _listed() -> Mapping[str, str]:
    fields = tomllib.loads(_read("variants.toml"))
    senses = {fold(word): sides for word, sides in fields.pop("senses", {}).items()}
    for section in ("opencc", "guards"):  # which list no words for the same thing
        fields.pop(section, None)
    found: dict[str, str] = {}
    for word, side in _of_lines(fields):
        found[word] = side if found.get(word, side) == side else ""
    only = dict(_of_one_side())
    for word, side in only.items():
        both = side == "hk" and found.get(word) == _WRITTEN_SIMPLIFIED
        both = both or (side == "hk" and _converted(word) == "cn")
        only[word] = "cn-hk" if both else side
    return {**found, **only, **senses}


def _read(name: str) -> str:
    return files("index.analysis").joinpath(name).read_text(encoding="utf-8")


def _of_lines(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    lines = (line for field in fields.values() for lines in field.values() for line in lines)
    for line in lines:
        words = [word.partition(ON)[0] for word in line]
        yield from _of_line(words)


def _of_line(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    mainland = [script_of(word) == "hans" for word in words]
    if not any(mainland):
        return
    for place, (word, is_mainland) in enumerate(zip(words, mainland, strict=True)):
        if not word.isascii():
            yield fold(word), _WRITTEN_SIMPLIFIED if is_mainland else "hk-tw" if place else "tw"


def _of_one_side() -> Iterator[tuple[str, str]]:
    for line in _read("side_words.txt").splitlines():
        if line and not line.startswith("#"):
            side, *words = line.split()
            yield from ((fold(word), side) for word in words)


def _converted(folded: str) -> str:
    """The side by OpenCC: of the mainland if Taiwan has another word for it, or the reverse."""
    to_taiwan, to_taiwan_script, to_mainland = _converters()
    if fold(to_taiwan(folded)) != folded:
        return "cn"
    return "tw" if fold(to_mainland(to_taiwan_script(folded))) != folded else ""


@cache
def _converters() -> tuple[Any, Any, Any]:
    import opencc

    return tuple(opencc.OpenCC(name).convert for name in ("s2twp", "s2tw", "tw2sp"))
