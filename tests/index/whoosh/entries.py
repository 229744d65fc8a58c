"""Whoosh documents one at a time, for tests that have few."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from corpus.fold_arrays import code_points
from index.columns import Columns, Tokens, tokens_of
from index.field_names import COUNTED_FIELDS, KEYWORD_FIELDS
from index.whoosh.w3.stored_column import encode_records


class Entry(NamedTuple):
    """One Whoosh document, ready to be written.

    ``words``: folded words in order, repeated as they occur. ``text``: the folded text whose
    grams are indexed (see :func:`index.analysis.grams.grams`), empty for none. ``keywords``: the
    terms of each keyword field, each once, and of each counted one as often as they occur.
    ``stored``: what a search shows, as a plain tuple.
    """

    words: Sequence[str]
    text: str
    keywords: Mapping[str, Sequence[str]]
    stored: tuple[object, ...]


def tokens(values: Iterable[Sequence[str]]) -> Tokens:
    """The terms of each document; empty ones are left out."""
    return tokens_of((document, term) for document, terms in enumerate(values) for term in terms)


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
        stored=encode_records(entry.stored for entry in entries),
    )
