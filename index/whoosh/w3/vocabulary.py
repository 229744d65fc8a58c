"""Words as numbers in the order they turn up, and their order in the alphabet at the end."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np

from index.ragged import Docs, Ints, Keys, Ragged, of_rows


class Vocabulary(dict[str, int]):
    """Looking a word up gives its number, a new one if need be."""

    def __missing__(self, word: str) -> int:
        word.encode()  # what UTF-8 cannot hold must fail while its document is being added
        number = len(self)
        self[word] = number
        return number

    def numbers(self, words: Sequence[str]) -> Docs:
        """The numbers of words."""
        return np.frombuffer(array("I", map(self.__getitem__, words)), np.uint32)

    def encode_terms(self, terms: Sequence[bytes]) -> Keys:
        """The numbers of words in UTF-8, as an existing segment holds them."""
        return np.fromiter((self[term.decode()] for term in terms), np.uint64, len(terms))

    def in_order(self) -> tuple[Ints, Ragged]:
        """The rank of each number among the sorted words, and the words in that order.

        Sorted by code points, which is the order of UTF-8 bytes too.
        """
        words = sorted(self)
        ranks = np.empty(len(words), np.int64)
        ranks[np.fromiter(map(self.__getitem__, words), np.int64, len(words))] = np.arange(
            len(words)
        )
        return ranks, of_rows([word.encode() for word in words])
