"""The raw lines of a text in, the lines without page furniture out.

Page furniture is what a program prints on each page: page numbers, and running heads and feet. A
form feed ends a page. Without form feeds, numbers alone on a line that count the pages do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.lines import ends_sentence, is_page_number

_EDGE = 2  # lines at the head and foot of a page that may be furniture
_FEWEST_PAGES = 3
_FEWEST_LINES = 10  # from one page number to the next
_LONGEST = 60
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\s*\d{1,4}\s*$")


class RawLine(NamedTuple):
    """A line as written, with its page: 1-based, or None if the file has no form feeds.

    ``breaks``: a page begins here, and the last sentence of the page above goes on.
    """

    text: str
    page: int | None = None
    breaks: bool = False


class Furnished(NamedTuple):
    """The lines that stay, and how many lines of page furniture were left out."""

    lines: tuple[RawLine, ...]
    removed: int = 0


def without_furniture(text: str) -> Furnished:
    """Return the lines of the text without page numbers, running heads and running feet.

    A page number with marks around it (``- 3 -``) stays if the file has no form feeds. The heads of
    the first page stay, since they may be the title.

    >>> [line.text for line in without_furniture("報告\\n甲，我\\n3\\n\\f報告\\n國乙。").lines]
    ['報告', '甲，我', '國乙。']
    """
    marked = "\f" in text
    pages = [part.splitlines() for part in text.split("\f")] if marked else _counted_pages(text)
    if len(pages) == 1:
        return Furnished(tuple(RawLine(line) for line in pages[0]))
    edges = [_edges(page) for page in pages]
    repeated = _repeated(pages, edges)
    lines: list[RawLine] = []
    removed = 0
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True), 1):
        counted = not marked and number < len(pages)
        out = set(_furniture(page, edge, repeated, number == 1, marked, counted))
        removed += len(out)
        kept = [line for index, line in enumerate(page) if index not in out]
        lines += _page_lines(kept, lines, number if marked else None)
    return Furnished(tuple(lines), removed)


def _page_lines(
    page: Sequence[str], above: Sequence[RawLine], number: int | None
) -> Iterator[RawLine]:
    """Yield the lines of a page. Blank lines between two pages are not the author's."""
    last = next((line.text for line in reversed(above[-20:]) if line.text.strip()), "")
    goes_on = bool(last) and not ends_sentence(last.strip())
    filled = [index for index, line in enumerate(page) if line.strip()]
    if not filled:
        return
    if last and not goes_on:
        yield RawLine("", number)
    for index in range(filled[0], filled[-1] + 1):
        yield RawLine(page[index], number, breaks=goes_on and index == filled[0])


def _counted_pages(text: str) -> list[list[str]]:
    """Divide a text without form feeds after each page number. There may be one page only."""
    lines = text.splitlines()
    filled = longest = last = 0
    # For each number: where it was last, how many lines came before, and how many numbers.
    chains: dict[int, tuple[int, int, int]] = {}
    above: dict[int, int] = {}
    for index, line in enumerate(lines):
        filled += bool(line.strip())
        if not (len(line) < 12 and _NUMBER.match(line)):
            continue
        value = int(line)
        before = chains.get(value - 1, (-1, filled, 0))
        if filled - before[1] < _FEWEST_LINES:
            before = (-1, filled, 0)
        chains[value] = index, filled, before[2] + 1
        above[index] = before[0]
        if before[2] + 1 > longest:
            longest, last = before[2] + 1, index
    if longest < _FEWEST_PAGES:
        return [lines]
    ends = [last]
    while above[ends[-1]] >= 0:
        ends.append(above[ends[-1]])
    starts = [0, *(index + 1 for index in reversed(ends))]
    return [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _edges(page: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the indices of the first and of the last lines that are not blank."""
    head = [index for index, line in enumerate(page[:40]) if line.strip()][:_EDGE]
    start = max(0, len(page) - 40)
    foot = [i for i in range(len(page) - 1, start - 1, -1) if page[i].strip()][:_EDGE]
    return head, foot


def _repeated(
    pages: Sequence[Sequence[str]], edges: Sequence[tuple[list[int], list[int]]]
) -> frozenset[tuple[int, str]]:
    """Return (0 for heads or 1 for feet, the line without its digits) of the running lines."""
    counts: Counter[tuple[int, str]] = Counter()
    for page, edge in zip(pages, edges, strict=True):
        counts.update({(side, _key(page[index])) for side in (0, 1) for index in edge[side]})
    filled = sum(bool(head) for head, _ in edges)
    fewest = max(2, filled if filled < _FEWEST_PAGES else _FEWEST_PAGES, filled // 3)
    return frozenset(key for key, count in counts.items() if count >= fewest and key[1] != "#")


def _furniture(
    page: Sequence[str],
    edge: tuple[list[int], list[int]],
    repeated: frozenset[tuple[int, str]],
    first: bool,
    marked: bool,
    counted: bool,
) -> Iterator[int]:
    """Yield the indices of the page's lines that are furniture, from the edges inwards.

    ``counted``: the last line is the page number that ends the page.
    """
    for side in (0, 1):
        for place, index in enumerate(edge[side]):
            line = page[index].strip()
            is_number = counted and side == 1 and place == 0
            if marked and (is_page_number(line) or _NUMBER.match(line)):
                is_number = not _in_column(page, index)
            if (side, _key(line)) in repeated and _may_run(line):
                if not (first and side == 0):
                    yield index
            elif is_number:
                yield index
            else:
                break


def _may_run(line: str) -> bool:
    """Return whether the line may be a running head: short, no sentence, label or direction."""
    return (
        len(line) <= _LONGEST
        and not any(mark in line for mark in "，。；！？")
        and line[-1] not in "：:）)"
    )


def _in_column(page: Sequence[str], index: int) -> bool:
    """Return whether the number is one of a column of numbers."""
    near = [line for line in page[max(0, index - 1) : index + 2] if _NUMBER.match(line)]
    return len(near) > 1


def _key(line: str) -> str:
    return _DIGITS.sub("#", line.strip())
