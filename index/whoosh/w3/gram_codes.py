"""Codes of n-grams: numbers that sort in the order of the n-grams' UTF-8.

A code has the code point of the first character, a bit that is set for a pair of neighbours, and
the code point of the second character plus one, or 0 if there is none. The bit is not set for a
pair across a gap, which is spelled with a blank and so sorts before all pairs of neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.fold_arrays import CodePoints
from index.analysis.spacing import HAN_RANGES
from index.errors import IndexFormatError
from index.ragged import Docs, Ints, Keys, Mask, Narrow, Ragged
from index.whoosh.w3.runs import ascending

_BITS = 21  # of a code point
_SECOND = (1 << _BITS) - 1
_NEIGHBOURS = 1 << _BITS
_FIRST = _BITS + 1  # where the first character begins
_CODE_POINTS = 0x110000
_UNKNOWN, _SPACE, _OTHER, _ALNUM, _HAN = 0, 1, 2, 3, 4
_BLANK = 0x20


class CharacterTable:
    """The kind of each character, by Python's methods, found once for each that occurs."""

    def __init__(self) -> None:
        self._kinds = np.zeros(_CODE_POINTS, np.uint8)

    def kinds(self, alphabet: CodePoints) -> NDArray[np.uint8]:
        """For each character: white space, Han, alphanumeric otherwise, or something else."""
        for code in alphabet[self._kinds[alphabet] == _UNKNOWN].tolist():
            self._kinds[code] = _kind(code)
        return self._kinds[alphabet]


def _kind(code: int) -> int:
    character = chr(code)
    if character.isalnum():
        return _HAN if any(first <= code <= last for first, last in HAN_RANGES) else _ALNUM
    return _SPACE if character.isspace() else _OTHER


class Grams(NamedTuple):
    """Occurrences of n-grams: ``numbers[i]`` occurs in document ``docs[i]``.

    They are sorted by number, then by document. The numbers are smaller than codes, but in the same
    order: they are made of places in the ``alphabet`` of the characters that occur. ``neighbours``:
    they are pairs of neighbours.
    """

    numbers: NDArray[Any]
    docs: Docs
    alphabet: CodePoints
    neighbours: bool = False

    def codes(self, numbers: Keys) -> Keys:
        """The codes of these numbers."""
        bits = _bits(self.alphabet)
        seconds = np.concatenate(([0], self.alphabet + np.uint32(1))).astype(np.uint64)
        first = self.alphabet[numbers >> np.uint64(bits)].astype(np.uint64)
        second = seconds[numbers & np.uint64((1 << bits) - 1)]
        mark = np.uint64(_NEIGHBOURS if self.neighbours else 0)
        codes: Keys = (first << np.uint64(_FIRST)) | mark | second
        return codes


def grams_of(text: Narrow, docs: Docs, table: CharacterTable) -> tuple[Grams, Grams, Grams]:
    """All n-grams of many joined texts: the characters, the pairs, and the pairs across gaps.

    ``docs[i]`` is the document of character i; no pair spans two documents. The characters are
    sorted first. The characters before them, taken in this order, are pairs sorted by their second
    character, so a stable sort by the first character sorts the pairs.
    """
    occurs = np.zeros(_CODE_POINTS, np.bool_)
    occurs[text] = True
    alphabet = np.flatnonzero(occurs).astype(np.uint32)
    bits = _bits(alphabet)
    ranks = np.zeros(_CODE_POINTS, np.min_scalar_type(len(alphabet)))
    ranks[alphabet] = np.arange(len(alphabet))
    rank: NDArray[Any] = ranks[text]
    kinds = table.kinds(alphabet)[rank]
    alnum: Mask = kinds >= _ALNUM
    begins: Mask = np.append(alnum[:-1] & alnum[1:] & (docs[:-1] == docs[1:]), False)
    order = ascending(rank)
    shown = order[(kinds != _SPACE)[order]]
    pairs = order - 1  # -1, before the first character, is the last one, which begins no pair
    pairs = pairs[begins[pairs]]
    pairs = pairs[ascending(rank[pairs])]
    wide: NDArray[Any] = rank.astype(np.uint32 if 2 * bits <= 32 else np.uint64)
    singles = wide[shown] << bits
    both = wide[pairs] << bits | wide[pairs + 1] + 1
    before, after = _across_gaps(text, kinds, docs)
    across = wide[before] << bits | wide[after] + 1
    by_number = np.lexsort((docs[before], across))
    return (
        Grams(singles, docs[shown], alphabet),
        Grams(both, docs[pairs], alphabet, neighbours=True),
        Grams(across[by_number], docs[before][by_number], alphabet),
    )


