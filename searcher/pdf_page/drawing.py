"""Draws a page of a PDF file, and reads where its characters are. Runs in the worker process only.

What goes back to the server are plain bytes: a file that takes over PDFium cannot send an object.
"""

from __future__ import annotations

import ctypes
import os
import struct
import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# Loads and initializes PDFium, once for the process.
import pypdfium2  # noqa: F401
import pypdfium2.raw as pdfium

from corpus.readers.pdf.characters import MOST_CHARACTERS
from corpus.readers.pdf.codes import FORMS
from corpus.readers.pdf.native import address, loose_box, page_text
from corpus.readers.pdf.page_picture import draw_rows

_LONGEST = 8_000  # pixels
_MOST_PIXELS = 16_000_000
LOCKED, BROKEN, NO_PAGE = "password", "broken", "missing"
_FINE = 1_000_000  # units across a page, since PDFium gives whole numbers
_PNG = b"\x89PNG\r\n\x1a\n"
_GREY, _COLOUR = 0, 2  # types of PNG
_LEVEL = 4  # of compression: 6 takes twice as long and saves a tenth


class PageFailedError(Exception):
    """The page cannot be shown: ``LOCKED``, ``BROKEN`` or ``NO_PAGE``."""


@contextmanager
def opened_page(path: str, number: int) -> Iterator[tuple[Any, int]]:
    """A loaded page, counted from 1, and the number of pages.

    :raises PageFailedError: the file cannot be read, or has no such page.
    """
    document = pdfium.FPDF_LoadDocument(os.fsencode(path), None)
    if not document:
        error = pdfium.FPDF_GetLastError()
        locked = error in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise PageFailedError(LOCKED if locked else BROKEN)
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if not 1 <= number <= count:
            raise PageFailedError(NO_PAGE)
        page = pdfium.FPDF_LoadPage(document, number - 1)
        if not page:
            raise PageFailedError(BROKEN)
        try:
            yield page, count
        finally:
            pdfium.FPDF_ClosePage(page)
    finally:
        pdfium.FPDF_CloseDocument(document)


def draw(page: Any, width: int) -> bytes:
    """The picture of a page as PNG, ``width`` pixels wide, or less if it would be too large.

    :raises MemoryError: there is not enough for it.
    """
    across, down = _pixels(page, width)
    flags = pdfium.FPDF_REVERSE_BYTE_ORDER
    rows = draw_rows(page, across, down, pdfium.FPDFBitmap_BGR, flags)
    return as_png(rows, across, down)


def _pixels(page: Any, width: int) -> tuple[int, int]:
    wide, high = size_of(page)
    scale = min(width / wide, _LONGEST / high, (_MOST_PIXELS / (wide * high)) ** 0.5)
    return max(1, round(wide * scale)), max(1, min(_LONGEST, round(high * scale)))


def size_of(page: Any) -> tuple[float, float]:
    """Width and height of a page in points, as it is shown; at least one point."""
    sizes = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    wide, high = (size if 1.0 <= size < 1e6 else 1.0 for size in sizes)
    return wide, high


def as_png(rows: bytes, width: int, height: int) -> bytes:
    """Rows of red, green and blue bytes as a file in the format PNG (ISO/IEC 15948).

    A page without colours, as most are, takes a third of the bytes.
    """
    red = rows[::3]
    is_grey = red == rows[1::3] == rows[2::3]
    samples, length = (red, width) if is_grey else (rows, 3 * width)
    lines = b"".join(b"\0" + samples[at : at + length] for at in range(0, len(samples), length))
    kind = _GREY if is_grey else _COLOUR
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, _LEVEL)), (b"IEND", b""))
    return _PNG + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def read_characters(page: Any) -> tuple[str, array[float]]:
    """The characters of a page, and four numbers for each: left, top, right and bottom.

    They are shares of width and height, from the left and the top of the page as it is shown.
    """
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return "", array("f")
    try:
        count = min(max(0, pdfium.FPDFText_CountChars(text_page)), MOST_CHARACTERS)
        text = page_text(text_page, count).translate(FORMS) if count else ""
        return text, _boxes(page, address(text_page), len(text))
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _boxes(page: Any, text_page: int, count: int) -> array[float]:
    origin, along, up = (_shown(page, x, y) for x, y in ((0, 0), (1000, 0), (0, 1000)))
    across = [(one - zero) / 1000 for one, zero in zip(along, origin, strict=True)]
    upward = [(one - zero) / 1000 for one, zero in zip(up, origin, strict=True)]
    box = pdfium.FS_RECTF()
    at = ctypes.addressof(box)
    found = array("f")
    for index in range(count):
        if not loose_box(text_page, index, at):
            found.extend((0.0, 0.0, 0.0, 0.0))
            continue
        corners = ((box.left, box.bottom), (box.right, box.top))
        (x1, x2), (y1, y2) = (
            sorted(origin[axis] + across[axis] * x + upward[axis] * y for x, y in corners)
            for axis in (0, 1)
        )
        found.extend((x1, y1, x2, y2))
    return found


def _shown(page: Any, x: float, y: float) -> tuple[float, float]:
    """Where a point of the page is, in shares of width and height of the page as it is shown."""
    left, top = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, left, top)
    return left.value / _FINE, top.value / _FINE
