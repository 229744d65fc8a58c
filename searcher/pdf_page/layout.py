"""Finds words of paragraphs among the characters of a page.

A paragraph comes from the page, but not as it is there: lines are joined, blanks between Chinese
characters are gone, notes and running heads are elsewhere. So letters and digits alone are
compared, folded, and a place on the page is right if the text around it is that of the paragraph.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, compress, count
from typing import TYPE_CHECKING, NamedTuple

from corpus.fold import fold

if TYPE_CHECKING:
    from corpus.document import Span

_AROUND = 40  # characters that are compared before and after a word
_ENOUGH = 8  # equal characters around a word that make a place certain
_MARGIN = 300  # letters of running heads and notes, between the text and the edge of the page
_HEAD = 24  # characters by which the beginning of a paragraph is found
_MOST_PLACES = 200  # of a word on one page
_MOST_SPANS = 300  # of one page: more marks show nothing


class Box(NamedTuple):
    """A rectangle in shares of the width and height of the page, from its left and its top."""

    left: float
    top: float
    right: float
    bottom: float


class PageLayout(NamedTuple):
    """A page: its characters, and four numbers of a :class:`Box` for each of them.

    ``pages`` is the number of pages of the file, ``ratio`` the height of this one by its width.
    """

    pages: int
    ratio: float
    text: str
    boxes: array[float]

    def box(self, index: int) -> Box:
        """Where a character is."""
        return Box(*self.boxes[4 * index : 4 * index + 4])


class Sought(NamedTuple):
    """The ``spans`` of a paragraph to find. ``begins_here``: the paragraph begins on this page;
    otherwise on one before it, from which it may continue."""

    text: str
    spans: Sequence[Span]
    begins_here: bool = True


def find_on_page(page: PageLayout, paragraphs: Iterable[Sought]) -> list[list[Box]]:
    """The boxes of the spans of each paragraph on a page, line by line; none for those that are
    not there. The paragraphs are in order; those without spans help to find the others."""
    letters, places = _letters(page.text)
    wanted = list(paragraphs)
    begin = _beginning(letters, wanted)
    found = []
    left = _MOST_SPANS
    for one in wanted:
        boxes: list[Box] = []
        spans, left = one.spans[:left], max(0, left - len(one.spans))
        searched = letters if one.begins_here else letters[:begin]
        for start, end in _places_of(searched, one._replace(spans=spans)):
            # With the marks between the letters.
            boxes += joined(map(page.box, range(places[start], places[end - 1] + 1)))
        found.append(boxes)
    return found


def _beginning(letters: str, paragraphs: Iterable[Sought]) -> int:
    """Where the first paragraph that begins on the page begins; the end if that is not found."""
    first = next((one for one in paragraphs if one.begins_here), None)
    at = letters.find(_letters(first.text)[0][:_HEAD]) if first else -1
    return len(letters) if at < 0 else at


def _letters(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text, folded, with their offsets."""
    folded = fold(text)
    kept = [char.isalnum() for char in folded]
    return "".join(compress(folded, kept)), list(compress(count(), kept))


def _places_of(letters: str, sought: Sought) -> Iterator[Span]:
    folded = fold(sought.text)
    kept = [char.isalnum() for char in folded]
    own = "".join(compress(folded, kept))
    before = [0, *accumulate(kept)]
    last = -1
    for first, end in sought.spans:
        start, stop = before[first], before[end]
        place = _place_of(letters, own, start, stop, sought.begins_here, last)
        if place is not None:
            last = place
            yield place, place + stop - start
        elif part := _part_of(letters, own, start, stop, sought.begins_here):
            yield part


def _place_of(
    letters: str, own: str, start: int, stop: int, begins_here: bool, last: int
) -> int | None:
    """Where ``own[start:stop]`` is in ``letters``: where most around it is equal, and of several
    such places the first after ``last``."""
    word = own[start:stop]
    if not word:
        return None
    head, tail = own[max(0, start - _AROUND) : start], own[stop : stop + _AROUND]
    all_places = list(_occurrences(letters, word))
    scores = [
        _equal(head[::-1], letters[max(0, at - _AROUND) : at][::-1])
        + _equal(tail, letters[at + len(word) : at + len(word) + _AROUND])
        for at in all_places
    ]
    if not scores:
        return None
    best = max(scores)
    enough = min(_ENOUGH, len(own) - len(word)) if begins_here else _ENOUGH
    if best < enough and not (begins_here and len(scores) == 1):
        return None
    equal = [at for at, score in zip(all_places, scores, strict=True) if score == best]
    return next((at for at in equal if at > last), equal[0])


def _part_of(letters: str, own: str, start: int, stop: int, begins_here: bool) -> Span | None:
    """Where the part of ``own[start:stop]`` is that is on this page, if the next page or the one
    before it has the rest: the end of the word where the page begins, or its beginning where the
    page ends. With the text beside it, it has enough characters to be certain."""
    tail = own[stop : stop + _ENOUGH]
    for at in () if begins_here else range(start + 1, stop):
        found = letters.find(own[at:stop] + tail, 0, _MARGIN)
        if found >= 0 and stop - at + len(tail) >= _ENOUGH:
            return found, found + stop - at
    head = own[max(0, start - _ENOUGH) : start]
    for at in range(stop - 1, start, -1):
        found = letters.rfind(head + own[start:at], max(0, len(letters) - _MARGIN))
        if found >= 0 and len(head) + at - start >= _ENOUGH:
            return found + len(head), found + len(head) + at - start
    return None


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        yield at
        at = text.find(word, at + 1)


def _equal(one: str, other: str) -> int:
    """How many characters at the beginning are equal."""
    if one == other:
        return len(one)
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))


def joined(boxes: Iterable[Box]) -> Iterator[Box]:
    """Boxes of characters in order, those of one line made one; a line may run in any direction."""
    line: Box | None = None
    for box in boxes:
        if box.left >= box.right or box.top >= box.bottom:
            continue
        if line is not None and _continues(line, box):
            line = Box(
                min(line.left, box.left), min(line.top, box.top),
                max(line.right, box.right), max(line.bottom, box.bottom),
            )  # fmt: skip
            continue
        if line is not None:
            yield line
        line = box
    if line is not None:
        yield line


def _continues(line: Box, box: Box) -> bool:
    across = _overlap(line.left, line.right, box.left, box.right)
    down = _overlap(line.top, line.bottom, box.top, box.bottom)
    high, wide = box.bottom - box.top, box.right - box.left
    return (down > 0.5 * high and across > -1.5 * wide) or (
        across > 0.5 * wide and down > -0.5 * high and line.right - line.left < 1.5 * wide
    )


def _overlap(first: float, last: float, start: float, end: float) -> float:
    return min(last, end) - max(first, start)
