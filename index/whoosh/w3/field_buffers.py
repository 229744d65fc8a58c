"""Buffers that gather the tokens of each field until its terms are written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from index.columns import Tokens
from index.ragged import Bytes, Docs, Keys, Mask, Narrow, Ragged, narrow
from index.whoosh.w3 import gram_codes
from index.whoosh.w3.block_writer import BLOCK
from index.whoosh.w3.lengths import LENGTH_OF_BYTE
from index.whoosh.w3.merge_reader import OldSegment
from index.whoosh.w3.runs import Batch, Run, RunStore, count_tokens, merge_runs, reduce_tokens
from index.whoosh.w3.vocabulary import Vocabulary

Spell = Callable[[Keys], Ragged]
"""Returns the UTF-8 of terms, given as numbers."""

BATCH = 1 << 17
"""Postings written at a time, few enough for their arrays to stay in the processor's cache."""


_BYTE_OF_LENGTH = np.repeat(np.arange(256).astype(np.uint8), np.diff(LENGTH_OF_BYTE, prepend=-1))
"""The byte for each length: the first one whose length is at least that, as Whoosh rounds."""


class FieldBuffer(ABC):
    """The runs of one field, and for a scored field the number of tokens of each document."""

    def __init__(self, store: RunStore, run_tokens: int) -> None:
        self._store = store
        self._run_tokens = run_tokens
        self._runs: list[Run] = []
        self._lengths: list[tuple[int, Bytes]] = []
        self._gathered: list[tuple[Narrow, Docs]] = []
        self._size = 0

    def _gather(self, numbers: Narrow, docs: Docs, most: int) -> None:
        """Gather tokens: numbers with their documents, all of them after those gathered before.

        About ``most`` tokens become a run. The tokens of a document are never in two runs.
        """
        for start, stop in _document_ranges(docs, most):
            if self._size and self._size + stop - start > most:
                self.reduce()
            self._gathered.append((numbers[start:stop], docs[start:stop]))
            self._size += stop - start

    def reduce(self) -> None:
        """Make a run of the tokens gathered so far."""
        if self._gathered:
            numbers, docs = map(np.concatenate, zip(*self._gathered, strict=True))
            self._gathered, self._size = [], 0
            self._reduce(numbers, docs)

    @abstractmethod
    def _reduce(self, numbers: Narrow, docs: Docs) -> None:
        """Make a run of these tokens and keep it."""

    def _measure(self, docs: Docs) -> None:
        """Count the tokens of each document; ``docs`` has the document of each token."""
        base = docs.min()
        lengths = np.bincount(docs - base)
        largest = len(_BYTE_OF_LENGTH) - 1
        self._lengths.append((int(base), _BYTE_OF_LENGTH[np.minimum(lengths, largest)]))

    def _keep(self, run: Run) -> None:
        self._runs.append(self._store.keep(run))

    @abstractmethod
    def _encode(self, terms: Sequence[bytes]) -> Keys:
        """The numbers of terms in UTF-8."""

    @abstractmethod
    def _in_order(self, runs: Sequence[Run]) -> tuple[Sequence[Run], Spell]:
        """The runs with keys that sort as their terms do, and the function from keys to terms."""

    def lengths(self, documents: int) -> Bytes:
        """The length byte of each new document in a scored field. Call :meth:`reduce` first."""
        result = np.zeros(documents, np.uint8)
        for first, lengths in self._lengths:
            result[first : first + len(lengths)] = lengths
        return result

    def adopt(self, segment: OldSegment, field: str, base: int) -> list[Run]:
        """The postings of a segment's living documents, which are numbered from ``base`` on."""
        runs = []
        for old in segment.postings(field, self._run_tokens):
            run = Run(
                self._encode(old.terms),
                (np.cumsum(old.sizes) - old.sizes).astype(np.uint32),
                old.sizes.astype(np.uint32),
                old.docs,
                narrow(old.counts),
                base,
            )
            run = run if segment.alive.all() else _without_dead(run, segment.alive)
            runs.append(self._store.keep(run))
        return runs

    def batches(self, adopted: Sequence[Run], base: int) -> tuple[Iterator[Batch], Spell]:
        """All postings in the order of their terms, and the function from keys to terms.

        The new documents come after the adopted ones, numbered from ``base`` on. The buffer is
        empty after this, so that each run is freed when it has been read.
        """
        own = [replace(run, base=run.base + base) for run in self._runs]
        self._runs.clear()
        runs, spell = self._in_order([*adopted, *own])
        limit = min(self._run_tokens, BATCH)
        return merge_runs(runs, limit, max(limit // BLOCK, 1) * BLOCK), spell


class CountedField(FieldBuffer):
    """A field of keywords with the number of occurrences of each in a document."""

    def __init__(self, store: RunStore, run_tokens: int) -> None:
        super().__init__(store, run_tokens)
        self._vocabulary = Vocabulary()

    def add(self, first: int, tokens: Tokens) -> None:
        """Add the terms of documents that are numbered from ``first`` on."""
        numbers = self._vocabulary.numbers(tokens.terms)
        docs = np.add(tokens.docs, first, dtype=np.uint32)
        self._gather(numbers[tokens.ids], docs, self._run_tokens)

    def _reduce(self, numbers: Narrow, docs: Docs) -> None:
        self._keep(reduce_tokens(numbers, docs))

    def _encode(self, terms: Sequence[bytes]) -> Keys:
        return self._vocabulary.encode_terms(terms)

    def _in_order(self, runs: Sequence[Run]) -> tuple[Sequence[Run], Spell]:
        ranks, words = self._vocabulary.in_order()
        ranked = [run.ranked(ranks) for run in runs]
        return ranked, lambda keys: words.pick(keys.astype(np.int64))


class KeywordField(CountedField):
    """A field of keywords; a value that a document has twice counts once."""

    def _keep(self, run: Run) -> None:
        super()._keep(replace(run, counts=np.ones_like(run.counts)))


class TermField(CountedField):
    """The field of words."""

    def _reduce(self, numbers: Narrow, docs: Docs) -> None:
        self._measure(docs)
        super()._reduce(numbers, docs)


class GramField(FieldBuffer):
    """The field of n-grams, which it makes from texts."""

    def __init__(self, store: RunStore, run_tokens: int) -> None:
        super().__init__(store, run_tokens)
        self._characters = gram_codes.CharacterTable()

    def add(self, first: int, points: Narrow, sizes: Narrow) -> None:
        """Add the joined folded texts of documents that are numbered from ``first`` on."""
        docs = np.repeat(np.arange(first, first + len(sizes), dtype=np.uint32), sizes)
        # A character makes two n-grams at most.
        self._gather(points, docs, max(self._run_tokens // 2, 1))

    def _reduce(self, numbers: Narrow, docs: Docs) -> None:
        both = gram_codes.grams_of(numbers, docs, self._characters)
        found = [grams for grams in both if grams.numbers.size]
        if found:
            self._measure(np.concatenate([grams.docs for grams in found]))
        for grams in found:
            run = count_tokens(grams.numbers, grams.docs)
            self._keep(replace(run, keys=grams.codes(run.keys)))

    def _encode(self, terms: Sequence[bytes]) -> Keys:
        return gram_codes.encode_terms(terms)

    def _in_order(self, runs: Sequence[Run]) -> tuple[Sequence[Run], Spell]:
        return runs, gram_codes.spell


def _document_ranges(docs: Docs, most: int) -> Iterator[tuple[int, int]]:
    """Ranges of tokens that have whole documents: one document, or at most ``most`` tokens."""
    start = 0
    while start < len(docs):
        stop = min(start + most, len(docs))
        if stop < len(docs):
            stop = int(np.searchsorted(docs, docs[stop]))
        if stop == start:  # this document alone has more
            stop = int(np.searchsorted(docs, docs[start], "right"))
        yield start, stop
        start = stop


def _without_dead(run: Run, alive: Mask) -> Run:
    """The postings of living documents, renumbered, without terms that have no posting left."""
    kept = alive[run.docs]
    sizes = np.add.reduceat(kept, run.starts, dtype=np.int64)
    numbers = (np.cumsum(alive) - 1).astype(np.uint32)
    some = sizes > 0
    return Run(
        run.keys[some],
        (np.cumsum(sizes) - sizes)[some].astype(np.uint32),
        sizes[some].astype(np.uint32),
        numbers[run.docs[kept]],
        run.counts[kept],
        run.base,
    )
