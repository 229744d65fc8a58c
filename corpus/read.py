"""A file in, a document out: calls the reader of the format, then the rules for structure and date.

A new format needs one module with a function ``Path -> Source``, one line in the table here, and
one line in :mod:`corpus.rules`. A reader is imported when the first file of its format is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import cast

from corpus.dates import HEAD, document_date
from corpus.document import Document, Kind, Paragraph
from corpus.errors import DocumentError
from corpus.lines import Source
from corpus.structure.kinds import is_speaker_label, kind_of
from corpus.structure.paragraphs import build_paragraphs, document_title

Reader = Callable[[Path], Source]
_READERS = {
    ".txt": "corpus.readers.plain:read_plain",
    ".text": "corpus.readers.plain:read_plain",
    ".md": "corpus.readers.markdown:read_markdown",
    ".markdown": "corpus.readers.markdown:read_markdown",
}
"""The reader of each format as ``module:function``, so that only those in use are imported."""

SUFFIXES = frozenset(_READERS)
"""The formats that are read, as suffixes of file names."""


def is_readable(path: Path) -> bool:
    """Whether a reader is known for files with this suffix."""
    return path.suffix.lower() in _READERS


def read_document(path: Path, id: str) -> Document:
    """Read one file. Later stages add statements and topics.

    Raises :class:`DocumentError` if the file cannot be opened, has an unsupported format, is not
    text, or contains no text. The message is one line that begins with the path.
    """
    try:
        source = _reader(path)(path)
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read: {error.strerror or error}") from error
    except DocumentError as error:
        raise DocumentError(f"{path}: {error}") from error
    if not source.lines:
        raise DocumentError(f"{path}: contains no text; leave it out, or check how it was saved")
    kind = kind_of(source.lines)
    paragraphs = build_paragraphs(source.lines, kind, source.whole)
    warnings = list(source.warnings)
    title = source.title or document_title(paragraphs)
    if not title and (title := source.metadata_title):
        warnings.append("title taken from the file's metadata, which may be wrong")
    date = source.date or document_date(
        path.stem, _head(paragraphs, kind), kind, _imprint(paragraphs)
    )
    if date is None and (date := source.metadata_date):
        warnings.append(f"date taken from the file's metadata, which may be wrong: {date}")
    title = title or PurePosixPath(id).stem
    return Document(id, title, date, kind, paragraphs, tuple(warnings))


def _reader(path: Path) -> Reader:
    if not path.exists():
        raise DocumentError("no such file; check the path")
    if not path.is_file():
        raise DocumentError("not a file; name a file or a folder of files")
    if not is_readable(path):
        known = " ".join(_READERS)
        raise DocumentError(f"not a supported format ({known}); save it as text")
    return _imported(_READERS[path.suffix.lower()])


@cache
def _imported(name: str) -> Reader:
    module, _, function = name.partition(":")
    return cast(Reader, getattr(import_module(module), function))


def _imprint(paragraphs: Sequence[Paragraph]) -> str:
    top = takewhile(lambda paragraph: not paragraph.section, paragraphs)
    return "\n".join(p.text for p in top if p.role == "byline" or p.number == 1)[:HEAD]


def _head(paragraphs: Sequence[Paragraph], kind: Kind) -> str:
    """Return the first characters, up to the first turn of a transcript or the first section."""

    def before(paragraph: Paragraph) -> bool:
        if kind == "transcript":
            return not (paragraph.role == "heading" and is_speaker_label(paragraph.text))
        return kind != "law" or not paragraph.section

    head = ""
    for paragraph in takewhile(before, paragraphs):
        if len(head) >= HEAD:
            break
        head += paragraph.text[:HEAD] + "\n"
    return head
