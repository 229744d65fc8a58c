"""Deflates short rows to zlib streams (RFC 1950), which Whoosh reads.

libdeflate does it where it is installed: it takes half the time of zlib.
"""

from __future__ import annotations

import zlib

try:
    from deflate import zlib_compress
except ImportError:
    zlib_compress = None


def text_stream(data: bytes) -> bytes:
    """The stream of a pickled record, most of which is its text."""
    if zlib_compress:
        return bytes(zlib_compress(data, 2))
    # Higher levels save nothing on texts as short as these. A window of 4 KB is enough for most
    # paragraphs, and is set up four times as fast as a full one.
    small = len(data) <= 1 << 12
    stream = zlib.compressobj(1, zlib.DEFLATED, 12 if small else 15, 5 if small else 8)
    return stream.compress(data) + stream.flush()


def posting_stream(data: bytes) -> bytes:
    """The stream of a block of postings.

    In zlib, run lengths and Huffman codes save more than a search for matches does, and faster:
    weights repeat in runs, and sequences of deltas hardly ever repeat.
    """
    if zlib_compress:
        return bytes(zlib_compress(data, 1))
    stream = zlib.compressobj(1, zlib.DEFLATED, 12, 5, zlib.Z_RLE)
    return stream.compress(data) + stream.flush()
