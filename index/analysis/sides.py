"""Which side of the Taiwan Strait a paragraph is written on: Taiwan, Hong Kong or the mainland.

The script decides between the mainland and the two others, and the vocabulary of the document
between those two. It is not a language identifier: a text without clues may be of any side, and a
Simplified text full of Taiwan's words may be of both. Variants use it: a word that has another
usual meaning on one side (程序 in Taiwan) replaces a term only in text of the other sides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from corpus.fold import fold, table
from corpus.fold_arrays import code_points

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.columns import Tokens

Side = Literal["cn", "hk", "tw"]

_HANT: tuple[Side, ...] = ("hk", "tw")
_HANS: tuple[Side, ...] = ("cn",)
_ANY: tuple[Side, ...] = ("cn", "hk", "tw")
_BMP = 1 << 16
_BREAK = "\f"
_FEWEST = 2  # different words of a side that make a document belong to it
_TIMES = 3  # as many as of another side


def named(sides: Sequence[Side]) -> str:
    """The value that an index keeps: the sides in order, with a hyphen between them.

    >>> named(("hk", "tw"))
    'hk-tw'
    """
    return "-".join(sides)


def sides_of_paragraphs(texts: Sequence[str], words: Tokens) -> list[str]:
    """For each paragraph of one document the sides that it may be written on, as :func:`named`.

    ``words`` are the folded words of the document. A paragraph without a character of one script
    only is of the script of its document.
    """
    if not texts:
        return []
    scripts = _scripts(texts)
    own = scripts[:, 0] - scripts[:, 1]
    total = int(own.sum())
    clues = clues_in(words)
    # The clues are about the document's own text, not about what it quotes in the other script.
    of_hant = named(_traditional(clues) if total >= 0 else _HANT)
    of_hans = named(_simplified(clues) if total <= 0 else _HANS)
    by_default = of_hant if total > 0 else of_hans if total < 0 else named(_unknown(clues))
    return [of_hant if n > 0 else of_hans if n < 0 else by_default for n in own.tolist()]


def clues_in(words: Tokens) -> Mapping[Side, int]:
    """How many different words that only one side uses are among ``words``."""
    markers = _markers()
    counts: dict[Side, int] = dict.fromkeys(_ANY, 0)
    for word in words.terms:
        if side := markers.get(word):
            counts[side] += 1
    return counts


def _traditional(clues: Mapping[Side, int]) -> tuple[Side, ...]:
    """The sides of Traditional text in a document with these clues."""
    if clues["cn"] >= _FEWEST and clues["cn"] > _TIMES * max(clues["tw"], clues["hk"]):
        return _ANY  # perhaps a converted text
    if _outweighs(clues, "tw", "hk"):
        return ("tw",)
    return ("hk",) if _outweighs(clues, "hk", "tw") else _HANT


def _simplified(clues: Mapping[Side, int]) -> tuple[Side, ...]:
    """The sides of Simplified text."""
    return ("cn", "tw") if _outweighs(clues, "tw", "cn") else _HANS


def _unknown(clues: Mapping[Side, int]) -> tuple[Side, ...]:
    """The sides of text in characters that both scripts have."""
    return _ANY if not any(clues.values()) else tuple(side for side in _ANY if clues[side])


def _outweighs(clues: Mapping[Side, int], side: Side, other: Side) -> bool:
    return clues[side] >= _FEWEST and clues[side] > _TIMES * clues[other]


def _scripts(texts: Sequence[str]) -> NDArray[np.int64]:
    """For each text the number of its characters of the Traditional and of the Simplified script
    only."""
    points = code_points(_BREAK.join(texts) + _BREAK)
    kinds = _kinds()[np.where(points < _BMP, points, 0)]
    ends = np.flatnonzero(points == ord(_BREAK))
    if len(ends) != len(texts):  # a text contains the separator
        return np.array([_counts(text) for text in texts], np.int64)
    sums = np.array([np.cumsum(kinds == kind)[ends] for kind in (1, 2)], np.int64)
    return np.diff(sums, axis=1, prepend=0).T


def _counts(text: str) -> tuple[int, int]:
    points = code_points(text)
    kinds = _kinds()[np.where(points < _BMP, points, 0)]
    return int((kinds == 1).sum()), int((kinds == 2).sum())


@cache
def _kinds() -> NDArray[np.uint8]:
    """For each character 1 if it is of the Traditional script only, 2 if of the Simplified."""
    kinds = np.zeros(_BMP, np.uint8)
    traditional, simplified = script_characters()
    kinds[[ord(char) for char in traditional]] = 1
    kinds[[ord(char) for char in simplified]] = 2
    return kinds


@cache
def script_characters() -> tuple[Set[str], Set[str]]:
    """The characters of the Traditional and of the Simplified script only.

    A character that the fold replaces is Traditional if Big5 has it and GB 2312 has not; one that
    it puts in its place is Simplified if GB 2312 has it and the frequent part of Big5 has not.
    """
    traditional, simplified = set(), set()
    for written, folded in table().items():
        one, other = chr(written), chr(folded)
        if not ("\u4e00" <= one <= "\u9fff" and "\u4e00" <= other <= "\u9fff"):
            continue
        if _encodes(one, "big5") and not _encodes(one, "gb2312"):
            traditional.add(one)
        if _encodes(other, "gb2312") and not _is_frequent_in_big5(other):
            simplified.add(other)
    return traditional, simplified


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _is_frequent_in_big5(char: str) -> bool:
    return _encodes(char, "big5") and char.encode("big5") < b"\xc9\x40"


@cache
def _markers() -> Mapping[str, Side]:
    """The side of each folded word that only one side uses."""
    lines = Path(__file__).with_name("side_words.txt").read_text(encoding="utf-8").splitlines()
    markers: dict[str, Side] = {}
    for line in lines:
        if line and not line.startswith("#"):
            name, *words = line.split()
            side = next(one for one in _ANY if one == name)
            markers.update((fold(word), side) for word in words)
    return markers
