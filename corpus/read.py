"""A file in, a document out: calls the reader of the format, then the rules for structure and date.

A new format needs one module with a function ``Path -> Source``, one line in the table here, and
one line in :mod:`corpus.rules`. A reader is imported when the first file of its format is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from importlib import import_module
from itertools import islice, takewhile
from pathlib import Path, PurePosixPath
from typing import cast

from corpus.document import Document, Evidence, Kind, Paragraph, Period
from corpus.errors import DocumentError
from corpus.lines import Source
from corpus.structure.document_date import HEAD, Opening, document_date
from corpus.structure.kinds import is_speaker_label, kind_of
from corpus.structure.paragraphs import build_paragraphs, document_title

Reader = Callable[..., Source]
OnPage = Callable[[], None]
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
    ".an": "corpus.readers.akoma_ntoso:read_akoma_ntoso",  # SayIt's exports
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

_LAST = 12
"""Paragraphs at the end, among which the signature and its date may be: notes may follow them."""
_LONGEST_TITLE = 60  # characters

SUFFIXES = frozenset(_READERS)
"""The formats that are read, as suffixes of file names."""

OCR_SUFFIXES = frozenset({".pdf"})
"""The formats of which OCR can read pages without text."""


def is_readable(path: Path) -> bool:
    """Whether a reader is known for files with this suffix."""
    return path.suffix.lower() in _READERS


def read_document(path: Path, id: str, on_ocr_page: OnPage | None = None) -> Document:
    """Read one file. Later stages add statements and topics.

    If ``on_ocr_page`` is given, OCR reads pages without text, and it is called for each.

    Raises :class:`DocumentError` if the file cannot be opened, has an unsupported format, is not
    text, or contains no text. The message is one line that begins with the path.
    """
    return document_of(read_source(path, on_ocr_page), path, id)


def read_source(path: Path, on_ocr_page: OnPage | None = None) -> Source:
    """Read the lines of one file. Raises what :func:`read_document` raises."""
    try:
        reader = _reader(path)
        if on_ocr_page and path.suffix.lower() in OCR_SUFFIXES:
            reader = partial(reader, on_ocr_page=on_ocr_page)
        source = composed(reader(path))
    except OSError as error:
        reason = error.strerror or str(error)
        raise DocumentError("{path}: cannot be read: {reason}", path=path, reason=reason) from error
    except DocumentError as error:
        raise DocumentError("{path}: {reason}", path=path, reason=error) from error
    if not source.lines:
        text = "{path}: contains no text; leave it out, or check how it was saved"
        raise DocumentError(text, path=path)
    return source


def document_of(source: Source, path: Path, id: str) -> Document:
    """Make a document of the lines that a reader has returned for ``path``."""
    kind = kind_of(source.lines)
    if source.paragraphs:
        return Document(
            *(id, source.title, source.date, kind, source.paragraphs, source.warnings),
            title_from="field",
            date_from="field" if source.date else "",
        )
    paragraphs = build_paragraphs(source.lines, kind, source.whole)
    title, title_from = _title(source, paragraphs, id)
    date, date_from = _date(source, paragraphs, kind, path)
    warnings = list(source.warnings)
    if title_from == "metadata":
        warnings.append("title taken from the file's metadata, which may be wrong")
    if date_from == "metadata":
        warnings.append(f"date taken from the file's metadata, which may be wrong: {date}")
    return Document(id, title, date, kind, paragraphs, tuple(warnings), title_from, date_from)


def composed(source: Source) -> Source:
    """The source in Unicode NFC without invisible characters, whatever its format."""
    from corpus.readers.characters import visible

    lines = source.lines
    changed = {at: text for at, one in enumerate(lines) if (text := visible(one.text)) != one.text}
    if changed:
        read = (one._replace(text=changed.get(at, one.text)) for at, one in enumerate(lines))
        lines = tuple(line for line in read if line.text.strip())
    return source._replace(
        lines=lines,
        title=visible(source.title),
        metadata_title=visible(source.metadata_title),
    )


def _title(source: Source, paragraphs: Sequence[Paragraph], id: str) -> tuple[str, Evidence]:
    """Return the title that readers see, otherwise that of the metadata or of the file."""
    found: tuple[tuple[str, Evidence], ...] = (
        (source.title, "field"),
        (document_title(paragraphs), "text"),
        (source.metadata_title, "metadata"),
    )
    return next((one for one in found if one[0]), (PurePosixPath(id).stem, "name"))


def _date(
    source: Source, paragraphs: Sequence[Paragraph], kind: Kind, path: Path
) -> tuple[Period | None, Evidence]:
    """Return the date that readers see, otherwise that of the metadata."""
    if source.date:
        return source.date, "field"
    if dated := document_date(path.stem, _opening(paragraphs, kind), kind):
        return dated
    if source.metadata_date:
        return Period.on(source.metadata_date), "metadata"
    return None, ""


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


def _opening(paragraphs: Sequence[Paragraph], kind: Kind) -> Opening:
    """Return where the document may have its date.

    The rows of a spreadsheet have dates of their own, so they are skipped.
    """
    rows = sum(paragraph.role == "table" for paragraph in paragraphs)
    if rows * 2 > len(paragraphs):
        paragraphs = [paragraph for paragraph in paragraphs if paragraph.role != "table"]

    def before(paragraph: Paragraph) -> bool:
        if kind == "transcript":
            return not (paragraph.role == "heading" and is_speaker_label(paragraph.text))
        return kind != "law" or not paragraph.section

    ends = (one.text for one in reversed(paragraphs) if one.role in ("body", "byline", "heading"))
    return Opening(
        head=_text(takewhile(before, paragraphs)),
        prose=_text(
            one for one in takewhile(before, paragraphs) if one.role not in ("table", "note")
        ),
        imprint=_imprint(paragraphs),
        end="\n".join([*islice(ends, _LAST)][::-1]),
    )


def _imprint(paragraphs: Sequence[Paragraph]) -> str:
    """Return the title and the bylines above the first section."""
    top = takewhile(lambda paragraph: not paragraph.section, paragraphs)
    found = (p.text for p in top if p.role == "byline" or (p.number == 1 and _may_be_title(p)))
    return "\n".join(found)[:HEAD]


def _may_be_title(paragraph: Paragraph) -> bool:
    text = paragraph.text
    is_short = len(text) <= _LONGEST_TITLE and not any(mark in text for mark in "，。；")
    return paragraph.role == "heading" or is_short


def _text(paragraphs: Iterable[Paragraph]) -> str:
    """Return the first characters."""
    head = ""
    for paragraph in paragraphs:
        if len(head) >= HEAD:
            break
        head += paragraph.text[:HEAD] + "\n"
    return head
