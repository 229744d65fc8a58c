"""Reads segments through Whoosh itself: those that its own writer made or put in one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from whoosh.codec import whoosh3
from whoosh.columns import NumericColumn
from whoosh.index import TOC
from whoosh.reading import SegmentReader

from index.field_names import STORED, TEXT_FIELDS
from index.stored_record import Record
from index.whoosh.mapped import MappedStorage
from index.whoosh.w3.block_reader import Counts, inlined, living, read_blocks

_NAME = "MAIN"


def stock_segments(folder: Path, generation: int) -> list[StockSegment]:
    """The segments of one commit. Raises FileNotFoundError if another has removed them."""
    storage = MappedStorage(str(folder), readonly=True)
    toc = TOC.read(storage, _NAME, gen=generation)
    leaves = [SegmentReader(storage, toc.schema, segment) for segment in toc.segments]
    bases = accumulate((leaf.doc_count_all() for leaf in leaves), initial=0)
    return [StockSegment(leaf, base) for leaf, base in zip(leaves, bases, strict=False)]


class StockSegment:
    """One of Whoosh's segments, its paragraphs numbered from ``base``."""

    def __init__(self, reader: Any, base: int) -> None:
        self.base = base
        self.size: int = reader.doc_count_all()
        self._per_doc = reader._perdoc
        self._terms = reader._terms
        self.deleted = frozenset(self._per_doc.deleted_docs())
        # Opened now, for a later commit may remove the files: read afterwards, there would be none.
        self._lengths = {field: self._length_column(field) for field in TEXT_FIELDS}
        self._per_doc._cached_reader("_stored", whoosh3.STORED_COLUMN)

    def postings(self, field: str, term: bytes) -> tuple[list[int], Counts] | None:
        """Numbers within the segment and counts, deleted paragraphs left out."""
        try:
            at, length = self._terms._range_for_key(field, term)
        except KeyError:
            return None
        info = whoosh3.W3TermInfo.from_bytes(self._terms._dbfile.get(at, length))
        if info.is_inlined():
            ids, weights, _ = info.inlined_postings()
            numbers, counts = inlined(ids, weights)
        else:
            offset, length = info.extent()
            # Whoosh keeps the length as it comes from struct: a tuple of one.
            size = length[0] if isinstance(length, tuple) else length
            numbers, counts = read_blocks(self._terms._postfile.get(offset, size))
        return living(numbers, counts, self.deleted)

    def document_frequency(self, field: str, term: bytes) -> int:
        try:
            return int(self._terms.doc_frequency(field, term))
        except KeyError:
            return 0

    def lexicon(self, field: str, prefix: bytes = b"") -> Iterator[bytes]:
        """The field's terms that begin with ``prefix``, in the order of their bytes."""
        table = self._terms
        if field not in table._fieldmap:
            return
        start = table._keycoder(field, prefix)
        skip = len(start) - len(prefix)
        for key in table._tindex.keys_from(start):
            if not key.startswith(start):
                return
            yield key[skip:]

    def lengths(self, field: str) -> bytes:
        """A byte for each paragraph: its length in terms, as Whoosh rounds it."""
        column = self._lengths.get(field)
        if column is None:
            return bytes(self.size)
        held: bytes = column._dbfile.get(column._basepos, column._count)
        return held.ljust(self.size, b"\0")

    def _length_column(self, field: str) -> NumericColumn.Reader | None:
        name = whoosh3._lenfield(field)
        return self._per_doc._cached_reader(name, whoosh3.LENGTHS_COLUMN)

    def field_length(self, field: str) -> int:
        return int(self._per_doc.field_length(field))

    def stored(self, number: int) -> Record:
        record: Record = self._per_doc.stored_fields(number)[STORED]
        return record

    def stored_texts(self, numbers: Iterable[int]) -> Iterator[str | bytes]:
        """What is stored first for each paragraph: its text."""
        return (self.stored(number)[0] for number in numbers)
