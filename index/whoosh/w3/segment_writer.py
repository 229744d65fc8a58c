"""Writes a segment: columns and committed segments in, the files of one W3 segment out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, tee
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.columns import Columns
from index.field_names import COUNTED_FIELDS, GRAMS, KEYWORD_FIELDS, TEXT_FIELDS, WORDS
from index.ragged import Bytes
from index.whoosh.checksums import SummedFile
from index.whoosh.storage import DurableFolder
from index.whoosh.w3 import block_writer, layout, stored_column
from index.whoosh.w3.contents import SegmentInfo, new_id
from index.whoosh.w3.field_buffers import (
    CountedField,
    FieldBuffer,
    GramField,
    KeywordField,
    Spell,
    TermField,
)
from index.whoosh.w3.merge_reader import OldSegment
from index.whoosh.w3.runs import Batch, Run, RunStore
from index.whoosh.w3.term_table import TermTable
from index.workers import Workers

RUN_MEMORY = 32 << 20
"""Bytes of runs kept in memory; further runs are in temporary files."""

_AHEAD = 1 << 20  # postings that the workers may be ahead of this process
_PARALLEL_FROM = 20_000  # documents from which other processes save their start-up time


class _Part(NamedTuple):
    """A batch of a field's terms, and the length byte of each posting's document."""

    field: str
    batch: Batch
    lengths: Bytes
    spell: Spell


class SegmentBuilder:
    """Gathers documents until :meth:`write` makes one segment of them. It can be used once.

    The ``workers`` help with a large segment. Temporary files are in a folder of their own in
    ``temporary``, which the caller removes.
    """

    def __init__(
        self, folder: DurableFolder, temporary: Path, run_tokens: int, workers: Workers
    ) -> None:
        self._folder = folder
        self._workers = workers
        self._id = new_id()
        scratch = temporary / self._id
        self._stored = stored_column.StoredBuffer(scratch / "stored")
        store = RunStore(scratch, RUN_MEMORY)
        self._words = TermField(store, run_tokens)
        self._grams = GramField(store, run_tokens)
        few = max(run_tokens // len(KEYWORD_FIELDS), 1)  # all these fields together use the memory
        self._keywords: dict[str, CountedField] = {
            **{name: KeywordField(store, few) for name in KEYWORD_FIELDS},
            **{name: CountedField(store, few) for name in COUNTED_FIELDS},
        }
        self.documents = 0

    @property
    def stored_bytes(self) -> int:
        """Bytes of encoded records so far."""
        return self._stored.nbytes

    @property
    def full(self) -> bool:
        """Whether another file could exceed the limit of the format."""
        return self.stored_bytes >= stored_column.LIMIT // 2

    def add(self, columns: Columns) -> None:
        """Add the next documents.

        :raises UnicodeEncodeError: a text has half a surrogate pair. Add nothing after that.
        """
        first = self.documents
        self._words.add(first, columns.words)
        self._grams.add(first, columns.points, columns.sizes)
        for name, tokens in columns.keywords.items():
            self._keywords[name].add(first, tokens)
        self._stored.add(columns.stored)
        self.documents += len(columns)

    def reduce(self) -> None:
        """Sort the words and n-grams gathered so far into runs."""
        self._words.reduce()
        self._grams.reduce()

    def write(self, olds: Sequence[OldSegment]) -> SegmentInfo:
        """Write the segment: living documents of ``olds`` in order, then the added ones."""
        living = int(sum(np.count_nonzero(old.alive) for old in olds))
        self._all_documents = living + self.documents
        encoded = self._encoded(self._parts(olds))
        self._write_stored(olds)  # meanwhile the workers encode
        totals = self._write_terms(encoded)
        lengths = {name: totals[name] for name in TEXT_FIELDS if totals[name]}
        return SegmentInfo(self._id, self._all_documents, lengths=lengths)

    def _parts(self, olds: Sequence[OldSegment]) -> Iterator[_Part]:
        """All terms of all fields with their postings, in the order of the term table.

        The n-grams are most of the work. While the workers encode the last of them, this process
        prepares all fields after them.
        """
        buffers: dict[str, FieldBuffer] = {
            WORDS: self._words,
            GRAMS: self._grams,
            **self._keywords,
        }
        names = sorted(buffers)
        after = names.index(GRAMS) + 1
        for some in (names[:after], names[after:]):
            parts = [self._field_parts(name, buffers[name], olds) for name in some]
            yield from chain.from_iterable(parts)

    def _field_parts(
        self, name: str, buffer: FieldBuffer, olds: Sequence[OldSegment]
    ) -> Iterator[_Part]:
        """All terms of a field with their postings, in order. Its runs are prepared at once."""
        buffer.reduce()
        lengths = self._write_lengths(name, buffer, olds) if name in TEXT_FIELDS else self._zeros
        adopted: list[Run] = []
        base = 0
        for old in olds:
            adopted += buffer.adopt(old, name, base)
            base += int(np.count_nonzero(old.alive))
        batches, spell = buffer.batches(adopted, base)
        return (_Part(name, batch, lengths[batch.docs], spell) for batch in batches)

    @cached_property
    def _zeros(self) -> Bytes:
        """The lengths of documents in a field that is not scored."""
        return np.zeros(self._all_documents, np.uint8)

    def _write_terms(self, parts: Iterable[tuple[_Part, block_writer.Encoded]]) -> Counter[str]:
        """Write all terms and their postings; returns the number of tokens of each field."""
        totals: Counter[str] = Counter()
        table = TermTable(self._created(layout.TERMS))
        pieces: list[block_writer.Encoded] = []
        with self._created(layout.POSTINGS) as postings:
            for part, encoded in parts:
                if part.field not in totals:
                    table.start_field(part.field)
                totals[part.field] += int(part.batch.counts.sum(dtype=np.int64))
                pieces.append(encoded)
                if part.batch.ends:
                    encoded, pieces = block_writer.join_pieces(pieces), []
                    table.add(part.spell(part.batch.keys), encoded.values(postings.tell()))
                    postings.write(encoded.lists.data.data)
        table.close()
        return totals

    def _encoded(self, parts: Iterable[_Part]) -> Iterator[tuple[_Part, block_writer.Encoded]]:
        """Each part with its encoded postings, which the workers make in a large segment."""
        written, encoded = tee(parts)
        work = ((part.batch, part.lengths) for part in encoded)
        large = self._all_documents >= _PARALLEL_FROM
        if not large:
            return zip(written, map(_encode, work), strict=True)
        return zip(written, self._workers.in_order(_encode, work, _postings, _AHEAD), strict=True)

    def _write_stored(self, olds: Sequence[OldSegment]) -> None:
        column = stored_column.StoredColumn(self._created(layout.STORED_COLUMN))
        for old in olds:
            view, sizes = old.stored()
            column.add(
                stored_column.live_pieces(view, sizes, old.alive),
                [sizes[old.alive].astype(np.uint32)],
            )
        column.add(self._stored.pieces(), self._stored.lengths)
        column.close()

    def _write_lengths(self, field: str, buffer: FieldBuffer, olds: Sequence[OldSegment]) -> Bytes:
        """Write and return the length bytes of a field."""
        pieces = [old.length_bytes(field)[old.alive] for old in olds]
        result: Bytes = np.concatenate([*pieces, buffer.lengths(self.documents)])
        if result.any():
            with self._created(layout.length_column(field)) as file:
                file.write(result)
        return result

    def _created(self, ending: str) -> SummedFile:
        return self._folder.create(layout.segment_file(self._id, ending))


def _encode(work: tuple[Batch, Bytes]) -> block_writer.Encoded:
    return block_writer.encode(*work)


def _postings(work: tuple[Batch, Bytes]) -> int:
    return len(work[1])
