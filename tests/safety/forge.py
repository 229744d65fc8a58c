"""Takes the files of a genuine index apart and writes them anew with something else inside.

Written from the description of Whoosh's formats, not with Cewen's own reader or writer: what an
attacker would use.
"""

from __future__ import annotations

import pickle
import re
import struct
import zlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_INFO = struct.Struct("!BfIBBfII")  # inlined, weight, documents, lengths, weight, first, last
_EXTENT = struct.Struct("!qi")
_SIZES = struct.Struct("!ii")
_SLOT = struct.Struct("!Iq")
_BUCKET = struct.Struct("!qi")
_TOC_NAME = re.compile(r"_MAIN_(\d+)\.toc")

Change = Callable[[bytes], bytes]
"""From a genuine pickle to the one that takes its place."""


@lru_cache(16)
def deflate(data: bytes) -> bytes:
    return zlib.compress(data)


def toc_of(index: Path) -> Path:
    """The newest table of contents."""
    found = [path for path in index.iterdir() if _TOC_NAME.fullmatch(path.name)]
    return max(found, key=lambda path: int(_TOC_NAME.fullmatch(path.name)[1]))  # type: ignore[index]


def file_of(index: Path, ending: str) -> Path:
    """The one file of a segment with this ending."""
    [found] = index.glob(f"MAIN_*{ending}")
    return found


class Contents(NamedTuple):
    """A table of contents in parts."""

    head: bytes
    schema: bytes
    middle: bytes
    segments: bytes


def read_contents(path: Path) -> Contents:
    data = path.read_bytes()
    at = 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while data[at] & 0x80:
            value |= (data[at] & 0x7F) << shift
            shift += 7
            at += 1
        value |= data[at] << shift
        at += 1
        return value

    for _ in range(3):
        varint()
    at += 8
    for _ in range(3):
        varint()
    head = data[:at]
    size = varint()
    schema = data[at : at + size]
    at += size
    return Contents(head, schema, data[at : at + 8], data[at + 8 :])


def write_contents(path: Path, contents: Contents) -> None:
    size, value = b"", len(contents.schema)
    while value > 0x7F:
        size += bytes([0x80 | value & 0x7F])
        value >>= 7
    size += bytes([value])
    path.write_bytes(contents.head + size + contents.schema + contents.middle + contents.segments)


def change_schema(index: Path, change: Change) -> None:
    path = toc_of(index)
    contents = read_contents(path)
    write_contents(path, contents._replace(schema=change(contents.schema)))


def change_segments(index: Path, change: Change) -> None:
    path = toc_of(index)
    contents = read_contents(path)
    write_contents(path, contents._replace(segments=change(contents.segments)))


def segment_state(index: Path) -> dict[str, object]:
    """The attributes of the first segment."""

    class Plain:
        pass

    class Unpickler(pickle._Unpickler):
        def find_class(self, module: str, name: str) -> type[Plain]:
            return type(name, (Plain,), {})

    import io

    contents = read_contents(toc_of(index))
    return dict(vars(Unpickler(io.BytesIO(contents.segments)).load()[0]))


class TermFile(NamedTuple):
    """The term table of a segment: keys with values in order, and the pickle behind them."""

    records: list[tuple[bytes, bytes]]
    extras: bytes
    index_code: str


def read_terms(path: Path) -> TermFile:
    data = path.read_bytes()
    end = len(data) - 4
    extras_at = end - int.from_bytes(data[end:], "big", signed=True)
    extras = pickle.loads(data[extras_at:end])
    buckets_at = extras_at - 256 * _BUCKET.size
    tables = min(at for at, _ in _BUCKET.iter_unpack(data[buckets_at:extras_at]))
    records, at = [], 13
    while at < tables:
        key, value = _SIZES.unpack_from(data, at)
        at += _SIZES.size
        records.append((data[at : at + key], data[at + key : at + key + value]))
        at += key + value
    return TermFile(records, pickle.dumps(extras, 2), str(extras["indextype"]))


def write_terms(path: Path, terms: TermFile) -> None:
    body = bytearray(b"HSH3\x01" + bytes(8))
    places: list[tuple[int, int]] = []
    for key, value in terms.records:
        places.append((zlib.crc32(key), len(body)))
        body += _SIZES.pack(len(key), len(value)) + key + value
    directory = b""
    for bucket in range(256):
        own = [place for place in places if place[0] & 255 == bucket]
        slots: list[tuple[int, int]] = [(0, 0)] * (2 * len(own))
        for hashed, at in own:
            place = (hashed >> 8) % len(slots)
            while slots[place][1]:
                place = (place + 1) % len(slots)
            slots[place] = hashed, at
        directory += _BUCKET.pack(len(body), len(slots))
        for slot in slots:
            body += _SLOT.pack(*slot)
    positions = struct.pack(f"!{len(places)}{terms.index_code}", *(at for _, at in places))
    tail = terms.extras + positions
    path.write_bytes(bytes(body) + directory + tail + len(tail).to_bytes(4, "big"))


