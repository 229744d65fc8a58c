"""A short code of a paragraph, by which a quotation from it can be checked later.

The code changes when a word of the paragraph changes. It does not depend on the number of the
paragraph, its script, its spacing or its punctuation, so it stays the same when another reader
reads the file, or when the index is built anew.
"""

from __future__ import annotations

from index.analysis.bare_text import bare

LENGTH = 8


def verification_code(text: str) -> str:
    """The code of the paragraph with this text.

    It is the SHA-256 of the UTF-8 of :func:`index.analysis.bare_text.bare`, of which the first
    8 characters in base 32 (RFC 4648) are kept: 40 bits.

    >>> verification_code("外送員的工時，應該公開。")
    'ZGGX4SQR'
    >>> verification_code("外送员的工时应该公开") == verification_code("外送員的工時，應該公開。")
    True
    >>> verification_code("外送員的工時，不應該公開。")
    'HELATGNV'
    """
    from base64 import b32encode
    from hashlib import sha256

    content = bare(text).encode("utf-8", "surrogatepass")
    # Eight characters are the first 40 bits. (The library encodes in Python, slowly.)
    return b32encode(sha256(content).digest()[: LENGTH * 5 // 8]).decode("ascii")
