"""Nothing in, two digests out: versions of the rules that read and annotate documents.

An index stores both. If a digest differs from the stored one, the rules have changed since the
index was built, and its documents must be parsed or annotated again. A digest covers the bytes of
source and data files, so a changed comment also counts as a change.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import corpus

_MARKDOWN = (
    *("markdown", "inline_markup", "front_matter", "own_exports", "zhuyin", "spacing"),
    *("encoding", "characters"),
)
_PLAIN = (
    "plain",
    "footnotes",
    "page_furniture",
    *_MARKDOWN,
)  # a .txt with Markdown headings is read as Markdown
_READERS = {
    ".txt": _PLAIN,
    ".text": _PLAIN,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
}
_FOLD = ("fold.py", "fold.txt")
_READING = ("read.py", "lines.py", "dates.py", "document.py", "structure/*.py", *_FOLD)
_ANNOTATION = (
    "pipeline.py",
    "speakers/*.py",
    "speakers/lexicons/*.txt",
    "topics/*.py",
    "fold_arrays.py",
    *_FOLD,
)


def reading_digest(suffix: str) -> str:
    """Return a digest of the rules that decide which paragraphs a file of this format gives.

    ``suffix`` is that of the file name, with the dot, in any case. The digest is 16 hexadecimal
    digits and covers the format's reader, the title and date rules and all of ``structure/``.
    Reads about 15 files (1 ms), so call it once for each format. Raises KeyError for a suffix
    that no reader has.

    >>> reading_digest(".md") == reading_digest(".MD") != reading_digest(".txt")
    True
    """
    readers = (f"readers/{name}.py" for name in _READERS[suffix.lower()])
    return _digest((*_READING, *readers))


def annotation_digest() -> str:
    """Return a digest of the rules that decide statements and topics of given paragraphs.

    The digest is 16 hexadecimal digits. It covers the speaker rules with their lexicons, and the
    topic tagger. It does not cover the topics themselves, which
    :attr:`corpus.topics.thesaurus.Thesaurus.version` identifies, nor ``lines.py`` and
    ``structure/``: if these change, the reading digests of all formats change, and a document
    that is parsed again is annotated again.

    >>> len(annotation_digest())
    16
    """
    return _digest(_ANNOTATION)


def _digest(patterns: Iterable[str]) -> str:
    """Hash name and content of the matching files. CRLF counts as LF: Git may have changed it."""
    import hashlib  # loads OpenSSL, which takes longer than the digests

    root = Path(corpus.__file__).parent
    files = {path.relative_to(root).as_posix(): path for p in patterns for path in root.glob(p)}
    digest = hashlib.blake2b(digest_size=8)
    for name in sorted(files):
        content = files[name].read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