def change_extras(index: Path, change: Change) -> None:
    path = file_of(index, ".trm")
    terms = read_terms(path)
    write_terms(path, terms._replace(extras=change(terms.extras)))


def change_inlined(index: Path, change: Change) -> None:
    """Every posting list of the term table; a list that lies elsewhere is put into the table."""
    path = file_of(index, ".trm")
    terms = read_terms(path)
    records = []
    for key, value in terms.records:
        genuine = value[_INFO.size :] if value[0] else b"(K\x00\x85NN\x85t."
        records.append((key, b"\x01" + value[1 : _INFO.size] + change(genuine)))
    write_terms(path, terms._replace(records=records))


def change_blocks(index: Path, change: Callable[[bytes, bytes], bytes]) -> None:
    """Every posting list as one block: ``change(statistics, data)``, both pickles, gives the
    block. Also of terms that had none."""
    path, lists = file_of(index, ".trm"), file_of(index, ".pst")
    terms = read_terms(path)
    written, places = bytearray(lists.read_bytes()), dict[bytes, int]()
    records = []
    for key, value in terms.records:
        info = _INFO.unpack_from(value)
        data = value[_INFO.size :] if value[0] else b"(K\x00\x85NNt."
        statistics = pickle.dumps((info[2], info[7], 1.0, 0, 1, 1), 2)
        block = change(statistics, data)
        if block not in places:  # equal ones lie there once: some are large
            places[block] = len(written)
            written += b"W3Bl" + struct.pack("!i", -len(block)) + block
        extent = _EXTENT.pack(places[block], len(block) + 8)
        records.append((key, b"\0" + value[1 : _INFO.size] + extent))
    lists.write_bytes(written)
    write_terms(path, terms._replace(records=records))


def change_statistics(index: Path, change: Change) -> None:
    change_blocks(index, lambda statistics, data: change(statistics) + data)


def change_block_data(index: Path, change: Change) -> None:
    change_blocks(index, lambda statistics, data: statistics + change(data))


def change_deflated_data(index: Path, change: Change) -> None:
    def block(statistics: bytes, data: bytes) -> bytes:
        told = list(pickle.loads(statistics))
        told[3] = 1
        return pickle.dumps(tuple(told), 2) + deflate(change(data))

    change_blocks(index, block)


def inflate_blocks(index: Path, stream: bytes) -> None:
    """Every posting list as one block that is this zlib stream."""

    def block(statistics: bytes, data: bytes) -> bytes:
        return b"(K\x01K\x00G?\xf0\0\0\0\0\0\0K\x01K\x01K\x01t." + stream

    change_blocks(index, block)


def change_stored(index: Path, change: Change) -> None:
    """Every stored record."""
    change_streams(index, lambda stream: deflate(change(zlib.decompress(stream))))


def change_streams(index: Path, change: Change) -> None:
    """Every stored record as the zlib stream that it is kept as."""
    path = file_of(index, "._stored.col")
    data = path.read_bytes()
    count = int(segment_state(index)["_doccount"])  # type: ignore[call-overload]
    end = len(data) - 1
    lengths = struct.unpack_from(f"!{count}I", data, end - 4 * count)
    assert data[end:] == b"I"
    at, streams = 0, []
    for length in lengths:
        streams.append(change(data[at : at + length]))
        at += length
    table = struct.pack(f"!{count}I", *map(len, streams))
    path.write_bytes(b"".join(streams) + table + b"I")


def zlib_bomb(megabytes: int, end: bytes = b"") -> bytes:
    """A short zlib stream of so many megabytes of spaces."""
    deflate = zlib.compressobj(9)
    first = deflate.compress(b" " * (1 << 20)) + deflate.flush(zlib.Z_FULL_FLUSH)
    again = deflate.compress(b" " * (1 << 20)) + deflate.flush(zlib.Z_FULL_FLUSH)
    return first + again * (megabytes - 1) + deflate.compress(end) + deflate.flush()


PLACES: dict[str, Callable[[Path, Change], None]] = {
    "schema": change_schema,
    "segments": change_segments,
    "extras": change_extras,
    "inlined": change_inlined,
    "statistics": change_statistics,
    "block": change_block_data,
    "deflated": change_deflated_data,
    "stored": change_stored,
}
"""Where an index holds a pickle, and what puts another one there."""
