"""Short rows as zlib streams (RFC 1950), as Whoosh reads them: by libdeflate where it is installed,
which takes half the time of zlib."""

from __future__ import annotations

import zlib

try:
    from deflate import zlib_compress
except ImportError:
    zlib_compress = None


def text_stream(data: bytes) -> bytes:
    """The stream of a text, or of what holds one."""
    if zlib_compress:
        return bytes(zlib_compress(data, 2))
    # Higher levels save nothing on texts as short as these. A window of 4 KB is enough for a
    # paragraph, and four times as fast to set up as a full one.
    small = len(data) <= 1 << 12
    stream = zlib.compressobj(1, zlib.DEFLATED, 12 if small else 15, 5 if small else 8)
    return stream.compress(data) + stream.flush()


def posting_stream(data: bytes) -> bytes:
    """The stream of a block of postings.

    Deltas hardly ever repeat in stretches but weights do: in zlib, run lengths and Huffman codes
    save more than a search for matches does, and faster.
    """
    if zlib_compress:
        return bytes(zlib_compress(data, 1))
    stream = zlib.compressobj(1, zlib.DEFLATED, 12, 5, zlib.Z_RLE)
    return stream.compress(data) + stream.flush()
