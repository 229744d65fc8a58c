"""Documents laid out by fields: what travels from who prepares them to who writes them.

Numbers in arrays and each string once: neither side handles what is in a document token by token,
and nothing of it takes long from process to process.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from index.ragged import Narrow, Ragged, narrow

_BETWEEN = "\0"


class Tokens(NamedTuple):
    """Terms where they stand: ``terms[ids[i]]`` in document ``docs[i]``; the documents ascend."""

    terms: Sequence[str]
    ids: Narrow
    docs: Narrow

    def __reduce__(self) -> tuple[Callable[..., Tokens], tuple[object, ...]]:
        # One string travels in a third of the time of many.
        joined = _BETWEEN.join(self.terms)
        if joined.count(_BETWEEN) + 1 != len(self.terms):
            return Tokens, tuple(self)
        return _apart, (joined, self.ids, self.docs)


def _apart(joined: str, ids: Narrow, docs: Narrow) -> Tokens:
    return Tokens(joined.split(_BETWEEN), ids, docs)


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Some documents in a row, numbered from 0, ready to be written.

    ``words``: their folded words. ``points``: their folded texts laid end to end, of which
    document i has ``sizes[i]`` characters; their grams are indexed (see
    :func:`index.analysis.grams.grams`). ``keywords``: for each keyword field its terms, those of a
    counted one as often as they stand. ``stored``: what :func:`index.whoosh.w3.stored_column.deflated` made of
    each document.
    """

    words: Tokens
    points: Narrow
    sizes: Narrow
    keywords: Mapping[str, Tokens]
    stored: Ragged

    def __len__(self) -> int:
        return len(self.stored)


def placed(terms: Iterable[tuple[int, str]]) -> Tokens:
    """Terms with their documents, which ascend; empty ones are left out."""
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


def in_all(term: str, documents: int) -> Tokens:
    """One term that stands in each of so many documents, unless it is empty."""
    docs = narrow(np.arange(documents if term else 0))
    return Tokens((term,), np.zeros_like(docs), docs)
