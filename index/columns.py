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

from corpus.fold_arrays import code_points
from index.field_names import COUNTED_FIELDS, KEYWORD_FIELDS
from index.ragged import Narrow, Ragged, narrow
from index.whoosh.w3.entry import Entry
from index.whoosh.w3.stored_column import deflated

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


def tokens(values: Iterable[Sequence[str]]) -> Tokens:
    """The terms of each document; empty ones are left out."""
    return placed((document, term) for document, terms in enumerate(values) for term in terms)


def in_all(term: str, documents: int) -> Tokens:
    """One term that stands in each of so many documents, unless it is empty."""
    docs = narrow(np.arange(documents if term else 0))
    return Tokens((term,), np.zeros_like(docs), docs)


def of_entries(entries: Sequence[Entry]) -> Columns:
    """Entries as columns, for those who have few.

    :raises UnicodeEncodeError: for half a surrogate pair in a text.
    """
    texts = [entry.text for entry in entries]
    return Columns(
        words=tokens(entry.words for entry in entries),
        points=code_points("".join(texts)),
        sizes=np.fromiter(map(len, texts), np.uint32, len(texts)),
        keywords={
            name: tokens(entry.keywords.get(name, ()) for entry in entries)
            for name in (*KEYWORD_FIELDS, *COUNTED_FIELDS)
        },
        stored=deflated(entry.stored for entry in entries),
    )
