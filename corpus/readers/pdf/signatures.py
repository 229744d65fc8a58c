"""The lines of a column in, blocks of signatures out: two parties side by side, each read alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.readers.pdf.segments import PageLine

_SIGNATURE = re.compile(
    r"[甲乙丙丁]\s*方|代\s*表|簽\s*[名章署]|签\s*[名章署字]|[蓋盖用]\s*[章印]|負\s*責\s*人|负\s*责\s*人|授\s*[權权]"
    r"|[理董]\s*事\s*[長长]|立\s*約|立\s*约|立\s*書\s*人|見\s*證\s*人|见\s*证\s*人|日\s*期|年\s*月\s*日"
)
_DIGITS = re.compile(r"[\d\s]+")
_LONGEST = 40
_FEWEST_LINES, _MOST_LINES = 2, 20
_ALIGNED = 2.0
_ALIKE = 0.5


def split_signatures(lines: Sequence[PageLine]) -> list[tuple[bool, list[PageLine]]]:
    """Return the lines in reading order, in groups. The groups with True are parties that sign.

    Each party is one group, with its lines from top to bottom.
    """
    result: list[tuple[bool, list[PageLine]]] = []
    at = 0
    while at < len(lines):
        end = _end_of_block(lines, at)
        if end > at and _are_parties(lines[at:end]):
            result += [(True, party) for party in _parties(lines[at:end])]
            at = end
            continue
        if not result or result[-1][0]:
            result.append((False, []))
        result[-1][1].append(lines[at])
        at += 1
    return result


def _end_of_block(lines: Sequence[PageLine], first: int) -> int:
    """Return the end of the lines with as many short segments as ``first``.

    A line of one segment belongs to them if it is in the column of a party, but below the first
    party only if the block goes on.
    """
    sides = _sides(lines[first])
    end = at = first
    while sides > 1 and at < len(lines) and at - first < _MOST_LINES:
        if _sides(lines[at]) == sides:
            end = at + 1
        elif len(lines[at]) > 1 or (side := _side(lines[first], lines[at])) is None:
            break
        elif side:
            end = at + 1
        at += 1
    return end


def _parties(lines: Sequence[PageLine]) -> list[list[PageLine]]:
    parties: list[list[PageLine]] = [[] for _ in lines[0]]
    for line in lines:
        for place, segment in enumerate(line):
            alone = _side(lines[0], line) if len(line) == 1 else place
            parties[alone or 0].append([segment])
    return parties


def _sides(line: PageLine) -> int:
    """Return the number of segments, if all are short."""
    return len(line) if all(len(segment.text) <= _LONGEST for segment in line) else 1


def _side(first: PageLine, line: PageLine) -> int | None:
    """Return the segment of the first line below which a line of one segment is, or None."""
    (one,) = line
    near = one.size
    for place, segment in enumerate(first):
        if abs(segment.left - one.left) < near or abs(segment.middle[0] - one.middle[0]) < near:
            return place
    return None


def _are_parties(lines: Sequence[PageLine]) -> bool:
    """Return whether consecutive lines are columns whose entries are alike: both names, dates."""
    lines = [line for line in lines if len(line) == len(lines[0])]
    if len(lines) < _FEWEST_LINES:
        return False
    if not any(_SIGNATURE.search(segment.text) for line in lines for segment in line):
        return False
    for side in range(len(lines[0])):
        lefts = [line[side].left for line in lines]
        middles = [line[side].middle[0] for line in lines]
        near = _ALIGNED * lines[0][side].size
        if min(max(lefts) - min(lefts), max(middles) - min(middles)) > near:
            return False
    alike = sum(_alike(line) for line in lines)
    return alike >= _ALIKE * len(lines)


def _alike(line: PageLine) -> bool:
    """Return whether all segments of a line begin or end alike, in Chinese."""
    texts = [_DIGITS.sub("#", segment.text) for segment in line]
    first = texts[0]
    if not any(char >= "\u2e80" for char in first):
        return False
    ends = {text[-2:] for text in texts}
    starts = {text[:2] for text in texts}
    parties = all(text[:1] in "甲乙丙丁" and text[1:2] == "方" for text in texts)
    return parties or len(ends) == 1 or len(starts) == 1
