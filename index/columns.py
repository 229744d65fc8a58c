"""Analysed documents, column by column: what analysis passes to the writer of an engine.

Numbers are in arrays and each string is there once, so that neither side loops over tokens in
Python, and so that worker processes pickle little.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from index.ragged import Narrow, Ragged, narrow

_SEPARATOR = "\0"


class Tokens(NamedTuple):
    """Occurrences of terms: ``terms[ids[i]]`` occurs in document ``docs[i]``; ``docs`` ascends."""

    terms: Sequence[str]
    ids: Narrow
    docs: Narrow

    def __reduce__(self) -> tuple[Callable[..., Tokens], tuple[object, ...]]:
        # To pickle one long string takes a third of the time of many short ones.
        joined = _SEPARATOR.join(self.terms)
        if joined.count(_SEPARATOR) + 1 != len(self.terms):
            return Tokens, tuple(self)
        return _from_joined, (joined, self.ids, self.docs)


def _from_joined(joined: str, ids: Narrow, docs: Narrow) -> Tokens:
    return Tokens(joined.split(_SEPARATOR), ids, docs)


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Consecutive documents, numbered from 0, ready to be written.

    A document here is an engine's document: a paragraph, or the file that contains it. ``words``:
    their folded words. ``points``: the code points of their folded texts, joined; document i has
    ``sizes[i]`` of them. The writer makes their n-grams (see :func:`index.analysis.grams.grams`).
    ``keywords``: the terms of each keyword field; a counted field has a term as often as it occurs.
    ``stored``: the record of each document, as the writer's ``encode`` makes it.
    """

    words: Tokens
    points: Narrow
    sizes: Narrow
    keywords: Mapping[str, Tokens]
    stored: Ragged

    def __len__(self) -> int:
        return len(self.stored)


def tokens_of(terms: Iterable[tuple[int, str]]) -> Tokens:
    """Terms, each after its document number; the numbers ascend. Empty terms are skipped."""
    numbers: dict[str, int] = {}
    ids, docs = array("I"), array("I")
    for document, term in terms:
        if term:
            ids.append(numbers.setdefault(term, len(numbers)))
            docs.append(document)
    return Tokens(
        tuple(numbers),
        narrow(np.frombuffer(ids, np.uint32)),
        narrow(np.frombuffer(docs, np.uint32)),
    )


def in_every_document(term: str, documents: int) -> Tokens:
    """One term that occurs in each of so many documents. An empty term occurs in none."""
    docs = narrow(np.arange(documents if term else 0))
    return Tokens((term,), np.zeros_like(docs), docs)
