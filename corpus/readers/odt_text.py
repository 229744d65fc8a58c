"""A ``text:p`` or ``text:h`` of ODF in, its text as a reader sees it out, with notes and boxes.

Comments, hidden text and the small characters of ruby are left out. What is deleted is not in the
paragraph: ODF keeps it elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from corpus.readers.odt_styles import DRAW, OFFICE, STYLE, TEXT, OdtStyle, OdtStyles

_WHITE = re.compile("[ \t\r\n]+")
_TABS = re.compile(r" *\t[ \t]*")
PICTURE = DRAW + "image"
_LOOKS_WITHIN = 80
_LONGEST_SPACE = 20
_SPAN, _SPACE, _TAB, _BREAK = TEXT + "span", TEXT + "s", TEXT + "tab", TEXT + "line-break"
_NOTE, _NOTE_BODY, _PAGE = TEXT + "note", TEXT + "note-body", TEXT + "soft-page-break"
_RUBY_TEXT, _BOX = TEXT + "ruby-text", DRAW + "text-box"
_DROPPED = frozenset({_RUBY_TEXT, OFFICE + "annotation", DRAW + "object", TEXT + "tracked-changes"})
_SHAPES = frozenset(
    DRAW + name for name in ("custom-shape", "rect", "ellipse", "circle", "line", "polygon", "path")
)


@dataclass(slots=True)
class OdtText:
    """The text of one paragraph, ``\\n`` at line breaks.

    ``size`` is that of most of its first characters, ``bold`` whether all of these are.
    ``picture``: it contains one. ``notes``: the bodies of its notes. ``boxes``: the text boxes in
    it. ``breaks``: the page breaks before its text, and in it.
    """

    text: str = ""
    size: float = 0.0
    bold: bool = False
    picture: bool = False
    notes: list[etree._Element] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    breaks: tuple[int, int] = (0, 0)


class OdtTextReader:
    """Reads the paragraphs of one document, and counts what it leaves out."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self.hidden = 0

    def read(self, paragraph: etree._Element, style: OdtStyle) -> OdtText:
        """Return the text of a paragraph of this style."""
        reading = _Reading(self._styles)
        reading.collect(paragraph, style)
        self.hidden += reading.hidden
        return reading.finished()


class _Reading:
    """One paragraph while it is read."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._parts: list[str] = []
        self._length = 0
        self._sizes: dict[float, int] = {}
        self._bold: bool | None = None
        self._result = OdtText()
        self._before = self._within = 0
        self.hidden = 0

    def collect(self, element: etree._Element, style: OdtStyle) -> None:
        """Read the content of an element. XML is never deeper than its parser allows (256)."""
        self._add(element.text, style)
        for child in element:
            self._child(child, style)
            self._add(child.tail, style)

    def finished(self) -> OdtText:
        result = self._result
        text = "".join(self._parts)
        result.text = _TABS.sub(" ", text) if "\t" in text else text
        result.bold = bool(self._bold)
        result.size = max(self._sizes, key=lambda s: self._sizes[s]) if self._sizes else 0.0
        result.breaks = self._before, self._within
        return result

    def _child(self, child: etree._Element, style: OdtStyle) -> None:
        tag = child.tag
        if tag == _SPAN:
            self.collect(child, self._styles.span(child.get(TEXT + "style-name", ""), style))
        elif tag == _SPACE:
            count = child.get(TEXT + "c", "1")
            spaces = int(count) if count.isdecimal() else 1
            self._append(" " * min(spaces, _LONGEST_SPACE), style)
        elif tag == _TAB:
            self._append("\t", style)
        elif tag == _BREAK:
            self._append("\n", style)
        elif tag == _NOTE:
            self._result.notes += child.iterchildren(_NOTE_BODY)
        elif tag == _PAGE:
            self._before += not self._parts
            self._within += bool(self._parts)
        elif tag == PICTURE:
            self._result.picture = True
        elif tag == _BOX or tag in _SHAPES:
            self._result.boxes.append(child)
        elif tag not in _DROPPED:
            self.collect(child, style)

    def _add(self, text: str | None, style: OdtStyle) -> None:
        """Add text of the file, in which several blanks and line ends are one blank."""
        if not text:
            return
        if "\n" in text or "\t" in text or "  " in text:
            text = _WHITE.sub(" ", text)
        if text[0] == " " and (not self._parts or self._parts[-1][-1] in " \n\t"):
            text = text[1:]
        if text:
            self._append(text, style)

    def _append(self, text: str, style: OdtStyle) -> None:
        if not text:
            return
        if style.hidden:
            self.hidden += len(text)
            return
        if self._length < _LOOKS_WITHIN and not text.isspace():
            self._bold = style.bold and self._bold is not False
            self._sizes[style.size] = self._sizes.get(style.size, 0) + len(text)
        self._parts.append(text)
        self._length += len(text)


def style_name(element: etree._Element) -> str:
    """Return the name of the style of a paragraph."""
    return element.get(TEXT + "style-name") or element.get(STYLE + "name") or ""
