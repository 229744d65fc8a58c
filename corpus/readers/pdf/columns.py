"""The lines of a page in, its columns out in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from corpus.readers.pdf.segments import PageLine, Segment

_LINES = 5
_LENGTH = 9
_SCORE = 8
_CROSSING = 3
_MOST_SPLITS = 6
_MOST_SEGMENTS = 1_500


def find_columns(lines: Sequence[PageLine]) -> list[list[PageLine]]:
    """Return the columns of a page in reading order, each as its lines from top to bottom.

    Lines that cross the columns, such as a title, split the page into bands: the columns of a band
    are read before the next band.
    """
    segments = [segment for line in lines for segment in line]
    if len(segments) > _MOST_SEGMENTS:  # a drawing or a large table, not columns of text
        return [list(lines)]
    return [_lines(column) for column in _split(segments, _MOST_SPLITS)]


def _split(segments: list[Segment], depth: int) -> list[list[Segment]]:
    edge = _gutter(segments) if depth and len(segments) > 2 * _LINES else None
    if edge is None:
        return [segments]
    result: list[list[Segment]] = []
    for crossing, band in groupby(segments_in_bands(segments, edge), key=lambda pair: pair[0]):
        members = [segment for _, segment in band]
        if crossing % 2:
            result.append(members)
            continue
        for side in (
            [segment for segment in members if segment.right <= edge + 1],
            [segment for segment in members if segment.left >= edge - 1],
        ):
            if side:
                result += _split(side, depth - 1)
    return result


def segments_in_bands(segments: Sequence[Segment], edge: float) -> list[tuple[int, Segment]]:
    """Number the bands from the top: even for columns at both sides of ``edge``, odd for lines
    that cross it."""
    result = []
    band = 0
    for segment in sorted(segments, key=lambda segment: (segment.row, segment.left)):
        crosses = segment.right > edge + 1 and segment.left < edge - 1
        if crosses != bool(band % 2):
            band += 1
        result.append((band, segment))
    return result


def _gutter(segments: Sequence[Segment]) -> float | None:
    """Return the x between two columns, or None."""
    best, where = float(_SCORE), None
    for edge in sorted({round(segment.left / 3) * 3.0 for segment in segments}):
        left = [segment for segment in segments if segment.right <= edge + 1]
        right = [segment for segment in segments if segment.left >= edge - 1]
        if len(left) < _LINES or len(right) < _LINES:
            continue
        crossing = len(segments) - len(left) - len(right)
        score = len(left) + len(right) - _CROSSING * crossing
        if score > best and _face_each_other(left, right):
            best, where = score, edge
    return where


def _face_each_other(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Return whether both sides have text of some length at the same height."""
    for side, other in ((left, right), (right, left)):
        low = min(segment.base for segment in other) - 1
        high = max(segment.base for segment in other) + 1
        facing = [segment for segment in side if low <= segment.base <= high]
        if len({segment.row for segment in facing}) < _LINES:
            return False
        if sum(len(segment.text) for segment in facing) < _LENGTH * len(facing):
            return False
    return True


def _lines(segments: Sequence[Segment]) -> list[PageLine]:
    ordered = sorted(segments, key=lambda segment: (segment.row, segment.left))
    return [list(line) for _, line in groupby(ordered, key=lambda segment: segment.row)]
