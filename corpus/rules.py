"""Nothing in, two digests out: versions of the rules that read and annotate documents.

An index stores both. If a digest differs from the stored one, the rules have changed since the
index was built, and its documents must be parsed or annotated again. A digest covers the bytes of
source and data files, so a changed comment also counts as a change.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import corpus

_BYTES = ("encoding", "characters")
_MARKDOWN = (
    *("markdown", "inline_markup", "front_matter", "own_exports", "zhuyin", "spacing"),
    *_BYTES,
)
# A .txt with Markdown headings is read as Markdown.
_PLAIN = ("plain", "footnotes", "page_furniture", *_MARKDOWN)
_OFFICE = ("list_numbers", "paragraph_collector", "styled_paragraphs", "table_rows", "zip_parts")
_WORD = ("docx", "docx_numbering", "docx_styles", "docx_text", *_OFFICE)
_ODF = ("odt", "odt_lists", "odt_styles", "odt_text", *_OFFICE)
_WEB = ("html", "html_tree", "web_page", "web_text", "web_metadata", "own_exports", *_BYTES)
_SLIDES = ("pptx", "open_xml", "zip_parts")
_SHEETS = ("xlsx", "cell_values", "sheet_rows", "own_exports", "open_xml", "zip_parts")
_READERS = {
    ".txt": _PLAIN,
    ".text": _PLAIN,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _WEB,
    ".htm": _WEB,
    ".xhtml": _WEB,
    ".srt": ("subtitles", *_BYTES),
    ".vtt": ("subtitles", *_BYTES),
    ".sbv": ("subtitles", *_BYTES),
    ".akn": ("akoma_ntoso",),
    ".an": ("akoma_ntoso",),
    ".xml": ("akoma_ntoso",),
    ".jsonl": ("json_lines", "own_exports", *_BYTES),
    ".pptx": _SLIDES,
    ".pptm": _SLIDES,
    ".ppsx": _SLIDES,
    ".xlsx": _SHEETS,
    ".xlsm": _SHEETS,
    ".csv": ("csv_table", "own_exports", "sheet_rows", *_BYTES),
    ".tsv": ("csv_table", "own_exports", "sheet_rows", *_BYTES),
    ".docx": _WORD,
    ".docm": _WORD,
    ".doc": ("legacy_doc", *_WORD),
    ".odt": _ODF,
    ".pdf": ("pdf/*",),
}
_FOLD = ("fold.py", "fold.txt")
_READING = (
    "read.py",
    "label_lines.py",
    "lines.py",
    "short_lines.py",
    "dates.py",
    "document.py",
    "readers/characters.py",
    "structure/*.py",
    *_FOLD,
)
_ANNOTATION = (
    "pipeline.py",
    "speakers/*.py",
    "speakers/lexicons/*.txt",
    "topics/*.py",
    "fold_arrays.py",
    "label_lines.py",
    "lines.py",
    "short_lines.py",
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
    """Hash name and content of the matching files. Git may have changed their line ends."""
    import hashlib  # loads OpenSSL, which takes longer than the digests

    root = Path(corpus.__file__).parent
    files = {name: root / name for pattern in patterns for name in _names(root, pattern)}
    digest = hashlib.blake2b(digest_size=8)
    for name in sorted(files):
        stat = files[name].stat()
        digest.update(f"{name}\0".encode())
        digest.update(_file_digest(files[name], stat.st_mtime_ns, stat.st_size))
    return digest.hexdigest()


def _names(root: Path, pattern: str) -> list[str]:
    """The files of a pattern, which has a star in its last part if anywhere."""
    if "*" not in pattern:
        return [pattern] if (root / pattern).is_file() else []
    folder, _, ending = pattern.rpartition("*")
    with os.scandir(root / folder) as entries:
        return [folder + one.name for one in entries if one.name.endswith(ending) and one.is_file()]


@lru_cache(maxsize=1024)
def _file_digest(path: Path, modified: int, size: int) -> bytes:
    """Hash a file, once for all formats as long as it is not modified. CRLF counts as LF."""
    import hashlib

    return hashlib.blake2b(path.read_bytes().replace(b"\r\n", b"\n"), digest_size=16).digest()
