"""Folds all paragraphs of a document and cuts them into words, in one batch.

The result for each paragraph is the one that it would have alone, but takes a third of the time:
the paragraphs are joined by a separator, which no phrase and no word contains.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from corpus.fold import fold
from corpus.fold_arrays import CodePoints, code_points, fold_points, text_of
from index.analysis.word_segmentation import (
    WIDE,
    half_width,
    load_segmenter,
    load_simplifier,
    simplify,
)
from index.columns import Tokens
from index.ragged import Docs, Ints, Ragged, narrow

_SEPARATOR = "\f"
_BREAK = ord(_SEPARATOR)
_CHUNK = 1 << 16
"""Characters cut at a time. Each piece is a Python string until it is numbered, so all pieces of a
long document at once would take much memory."""


class CutTexts(NamedTuple):
    """Texts cut into words.

    ``points``: the code points of the folded texts, each followed by a separator, which ``sizes``
    counts too. ``starts``: for each text the bits that say where words begin: bit ``i % 8`` of byte
    ``i // 8`` is set where a word or a punctuation mark begins at character ``i``, and where the
    text ends. ``words``: the words, each with the number of its text.
    """

    points: CodePoints
    sizes: Docs
    starts: list[bytes]
    words: Tokens


class _PieceTable(dict[str, int]):
    """Numbers the pieces that the word segmenter returns. Each has a length and the number of its
    folded word; that is 0 for punctuation and white space.

    The table lives as long as the process: most texts have the same few thousand pieces, so
    folding a piece and testing whether it is a word is done once for each.
    """

    def __init__(self) -> None:
        self.words = [""]
        self._numbers = {"": 0}
        self._lengths = array("I")
        self._words = array("I")

    def __missing__(self, piece: str) -> int:
        word = fold(piece)
        if not (word.isalnum() or any(map(str.isalnum, word))):
            word = ""
        number = self._numbers.setdefault(word, len(self.words))
        if number == len(self.words):
            self.words.append(word)
        self._words.append(number)
        self._lengths.append(len(piece))
        self[piece] = len(self)
        return len(self) - 1

    def numbers(self, pieces: Iterable[str]) -> Docs:
        """The numbers of the pieces."""
        return np.frombuffer(array("I", map(self.__getitem__, pieces)), np.uint32)

    def lengths_of(self, numbers: Docs) -> Ints:
        """The number of characters of each piece."""
        return np.array(self._lengths, np.int64)[numbers]

    def words_of(self, numbers: Docs) -> Docs:
        """The number of the word of each piece: its place in ``words``."""
        return np.array(self._words, np.uint32)[numbers]


_pieces = _PieceTable()


def cut_texts(texts: Sequence[str], segmenter: str) -> CutTexts:
    """The texts, folded and cut by the word segmenter of this name.

    :raises UnicodeEncodeError: a text contains half a surrogate pair.
    """
    parts = [_cut_chunk(chunk, segmenter) for chunk in _chunks(texts)]
    points, lengths, numbers = map(np.concatenate, zip(*parts, strict=True))
    layout = _Layout(texts)
    starts = np.cumsum(lengths) - lengths
    owners = layout.owners[starts]
    return CutTexts(points, layout.sizes, layout.marks(starts, owners), _tokens(numbers, owners))


def cut_texts_at(texts: Sequence[str], starts: Sequence[bytes]) -> CutTexts:
    """The texts, folded and cut where words begin by ``starts``, which :func:`cut_texts` made."""
    points = fold_points(code_points(_joined(texts)))
    layout = _Layout(texts)
    places = layout.places(starts)
    folded = text_of(points)
    pieces = map(folded.__getitem__, map(slice, places, [*places[1:], len(folded)]))
    words = _pieces.words_of(_pieces.numbers(pieces))
    return CutTexts(points, layout.sizes, list(starts), _tokens(words, layout.owners[places]))


class _Layout:
    """Where the texts of a batch are, in characters and in bits.

    The characters of all texts, each followed by a separator, are numbered through. The bits that
    say where words begin are too, but those of each text start at a new byte.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        sizes = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
        self._bytes = (sizes + 7) // 8
        # From the place of a character in the joined texts to the place of its bit.
        self._shift = (np.cumsum(self._bytes) - self._bytes) * 8 - (np.cumsum(sizes) - sizes)
        self.sizes: Docs = sizes.astype(np.uint32)
        self.owners: Docs = np.repeat(np.arange(len(texts), dtype=np.uint32), sizes)
        """The number of the text that each character belongs to."""

    def marks(self, starts: Ints, owners: Docs) -> list[bytes]:
        """The bits of each text; one is set where a piece starts. The separator is a piece of its
        own, so a bit is also set where the text ends."""
        bits = np.zeros(int(self._bytes.sum()) * 8, np.uint8)
        bits[starts + self._shift[owners]] = 1
        return Ragged(np.packbits(bits, bitorder="little"), self._bytes).rows()

    def places(self, marks: Sequence[bytes]) -> list[int]:
        """Where pieces start, in the joined texts: the inverse of :meth:`marks`."""
        bits = np.unpackbits(np.frombuffer(b"".join(marks), np.uint8), bitorder="little")
        found = np.flatnonzero(bits)
        owners = np.repeat(np.arange(len(marks)), self._bytes * 8)[found]
        places: list[int] = (found - self._shift[owners]).tolist()
        return places


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The texts in groups of about :data:`_CHUNK` characters; the last may be empty."""
    start = size = 0
    for end, text in enumerate(texts, 1):
        size += len(text) + 1
        if size >= _CHUNK:
            yield texts[start:end]
            start, size = end, 0
    yield texts[start:]


def _cut_chunk(texts: Sequence[str], segmenter: str) -> tuple[CodePoints, Ints, Docs]:
    """The folded code points, the length of each piece, and the number of its word."""
    joined = _joined(texts)
    original = code_points(joined)
    wide = original[(original >= WIDE[0]) & (original <= WIDE[-1])]
    if wide.size and np.isin(wide, WIDE).any():
        joined = half_width(joined)
    simplified = load_simplifier()(joined)
    converted = code_points(simplified)
    # If a separator has moved, OpenCC changed the length of a text. That is rare, so only then are
    # the texts converted one by one.
    if not np.array_equal(original == _BREAK, converted == _BREAK):
        simplified = _joined([simplify(text) for text in texts])
        converted = code_points(simplified)
    points = fold_points(original)
    pieces = load_segmenter(segmenter)(simplified)
    numbers = _pieces.numbers(pieces)
    lengths = _pieces.lengths_of(numbers)
    # The table folds the Simplified piece, but a word is the fold of the original characters. The
    # two differ where OpenCC converts by context what the fold maps by character; that is rare.
    differ = np.flatnonzero(fold_points(converted) != points)
    if differ.size:
        ends = np.cumsum(lengths)
        for nth in set(np.searchsorted(ends, differ, "right").tolist()):
            end = int(ends[nth])
            numbers[nth] = _pieces[text_of(points[end - int(lengths[nth]) : end])]
    return points, lengths, _pieces.words_of(numbers)


def _joined(texts: Iterable[str]) -> str:
    return "".join([text + _SEPARATOR for text in texts])


def _tokens(numbers: Docs, owners: Docs) -> Tokens:
    """The pieces that are words; only the words that occur are numbered, from 0 on."""
    kept = numbers > 0
    numbers = numbers[kept]
    occurs = np.zeros(len(_pieces.words), np.bool_)
    occurs[numbers] = True
    used = np.flatnonzero(occurs)
    renumbered = np.empty(len(occurs), np.uint32)
    renumbered[used] = np.arange(len(used))
    terms = tuple([_pieces.words[number] for number in used.tolist()])
    return Tokens(terms, narrow(renumbered[numbers]), narrow(owners[kept]))
