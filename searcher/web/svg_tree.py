"""A chart as a tree, which a template writes: so its texts are escaped as those of a page are.

The page has its own style sheet for charts, because the Content-Security-Policy allows no style
inside the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lxml import etree

_TAGS = frozenset(["svg", "title", "desc", "text", "rect", "path", "circle", "g", "a"])


class Element(NamedTuple):
    """An element of SVG. No text follows an element in a chart."""

    tag: str
    attributes: Mapping[str, str]
    text: str
    children: Sequence[Element]


def svg_tree(svg: str) -> Element:
    """The tree of a document that :mod:`searcher.output.chart` has drawn, without its style."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return _element(etree.fromstring(svg.encode(), parser))


def _element(node: etree._Element) -> Element:
    children = [child for child in node if etree.QName(child).localname in _TAGS]
    return Element(
        etree.QName(node).localname,
        {str(name): str(value) for name, value in node.attrib.items()},
        (node.text or "").strip(),
        tuple(map(_element, children)),
    )
