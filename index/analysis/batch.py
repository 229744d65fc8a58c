"""Cut: the paragraphs of a document folded and cut into words, all at once.

What it gives is what :func:`corpus.fold.fold`, :func:`index.analysis.word_segmentation.segment` and
:func:`index.analysis.word_segmentation.words_at` give of each paragraph, three times as fast: the paragraphs are laid
end to end with a separator that no phrase and no word reaches over.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from corpus.fold import fold
from corpus.fold_arrays import CodePoints, code_points, fold_points, text_of
from index.analysis.word_segmentation import converter, cutter, simplify
from index.columns import Tokens
from index.ragged import Docs, Ints, Ragged, narrow

_SEPARATOR = "\f"
_BREAK = ord(_SEPARATOR)
_TOGETHER = 1 << 16
"""Characters cut at a time: what is cut is a Python string for each word, till it is a number."""


class Cut(NamedTuple):
    """Texts cut into words.

    ``points``: the folded texts end to end, white space behind each; ``sizes`` counts it too.
    ``starts``: where words begin (see :func:`index.analysis.word_segmentation.segment`). ``words``: the words.
    """

    points: CodePoints
    sizes: Docs
    starts: list[bytes]
    words: Tokens


class _Lexicon(dict[str, int]):
    """The number of a piece. For each there is its length and the number of its folded word, which
    is 0 for what is none: punctuation and white space.

    Kept as long as the process lives, since the same few thousand pieces come again and again.
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
        """The characters of each piece."""
        return np.array(self._lengths, np.int64)[numbers]

    def words_of(self, numbers: Docs) -> Docs:
        """The number of each piece's word, among ``words``."""
        return np.array(self._words, np.uint32)[numbers]


_lexicon = _Lexicon()


def cut(texts: Sequence[str], segmenter: str) -> Cut:
    """The texts cut by the segmenter of this name.

    :raises UnicodeEncodeError: for half a surrogate pair.
    """
    parts = [_pieces(stretch, segmenter) for stretch in _stretches(texts)]
    points, lengths, numbers = map(np.concatenate, zip(*parts, strict=True))
    layout = _Layout(texts)
    starts = np.cumsum(lengths) - lengths
    owners = layout.owners[starts]
    return Cut(points, layout.sizes, layout.marks(starts, owners), _words(numbers, owners))


def cut_at(texts: Sequence[str], starts: Sequence[bytes]) -> Cut:
    """The texts cut where :func:`cut` said that words begin."""
    points = fold_points(code_points(_joined(texts)))
    layout = _Layout(texts)
    places = layout.places(starts)
    folded = text_of(points)
    pieces = map(folded.__getitem__, map(slice, places, [*places[1:], len(folded)]))
    words = _lexicon.words_of(_lexicon.numbers(pieces))
    return Cut(points, layout.sizes, list(starts), _words(words, layout.owners[places]))


class _Layout:
    """Texts end to end, each with a separator, and the bits that say where their words begin: each
    text's from the next byte on."""

    def __init__(self, texts: Sequence[str]) -> None:
        sizes = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
        self._bytes = (sizes + 7) // 8
        self._away = (np.cumsum(self._bytes) - self._bytes) * 8 - (np.cumsum(sizes) - sizes)
        self.sizes: Docs = sizes.astype(np.uint32)
        self.owners: Docs = np.repeat(np.arange(len(texts), dtype=np.uint32), sizes)
        """The text of each character."""

    def marks(self, starts: Ints, owners: Docs) -> list[bytes]:
        """The bits of each text, of which one is set where a piece starts. The separator is a piece
        of its own: it stands where its text ends."""
        bits = np.zeros(int(self._bytes.sum()) * 8, np.uint8)
        bits[starts + self._away[owners]] = 1
        return Ragged(np.packbits(bits, bitorder="little"), self._bytes).rows()

    def places(self, marks: Sequence[bytes]) -> list[int]:
        """Where pieces start."""
        bits = np.unpackbits(np.frombuffer(b"".join(marks), np.uint8), bitorder="little")
        found = np.flatnonzero(bits)
        owners = np.repeat(np.arange(len(marks)), self._bytes * 8)[found]
        places: list[int] = (found - self._away[owners]).tolist()
        return places


def _stretches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    start = size = 0
    for behind, text in enumerate(texts, 1):
        size += len(text) + 1
        if size >= _TOGETHER:
            yield texts[start:behind]
            start, size = behind, 0
    yield texts[start:]


def _pieces(texts: Sequence[str], segmenter: str) -> tuple[CodePoints, Ints, Docs]:
    """The folded characters, the length of each piece, and the number of its word."""
    joined = _joined(texts)
    original = code_points(joined)
    simplified = converter()(joined)
    converted = code_points(simplified)
    if not np.array_equal(original == _BREAK, converted == _BREAK):  # it changed a text's length
        simplified = _joined([simplify(text) for text in texts])
        converted = code_points(simplified)
    points = fold_points(original)
    pieces = cutter(segmenter)(simplified)
    numbers = _lexicon.numbers(pieces)
    lengths = _lexicon.lengths_of(numbers)
    # Hardly ever: what folds otherwise when OpenCC converts it in its context.
    differ = np.flatnonzero(fold_points(converted) != points)
    if differ.size:
        ends = np.cumsum(lengths)
        for nth in set(np.searchsorted(ends, differ, "right").tolist()):
            end = int(ends[nth])
            numbers[nth] = _lexicon[text_of(points[end - int(lengths[nth]) : end])]
    return points, lengths, _lexicon.words_of(numbers)


def _joined(texts: Iterable[str]) -> str:
    return "".join([text + _SEPARATOR for text in texts])


def _words(numbers: Docs, owners: Docs) -> Tokens:
    """The pieces that are words, numbered anew: only those that occur."""
    kept = numbers > 0
    numbers = numbers[kept]
    occurs = np.zeros(len(_lexicon.words), np.bool_)
    occurs[numbers] = True
    used = np.flatnonzero(occurs)
    anew = np.empty(len(occurs), np.uint32)
    anew[used] = np.arange(len(used))
    terms = tuple([_lexicon.words[number] for number in used.tolist()])
    return Tokens(terms, narrow(anew[numbers]), narrow(owners[kept]))
