"""What each field gathers of the entries added, until its terms are written."""

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

BATCH = 1 << 17
"""Postings written at a time: so few that their arrays stay in the processor's cache."""


_BYTE_OF_LENGTH = np.repeat(np.arange(256).astype(np.uint8), np.diff(LENGTH_OF_BYTE, prepend=-1))
"""Whoosh's approximation: the first byte that stands for at least so many tokens."""


class FieldBuffer(ABC):
    """Runs of one field's postings, and of a scored one how many tokens each document has."""

    def __init__(self, store: RunStore, run_tokens: int) -> None:
        self._store = store
        self._run_tokens = run_tokens
        self._runs: list[Run] = []
        self._lengths: list[tuple[int, Bytes]] = []
        self._gathered: list[tuple[Narrow, Docs]] = []
        self._held = 0

    def _gather(self, numbers: Narrow, docs: Docs, most: int) -> None:
        """Numbers and their documents, all of which come after those that were gathered before.
        About ``most`` of them become a run, and never does a document have part in two."""
        for start, stop in _stretches(docs, most):
            if self._held and self._held + stop - start > most:
                self.reduce()
            self._gathered.append((numbers[start:stop], docs[start:stop]))
            self._held += stop - start

    def reduce(self) -> None:
        """Turn what was gathered so far into a run."""
        if self._gathered:
            numbers, docs = map(np.concatenate, zip(*self._gathered, strict=True))
            self._gathered, self._held = [], 0
            self._reduce(numbers, docs)

    @abstractmethod
    def _reduce(self, numbers: Narrow, docs: Docs) -> None: ...

    def _measure(self, docs: Docs) -> None:
        """Note the lengths of documents by the document of each of their tokens."""
        base = docs.min()
        lengths = np.bincount(docs - base)
        largest = len(_BYTE_OF_LENGTH) - 1
        self._lengths.append((int(base), _BYTE_OF_LENGTH[np.minimum(lengths, largest)]))

    def _keep(self, run: Run) -> None:
        self._runs.append(self._store.keep(run))

    @abstractmethod
    def _encode(self, terms: Sequence[bytes]) -> Keys: ...

    @abstractmethod
    def _in_order(self, runs: Sequence[Run]) -> tuple[Sequence[Run], Spell]: ...

    def lengths(self, documents: int) -> Bytes:
        """The length byte of each of the new documents in a scored field. Call :meth:`reduce`
        first."""
        result = np.zeros(documents, np.uint8)
        for first, lengths in self._lengths:
            result[first : first + len(lengths)] = lengths
        return result

    def adopt(self, segment: OldSegment, field: str, base: int) -> list[Run]:
        """The postings of an old segment's living documents, numbered from ``base`` on."""
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
        """All postings in the order of their terms, and how to write those terms.

        The new documents come after the adopted ones: they are numbered from ``base`` on. The
        field is empty then: its runs go when they have been read.
        """
        own = [replace(run, base=run.base + base) for run in self._runs]
        self._runs.clear()
        runs, spell = self._in_order([*adopted, *own])
        limit = min(self._run_tokens, BATCH)
        return merge_runs(runs, limit, max(limit // BLOCK, 1) * BLOCK), spell


class CountedField(FieldBuffer):
    """The values of a keyword field, and how often each is given."""

    def __init__(self, store: RunStore, run_tokens: int) -> None:
        super().__init__(store, run_tokens)
        self._vocabulary = Vocabulary()

    def add(self, first: int, tokens: Tokens) -> None:
        """The terms of documents that are numbered from ``first`` on."""
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
    """The values of a keyword field: one given twice counts once."""

    def _keep(self, run: Run) -> None:
        super()._keep(replace(run, counts=np.ones_like(run.counts)))


class TermField(CountedField):
    """The terms of texts."""

    def _reduce(self, numbers: Narrow, docs: Docs) -> None:
        self._measure(docs)
        super()._reduce(numbers, docs)


class GramField(FieldBuffer):
    """Texts whose grams are the terms."""

    def __init__(self, store: RunStore, run_tokens: int) -> None:
        super().__init__(store, run_tokens)
        self._characters = gram_codes.CharacterTable()

    def add(self, first: int, points: Narrow, sizes: Narrow) -> None:
        """The folded texts of documents that are numbered from ``first`` on, laid end to end."""
        docs = np.repeat(np.arange(first, first + len(sizes), dtype=np.uint32), sizes)
        # A character makes two grams at most.
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


def _stretches(docs: Docs, most: int) -> Iterator[tuple[int, int]]:
    """Borders of stretches of whole documents: each is one document, or has at most ``most``
    tokens."""
    start = 0
    while start < len(docs):
        stop = min(start + most, len(docs))
        if stop < len(docs):
            stop = int(np.searchsorted(docs, docs[stop]))
        if stop == start:  # one document with more than most
            stop = int(np.searchsorted(docs, docs[start], "right"))
        yield start, stop
        start = stop


def _without_dead(run: Run, alive: Mask) -> Run:
    """The postings of living documents, renumbered; terms that have none left are gone."""
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
