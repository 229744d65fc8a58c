"""The lines of all pages in, those without page furniture out, with the number left out.

Furniture is what recurs at the edges of pages: running heads, letterheads, page numbers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from corpus.readers.pdf.breaks import CAPTION
from corpus.readers.pdf.drawings import Rule
from corpus.readers.pdf.segments import PageLine

_TOP, _BOTTOM = 0.12, 0.10
_WIDER_TOP, _WIDER_BOTTOM = 0.20, 0.15
_MOST_PAGES_SHARE = 0.6
_SHARE, _LABEL_SHARE = 0.4, 0.8
_LABEL_ENDS = ("：", ":", "。", "？", "！")
_SAME_PLACE = 3.0
_SMALLER, _APART, _LINES_BELOW_HEAD = 0.95, 1.8, 5
_ALIKE = 6
_LONGEST = 120
_DIGITS = re.compile(r"[\d０-９]+")
_SPACE = re.compile(r"\s+")
_NUMERAL = r"(?:\d{1,4}|[ivxlcIVXLC]{1,6}|[A-Z]?\d{0,2}-\d{1,4}|[一二三四五六七八九十]{1,4})"
_PAGE_NUMBER = re.compile(
    rf"[-–—─~〜·・\[(（<〈《P第p.\s]*{_NUMERAL}[-–—─~〜·・\])）>〉》頁页.\s]*$"
    r"|第?\s*\d{1,4}\s*[頁页]?\s*[/／,，、|(（]?\s*(?:共|of)?\s*\d{1,4}\s*[頁页]?[)）]?$"
    r"|(?:Page|page|PAGE|頁次?|页码?|頁碼)\s*[:：]?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?$"
)


class PageLines(NamedTuple):
    """The lines of one page, of text that runs in one direction, and the rules of the page.

    ``low`` and ``height``: the lower edge and the height of the page, seen with its text upright;
    ``left`` and ``right``: its other edges.
    """

    number: int
    lines: list[PageLine]
    low: float
    height: float
    left: float
    right: float
    horizontal: list[Rule]
    vertical: list[Rule]


class _Place(NamedTuple):
    page: int
    line: int
    base: float
    depth: float
    """The share of the page above the line."""


def drop_furniture(pages: Sequence[PageLines]) -> tuple[list[PageLines], int]:
    """Return the pages without furniture, and the number of lines left out."""
    places: dict[tuple[str, int], list[_Place]] = defaultdict(list)
    dropped: set[tuple[int, int]] = set()
    for index, page in enumerate(pages):
        outer = {0, len(page.lines) - 1}
        for number, line in enumerate(page.lines):
            depth = 1 - (line[0].base - page.low) / page.height
            if not (depth < _WIDER_TOP or depth > 1 - _WIDER_BOTTOM):
                continue
            text = _without_number(line)
            if number in outer and _is_edge(depth) and _PAGE_NUMBER.match(text):
                dropped.add((index, number))
            elif len(text) <= _LONGEST:
                masked = _SPACE.sub("", _DIGITS.sub("#", text))
                # A title that is also the running head has another size.
                places[masked, round(line[0].size)].append(
                    _Place(index, number, line[0].base, depth)
                )
    dropped |= _small_heads(pages)
    for (text, _), found in places.items():
        for group in (found, _aligned(found)):
            if _recurs(group, len(pages), text.endswith(_LABEL_ENDS)):
                dropped.update((place.page, place.line) for place in group)
                break
    kept = [
        page._replace(
            lines=[line for number, line in enumerate(page.lines) if (index, number) not in dropped]
        )
        for index, page in enumerate(pages)
    ]
    return kept, len(dropped)


def _without_number(line: PageLine) -> str:
    """Return the text of a line without the page number at its outer or inner edge."""
    texts = [segment.text for segment in line]
    rest = [text for text in texts if not _PAGE_NUMBER.match(text)]
    return " ".join(rest or texts)


def _small_heads(pages: Sequence[PageLines]) -> set[tuple[int, int]]:
    """Return the places of running heads whose text changes, as with each chapter.

    Such a head is the first line of many pages, at the same height, smaller than the text and apart
    from it.
    """
    found: dict[tuple[int, int], list[_Place]] = defaultdict(list)
    for index, page in enumerate(pages):
        if len(page.lines) < _LINES_BELOW_HEAD or any(len(line) > 3 for line in page.lines[:2]):
            continue
        sizes = [line[0].size for line in page.lines]
        (first, *_), (second, *_) = page.lines[:2]
        depth = 1 - (first.base - page.low) / page.height
        small = first.size < _SMALLER * sorted(sizes)[len(sizes) // 2]
        apart = first.base - second.base > _APART * second.size
        if small and apart and _is_edge(depth) and not CAPTION.match(first.text):
            key = round(first.base / _SAME_PLACE), round(first.size)
            found[key].append(_Place(index, 0, first.base, depth))
    return {
        (place.page, place.line)
        for places in found.values()
        if len(places) >= (2 if _begin_alike(pages, places) else 3)
        and len(places) >= _SHARE * len(pages)
        for place in places
    }


def _begin_alike(pages: Sequence[PageLines], places: Sequence[_Place]) -> bool:
    """Return whether the lines begin alike, as with the title of the document."""
    texts = [pages[place.page].lines[place.line][0].text for place in places]
    return len({text[:_ALIKE] for text in texts}) == 1 and len(texts[0]) >= _ALIKE


def _is_edge(depth: float) -> bool:
    return depth < _TOP or depth > 1 - _BOTTOM


def _aligned(places: Sequence[_Place]) -> list[_Place]:
    """Return the places at the most frequent height: on its first page, a head may be a title."""
    bases = sorted(place.base for place in places)
    middle = bases[len(bases) // 2]
    return [place for place in places if abs(place.base - middle) <= _SAME_PLACE / 2]


def _recurs(places: Sequence[_Place], pages: int, label: bool) -> bool:
    """Return whether a text at these places is furniture of a document with so many pages.

    The first line of a page is always at the same height, so a head recurs on most pages of a part
    of the document. The label of a speaker (``label``) often begins a page.
    """
    if not places:
        return False
    on = len({place.page for place in places})
    bases = sorted(place.base for place in places)
    aligned = bases[-1] - bases[0] <= _SAME_PLACE
    if label:
        return aligned and on > 2 and on >= _LABEL_SHARE * pages
    if pages == 2:
        return on == 2 and aligned and all(_is_edge(place.depth) for place in places)
    if on < 3:
        return False
    if all(_is_edge(place.depth) for place in places):
        span = places[-1].page - places[0].page + 1
        return on >= _SHARE * (span if aligned else pages)
    return aligned and on >= _MOST_PAGES_SHARE * pages
