"""A page in, its rules and images out: what is drawn besides text.

Rules (thin lines and the edges of rectangles) show where a table has its cells. Images over most of
a page without text are a scan.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from corpus.readers.pdf.native import address

_MOST_OBJECTS = 30_000
_MOST_PATHS = 4_000
_MOST_SEGMENTS = 2_000
_MOST_RULES = 8_000
_THIN = 2.5
_SHORTEST = 5.0


class Rule(NamedTuple):
    """A straight line: at ``at`` across its direction, from ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Drawings:
    """What a page draws besides text.

    ``image_share`` is the share of the page that images cover, at most 1. ``covered``: an image
    over half of the page is drawn after text. ``paths`` counts line drawings. ``texts`` has the
    addresses of the text objects.
    """

    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    image_share: float = 0.0
    covered: bool = False
    paths: int = 0
    texts: list[int] = field(default_factory=list)

    @property
    def rules(self) -> int:
        """The number of rules."""
        return len(self.horizontal) + len(self.vertical)


class _Box:
    """Four numbers that PDFium fills."""

    def __init__(self) -> None:
        self._values = tuple(ctypes.c_float() for _ in range(4))

    def of(self, drawn: Any) -> tuple[float, float, float, float]:
        """Return left, bottom, right and top of a page object."""
        left, bottom, right, top = self._values
        pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
        return left.value, bottom.value, right.value, top.value


def read_drawings(page: Any, edges: tuple[float, float, float, float]) -> Drawings:
    """Return rules and images of a loaded page; ``edges`` are its left, bottom, right and top."""
    result = Drawings()
    box = _Box()
    area = 0.0
    text_before = False
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        drawn = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            text_before = True
            result.texts.append(address(drawn))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            result.paths += 1
            if result.paths <= _MOST_PATHS and result.rules < _MOST_RULES:
                _add_path(result, drawn, box)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE or (
            kind == pdfium.FPDF_PAGEOBJ_FORM and _has_image(drawn, 3)
        ):
            share = _share(box.of(drawn), edges)
            area += share
            result.covered = result.covered or (text_before and share > 0.5)
    result.image_share = min(1.0, area)
    return result


def _share(
    box: tuple[float, float, float, float], page: tuple[float, float, float, float]
) -> float:
    """Return the share of the page that the box covers."""
    across = min(box[2], page[2]) - max(box[0], page[0])
    along = min(box[3], page[3]) - max(box[1], page[1])
    area = (page[2] - page[0]) * (page[3] - page[1])
    return max(0.0, across) * max(0.0, along) / area


def _has_image(form: Any, depth: int) -> bool:
    if not depth:
        return False
    for index in range(min(pdfium.FPDFFormObj_CountObjects(form), 200)):
        drawn = pdfium.FPDFFormObj_GetObject(form, index)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            return True
        if kind == pdfium.FPDF_PAGEOBJ_FORM and _has_image(drawn, depth - 1):
            return True
    return False


def _add_path(result: Drawings, drawn: Any, box: _Box) -> None:
    left, bottom, right, top = box.of(drawn)
    if right - left <= _THIN or top - bottom <= _THIN:
        _add_line(result, left, bottom, right, top)
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)
    if not stroke.value:
        return  # a coloured area
    count = pdfium.FPDFPath_CountSegments(drawn)
    if count <= _MOST_SEGMENTS:
        for line in _lines(drawn, count):
            _add_line(result, *line)


def _add_line(result: Drawings, left: float, bottom: float, right: float, top: float) -> None:
    if top - bottom <= _THIN and right - left >= _SHORTEST:
        result.horizontal.append(Rule((top + bottom) / 2, left, right))
    elif right - left <= _THIN and top - bottom >= _SHORTEST:
        result.vertical.append(Rule((left + right) / 2, bottom, top))


def _lines(drawn: Any, count: int) -> list[tuple[float, float, float, float]]:
    """Return the straight lines of a path as left, bottom, right and top."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    result = []
    start = at = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            result.append(_ordered(at, point))
        at = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            result.append(_ordered(at, start))
            at = start
    return result


def _ordered(
    one: tuple[float, float], other: tuple[float, float]
) -> tuple[float, float, float, float]:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[0], other[0]),
        max(one[1], other[1]),
    )
