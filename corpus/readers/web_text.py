"""A page without its navigation in, the element with its main text out.

That is the element that the page marks as the main one, or the smallest one with nearly all of the
sentences. The title and the byline above it are kept.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

_TEXT = etree.XPath("string()")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_AROUND = frozenset(("div", "section", "article", "main", "table", "tbody", "tr", "td", "form"))
_SENTENCE = re.compile("[，。；！？].*[，。；！？]|.{20}[。！？]", re.DOTALL)
_MOST, _MUCH_ELSE, _ENOUGH_PROSE = 0.85, 0.3, 200


def letters(text: str | None) -> int:
    """Return the number of letters, ideographs and digits.

    >>> letters("第 12 條，AI。")
    6
    """
    return sum(map(str.isalnum, text)) if text else 0


def content_of(element: Element) -> str:
    """Return all text in the element, as it is."""
    return str(_TEXT(element))


def marked_main(body: Element) -> Element | None:
    """Return the element that is marked as the main one, if it has a third of the text."""
    total = letters(content_of(body))
    for path in (".//main", ".//*[@role='main']", ".//*[@itemprop='articleBody']", ".//article"):
        found = body.findall(path)
        if len(found) == 1 and letters(content_of(found[0])) * 3 >= total:
            return _from_title_on(found[0], body)
    return None


def densest_main(body: Element) -> Element:
    """Return the element with most of the sentences, if much of the page is something else."""
    total = letters(content_of(body))
    prose = _prose(body)
    around = body
    while (inner := _heaviest(around, prose)) is not None and prose[inner] >= _MOST * prose[body]:
        around = inner
    if prose[body] < _ENOUGH_PROSE or total < (1 + _MUCH_ELSE) * letters(content_of(around)):
        return body
    return _from_title_on(around, body)


def _prose(body: Element) -> dict[Element, int]:
    """Return for each element the letters in pieces of text that look like sentences."""
    result: dict[Element, int] = {}
    for _, element in etree.iterwalk(body, events=("end",)):
        texts = [element.text, *(child.tail for child in element)]
        own = sum(letters(text) for text in texts if text and _SENTENCE.search(text))
        result[element] = own + sum(result.get(child, 0) for child in element)
        if element.tag == "a":
            result[element] = 0
    return result


def _heaviest(element: Element, prose: dict[Element, int]) -> Element | None:
    children = [child for child in element if child.tag in _AROUND]
    return max(children, key=lambda child: prose.get(child, 0), default=None)


def _from_title_on(content: Element, body: Element) -> Element:
    """Return what begins at the title and ends with ``content``, or ``content`` alone.

    The title is the only heading of level 1, otherwise the last heading above the content. What
    is between them, the byline, is kept.
    """
    title = _title_above(content, body)
    if title is None:
        return content
    inside = set(title.iterancestors())
    common = next(above for above in content.iterancestors() if above in inside)
    _cut(title, common, before=True)
    _cut(content, common, before=False)
    return common


def _cut(element: Element, common: Element, *, before: bool) -> None:
    """Remove what is in ``common`` before the element, or else after it."""
    while element is not common and (parent := element.getparent()) is not None:
        for other in list(element.itersiblings(preceding=before)):
            parent.remove(other)
        if before:
            parent.text = None
        else:
            element.tail = None
        element = parent


def _title_above(content: Element, body: Element) -> Element | None:
    headings = [element for element in body.iter(etree.Element) if element.tag in _HEADINGS]
    first = [element for element in headings if element.tag == "h1"]
    if any(content is above for element in first for above in element.iterancestors()):
        return None
    order = {element: number for number, element in enumerate(body.iter())}
    above = [element for element in first if order[element] < order[content]]
    if len(first) == 1 and above:
        return first[0]
    above = [element for element in headings if order[element] < order[content]]
    return above[-1] if above else None
