"""Numbers the terms of a field in the order in which they come; sorts them once, at the end."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np

from index.ragged import Docs, Ints, Keys, Ragged, from_rows


class Vocabulary(dict[str, int]):
    """The number of each word. Looking up a new word gives it the next number."""

    def __missing__(self, word: str) -> int:
        word.encode()  # half a surrogate pair must fail now, while its document is added
        number = len(self)
        self[word] = number
        return number

    def numbers(self, words: Sequence[str]) -> Docs:
        """The numbers of words."""
        return np.frombuffer(array("I", map(self.__getitem__, words)), np.uint32)

    def encode_terms(self, terms: Sequence[bytes]) -> Keys:
        """The numbers of words in UTF-8, as a segment has them."""
        return np.fromiter((self[term.decode()] for term in terms), np.uint64, len(terms))

    def in_order(self) -> tuple[Ints, Ragged]:
        """The rank of each number among the sorted words, and the sorted words in UTF-8.

        They are sorted by code point, which is also the order of their UTF-8 bytes.
        """
        words = sorted(self)
        ranks = np.empty(len(words), np.int64)
        ranks[np.fromiter(map(self.__getitem__, words), np.int64, len(words))] = np.arange(
            len(words)
        )
        return ranks, from_rows([word.encode() for word in words])
