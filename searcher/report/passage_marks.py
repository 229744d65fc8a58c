"""Marks what a query matches in given paragraphs, whether they match as a whole or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from corpus.document import Span
from index.plan import Key
from searcher.match.highlight import merge
from searcher.match.paragraph_cache import ParagraphCache
from searcher.match.question import read_question
from searcher.match.reading import TermReader
from searcher.query.ast import Query


def marks_in(terms: TermReader, query: Query, keys: Sequence[Key]) -> Iterator[tuple[Span, ...]]:
    """For each paragraph, the spans that a search for ``query`` would mark in it.

    :raises SearchError: the query names a topic that the index does not know.
    """
    cache = ParagraphCache(terms.session, read_question(terms, query))
    cache.read(keys)
    for key in keys:
        found = chain.from_iterable(cache.all_marks(key))
        yield tuple(merge((mark.start, mark.end) for mark in found))
