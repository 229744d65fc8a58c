"""A ``w:p`` of Word in, its text as a reader sees it out, with size, weight, notes and page breaks.

Changes are read as if accepted. Field codes, comments, hidden text and the small characters of ruby
are left out; the results of fields stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from corpus.readers.docx_styles import (
    NO_LOOKS,
    VANISH,
    Style,
    Styles,
    W,
    first_child,
    looks_of,
    properties_of,
)
from corpus.readers.list_numbers import SYMBOLS

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
BOX = W + "txbxContent"
PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_TEXT, _MATH_TEXT, _RUN, _PROPERTIES = W + "t", _MATH + "t", W + "r", W + "rPr"
_FIELD, _SYMBOL, _BREAK = W + "fldChar", W + "sym", W + "br"
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_PAGE = W + "lastRenderedPageBreak"
_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_READ = (_TEXT, _FIELD, _BREAK, _PAGE, _SYMBOL, _MATH_TEXT, *_CHARACTERS, *_NOTES)
_DROPPED = (
    W + "del",
    W + "moveFrom",
    W + "rt",
    W + "rPrChange",
    W + "pPrChange",
    W + "tblPrChange",
)
_ALTERNATIVES = _MARKUP + "AlternateContent"
_SPECIAL = (*_DROPPED, _ALTERNATIVES, BOX, VANISH, *PICTURES)
_LOOKS_WITHIN = 80
_TABS = re.compile(r" *\t[ \t]*")
MERGED = "merged-with-next"
"""An attribute of a paragraph whose end is deleted, so that it continues in the next one."""


@dataclass(slots=True)
class RichText:
    """The text of one paragraph, ``\\n`` at line breaks.

    ``size`` in half points and ``bold`` are those of all its text, ``size`` that of most of it.
    Only the first :data:`_LOOKS_WITHIN` characters count. ``notes``: kind and id. ``breaks``: the
    page breaks before its text, and in it.
    """

    text: str = ""
    size: float = 0.0
    bold: bool = False
    notes: list[tuple[str, str]] = field(default_factory=list)
    breaks: tuple[int, int] = (0, 0)


class TextReader:
    """Reads the paragraphs of one document, and counts what it leaves out."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.hidden = 0
        self.symbols = 0
        self.may_hide = False  # whether some text around here is hidden

    def read(self, paragraph: etree._Element, style: Style) -> RichText:
        """Return the text of the paragraph. Text boxes in it must have been taken out."""
        result = RichText()
        parts: list[str] = []
        sizes: dict[float, int] = {}
        codes: list[bool] = []  # for each open field, whether its code has not ended yet
        bold: bool | None = None
        before = within = 0
        run: etree._Element | None = None
        size, heavy, hidden = 0.0, False, False
        length = 0
        may_hide = self.may_hide or style.hidden
        for element in paragraph.iter(*_READ):
            tag = element.tag
            if tag == _PAGE:
                before, within = (before, within + 1) if parts else (before + 1, within)
                continue
            if tag == _FIELD:
                _field(element.get(W + "fldCharType"), codes)
                continue
            if codes and any(codes):
                continue
            text = (element.text or "") if tag == _TEXT else self._text(element, result)
            if not text:
                continue
            if length < _LOOKS_WITHIN or may_hide:
                if (parent := element.getparent()) is not run:
                    run = parent
                    size, heavy, hidden = self._looks(run, style)
                if hidden:
                    self.hidden += len(text)
                    continue
                if not text.isspace():
                    bold = heavy and bold is not False
                    sizes[size] = sizes.get(size, 0) + len(text)
            parts.append(text)
            length += len(text)
        result.text = "".join(parts)
        if "\t" in result.text:
            result.text = _TABS.sub(" ", result.text)
        result.bold = bool(bold)
        result.size = max(sizes, key=lambda size: sizes[size]) if sizes else 0.0
        result.breaks = before, within
        return result

    def _text(self, element: etree._Element, result: RichText) -> str:
        """Return the text of an element that is not ``w:t``. Adds a note to ``result``."""
        tag = element.tag
        if tag == _MATH_TEXT:
            return element.text or ""
        if tag in _NOTES:
            result.notes.append((_NOTES[tag], element.get(W + "id", "")))
            return ""
        if tag == _BREAK:
            return "\n" if element.get(W + "type", "textWrapping") == "textWrapping" else ""
        if tag == _SYMBOL:
            return self._symbol(element.get(W + "char", ""))
        # A tab that is a property of the paragraph has the same name, but is not in a run.
        parent = element.getparent()
        inside = parent is not None and parent.tag == _RUN
        return _CHARACTERS[tag] if inside else ""

    def _symbol(self, code: str) -> str:
        try:
            point = int(code, 16)
        except ValueError:
            point = 0
        if not 0xE000 <= point <= 0xF8FF and 0x20 <= point < 0xD800:
            return chr(point)
        # Fonts with 8-bit symbols are addressed with or without 0xF000.
        known = SYMBOLS.get(point | 0xF000, "")
        self.symbols += not known
        return known

    def _looks(self, run: etree._Element | None, style: Style) -> tuple[float, bool, bool]:
        """Return size, weight and visibility of a run: its own, its style's or the paragraph's."""
        own = NO_LOOKS if run is None else looks_of(first_child(run, _PROPERTIES))
        size, bold, hidden = own.size, own.bold, own.hidden
        for base in (self._styles[own.style], style) if own.style else (style,):
            size = base.size if size is None else size
            bold = base.bold if bold is None else bold
            hidden = base.hidden if hidden is None else hidden
        return size or self._styles.default_size, bool(bold), bool(hidden)


def _field(kind: str | None, codes: list[bool]) -> None:
    if kind == "begin":
        codes.append(True)
    elif kind == "separate" and codes:
        codes[-1] = False
    elif kind == "end" and codes:
        codes.pop()


def accept_changes(block: etree._Element) -> frozenset[str]:
    """Take out of the block what is deleted or written a second time, in place.

    Of alternatives for programs of different ages the first with text stays. Returns the tags of
    special elements in the block: :data:`BOX`, :data:`PICTURES` and :data:`VANISH` among others.
    """
    special = frozenset({element.tag for element in block.iter(*_SPECIAL)})
    if not special:
        return special
    for row in list(block.iter(W + "tr")):
        properties = row.find(W + "trPr")
        above = row.getparent()
        if properties is not None and above is not None and properties.find(W + "del") is not None:
            above.remove(row)
    for choice in list(block.iter(_ALTERNATIVES)):
        alternatives = list(choice)
        # Newer elements such as emoji have their text only in the alternative for older programs.
        best = next((one for one in alternatives if next(one.iter(_TEXT), None) is not None), None)
        for other in alternatives:
            if other is not best:
                choice.remove(other)
    for paragraph in block.iter(W + "p"):
        properties = first_child(paragraph, W + "pPr")
        if properties is not None and properties_of(properties).mark_deleted:
            paragraph.set(MERGED, "1")
    etree.strip_elements(block, *_DROPPED, with_tail=False)
    return special
