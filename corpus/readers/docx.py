"""A Word file (DOCX) in, its paragraphs out, as a reader of the accepted document sees them.

Text in content controls and text boxes is read once, a merged cell once, automatic numbers (第一條,
一、) are counted and become text, notes follow their paragraph. These are left out: headers and
footers, comments, deleted and hidden text, field codes, pictures, charts and the small characters
of ruby.
"""

from __future__ import annotations

import datetime
import posixpath
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from lxml import etree

from corpus.lines import Hint, Source
from corpus.readers.docx_numbering import Numbering
from corpus.readers.docx_styles import (
    VANISH,
    Properties,
    Style,
    Styles,
    W,
    first_child,
    properties_of,
)
from corpus.readers.docx_text import BOX, MERGED, PICTURES, TextReader, accept_changes
from corpus.readers.list_numbers import labelled
from corpus.readers.paragraph_collector import ParagraphCollector
from corpus.readers.styled_paragraphs import StyledParagraph, styled_lines
from corpus.readers.zip_parts import ZipParts

_PROPERTIES = W + "pPr"
_P, _TABLE, _ROW, _CELL = W + "p", W + "tbl", W + "tr", W + "tc"
_BLOCKS = (_P, _TABLE, W + "sdt", W + "customXml", W + "altChunk")
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/math"
    ),
}
_HINTS: dict[str, Hint] = {"caption": "caption", "quote": "quote", "intense quote": "quote"}
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_DATES = ("{http://purl.org/dc/terms/}modified", "{http://purl.org/dc/terms/}created")
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"


def read_docx(path: Path) -> Source:
    """Read a Word file. Its lines are whole paragraphs; a row of a table is one paragraph.

    Raises :class:`corpus.errors.DocumentError` if it is broken or protected, and OSError.
    """
    with ZipParts(path, _STRICT) as parts:
        main = _target(parts, "", "officeDocument", "word/document.xml")
        reader = _Reader(parts, main)
        for block in parts.elements(main, _BLOCKS, (W + "body",)):
            reader.read_block(block)
        reader.end()
        lines, title = styled_lines(reader.collected.finished(_page_count(parts)))
        metadata_title, metadata_date = _metadata(parts)
    warnings = (*reader.warnings(), *parts.warnings)
    return Source(lines, title, None, warnings, True, metadata_title, metadata_date)


class _Reader:
    """Collects the paragraphs of one document in reading order."""

    def __init__(self, parts: ZipParts, main: str) -> None:
        def related(kind: str) -> etree._Element | None:
            default = posixpath.join(posixpath.dirname(main), f"{kind}.xml")
            return parts.xml(_target(parts, main, kind, default))

        self._styles = Styles(related("styles"))
        self._numbering = Numbering(related("numbering"), self._styles)
        self._text = TextReader(self._styles)
        self._notes = {
            (kind, note.get(W + "id", "")): note
            for kind in ("footnote", "endnote")
            for note in _notes(related(f"{kind}s"), kind)
        }
        self.collected = ParagraphCollector()
        # The text of a paragraph that continues in the next one, and its notes.
        self._begun = ""
        self._notes_begun: list[str] = []
        self._boxes = self._pictures = False
        self._embedded = 0

    def read_block(self, block: etree._Element) -> None:
        """Read a paragraph or table directly below the body, or what contains some."""
        special = accept_changes(block)
        self._boxes, self._text.may_hide = BOX in special, VANISH in special
        self._pictures = not special.isdisjoint(PICTURES)
        self._read(block)

    def end(self) -> None:
        """Add a last paragraph whose end is deleted."""
        if text := self._begun.strip():
            self.collected.add(StyledParagraph(text, notes=self._notes_begun))

    def warnings(self) -> Iterator[str]:
        if self._text.hidden:
            yield f"hidden text left out: {self._text.hidden} characters"
        if self._text.symbols:
            yield f"symbols without a Unicode character left out: {self._text.symbols}"
        if self._embedded:
            yield f"embedded documents not read: {self._embedded}"

    def _read(self, block: etree._Element) -> None:
        if block.tag == _P:
            self._read_paragraph(block)
        elif block.tag == _TABLE:
            columns = len(block.findall(f"{W}tblGrid/{W}gridCol"))
            for row in _nearest(block, (_ROW,)):
                self._read_row(row, columns)
        elif block.tag == W + "altChunk":
            self._embedded += 1
        else:
            self._read_all(block)

    def _read_paragraph(self, element: etree._Element) -> None:
        boxes = _taken_out(element) if self._boxes else []
        own = properties_of(first_child(element, _PROPERTIES))
        id = own.style or self._styles.default
        style = self._styles[id]
        rich = self._text.read(element, style)
        before, within = rich.breaks
        self.collected.page += before
        self._begun += rich.text
        self._notes_begun += (text for note in rich.notes for text in self._note(note))
        if not element.get(MERGED):
            text, self._begun = self._begun.strip(), ""
            notes, self._notes_begun = self._notes_begun, []
            label, space = self._label(own, id, style)
            one = StyledParagraph(
                text=labelled(label, text, space) if text else "",
                hint=_hint(style.name),
                level=style.level if own.level is None else own.level,
                title=style.name == "title",
                size=rich.size,
                bold=rich.bold,
                page=self.collected.page,
                label=label,
                picture=self._pictures and next(element.iter(*PICTURES), None) is not None,
                notes=notes,
            )
            self.collected.add(one)
        self.collected.page += within
        for box in boxes:
            self._read_all(box)

    def _label(self, own: Properties, id: str, style: Style) -> tuple[str, bool]:
        number = own.number or style.number
        if not number or number == "0":
            return "", True
        index = style.number_level if own.number_level is None else own.number_level
        if index is None:
            index = self._numbering.level_of(number, id)
        return self._numbering.label(number, index) or ("", True)

    def _read_row(self, row: etree._Element, columns: int) -> None:
        """Read each cell once: a cell that continues the one above or on its left is empty."""
        cells = (cell for cell in _nearest(row, (_CELL,)) if not _continues_cell(cell))
        self.collected.add_row((partial(self._read_all, cell) for cell in cells), columns)

    def _read_all(self, container: etree._Element) -> None:
        for inner in _nearest(container, (_P, _TABLE, W + "altChunk")):
            self._read(inner)

    def _note(self, key: tuple[str, str]) -> list[str]:
        note = self._notes.pop(key, None)  # a hostile file may refer to a long note many times
        if note is None:
            return []
        texts = (self._text.read(one, Style()).text for one in note.iter(_P))
        return [" ".join(text.split("\n")).strip() for text in texts if text.strip()]


