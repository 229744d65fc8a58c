"""An ODF text (ODT) in, its paragraphs out, as a reader of the accepted document sees them.

Text in frames and sections is read once, a merged cell once, automatic numbers (第一條, 一、) are
counted and become text, notes follow their paragraph. These are left out: headers and footers,
comments, deleted and hidden text, pictures, charts and the small characters of ruby.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from corpus.errors import DocumentError
from corpus.lines import Hint, Source
from corpus.readers.list_numbers import labelled
from corpus.readers.odt_lists import OdtLists
from corpus.readers.odt_styles import (
    OFFICE,
    STYLE_PARENTS,
    STYLES,
    TABLE,
    TEXT,
    OdtStyle,
    OdtStyles,
)
from corpus.readers.odt_text import PICTURE, OdtTextReader, style_name
from corpus.readers.paragraph_collector import ParagraphCollector
from corpus.readers.styled_paragraphs import StyledParagraph, styled_lines
from corpus.readers.zip_parts import PASSWORD, ZipParts

_P, _H, _LIST, _PAGE = TEXT + "p", TEXT + "h", TEXT + "list", TEXT + "soft-page-break"
_BODY = OFFICE + "text"
_ROWS = (TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group")
_DROPPED = frozenset(
    {TEXT + "tracked-changes", OFFICE + "forms", OFFICE + "annotation", TEXT + "sequence-decls"}
)
_BLOCKS = (
    _P, _H, _LIST, _PAGE, TABLE + "table", TEXT + "section", TEXT + "numbered-paragraph",
    *(f"{TEXT}{index}" for index in (
        "table-of-content", "illustration-index", "table-index", "object-index", "user-index",
        "alphabetical-index", "bibliography",
    )),
    *(f"{{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}}{shape}" for shape in (
        "frame", "custom-shape", "g", "rect", "a",
    )),
)  # fmt: skip
_DC = "{http://purl.org/dc/elements/1.1/}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DATES = (_DC + "date", _META + "creation-date")


def read_odt(path: Path) -> Source:
    """Read an ODF text. Its lines are whole paragraphs; a row of a table is one paragraph.

    Raises :class:`corpus.errors.DocumentError` if it is broken or protected, and OSError.
    """
    with ZipParts(path) as parts:
        if _is_encrypted(parts):
            raise DocumentError(PASSWORD)
        reader = _Reader()
        if "styles.xml" in parts.names:
            for style in parts.elements("styles.xml", STYLES, STYLE_PARENTS):
                reader.add_style(style)
        for block in parts.elements("content.xml", (*STYLES, *_BLOCKS), (*STYLE_PARENTS, _BODY)):
            if block.tag in STYLES:
                reader.add_style(block)
            else:
                reader.read(block)
        meta = parts.metadata("meta.xml")
    lines, title = styled_lines(reader.collected.finished(_page_count(meta)))
    metadata_title, metadata_date = _metadata(meta)
    warnings = (*reader.warnings(), *parts.warnings)
    return Source(lines, title, None, warnings, True, metadata_title, metadata_date)


class _List(NamedTuple):
    """The list around a paragraph: its style, level from 0, and counters."""

    style: str
    level: int
    counters: list[int | None]


class _Reader:
    """Collects the paragraphs of one document in reading order."""

    def __init__(self) -> None:
        self._styles = OdtStyles()
        self._lists = OdtLists()
        self._text = OdtTextReader(self._styles)
        self.collected = ParagraphCollector()
        self._begun = False

    def add_style(self, element: etree._Element) -> None:
        if element.tag in STYLES[:2]:
            self._styles.add(element)
        else:
            self._lists.add(element)

    def warnings(self) -> Iterator[str]:
        if self._text.hidden:
            yield f"hidden text left out: {self._text.hidden} characters"

    def read(self, block: etree._Element, hint: Hint = "text") -> None:
        """Read a block of the document: a paragraph, list or table, or what contains some."""
        tag = block.tag
        if tag in (_P, _H):
            self._read_paragraph(block, hint, "", True)
        elif tag == _LIST:
            self._read_list(block, None)
        elif tag == TABLE + "table":
            self._read_table(block)
        elif tag == _PAGE:
            self.collected.page += 1
        elif tag == PICTURE:
            self.collected.add(StyledParagraph("", picture=True))
        elif tag not in _DROPPED:
            if tag == TEXT + "table-of-content":
                hint = "whole"  # an entry looks like the heading that it repeats
            for inner in block:
                self.read(inner, hint)

    def _read_list(self, element: etree._Element, outer: _List | None) -> None:
        style = element.get(TEXT + "style-name", "")
        if outer is None:
            style = style or self._style_of_items(element)
            this = _List(style, 0, self._lists.counters(element, style))
        else:
            this = _List(style or outer.style, outer.level + 1, outer.counters)
        for item in element:
            start = item.get(TEXT + "start-value", "")
            number = int(start) if start.isdecimal() else None
            labelled_yet = item.tag == TEXT + "list-header"
            for block in item:
                if block.tag == _LIST:
                    self._read_list(block, this)
                elif block.tag not in (_P, _H):
                    self.read(block)
                elif labelled_yet:
                    self._read_paragraph(block, "text", "", True)
                else:
                    label = self._lists.label(this.style, this.level, this.counters, number)
                    text, space = label or ("", True)
                    self._read_paragraph(block, "item" if label else "text", text, space)
                    labelled_yet = True

    def _style_of_items(self, element: etree._Element) -> str:
        """Return the list style of the first paragraph, for a list that names none."""
        first = next(element.iter(_P, _H), None)
        return "" if first is None else self._styles.paragraph(style_name(first)).list

    def _read_paragraph(self, element: etree._Element, hint: Hint, label: str, space: bool) -> None:
        style = self._styles.paragraph(style_name(element))
        rich = self._text.read(element, style)
        level = _heading_level(element)
        if (
            level
            and not label
            and hint == "text"
            and element.get(TEXT + "is-list-header") != "true"
        ):
            label, space = self._lists.heading(level - 1) or ("", True)
        before, within = rich.breaks
        self.collected.page += before + (style.new_page and self._begun)
        self._begun = True
        text = rich.text.strip()
        self.collected.add(
            StyledParagraph(
                text=labelled(label, text, space) if text else "",
                hint=_hint(style, hint),
                level=level,
                title="Title" in style.names,
                size=rich.size,
                bold=rich.bold,
                page=self.collected.page,
                label=label,
                picture=rich.picture,
                notes=[note for body in rich.notes for note in self._note(body)],
            )
        )
        self.collected.page += within
        for box in rich.boxes:
            for inner in box:
                self.read(inner)

    def _read_table(self, table: etree._Element, columns: int = 0) -> None:
        columns = columns or _columns(table)
        for child in table:
            if child.tag == TABLE + "table-row":
                cells = (cell for cell in child if cell.tag == TABLE + "table-cell")
                self.collected.add_row((partial(self._read_cell, one) for one in cells), columns)
            elif child.tag in _ROWS:
                self._read_table(child, columns)
            elif child.tag == _PAGE:
                self.collected.page += 1

    def _read_cell(self, cell: etree._Element) -> None:
        for inner in cell:
            self.read(inner)

    def _note(self, body: etree._Element) -> Iterator[str]:
        for paragraph in body.iter(_P, _H):
            style = self._styles.paragraph(style_name(paragraph))
            if text := " ".join(self._text.read(paragraph, style).text.split("\n")).strip():
                yield text


def _columns(table: etree._Element) -> int:
    groups = (TABLE + "table-columns", TABLE + "table-header-columns", TABLE + "table-column-group")
    columns = 0
    for child in table:
        if child.tag in groups:
            columns += _columns(child)
        elif child.tag == TABLE + "table-column":
            repeated = child.get(TABLE + "number-columns-repeated", "1")
            columns += int(repeated) if repeated.isdecimal() else 1
    return columns


def _heading_level(element: etree._Element) -> int:
    if element.tag != _H:
        return 0
    written = element.get(TEXT + "outline-level", "1")
    return int(written) if written.isdecimal() else 1


def _hint(style: OdtStyle, hint: Hint) -> Hint:
    if "Caption" in style.names:
        return "caption"
    return "quote" if "Quotations" in style.names and hint == "text" else hint


def _is_encrypted(parts: ZipParts) -> bool:
    manifest = parts.xml("META-INF/manifest.xml")
    names = () if manifest is None else (str(element.tag) for element in manifest.iter())
    return any(name.endswith("}encryption-data") for name in names)


def _page_count(meta: etree._Element | None) -> int:
    statistic = None if meta is None else next(meta.iter(_META + "document-statistic"), None)
    written = "" if statistic is None else statistic.get(_META + "page-count", "")
    return int(written) if written.isdecimal() else 0


def _metadata(meta: etree._Element | None) -> tuple[str, datetime.date | None]:
    if meta is None:
        return "", None
    title = (next((e.text for e in meta.iter(_DC + "title")), "") or "").strip()
    for name in _DATES:
        written = next((element.text for element in meta.iter(name)), "") or ""
        try:
            return title, datetime.date.fromisoformat(written[:10])
        except ValueError:
            continue
    return title, None
