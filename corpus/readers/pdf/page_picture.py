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
    bitmap = pdfium.FPDFBitmap_CreateEx(across, down, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, _WHITE)
        flags = pdfium.FPDF_GRAYSCALE | pdfium.FPDF_ANNOT
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, 0, flags)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * down)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    if stride != across:
        data = b"".join(data[row * stride : row * stride + across] for row in range(down))
    return Picture(data, across, down, scale)
