"""The file format of Whoosh's W3 segments, written down once for readers and writers.

The format is that of ``whoosh.codec.whoosh3``, ``whoosh.filedb.filetables`` and
``whoosh.index.TOC``; the tests compare ours with Whoosh's own. Numbers are big-endian.

- Table of contents (``_MAIN_<generation>.toc``): sizes of C types, byte order, version, release,
  the pickled schema, the generation, an unused number, the pickled list of segments.
- Term table (``MAIN_<id>.trm``): an ordered hash file (:data:`HASH_MAGIC`) from a key (field
  number, term) to a value: :data:`TERM_INFO`, then the pickled postings of a short list, or an
  :data:`EXTENT` of the posting file.
- Posting file (``.pst``): for each term :data:`BLOCK_MAGIC`, then blocks: a length (negative: the
  last block), a pickled tuple of statistics, a pickled tuple of document gaps, weights, values.
- Stored column (``._stored.col``): deflated pickles, their lengths, in a long column their
  offsets, type codes.
- Length columns (``._<field>_len.col``): one byte a document (see :mod:`index.whoosh.w3.lengths`).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence

INDEX_NAME = "MAIN"
LOCK_FILE = f"{INDEX_NAME}_WRITELOCK"
WRITER_FILE = f"{INDEX_NAME}_WRITER"
"""Ours: which process has the lock, and since when."""
CONTENTS_FILE = re.compile(rf"_{INDEX_NAME}_([0-9]{{1,9}})\.toc")
CONTENTS_VERSION = -111

TERMS, POSTINGS, STORED_COLUMN = ".trm", ".pst", "._stored.col"

HASH_MAGIC = b"HSH3"
HASH_CRC32 = 1  # the number of the hash function
BUCKETS = 256
BLOCK_MAGIC = b"W3Bl"

Fields = Sequence[tuple[str, str]]
"""Names and numpy type codes of a record's parts; numpy itself takes too long to import."""

TERM_INFO_FIELDS = [
    ("inlined", "u1"),
    ("weight", ">f4"),
    ("df", ">u4"),
    ("min_length", "u1"),
    ("max_length", "u1"),
    ("max_weight", ">f4"),
    ("min_id", ">u4"),
    ("max_id", ">u4"),
]
EXTENT_FIELDS = [("offset", ">i8"), ("length", ">i4")]
RECORD_FIELDS = [("key", ">i4"), ("value", ">i4")]
SLOT_FIELDS = [("hash", ">u4"), ("position", ">i8")]
BUCKET_FIELDS = [("position", ">i8"), ("slots", ">i4")]

_CODES = {"u1": "B", ">f4": "f", ">u4": "I", ">i4": "i", ">i8": "q"}


def _struct(fields: Fields) -> struct.Struct:
    return struct.Struct("!" + "".join(_CODES[code] for _, code in fields))


INT = struct.Struct("!i")
TERM_INFO = _struct(TERM_INFO_FIELDS)
EXTENT = _struct(EXTENT_FIELDS)
RECORD = _struct(RECORD_FIELDS)
SLOT = _struct(SLOT_FIELDS)
BUCKET = _struct(BUCKET_FIELDS)

IN_SLOT = _struct(SLOT_FIELDS[:1]).size
"""Where in a slot the position is: after the hash. It is 0 in a free slot."""


def is_segment_id(name: str) -> bool:
    """Whether ``name`` is the id of a segment: 1 to 32 small Latin letters and digits.

    Not by a regular expression: every search would compile it.
    """
    return 0 < len(name) <= 32 and name.isascii() and name.isalnum() and name == name.lower()


def segment_file(segment_id: str, ending: str) -> str:
    """The name of a segment's file: ``MAIN_<id>.trm`` and the like."""
    return f"{INDEX_NAME}_{segment_id}{ending}"


def length_column(field: str) -> str:
    """How the file ends that has the length byte of each document's ``field``."""
    return f"._{field}_len.col"
