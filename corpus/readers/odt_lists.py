"""ODF's list styles in, the label before each list item out.

ODF stores the style of a list and the order of its items. The labels (第一條, 一、, (1)) have to be
counted, as LibreOffice does when it opens the file.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from corpus.readers.list_numbers import LONGEST_LABEL, bullet, list_number
from corpus.readers.odt_styles import STYLE, TEXT

_LEVELS = 10
_PATTERN = re.compile(r"%(\d{1,2})%")
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一": "taiwaneseCountingThousand",
    "壹": "ideographLegalTraditional",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "１": "decimalFullWidth",
    "①": "decimalEnclosedCircle",
    "⑴": "decimalEnclosedParen",
    "⒈": "decimalEnclosedFullstop",
    "㊀": "ideographEnclosedCircle",
    "〇": "ideographDigital",
    "壱": "japaneseLegal",
}


class OdtLabel(NamedTuple):
    """The text before a list item. ``space``: there is a tab or a space behind it."""

    text: str
    space: bool = True


class _Level(NamedTuple):
    form: str
    pattern: str
    start: int
    space: bool
    bullet: str = ""


class OdtLists:
    """Counts the lists of one document. Ask for labels in reading order."""

    def __init__(self) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        self._last: dict[str, list[int | None]] = {}
        self._by_id: dict[str, list[int | None]] = {}
        self._outline: list[int | None] = [None] * _LEVELS

    def add(self, element: etree._Element) -> None:
        """Add a ``text:list-style``, or the ``text:outline-style`` that numbers headings."""
        outline = element.tag == TEXT + "outline-style"
        name = "" if outline else element.get(STYLE + "name", "")
        levels: dict[int, _Level] = {}
        for child in element:
            index = child.get(TEXT + "level", "")
            if index.isdecimal() and 1 <= int(index) <= _LEVELS:
                levels[int(index) - 1] = _level(child, int(index))
        self._styles[name] = levels

    def counters(self, element: etree._Element, style: str) -> list[int | None]:
        """Return the counters of a ``text:list`` that is in no other list."""
        continued = element.get(TEXT + "continue-list", "")
        if continued in self._by_id:
            counters = self._by_id[continued]
        elif element.get(TEXT + "continue-numbering") == "true" and style in self._last:
            counters = self._last[style]
        else:
            counters = [None] * _LEVELS
        self._last[style] = counters
        if id := element.get("{http://www.w3.org/XML/1998/namespace}id"):
            self._by_id[id] = counters
        return counters

    def label(
        self, style: str, index: int, counters: list[int | None], start: int | None
    ) -> OdtLabel | None:
        """Count one item at level ``index`` from 0; return its label. ``start``: its own number."""
        level = self._styles.get(style, {}).get(index)
        if level is None:
            return None
        before = counters[index]
        counters[index] = (
            start if start is not None else level.start if before is None else before + 1
        )
        counters[index + 1 :] = [None] * (_LEVELS - index - 1)
        if level.bullet:
            return OdtLabel(bullet(level.bullet))
        return OdtLabel(self._written(style, index, counters), level.space)

    def heading(self, index: int) -> OdtLabel | None:
        """Count a heading that is in no list; return its label."""
        return self.label("", index, self._outline, None) if index < _LEVELS else None

    def _written(self, style: str, index: int, counters: list[int | None]) -> str:
        levels = self._styles[style]

        def number(match: re.Match[str]) -> str:
            level = levels.get(int(match[1]) - 1)
            if level is None or int(match[1]) - 1 > index:
                return ""
            count = counters[int(match[1]) - 1]
            return list_number(level.start if count is None else count, level.form)

        return _PATTERN.sub(number, levels[index].pattern).strip()


def _level(element: etree._Element, place: int) -> _Level:
    start = element.get(TEXT + "start-value", "")
    written = element.get(STYLE + "num-format", "")
    form = _FORMATS.get(written[:1], "decimal") if written else "none"
    alignment = next(element.iter(STYLE + "list-level-label-alignment"), None)
    followed = "" if alignment is None else alignment.get(TEXT + "label-followed-by", "")
    return _Level(
        form,
        _pattern(element, place, bool(written))[:LONGEST_LABEL],
        int(start) if start.isdecimal() else 1,
        followed != "nothing",
        element.get(TEXT + "bullet-char", "")[:LONGEST_LABEL],
    )


def _pattern(element: etree._Element, place: int, numbered: bool) -> str:
    """Return the label with ``%n%`` for the number of level n, as newer LibreOffice writes it."""
    for name, value in element.attrib.items():
        if str(name).endswith("}num-list-format"):
            return str(value)
    shown = element.get(TEXT + "display-levels", "1")
    first = place - int(shown) + 1 if shown.isdecimal() else place
    numbers = ".".join(f"%{level}%" for level in range(max(1, first), place + 1))
    prefix, suffix = element.get(STYLE + "num-prefix", ""), element.get(STYLE + "num-suffix", "")
    return prefix + (numbers if numbered else "") + suffix
