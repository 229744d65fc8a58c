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

from corpus.dates import HEAD, document_date, may_be_dated
from corpus.document import Document, Kind, Paragraph, Period
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
    ".html": "corpus.readers.html:read_html",
    ".htm": "corpus.readers.html:read_html",
    ".xhtml": "corpus.readers.html:read_html",
    ".srt": "corpus.readers.subtitles:read_subtitles",
    ".vtt": "corpus.readers.subtitles:read_subtitles",
    ".sbv": "corpus.readers.subtitles:read_subtitles",
    ".akn": "corpus.readers.akoma_ntoso:read_akoma_ntoso",
    ".xml": "corpus.readers.akoma_ntoso:read_akoma_ntoso",
    ".jsonl": "corpus.readers.json_lines:read_json_lines",
    ".pptx": "corpus.readers.pptx:read_pptx",
    ".pptm": "corpus.readers.pptx:read_pptx",
    ".ppsx": "corpus.readers.pptx:read_pptx",
    ".xlsx": "corpus.readers.xlsx:read_xlsx",
    ".xlsm": "corpus.readers.xlsx:read_xlsx",
    ".csv": "corpus.readers.csv_table:read_csv",
    ".tsv": "corpus.readers.csv_table:read_csv",
    ".docx": "corpus.readers.docx:read_docx",
    ".docm": "corpus.readers.docx:read_docx",
    ".doc": "corpus.readers.legacy_doc:read_doc",
    ".odt": "corpus.readers.odt:read_odt",
    ".pdf": "corpus.readers.pdf.reader:read_pdf",
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
        reason = error.strerror or str(error)
        raise DocumentError("{path}: cannot be read: {reason}", path=path, reason=reason) from error
    except DocumentError as error:
        raise DocumentError("{path}: {reason}", path=path, reason=error) from error
    if not source.lines:
        text = "{path}: contains no text; leave it out, or check how it was saved"
        raise DocumentError(text, path=path)
    kind = kind_of(source.lines)
    if source.paragraphs:
        return Document(id, source.title, source.date, kind, source.paragraphs, source.warnings)
    paragraphs = build_paragraphs(source.lines, kind, source.whole)
    warnings = list(source.warnings)
    title = source.title or document_title(paragraphs)
    if not title and (title := source.metadata_title):
        warnings.append("title taken from the file's metadata, which may be wrong")
    imprint = _imprint(paragraphs)
    date = source.date
    if date is None and (day := document_date(path.stem, _head(paragraphs, kind), kind, imprint)):
        date = Period.on(day)
    other = source.metadata_date
    if date is None and other and may_be_dated(other, path.stem, imprint):
        date = Period.on(other)
        warnings.append(f"date taken from the file's metadata, which may be wrong: {date}")
    title = title or PurePosixPath(id).stem
    return Document(id, title, date, kind, paragraphs, tuple(warnings))


def _reader(path: Path) -> Reader:
    if not path.exists():
        raise DocumentError("no such file; check the path")
    if not path.is_file():
        raise DocumentError("not a file; name a file or a folder of files")
    if not is_readable(path):
        text = "not a supported format ({known}); save it as text"
        raise DocumentError(text, known=" ".join(_READERS))
    return _imported(_READERS[path.suffix.lower()])


@cache
def _imported(name: str) -> Reader:
    module, _, function = name.partition(":")
    return cast(Reader, getattr(import_module(module), function))


def _imprint(paragraphs: Sequence[Paragraph]) -> str:
    top = takewhile(lambda paragraph: not paragraph.section, paragraphs)
    return "\n".join(p.text for p in top if p.role == "byline" or p.number == 1)[:HEAD]


def _head(paragraphs: Sequence[Paragraph], kind: Kind) -> str:
    """Return the first characters, up to the first turn of a transcript or the first section.

    The rows of a spreadsheet have dates of their own, so they are skipped.
    """
    rows = sum(paragraph.role == "table" for paragraph in paragraphs)
    if rows * 2 > len(paragraphs):
        paragraphs = [paragraph for paragraph in paragraphs if paragraph.role != "table"]

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
