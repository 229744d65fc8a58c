"""Word's styles in, what the reader needs of a paragraph's or run's style out."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = W + "val"
_DEEPEST = 30  # a style may be based on itself
_BODY_LEVEL = 9
_DEFAULT_SIZE = 20.0  # Word's own default, in half points
_STYLE, _LIST, _OUTLINE, _MARK = W + "pStyle", W + "numPr", W + "outlineLvl", W + "rPr"
_SIZE, _BOLD, VANISH, _RUN_STYLE = W + "sz", W + "b", W + "vanish", W + "rStyle"
DELETED = frozenset({W + "del", W + "moveFrom"})


class Style(NamedTuple):
    """A style with what it takes from the styles that it is based on.

    ``level``: the level of a heading from 1, 0 for none. ``size``: of its characters, in half
    points; None and a None in ``bold`` mean that it says nothing. ``number`` and ``number_level``:
    the list that numbers its paragraphs ("" for none).
    """

    name: str = ""
    level: int = 0
    size: float | None = None
    bold: bool | None = None
    hidden: bool | None = None
    number: str = ""
    number_level: int | None = None


class Looks(NamedTuple):
    """The properties of a run, or of a style: None where it says nothing."""

    size: float | None = None
    bold: bool | None = None
    hidden: bool | None = None
    style: str = ""


NO_LOOKS = Looks()


class Properties(NamedTuple):
    """The properties of a paragraph: "" and None where it says nothing.

    ``number`` and ``number_level``: the list that numbers it. ``level``: as a heading, 0 for text.
    ``mark_deleted``: its end is deleted, so that it continues in the next paragraph.
    """

    style: str = ""
    level: int | None = None
    number: str = ""
    number_level: int | None = None
    mark_deleted: bool = False


class Styles:
    """The styles of one document by their id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = {
            style.get(W + "styleId", ""): style
            for style in (() if root is None else root.iter(W + "style"))
        }
        self._styles: dict[str, Style] = {}
        self.default_size = _DEFAULT_SIZE
        if root is not None:
            default = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
            self.default_size = looks_of(default).size or _DEFAULT_SIZE
        self.default = next(
            (
                id
                for id, style in self._elements.items()
                if style.get(W + "type") == "paragraph" and is_on(style.get(W + "default", "0"))
            ),
            "",
        )

    def __getitem__(self, id: str) -> Style:
        style = self._styles.get(id)
        if style is None:
            style = self._styles[id] = self._read(id)
        return style

    def _read(self, id: str) -> Style:
        chain: list[etree._Element] = []
        while id in self._elements and len(chain) < _DEEPEST:
            chain.append(self._elements[id])
            id = value(chain[-1].find(W + "basedOn"))
        style = Style()
        for element in reversed(chain):
            style = _over(style, element)
        return style


def _over(base: Style, element: etree._Element) -> Style:
    """Return the style of ``element``, which is based on ``base``."""
    name = value(element.find(W + "name")).lower()
    own = properties_of(element.find(W + "pPr"))
    level = base.level if own.level is None else own.level
    if name.startswith("heading ") and name[8:].isdecimal():
        level = level or int(name[8:])
    looks = looks_of(element.find(W + "rPr"))
    return Style(
        name,
        level,
        base.size if looks.size is None else looks.size,
        base.bold if looks.bold is None else looks.bold,
        base.hidden if looks.hidden is None else looks.hidden,
        own.number or base.number,
        base.number_level if own.number_level is None else own.number_level,
    )


def properties_of(element: etree._Element | None) -> Properties:
    """Return what the reader needs of a ``w:pPr``."""
    style, number = "", ""
    level = number_level = None
    deleted = False
    for child in () if element is None else element:
        tag = child.tag
        if tag == _STYLE:
            style = child.get(_VAL, "")
        elif tag == _LIST:
            number, number_level = value(child.find(W + "numId")), whole(child.find(W + "ilvl"))
        elif tag == _OUTLINE:
            written = whole(child)
            level = None if written is None else (written + 1) % (_BODY_LEVEL + 1)
        elif tag == _MARK:
            deleted = any(mark.tag in DELETED for mark in child)
    return Properties(style, level, number, number_level, deleted)


def looks_of(properties: etree._Element | None) -> Looks:
    """Return size, weight, visibility and style from a ``w:rPr``."""
    if properties is None:
        return NO_LOOKS
    size: float | None = None
    bold = hidden = None
    style = ""
    for element in properties:
        tag = element.tag
        if tag == _SIZE:
            size = whole(element)
        elif tag == _BOLD:
            bold = is_on(element.get(_VAL, "1"))
        elif tag == VANISH:
            hidden = is_on(element.get(_VAL, "1"))
        elif tag == _RUN_STYLE:
            style = element.get(_VAL, "")
    return Looks(size, bold, hidden, style)


def first_child(element: etree._Element, tag: str) -> etree._Element | None:
    """Return the first child if it has this tag: the properties of an element come first."""
    child = element[0] if len(element) else None
    return child if child is not None and child.tag == tag else None


def whole(element: etree._Element | None) -> int | None:
    """Return the ``w:val`` of an element as a number, or None."""
    written = value(element)
    return int(written) if written.isdecimal() else None


def value(element: etree._Element | None) -> str:
    """Return the ``w:val`` of an element, or "" without one."""
    return "" if element is None else element.get(_VAL, "")


def is_on(written: str) -> bool:
    """Return whether a switch of the format is on."""
    return written not in ("0", "false", "off")