def _across_gaps(text: Narrow, kinds: NDArray[np.uint8], docs: Docs) -> tuple[Ints, Ints]:
    """The places before and after each gap (see :mod:`index.analysis.spacing`)."""
    padded = np.concatenate((kinds, np.zeros(3, np.uint8)))  # what is beyond the end is no letter
    blanks = np.flatnonzero(text == _BLANK)
    blanks = blanks[(blanks > 0) & (padded[blanks - 1] >= _ALNUM)]
    single = blanks[padded[blanks + 1] >= _ALNUM]
    double = blanks[(padded[blanks + 1] == _SPACE) & (padded[blanks + 2] >= _ALNUM)]
    double = double[text[double + 1] == _BLANK]
    before = np.concatenate((single, double)) - 1
    after = np.concatenate((single + 1, double + 2))
    kept = (kinds[before] == _HAN) | (kinds[after] == _HAN)
    kept &= docs[before] == docs[after]
    return before[kept], after[kept]


def _bits(alphabet: CodePoints) -> int:
    """Bits of a place in the alphabet, or of the mark for no second character."""
    return len(alphabet).bit_length()


def encode_terms(terms: Sequence[bytes]) -> Keys:
    """The codes of n-grams in UTF-8, as a segment has them.

    :raises IndexFormatError: a term is not one or two characters, or two with a blank between.
    """
    codes = np.empty(len(terms), np.uint64)
    for place, term in enumerate(terms):
        characters = term.decode()
        spaced = len(characters) == 3 and characters[1] == " "
        if not (1 <= len(characters) <= 2 or spaced):
            raise IndexFormatError(
                "the field of n-grams contains {term!r}, which is not one or two characters: "
                "this index was changed by another program; build it again",
                term=characters,
            )
        code = ord(characters[0]) << _FIRST
        if len(characters) > 1:
            code += ord(characters[-1]) + 1 + (0 if spaced else _NEIGHBOURS)
        codes[place] = code
    return codes


def spell(codes: Keys) -> Ragged:
    """The UTF-8 of each n-gram."""
    first = (codes >> np.uint64(_FIRST)).astype(np.uint32)
    second = (codes & np.uint64(_SECOND)).astype(np.uint32)
    spaced = (second > 0) & (codes & np.uint64(_NEIGHBOURS) == 0)
    sizes = _utf8_sizes(first), np.where(second > 0, _utf8_sizes(second - (second > 0)), 0)
    matrix = np.empty((len(codes), 9), np.uint8)
    used = np.empty((len(codes), 9), np.bool_)
    matrix[:, 4], used[:, 4] = _BLANK, spaced
    for column, points, width in ((0, first, sizes[0]), (5, second - 1, sizes[1])):
        matrix[:, column : column + 4] = _utf8(points, width)
        used[:, column : column + 4] = np.arange(4) < width[:, None]
    return Ragged(matrix[used], (sizes[0] + spaced + sizes[1]).astype(np.int64))


def _utf8_sizes(points: CodePoints) -> NDArray[np.int64]:
    sizes = 1 + (points > 0x7F) + (points > 0x7FF).astype(np.int64) + (points > 0xFFFF)
    return np.asarray(sizes, np.int64)


def _utf8(points: CodePoints, sizes: NDArray[np.int64]) -> NDArray[np.uint8]:
    """A row of four bytes for each character, of which the first ``sizes[i]`` are its UTF-8."""
    marks = np.array([0, 0, 0xC0, 0xE0, 0xF0], np.uint32)[sizes]
    rows = np.empty((len(points), 4), np.uint8)
    for place in range(4):
        shift = np.maximum(sizes - 1 - place, 0).astype(np.uint32) * np.uint32(6)
        bits = points >> shift
        rows[:, place] = (marks | bits) if place == 0 else (0x80 | (bits & 0x3F))
    return rows
