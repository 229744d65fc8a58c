"""ODF's styles in, what the reader needs of a paragraph's or span's style out."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE, TEXT = (f"{{{_NAMES}{name}:1.0}}" for name in ("office", "style", "text"))
TABLE, DRAW = f"{{{_NAMES}table:1.0}}", f"{{{_NAMES}drawing:1.0}}"
FO = f"{{{_NAMES}xsl-fo-compatible:1.0}}"
STYLES = (STYLE + "style", STYLE + "default-style", TEXT + "list-style", TEXT + "outline-style")
STYLE_PARENTS = (OFFICE + "automatic-styles", OFFICE + "styles")
_DEEPEST = 30  # a style may have itself as parent
_DEFAULT_SIZE = 12.0
_POINTS = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "px": 0.75}
_BOLD_FROM = 600


class OdtStyle(NamedTuple):
    """A style with what it takes from its parents. ``size`` in points.

    ``names``: its own and those of its parents. ``list``: the list style of its paragraphs.
    ``new_page``: its paragraphs begin on a new page.
    """

    names: frozenset[str] = frozenset()
    size: float = _DEFAULT_SIZE
    bold: bool = False
    hidden: bool = False
    list: str = ""
    new_page: bool = False


class _Own(NamedTuple):
    parent: str
    size: str
    weight: str
    hidden: bool | None
    list: str | None
    new_page: bool


class OdtStyles:
    """The styles of one document by family ("paragraph", "text") and name."""

    def __init__(self) -> None:
        self._own: dict[tuple[str, str], _Own] = {}
        self._styles: dict[tuple[str, str], OdtStyle] = {}
        self._spans: dict[tuple[str, OdtStyle], OdtStyle] = {}

    def add(self, element: etree._Element) -> None:
        """Add a ``style:style`` or the default of a family."""
        family = element.get(STYLE + "family", "")
        if family in ("paragraph", "text"):
            default = element.tag == STYLE + "default-style"
            name = "" if default else element.get(STYLE + "name", "")
            self._own[family, name] = _own(element)

    def paragraph(self, name: str) -> OdtStyle:
        """Return a paragraph style; the default for a name that the document does not have."""
        key = ("paragraph", name)
        if key not in self._styles:
            self._styles[key] = self._over(OdtStyle(), *key)
        return self._styles[key]

    def span(self, name: str, around: OdtStyle) -> OdtStyle:
        """Return the style of a span in text of the style ``around``."""
        key = name, around
        if key not in self._spans:
            known = ("text", name) in self._own
            self._spans[key] = self._over(around, "text", name) if known else around
        return self._spans[key]

    def _over(self, style: OdtStyle, family: str, name: str) -> OdtStyle:
        chain: list[_Own] = []
        names: list[str] = []
        while (family, name) in self._own and len(chain) < _DEEPEST:
            names.append(name)
            chain.append(self._own[family, name])
            name = chain[-1].parent
        if family == "paragraph" and ("paragraph", "") in self._own:
            chain.append(self._own["paragraph", ""])
        for own in reversed(chain):
            style = OdtStyle(
                style.names,
                _points(own.size, style.size),
                _is_bold(own.weight) if own.weight else style.bold,
                style.hidden if own.hidden is None else own.hidden,
                style.list if own.list is None else own.list,
                own.new_page,
            )
        return style._replace(names=style.names.union(names))


def _own(element: etree._Element) -> _Own:
    size = weight = ""
    hidden: bool | None = None
    new_page = bool(element.get(STYLE + "master-page-name"))
    for properties in element:
        if properties.tag == STYLE + "text-properties":
            # Chinese characters have a size and weight of their own.
            size = _asian(properties, "font-size")
            weight = _asian(properties, "font-weight")
            display = properties.get(TEXT + "display")
            hidden = None if display is None else display == "none"
        elif properties.tag == STYLE + "paragraph-properties":
            new_page = new_page or properties.get(FO + "break-before") == "page"
    parent, numbered = element.get(STYLE + "parent-style-name", ""), STYLE + "list-style-name"
    return _Own(parent, size, weight, hidden, element.get(numbered), new_page)


def _asian(properties: etree._Element, name: str) -> str:
    return properties.get(f"{STYLE}{name}-asian") or properties.get(FO + name) or ""


def _points(written: str, base: float) -> float:
    """Return a length or percentage in points, or ``base`` for anything else."""
    try:
        if written.endswith("%"):
            return base * float(written[:-1]) / 100
        return float(written[:-2]) * _POINTS[written[-2:]]
    except (ValueError, KeyError):
        return base


def _is_bold(weight: str) -> bool:
    return weight == "bold" or (weight.isdecimal() and int(weight) >= _BOLD_FROM)
