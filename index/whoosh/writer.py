"""The bulk writer of an index: adds, deletes and merges, and commits everything or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from index.columns import Columns
from index.errors import IndexDamagedError
from index.whoosh.commit import last_commit
from index.whoosh.lock import write_lock
from index.whoosh.merge_policy import Size, first_to_merge, full_merge
from index.whoosh.orphaned_files import TEMPORARY, remove_orphans
from index.whoosh.storage import DurableFolder
from index.whoosh.w3 import layout
from index.whoosh.w3.contents import (
    SegmentInfo,
    latest_generation,
    written_contents,
)
from index.whoosh.w3.merge_reader import OldSegment
from index.whoosh.w3.segment_reader import Segment, open_segments
from index.whoosh.w3.segment_writer import SegmentBuilder
from index.whoosh.w3.stored_column import LIMIT, encode_records
from index.workers import Workers

RUN_TOKENS = 1 << 20
"""Tokens sorted and counted at a time; that takes about 100 bytes of memory a token."""


class BulkWriter:
    """Writes an index folder, and creates it if there is none.

    There is one writer at a time; ``locked`` says that the caller has the write lock. The
    ``workers`` help with a large commit. As a context manager it commits at the end, and cancels if
    an exception is raised inside. Until :meth:`commit` returns, readers see the last commit,
    whatever happens. With ``replace`` the commit replaces all earlier commits, which are not read.

    :raises IndexLockedError: another writer, ours or Whoosh's, has the folder.
    :raises IndexDamagedError: the last commit cannot be read.
    """

    encode = staticmethod(encode_records)

    def __init__(
        self,
        directory: Path,
        *,
        locked: bool = False,
        workers: Workers | None = None,
        run_tokens: int = RUN_TOKENS,
        replace: bool = False,
    ) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._folder = DurableFolder(directory)
        self._run_tokens = run_tokens
        self._workers = workers or Workers()
        with ExitStack() as lock:
            if not locked:
                lock.enter_context(write_lock(directory))
            self._generation = latest_generation(directory)
            self._segments: list[SegmentInfo] = []
            if not replace:
                commit = last_commit(directory)
                self._segments += commit.segments
                self._folder.checksums |= commit.checksums
            self._remove_orphans()
            self._lock = lock.pop_all()  # released by _close(), or above by an exception
        self._committed: list[Segment] | None = None
        self._deleted: dict[str, set[int]] = {}
        self._changed = replace
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

    def delete(self, id: str) -> int:
        """Delete the committed paragraphs and the file of this document; returns their number.

        What this writer has added stays.
        """
        self._check_open()
        if self._committed is None:
            self._committed = self._opened(self._segments)
        term = id.encode("utf-8", "surrogatepass")
        deleted = 0
        for segment in self._committed:
            found = [segment.postings(field, term) for field in ("doc", "file")]
            known = self._deleted.setdefault(segment.info.id, set())
            new = {number for one in found if one for number in one[0]} - known
            known |= new
            deleted += len(new)
        self._changed |= deleted > 0
        return deleted

    def add(self, columns: Columns) -> None:
        """Add documents. After an exception, only :meth:`cancel` may be called."""
        self._check_open()
        if self._builder.full:
            self._segments.append(self._builder.write([]))
            self._builder = self._new_builder()
        self._builder.add(columns)
        self._changed |= len(columns) > 0

    def reduce(self) -> None:
        """Sort what was added so far, so that :meth:`commit` has less to do."""
        self._check_open()
        self._builder.reduce()

    def commit(self, *, optimize: bool = False) -> None:
        """Make the changes visible, all at once.

        Small segments are merged. With ``optimize`` all segments are merged into one, or into more
        above 2 GB of stored fields, and deleted documents are removed from the disk.
        """
        self._check_open()
        try:
            if self._changed or optimize:
                segments = self._merged(optimize)
                generation = max(self._generation, 0) + 1
                written = written_contents(segments, generation)
                names = [name for segment in segments for name in self._names(segment)]
                self._folder.commit(generation, written, names)
                self._segments, self._generation = segments, generation
        finally:
            self._close()

    def cancel(self) -> None:
        """Discard what was added and deleted."""
        self._close()

    def _merged(self, optimize: bool) -> list[SegmentInfo]:
        """Merge segments; returns all segments after this commit, new documents last."""
        kept = [segment for segment in map(self._after_deletions, self._segments) if segment.living]
        sizes = [self._size(segment) for segment in kept]
        new = Size(self._builder.documents, 0, self._builder.stored_bytes)
        first = 0 if optimize else first_to_merge(sizes, new, LIMIT)
        sizes = [*sizes, new] if new.living else sizes
        groups = full_merge(sizes, LIMIT) if optimize else [range(first, len(sizes))]
        result = kept[:first]
        for group in groups:
            olds = [kept[number] for number in group if number < len(kept)]
            if len(kept) in group:
                result.append(self._write(self._builder, olds))
            elif len(olds) > 1 or any(old.deleted for old in olds):
                result.append(self._write(self._new_builder(), olds))
            else:
                result += olds
        return result

    def _after_deletions(self, segment: SegmentInfo) -> SegmentInfo:
        return segment._replace(deleted=segment.deleted | self._deleted.get(segment.id, set()))

    def _write(self, builder: SegmentBuilder, segments: Sequence[SegmentInfo]) -> SegmentInfo:
        return builder.write(list(map(OldSegment, self._opened(segments))))

    def _opened(self, segments: Sequence[SegmentInfo]) -> list[Segment]:
        return open_segments(self._folder.path, segments, self._folder.checksums)

    def _names(self, segment: SegmentInfo) -> list[str]:
        """The names of the files of a segment."""
        before = layout.segment_file(segment.id, ".")
        return [name for name in self._folder.checksums if name.startswith(before)]

    def _size(self, segment: SegmentInfo) -> Size:
        path = self._folder.path / layout.segment_file(segment.id, layout.STORED_COLUMN)
        return Size(segment.living, len(segment.deleted), path.stat().st_size)

    def _new_builder(self) -> SegmentBuilder:
        temporary = self._folder.path / TEMPORARY
        return SegmentBuilder(self._folder, temporary, self._run_tokens, self._workers)

    def _check_open(self) -> None:
        if self._closed:
            raise ValueError("this writer has committed or cancelled: open another one")

    def _close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self._committed = None
        self._folder.settle()  # errors do not matter: no commit names these files
        try:
            self._remove_orphans()
        finally:
            self._lock.close()

    def _remove_orphans(self) -> None:
        try:
            remove_orphans(self._folder.path)
        except IndexDamagedError:
            # The files that it names are unknown, so all stay until a commit replaces it.
            return
