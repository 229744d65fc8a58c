"""Reads W3 segments without importing Whoosh: only what a search needs.

Importing Whoosh's codec takes longer than most searches. :mod:`index.whoosh.w3.layout` describes
the files; the tests compare this reader with Whoosh's. Every method that reads a file raises
:class:`~index.errors.IndexDamagedError` for bytes that no writer of ours makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar, cast

from index.errors import IndexDamagedError
from index.field_names import STORED
from index.whoosh.checksums import Checksums, sums_for
from index.whoosh.w3 import layout
from index.whoosh.w3.block_reader import Counts, living, read_blocks, read_inlined
from index.whoosh.w3.contents import SegmentInfo
from index.whoosh.w3.layout import EXTENT, TERM_INFO
from index.whoosh.w3.mapped_file import MappedFile
from index.whoosh.w3.stored_reader import StoredColumn
from index.whoosh.w3.term_reader import TermReader
from index.whoosh.w3.unpickle import DAMAGE, loads

# The first bytes of a stored record's pickle: a dict, its only key, and the mark of the tuple.
_TEXT_HEAD = b"}\x8c" + bytes([len(STORED)]) + STORED.encode() + b"("
_TEXT_AT = len(_TEXT_HEAD) + 1
_SHORT_BYTES, _BYTES = b"CB"  # opcodes of bytes whose length takes one byte, or four

_Method = TypeVar("_Method", bound=Callable[..., Any])
_Made = TypeVar("_Made")


def _reads(ending: str) -> Callable[[_Method], _Method]:
    """Decorates a method that reads the file with this ending: damage raises an error of ours.

    The error is :class:`~index.errors.IndexDamagedError` and names the file.
    """

    def decorated(method: _Method) -> _Method:
        @wraps(method)
        def reading(self: Segment, *arguments: Any) -> Any:
            try:
                return method(self, *arguments)
            except DAMAGE as error:
                raise self.damaged(ending, error) from error

        return cast(_Method, reading)

    return decorated


class Segment:
    """The files of a segment, mapped to memory. Its documents have the numbers from ``base`` on.

    All files are opened at once, because a later commit may remove them.

    :raises FileNotFoundError: a later commit has removed them.
    :raises IndexDamagedError: a file is damaged.
    """

    def __init__(self, folder: Path, info: SegmentInfo, base: int, checksums: Checksums) -> None:
        self.info = info
        self._checksums = checksums
        self.base = base
        self.size = info.documents
        self._folder = folder
        self.posting_file = self._map(layout.POSTINGS)
        self.stored_file = self._map(layout.STORED_COLUMN)
        self._lengths = {name: self._map(layout.length_column(name)) for name in info.lengths}
        self._terms = self._made(TermReader, layout.TERMS, self._map(layout.TERMS))
        self._stored = self._made(StoredColumn, layout.STORED_COLUMN, self.stored_file, self.size)

    def _made(self, kind: Callable[..., _Made], ending: str, *arguments: Any) -> _Made:
        try:
            return kind(*arguments)
        except DAMAGE as error:
            raise self.damaged(ending, error) from error

    def _path(self, ending: str) -> Path:
        return self._folder / layout.segment_file(self.info.id, ending)

    def _map(self, ending: str) -> MappedFile:
        path = self._path(ending)
        return MappedFile(path, sums_for(path, self._checksums))

    def damaged(self, ending: str, error: BaseException) -> IndexDamagedError:
        """The error that names the file and what is wrong with it."""
        return IndexDamagedError(self._path(ending), str(error) or type(error).__name__)

    @_reads(layout.POSTINGS)
    def postings(self, field: str, term: bytes) -> tuple[list[int], Counts] | None:
        """The numbers, counted from 0 in this segment, and counts of the documents that live."""
        value = self._terms.value(field, term)
        if value is None:
            return None
        if value[0]:
            ids, weights, _ = loads(value[TERM_INFO.size :])
            numbers, counts = read_inlined(ids, weights)
        else:
            offset, length = EXTENT.unpack_from(value, TERM_INFO.size)
            numbers, counts = read_blocks(self.posting_file.read(offset, offset + length))
        if numbers and not (numbers[0] >= 0 and numbers[-1] < self.size):
            raise ValueError("a posting of a document that is not there")
        return living(numbers, counts, self.info.deleted)

    @_reads(layout.TERMS)
    def document_frequency(self, field: str, term: bytes) -> int:
        """The number of documents in which the term occurs, deleted ones included."""
        value = self._terms.value(field, term)
        return TERM_INFO.unpack_from(value)[2] if value else 0

    @_reads(layout.TERMS)
    def occurrences(self, field: str, term: bytes) -> int:
        """How often the term occurs in all documents, deleted ones included."""
        value = self._terms.value(field, term)
        return round(TERM_INFO.unpack_from(value)[1]) if value else 0

    def lexicon(self, field: str, prefix: bytes = b"") -> Iterator[bytes]:
        """The field's terms that begin with ``prefix``, in the order of their bytes."""
        return (term for term, _ in self.entries(field, prefix))

    def entries(self, field: str, prefix: bytes = b"") -> Iterator[tuple[bytes, bytes]]:
        """The terms of :meth:`lexicon`, each with its value in the term table."""
        try:
            yield from self._terms.entries(field, prefix)
        except DAMAGE as error:
            raise self.damaged(layout.TERMS, error) from error

    def lengths(self, field: str) -> bytes:
        """The length of each document in terms, as Whoosh rounds it to a byte."""
        column = self._lengths.get(field)
        return (bytes(column.all()) if column else b"").ljust(self.size, b"\0")

    def field_length(self, field: str) -> int:
        """The number of terms in all documents together."""
        return self.info.lengths.get(field, 0)

    @_reads(layout.STORED_COLUMN)
    def stored(self, number: int) -> tuple[Any, ...]:
        """The stored record of a document."""
        record: tuple[Any, ...] = loads(self._stored[number])[STORED]
        return record

    def stored_each(self, numbers: Iterable[int]) -> Iterator[tuple[Any, ...]]:
        """The stored records of documents; faster than one at a time."""
        try:
            for data in self._stored.each(numbers):
                yield loads(data)[STORED]
        except DAMAGE as error:
            raise self.damaged(layout.STORED_COLUMN, error) from error

    def stored_texts(self, numbers: Iterable[int]) -> Iterator[str | bytes]:
        """The first value of each stored record, the text.

        The other values are not decoded, because that takes longer than decoding the text.
        """
        try:
            yield from map(_first, self._stored.each(numbers))
        except DAMAGE as error:
            raise self.damaged(layout.STORED_COLUMN, error) from error


def _first(data: bytes) -> str | bytes:
    """The text in the pickle of a stored record, without unpickling it where that is possible."""
    if data.startswith(_TEXT_HEAD):
        kind, size = data[_TEXT_AT - 1], data[_TEXT_AT]
        if kind == _SHORT_BYTES:
            return data[_TEXT_AT + 1 : _TEXT_AT + 1 + size]
        if kind == _BYTES:
            size = int.from_bytes(data[_TEXT_AT : _TEXT_AT + 4], "little")
            return data[_TEXT_AT + 4 : _TEXT_AT + 4 + size]
    text: str | bytes = loads(data)[STORED][0]
    return text


def open_segments(
    folder: Path, infos: Iterable[SegmentInfo], checksums: Checksums
) -> list[Segment]:
    """The segments of a commit, their paragraphs numbered through. Raises as :class:`Segment`."""
    listed = list(infos)
    bases = accumulate((info.documents for info in listed), initial=0)
    return [
        Segment(folder, info, base, checksums) for info, base in zip(listed, bases, strict=False)
    ]
