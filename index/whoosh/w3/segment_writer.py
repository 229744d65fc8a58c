"""One new segment: columns and old segments in, the files of a W3 segment out."""

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
from index.safe_files import create_file
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
"""Bytes of runs kept in memory; what comes after goes to temporary files."""

_AHEAD = 1 << 20  # postings that are encoded before they are wanted
_PARALLEL_FROM = 20_000  # documents, so many that other processes pay for their start


class _Part(NamedTuple):
    """Some terms of a field, with the length byte of each posting's document."""

    field: str
    batch: Batch
    lengths: Bytes
    spell: Spell


class SegmentBuilder:
    """Gathers documents; :meth:`write` makes the segment, a large one with the ``workers``. Use it
    once.

    Temporary files go to a folder of its own in ``workplace``, which the caller removes.
    """

    def __init__(
        self, folder: DurableFolder, workplace: Path, run_tokens: int, workers: Workers
    ) -> None:
        self._folder = folder
        self._workers = workers
        self._id = new_id()
        scratch = workplace / self._id
        self._stored = stored_column.StoredBuffer(scratch / "stored")
        store = RunStore(scratch, RUN_MEMORY)
        self._words = TermField(store, run_tokens)
        self._grams = GramField(store, run_tokens)
        few = max(run_tokens // len(KEYWORD_FIELDS), 1)  # what these fields hold adds up
        self._keywords: dict[str, CountedField] = {
            **{name: KeywordField(store, few) for name in KEYWORD_FIELDS},
            **{name: CountedField(store, few) for name in COUNTED_FIELDS},
        }
        self.documents = 0

    @property
    def stored_bytes(self) -> int:
        """Bytes of stored fields so far."""
        return self._stored.nbytes

    @property
    def full(self) -> bool:
        """Whether more would come near the format's limit."""
        return self.stored_bytes >= stored_column.LIMIT // 2

    def add(self, columns: Columns) -> None:
        """The next documents.

        :raises UnicodeEncodeError: for half a surrogate pair. Nothing can be added after that.
        """
        first = self.documents
        self._words.add(first, columns.words)
        self._grams.add(first, columns.points, columns.sizes)
        for name, tokens in columns.keywords.items():
            self._keywords[name].add(first, tokens)
        self._stored.add(columns.stored)
        self.documents += len(columns)

    def reduce(self) -> None:
        """Turn the texts that were gathered so far into runs."""
        self._words.reduce()
        self._grams.reduce()

    def write(self, olds: Sequence[OldSegment]) -> SegmentInfo:
        """The segment, its files on disk: what lives of ``olds`` in order, then what was added."""
        living = int(sum(np.count_nonzero(old.alive) for old in olds))
        self._all_documents = living + self.documents
        encoded = self._encoded(self._parts(olds))
        self._write_stored(olds)  # while others have begun to encode
        totals = self._write_terms(encoded)
        lengths = {name: totals[name] for name in TEXT_FIELDS if totals[name]}
        return SegmentInfo(self._id, self._all_documents, lengths=lengths)

    def _parts(self, olds: Sequence[OldSegment]) -> Iterator[_Part]:
        """All terms of all fields with their postings, in order.

        The grams are most of the work: while the last of them are still being encoded, all that
        comes after them is made ready.
        """
        buffers: dict[str, FieldBuffer] = {
            WORDS: self._words,
            GRAMS: self._grams,
            **self._keywords,
        }
        names = sorted(buffers)
        behind = names.index(GRAMS) + 1
        for some in (names[:behind], names[behind:]):
            ready = [self._ready(name, buffers[name], olds) for name in some]
            yield from chain.from_iterable(ready)

    def _ready(self, name: str, buffer: FieldBuffer, olds: Sequence[OldSegment]) -> Iterator[_Part]:
        """A field made ready, as all its terms with their postings, in order."""
        buffer.reduce()
        lengths = self._write_lengths(name, buffer, olds) if name in TEXT_FIELDS else self._none
        adopted: list[Run] = []
        base = 0
        for old in olds:
            adopted += buffer.adopt(old, name, base)
            base += int(np.count_nonzero(old.alive))
        batches, spell = buffer.batches(adopted, base)
        return (_Part(name, batch, lengths[batch.docs], spell) for batch in batches)

    @cached_property
    def _none(self) -> Bytes:
        """The lengths of a field that has none."""
        return np.zeros(self._all_documents, np.uint8)

    def _write_terms(self, parts: Iterable[tuple[_Part, block_writer.Encoded]]) -> Counter[str]:
        """Write all terms and their postings; how many tokens each field has."""
        totals: Counter[str] = Counter()
        terms, lists = self._path(layout.TERMS), self._path(layout.POSTINGS)
        table = TermTable(terms)
        pieces: list[block_writer.Encoded] = []
        with create_file(lists) as postings:
            for part, encoded in parts:
                if part.field not in totals:
                    table.start_field(part.field)
                totals[part.field] += int(part.batch.counts.sum(dtype=np.int64))
                pieces.append(encoded)
                if part.batch.ends:
                    encoded, pieces = block_writer.whole(pieces), []
                    table.add(part.spell(part.batch.keys), encoded.values(postings.tell()))
                    postings.write(encoded.lists.data.data)
        self._folder.make_durable(lists)
        table.close()
        self._folder.make_durable(terms)
        return totals

    def _encoded(self, parts: Iterable[_Part]) -> Iterator[tuple[_Part, block_writer.Encoded]]:
        """The parts with their bytes, which the workers make if there are many."""
        written, encoded = tee(parts)
        work = ((part.batch, part.lengths) for part in encoded)
        large = self._all_documents >= _PARALLEL_FROM
        if not large:
            return zip(written, map(_encode, work), strict=True)
        return zip(written, self._workers.in_order(_encode, work, _postings, _AHEAD), strict=True)

    def _write_stored(self, olds: Sequence[OldSegment]) -> None:
        path = self._path(layout.STORED_COLUMN)
        column = stored_column.StoredColumn(path)
        for old in olds:
            view, sizes = old.stored()
            column.add(
                stored_column.live_pieces(view, sizes, old.alive),
                [sizes[old.alive].astype(np.uint32)],
            )
        column.add(self._stored.pieces(), self._stored.lengths)
        column.close()
        self._folder.make_durable(path)

    def _write_lengths(self, field: str, buffer: FieldBuffer, olds: Sequence[OldSegment]) -> Bytes:
        """Write and return the length bytes of a field."""
        pieces = [old.length_bytes(field)[old.alive] for old in olds]
        result: Bytes = np.concatenate([*pieces, buffer.lengths(self.documents)])
        if result.any():
            path = self._path(layout.length_column(field))
            with create_file(path) as file:
                file.write(result.data)
            self._folder.make_durable(path)
        return result

    def _path(self, ending: str) -> Path:
        return self._folder.path / layout.segment_file(self._id, ending)


def _encode(work: tuple[Batch, Bytes]) -> block_writer.Encoded:
    return block_writer.encode(*work)


def _postings(work: tuple[Batch, Bytes]) -> int:
    return len(work[1])