def _notes(root: etree._Element | None, kind: str) -> Iterator[etree._Element]:
    if root is not None:
        accept_changes(root)
        yield from root.iter(W + kind)


def _nearest(element: etree._Element, tags: Sequence[str]) -> Iterator[etree._Element]:
    """Yield the elements with one of ``tags`` below ``element``, but none within another."""
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in tags:
            yield child
        else:
            stack.append(iter(child))


def _taken_out(paragraph: etree._Element) -> list[etree._Element]:
    """Take the text boxes out of the paragraph that contains them, and return them."""
    boxes = list(_nearest(paragraph, (BOX,)))
    for box in boxes:
        if (above := box.getparent()) is not None:
            above.remove(box)
    return boxes


def _continues_cell(cell: etree._Element) -> bool:
    properties = cell.find(W + "tcPr")
    if properties is None:
        return False
    merges = (properties.find(W + "vMerge"), properties.find(W + "hMerge"))
    return any(m is not None and m.get(W + "val", "continue") == "continue" for m in merges)


def _hint(style: str) -> Hint:
    if style.startswith(("toc ", "table of ")):
        return "whole"  # an entry looks like the heading that it repeats
    return _HINTS.get(style, "text")


def _target(parts: ZipParts, source: str, kind: str, default: str) -> str:
    """Return the part that ``source`` ("" for the file) refers to as ``kind``."""
    folder, name = posixpath.split(source)
    relations = parts.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    if relations is not None:
        for relation in relations:
            if relation.get("Type", "").endswith(f"/{kind}"):
                target = posixpath.join("/", folder, relation.get("Target", ""))
                return posixpath.normpath(target).lstrip("/")
    return default


def _page_count(parts: ZipParts) -> int:
    properties = parts.metadata("docProps/app.xml")
    written = None if properties is None else properties.findtext(f"{_OFFICE}Pages")
    return int(written) if written and written.isdecimal() else 0


def _metadata(parts: ZipParts) -> tuple[str, datetime.date | None]:
    properties = parts.metadata("docProps/core.xml")
    if properties is None:
        return "", None
    for name in _DATES:
        try:
            date = datetime.date.fromisoformat((properties.findtext(name) or "")[:10])
        except ValueError:
            continue
        return (properties.findtext(_TITLE) or "").strip(), date
    return (properties.findtext(_TITLE) or "").strip(), None
