"""What each field gathers of the entries added, until its terms are written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from index.bulk import gram_codes
from index.bulk.old_segment import OldSegment
from index.bulk.ragged import Docs, Ints, Keys, Mask, Ragged
from index.bulk.runs import Batch, Run, RunStore, merge_runs, reduce_tokens
from index.bulk.vocabulary import Vocabulary

Spell = Callable[[Keys], Ragged]

BATCH = 1 << 18
"""Postings written at a time: so few that their arrays stay in the processor's cache."""


class FieldBuffer(ABC):
    """Runs of one field's postings, and how many tokens each document has."""

    def __init__(self, store: RunStore, run_tokens: int) -> None:
        self._store = store
        self._run_tokens = run_tokens
        self._runs: list[Run] = []
        self._lengths: list[tuple[int, Ints]] = []

    @abstractmethod
    def reduce(self) -> None:
        """Turn the tokens gathered so far into a run."""

    def _keep(self, keys: Keys, docs: Docs) -> None:
        """Tokens of consecutive documents that no other run knows."""
        run = reduce_tokens(keys, docs)
        self._lengths.append((run.base, np.bincount(docs - np.uint32(run.base))))
        self._runs.append(self._store.keep(run))

    @abstractmethod
    def _encode(self, terms: Sequence[bytes]) -> Keys: ...

    @abstractmethod
    def _in_order(self, runs: Sequence[Run]) -> tuple[Sequence[Run], Spell]: ...

    def lengths(self, documents: int) -> Ints:
        """Tokens of each of the new documents. Call :meth:`reduce` first."""
        result = np.zeros(documents, np.int64)
        for first, lengths in self._lengths:
            result[first : first + len(lengths)] = lengths
        return result

    def adopt(self, segment: OldSegment, field: str, base: int) -> list[Run]:
        """The postings of an old segment's living documents, numbered from ``base`` on."""
        runs = []
        for old in segment.postings(field, self._run_tokens):
            run = Run(
                self._encode(old.terms),
                np.cumsum(old.sizes) - old.sizes,
                old.sizes,
                old.docs,
                old.counts.astype(np.min_scalar_type(int(old.counts.max()))),
                base,
            )
            run = run if segment.alive.all() else _without_dead(run, segment.alive)
            runs.append(self._store.keep(run))
        return runs

    def batches(self, adopted: Sequence[Run], base: int) -> tuple[Iterator[Batch], Spell]:
        """All postings in the order of their terms, and how to write those terms.

        The new documents come after the adopted ones: they are numbered from ``base`` on.
        """
        own = [replace(run, base=run.base + base) for run in self._runs]
        runs, spell = self._in_order([*adopted, *own])
        return merge_runs(runs, min(self._run_tokens, BATCH)), spell


class TermField(FieldBuffer):
    """Terms that come ready made."""

    def __init__(self, store: RunStore, run_tokens: int) -> None:
        super().__init__(store, run_tokens)
        self._vocabulary = Vocabulary()
        self._ids = array("I")
        self._docs = array("I")

    def add(self, document: int, terms: Sequence[str]) -> None:
        """The terms of a document, repeated as they occur."""
        self._ids.extend(map(self._vocabulary.__getitem__, terms))
        self._docs.extend(array("I", (document,)) * len(terms))
        if len(self._ids) >= self._run_tokens:
            self.reduce()

    def reduce(self) -> None:
        if not self._docs:
            return
        docs = np.frombuffer(self._docs, np.uint32)
        keys = np.frombuffer(self._ids, np.uint32).astype(np.uint64)
        self._keep(keys, docs)
        self._ids, self._docs = array("I"), array("I")

    def _encode(self, terms: Sequence[bytes]) -> Keys:
        return self._vocabulary.encode_terms(terms)

    def _in_order(self, runs: Sequence[Run]) -> tuple[Sequence[Run], Spell]:
        ranks, words = self._vocabulary.in_order()
        ranked = [run.ranked(ranks) for run in runs]
        return ranked, lambda keys: words.pick(keys.astype(np.int64))


class KeywordField(TermField):
    """The values of a keyword field: a term given twice counts once."""

    def add(self, document: int, terms: Sequence[str]) -> None:
        """The terms of a document."""
        if len(terms) > 1:
            super().add(document, list(dict.fromkeys(terms)))
            return
        for term in terms:  # nearly always one: this is the fast lane
            self._ids.append(self._vocabulary[term])
            self._docs.append(document)
            if len(self._ids) >= self._run_tokens:
                self.reduce()


class GramField(FieldBuffer):
    """Texts whose grams are the terms."""

    def __init__(self, store: RunStore, run_tokens: int) -> None:
        super().__init__(store, run_tokens)
        self._characters = gram_codes.CharacterTable()
        self._texts: list[bytes] = []
        self._docs = array("I")
        self._sizes = array("I")
        self._held = 0

    def add(self, document: int, text: str) -> None:
        """The folded text of a document."""
        self._texts.append(text.encode("utf-32-le"))
        self._docs.append(document)
        self._sizes.append(len(text))
        self._held += 2 * len(text)  # a character makes two grams at most
        if self._held >= self._run_tokens:
            self.reduce()

    def reduce(self) -> None:
        if not self._docs:
            return
        docs = np.frombuffer(self._docs, np.uint32)
        text = np.frombuffer(b"".join(self._texts), "<u4").astype(np.uint32, copy=False)
        codes, owners = gram_codes.encode_texts(
            text, np.repeat(docs, np.frombuffer(self._sizes, np.uint32)), self._characters
        )
        if codes.size:
            self._keep(codes, owners)
        self._texts, self._docs, self._sizes, self._held = [], array("I"), array("I"), 0

    def _encode(self, terms: Sequence[bytes]) -> Keys:
        return gram_codes.encode_terms(terms)

    def _in_order(self, runs: Sequence[Run]) -> tuple[Sequence[Run], Spell]:
        return runs, gram_codes.spell


def _without_dead(run: Run, alive: Mask) -> Run:
    """The postings of living documents, renumbered; terms that have none left are gone."""
    kept = alive[run.docs]
    sizes = np.add.reduceat(kept, run.starts, dtype=np.int64)
    numbers = (np.cumsum(alive) - 1).astype(np.uint32)
    some = sizes > 0
    return Run(
        run.keys[some],
        (np.cumsum(sizes) - sizes)[some],
        sizes[some],
        numbers[run.docs[kept]],
        run.counts[kept],
        run.base,
    )
