"""The writer of an index: adds, deletes and merges in bulk, and commits all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.index import TOC
from whoosh.reading import SegmentReader, TermNotFound

from index.columns import Columns
from index.errors import IndexFormatError
from index.whoosh.lock import write_lock
from index.whoosh.merge_policy import Size, first_to_merge, whole
from index.whoosh.orphaned_files import WORKPLACE
from index.whoosh.schema import schema
from index.whoosh.storage import INDEX_NAME, DurableStorage, remove_leftovers
from index.whoosh.w3.merge_reader import OldSegment
from index.whoosh.w3.segment_writer import SegmentBuilder
from index.whoosh.w3.stored_column import LIMIT
from index.workers import Workers

RUN_TOKENS = 1 << 20
"""Tokens reduced at a time; a posting takes some 100 bytes of memory while it is."""


class BulkWriter:
    """Writes an index folder, which is created if need be. One writer at a time: ``locked`` if
    the caller holds the folder's lock. A large commit is shared with the ``workers``.

    As a context manager it commits at the end, and cancels if an exception is raised inside.
    Until :meth:`commit` returns, readers see the last committed state, whatever happens.

    :raises IndexLockedError: another writer, ours or Whoosh's, has the folder.
    :raises IndexFormatError: the index has other fields than ours.
    """

    def __init__(
        self,
        directory: Path,
        *,
        locked: bool = False,
        workers: Workers | None = None,
        run_tokens: int = RUN_TOKENS,
    ) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._storage = DurableStorage(str(directory))
        self._workplace = directory / WORKPLACE
        self._run_tokens = run_tokens
        self._workers = workers or Workers()
        self._readers = ExitStack()
        self._open: list[tuple[Any, Any]] | None = None
        with ExitStack() as lock:
            if not locked:
                lock.enter_context(write_lock(directory))
            self._toc = self._read_toc(directory)
            remove_leftovers(self._storage, self._toc, self._workplace)
            self._lock = lock.pop_all()  # held till the end, unless something was raised
        self._segments: list[Any] = list(self._toc.segments)
        self._changed = False
        self._builder = self._new_builder()
        self._closed = False

    def __enter__(self) -> BulkWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._closed:
            return
        if kind is None:
            self.commit()
        else:
            self.cancel()

    def delete(self, field: str, term: str) -> int:
        """Delete the committed documents with this keyword term; how many there were.

        Documents added by this writer are not looked at.
        """
        self._check_open()
        if self._open is None:
            self._open = [
                (segment, SegmentReader(self._storage, self._toc.schema, segment))
                for segment in self._toc.segments
            ]
            for _, reader in self._open:
                self._readers.callback(reader.close)
        deleted = 0
        for segment, reader in self._open:
            try:
                matcher = reader.postings(field, term)
            except TermNotFound:
                continue
            for number in [n for n in matcher.all_ids() if not segment.is_deleted(n)]:
                segment.delete_document(number)
                deleted += 1
        self._changed |= deleted > 0
        return deleted

    def add(self, columns: Columns) -> None:
        """Add documents. If this raises, cancel."""
        self._check_open()
        if self._builder.full:
            self._segments.append(self._builder.write([]))
            self._builder = self._new_builder()
        self._builder.add(columns)
        self._changed |= len(columns) > 0

    def reduce(self) -> None:
        """Put in order what was added so far: :meth:`commit` has less to do then."""
        self._check_open()
        self._builder.reduce()

    def commit(self, *, optimize: bool = False) -> None:
        """Make the changes visible, all at once.

        Small segments are merged; with ``optimize`` all of them are, and deleted documents
        leave the disk (into one segment; more only above 2 GB of stored fields).
        """
        self._check_open()
        try:
            if self._changed or optimize:
                segments = self._merged(optimize)
                toc = TOC(self._toc.schema, segments, self._toc.generation + 1)
                toc.write(self._storage, INDEX_NAME)
                self._toc = toc
        finally:
            self._close()

    def cancel(self) -> None:
        """Forget what was added and deleted."""
        self._close()

    def _merged(self, optimize: bool) -> list[Any]:
        """The segments after this commit; new documents come last."""
        kept = [segment for segment in self._segments if segment.doc_count()]
        sizes = [self._size(segment) for segment in kept]
        new = Size(self._builder.documents, 0, self._builder.stored_bytes)
        first = 0 if optimize else first_to_merge(sizes, new, LIMIT)
        sizes = [*sizes, new] if new.living else sizes
        groups = whole(sizes, LIMIT) if optimize else [range(first, len(sizes))]
        result: list[Any] = kept[:first]
        for group in groups:
            olds = [kept[number] for number in group if number < len(kept)]
            if len(kept) in group:
                result.append(self._write(self._builder, olds))
            elif len(olds) > 1 or any(old.has_deletions() for old in olds):
                result.append(self._write(self._new_builder(), olds))
            else:
                result += olds
        return result

    def _write(self, builder: SegmentBuilder, segments: Sequence[Any]) -> Any:
        with ExitStack() as stack:
            olds = [
                stack.enter_context(OldSegment(self._storage, self._toc.schema, segment))
                for segment in segments
            ]
            return builder.write(olds)

    def _size(self, segment: Any) -> Size:
        column = W3Codec.column_filename(segment, "_stored")
        name = segment.make_filename(segment.COMPOUND_EXT) if segment.compound else column
        return Size(segment.doc_count(), segment.deleted_count(), self._storage.file_length(name))

    def _new_builder(self) -> SegmentBuilder:
        return SegmentBuilder(self._storage, self._workplace, self._run_tokens, self._workers)

    def _read_toc(self, directory: Path) -> Any:
        if TOC._latest_generation(self._storage, INDEX_NAME) < 0:
            TOC.create(self._storage, schema(), INDEX_NAME)
        toc = TOC.read(self._storage, INDEX_NAME)
        if toc.schema.names() != schema().names():
            raise IndexFormatError(
                f"the index in {directory} has the fields {', '.join(toc.schema.names())}, "
                "which are not those of this version: delete the folder and build it again"
            )
        return toc

    def _check_open(self) -> None:
        if self._closed:
            raise ValueError("this writer has committed or cancelled: open another one")

    def _close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self._readers.close()
        self._storage.settle()  # what has failed, nothing refers to
        try:
            remove_leftovers(self._storage, self._toc, self._workplace)
        finally:
            self._lock.close()
