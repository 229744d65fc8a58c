"""Compares a quotation with a passage: character by character, and what differs but for words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from corpus.document import Span
from index.analysis.spacing import is_han
from searcher.verify.fragments import Fragment
from searcher.verify.passages import Passage
from searcher.verify.placement import Placement
from searcher.verify.quotation import ButFor, Difference

_MARKS = str.maketrans(dict.fromkeys("「」『』“”‘’﹁﹂﹃﹄｢｣〝〞〟＂'", '"'))
# For a block of this many characters, so many characters of the source may be left out before or
# after it. A single character that is further away only happens to be there.
_APART = {1: 2, 2: 6, 3: 12}
# For longer ones, so many times their length.
_FAR, _FARTHEST = 8, 40
_LONG = 10


def but_for(fragments: Sequence[Fragment], placement: Placement) -> tuple[ButFor, ...]:
    """In what a quotation that has the same words is not the same, in a fixed order.

    The marks of a quotation inside the quotation do not count, nor does punctuation at its ends.
    """
    found: set[ButFor] = set()
    passage = placement.passage
    for fragment, (start, end) in zip(fragments, placement.spans, strict=True):
        written = [passage.written((at, at + 1)) for at in range(start, end)]
        places = fragment.bare.places
        for number, (place, source) in enumerate(zip(places, written, strict=True)):
            quoted = fragment.text[place]
            if quoted != source:
                found.add("script" if is_han(quoted) and is_han(source) else "letters")
            if number:
                ours = fragment.text[places[number - 1] + 1 : place].translate(_MARKS)
                theirs = passage.between(start + number).translate(_MARKS).replace("\n", "")
                if ours != theirs:
                    same = "".join(ours.split()) == "".join(theirs.split())
                    found.add("spacing" if same else "punctuation")
    order: tuple[ButFor, ...] = ("script", "letters", "spacing", "punctuation")
    return tuple(one for one in order if one in found)


class Alignment(NamedTuple):
    """How the fragments of a quotation correspond to a passage.

    ``span`` is from the first to the last corresponding character of the passage. ``covered`` is
    the share of the quotation's characters that are there in this order, ``longest`` the number of
    characters in a row that both have.
    """

    passage: Passage
    span: Span
    differences: tuple[Difference, ...]
    covered: float
    longest: int


def align(passage: Passage, fragments: Sequence[Fragment]) -> Alignment | None:
    """The quotation next to the passage; None if they share nothing."""
    at = matched = longest = 0
    spans: list[Span] = []
    differences: list[Difference] = []
    for fragment in fragments:
        found = passage.bare.find(fragment.bare.text, at)
        if found >= 0:
            spans.append((found, found + len(fragment.bare.text)))
            matched += len(fragment.bare.text)
            longest = max(longest, len(fragment.bare.text))
        elif blocks := _blocks(fragment.bare.text, passage.bare, at):
            matched += sum(size for *_, size in blocks)
            longest = max(longest, *(size for *_, size in blocks))
            spans.append((blocks[0][1], blocks[-1][1] + blocks[-1][2]))
            differences += _differences(fragment, passage, blocks)
        else:
            differences.append(_absent(fragment))
            if (again := passage.bare.find(fragment.bare.text)) >= 0:  # in another order
                matched += len(fragment.bare.text)
                spans.append((again, again + len(fragment.bare.text)))
            continue
        at = spans[-1][1]
    if not spans:
        return None
    length = sum(len(fragment.bare.text) for fragment in fragments)
    span = (min(start for start, _ in spans), max(end for _, end in spans))
    return Alignment(passage, span, tuple(differences), matched / length, longest)


def _absent(fragment: Fragment) -> Difference:
    """The difference where the passage does not have the fragment."""
    at = _span(fragment, (0, len(fragment.bare.text)))
    return Difference(at, fragment.text[at[0] - fragment.start : at[1] - fragment.start], "")


_Block = tuple[int, int, int]  # offset in the fragment, offset in the passage, length


def _blocks(quoted: str, source: str, start: int) -> list[_Block]:
    """The strings that both have in the same order, the longest first chosen."""
    matcher = SequenceMatcher(None, quoted, source[start:], autojunk=False)
    blocks: list[_Block] = [(a, b + start, size) for a, b, size in matcher.get_matching_blocks()]
    blocks.pop()  # difflib ends with one of no characters
    if not blocks:
        return []
    largest = max(range(len(blocks)), key=lambda at: blocks[at][2])
    kept = [blocks[largest]]
    for block in reversed(blocks[:largest]):
        if kept[0][1] - (block[1] + block[2]) - (kept[0][0] - block[0] - block[2]) <= _reach(block):
            kept.insert(0, block)
    for block in blocks[largest + 1 :]:
        last = kept[-1]
        if block[1] - (last[1] + last[2]) - (block[0] - last[0] - last[2]) <= _reach(block):
            kept.append(block)
    return kept


def _reach(block: _Block) -> int:
    size = block[2]
    return _APART.get(size, (_FARTHEST if size >= _LONG else _FAR) * size)


def _differences(
    fragment: Fragment, passage: Passage, blocks: Sequence[_Block]
) -> Iterator[Difference]:
    quoted, source = fragment.bare.text, passage.bare
    first, last = blocks[0], blocks[-1]
    # As many characters of the source at both ends as the quotation has there.
    start = max(0, first[1] - first[0])
    end = min(len(source), last[1] + last[2] + len(quoted) - last[0] - last[2])
    edges: list[_Block] = [(0, start, 0), *blocks, (len(quoted), end, 0)]
    for (a, b, size), (next_a, next_b, _) in pairwise(edges):
        ours, theirs = (a + size, next_a), (b + size, next_b)
        if ours[0] == ours[1] and theirs[0] == theirs[1]:
            continue
        at = _span(fragment, ours)
        yield Difference(
            at,
            fragment.text[at[0] - fragment.start : at[1] - fragment.start],
            passage.written(theirs) if theirs[0] < theirs[1] else "",
        )


def _span(fragment: Fragment, span: Span) -> Span:
    """Where characters of the bare fragment are in the quotation. For none, the place between."""
    start, end = span
    places = fragment.bare.places
    if start < end:
        first, last = fragment.bare.span(start, end)
    elif start < len(places):
        first = last = places[start]
    else:
        first = last = places[-1] + 1
    return first + fragment.start, last + fragment.start
