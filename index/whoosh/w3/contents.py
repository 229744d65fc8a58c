"""The table of contents: which segments a commit consists of.

It is read without importing Whoosh, which takes longer than most searches, and written with classes
of Whoosh, so that Whoosh alone opens the index. This is the only module that uses private names
of Whoosh: those of the attributes of a pickled segment, which belong to the file format.
"""

from __future__ import annotations

import io
import os
import pickle
from array import array
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from index.errors import IndexDamagedError
from index.safe_files import UNFINISHED, read_file
from index.whoosh.checksums import checksums_path, is_checksums_file
from index.whoosh.w3.layout import (
    CONTENTS_FILE,
    CONTENTS_VERSION,
    INDEX_NAME,
    INT,
    is_segment_id,
)
from index.whoosh.w3.unpickle import DAMAGE, load_segments

_BYTE_ORDER = -12345


class SegmentInfo(NamedTuple):
    """A segment as the table of contents lists it.

    ``id`` is part of its files' names. ``documents`` counts deleted ones, too; ``deleted`` are
    their numbers. ``lengths``: the number of terms of all documents, field by field.
    """

    id: str
    documents: int
    deleted: frozenset[int] = frozenset()
    lengths: Mapping[str, int] = {}  # never changed

    @property
    def living(self) -> int:
        """Documents that are not deleted."""
        return self.documents - len(self.deleted)


def new_id() -> str:
    """A name for a new segment."""
    return os.urandom(8).hex()


def latest_generation(folder: Path) -> int:
    """The number of the last commit in ``folder``; -1 if there was none."""
    found = (CONTENTS_FILE.fullmatch(path.name) for path in folder.iterdir())
    return max((int(match[1]) for match in found if match), default=-1)


def contents_path(folder: Path, generation: int) -> Path:
    """The file of one commit."""
    return folder / f"_{INDEX_NAME}_{generation}.toc"


def read_contents(path: Path, check: Callable[[bytes], None]) -> tuple[SegmentInfo, ...]:
    """The segments of one commit; ``check`` raises an error if the bytes of the file are damaged.

    :raises FileNotFoundError: another commit has taken its place.
    :raises IndexDamagedError: the file names something else than segments.
    """
    data = read_file(path)
    check(data)
    stream = io.BytesIO(data)
    try:
        _skip_head(stream)
        return tuple(map(_info, load_segments(stream)))
    except DAMAGE as error:
        raise IndexDamagedError(path, str(error) or type(error).__name__) from error


def _skip_head(stream: io.BytesIO) -> None:
    for _ in range(3):
        _read_varint(stream)  # sizes of C types
    if _read_integer(stream) != _BYTE_ORDER or _read_integer(stream) != CONTENTS_VERSION:
        raise ValueError("written by another version of Whoosh")
    for _ in range(3):
        _read_varint(stream)  # release
    stream.seek(_read_varint(stream), io.SEEK_CUR)  # the schema, which is always ours
    _read_integer(stream)  # generation
    _read_integer(stream)  # unused


def _read_varint(stream: io.BytesIO) -> int:
    value = shift = 0
    while (byte := stream.read(1)[0]) & 0x80:
        value |= (byte & 0x7F) << shift
        shift += 7
    return value | byte << shift


def _read_integer(stream: io.BytesIO) -> int:
    value: int = INT.unpack(stream.read(INT.size))[0]
    return value


def _info(segment: Any) -> SegmentInfo:
    """The attributes that we use, each checked: the id becomes part of a path."""
    documents, deleted = segment._doccount, segment._deleted or ()
    lengths = getattr(segment, "_fieldlengths", {})
    if not (isinstance(segment.segid, str) and is_segment_id(segment.segid)):
        raise ValueError("a segment has no proper name")
    if segment.compound or segment.indexname != INDEX_NAME:
        raise ValueError("a segment that another program wrote")
    if not (isinstance(documents, int) and 0 <= documents < 1 << 31):
        raise ValueError("a segment has no proper number of documents")
    if not all(isinstance(number, int) and 0 <= number < documents for number in deleted):
        raise ValueError("a segment lists deleted documents that it does not have")
    if not all(isinstance(k, str) and isinstance(n, int) for k, n in lengths.items()):
        raise ValueError("a segment has no proper lengths of fields")
    return SegmentInfo(segment.segid, documents, frozenset(deleted), dict(lengths))


def written_contents(segments: Sequence[SegmentInfo], generation: int) -> bytes:
    """The bytes of the table of contents of this commit."""
    from whoosh import __version__

    from index.whoosh.schema import schema

    pickled = pickle.dumps(schema(), 2)
    sizes = [array(code).itemsize for code in "ilf"]
    return b"".join(
        [
            *map(_varint, sizes),
            INT.pack(_BYTE_ORDER),
            INT.pack(CONTENTS_VERSION),
            *map(_varint, __version__[:3]),
            _varint(len(pickled)),
            pickled,
            INT.pack(generation),
            INT.pack(0),
            # Protocol 4 has an opcode for sets; before it a set is a function call, which our
            # unpickler refuses.
            pickle.dumps(list(map(_whoosh_segment, segments)), 4),
        ]
    )


def _varint(value: int) -> bytes:
    result = bytearray()
    while value > 0x7F:
        result.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*result, value])


def _whoosh_segment(info: SegmentInfo) -> Any:
    from whoosh.codec.whoosh3 import W3Codec, W3Segment

    segment = W3Segment(
        W3Codec(), INDEX_NAME, info.documents, info.id, set(info.deleted) if info.deleted else None
    )
    segment._fieldlengths = dict(info.lengths)
    return segment


def names_of(segments: Sequence[SegmentInfo], generation: int) -> Callable[[str], bool]:
    """A test for file names: true if the commit names the file, or if no commit has such files."""
    named = {f"{INDEX_NAME}_{segment.id}" for segment in segments}
    current = contents_path(Path(), generation).name
    checksums = checksums_path(Path(), generation).name

    def is_named(name: str) -> bool:
        if name.endswith(UNFINISHED):
            return False
        if is_checksums_file(name):
            return name == checksums
        if name.startswith(f"_{INDEX_NAME}_"):
            return name == current
        before, dot, _ = name.partition(".")
        return not dot or not name.startswith(f"{INDEX_NAME}_") or before in named

    return is_named
