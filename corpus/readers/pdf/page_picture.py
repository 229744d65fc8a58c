"""A page in, its picture out, as grey pixels that OCR programs read."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_DPI = 300
_LONGEST = 5_000  # pixels; A3 at 300 dpi
_WHITE = 0xFFFFFFFF


class Picture(NamedTuple):
    """Rows of grey pixels, from the top. ``scale`` is the number of pixels for one point."""

    pixels: bytes
    width: int
    height: int
    scale: float

    @property
    def dpi(self) -> int:
        """The resolution."""
        return round(72 * self.scale)

    def as_pgm(self) -> bytes:
        """Return the picture as a file in the format PGM."""
        return b"P5 %d %d 255\n" % (self.width, self.height) + self.pixels


def draw_page(page: Any) -> Picture:
    """Return the picture of a loaded page, turned as it is shown.

    Raises MemoryError if there is not enough for the picture.
    """
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = min(_DPI / 72, _LONGEST / max(width, height, 1.0))
    across, down = max(1, round(width * scale)), max(1, round(height * scale))
    data = draw_rows(page, across, down, pdfium.FPDFBitmap_Gray, pdfium.FPDF_GRAYSCALE)
    return Picture(data, across, down, scale)


def draw_rows(page: Any, across: int, down: int, format: int, flags: int) -> bytes:
    """Return the rows of pixels of a loaded page, from the top, with nothing between them.

    ``format`` is a bitmap format of PDFium with 1 or 3 bytes a pixel, ``flags`` are for rendering.
    Raises MemoryError if there is not enough for the picture.
    """
    bitmap = pdfium.FPDFBitmap_CreateEx(across, down, format, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, _WHITE)
        flags |= pdfium.FPDF_ANNOT
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, 0, flags)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * down)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    length = across * (1 if format == pdfium.FPDFBitmap_Gray else 3)
    if stride != length:
        data = b"".join(data[at : at + length] for at in range(0, stride * down, stride))
    return data
