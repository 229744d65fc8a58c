"""PDFium's functions for one character, with less overhead for each call.

The wrappers of pypdfium2 make a pointer object for each result. These prototypes of the same
functions take and return plain addresses, which halves the time for a page.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

from corpus.fold import fold

_ADDRESS = ctypes.c_void_p
_INT = ctypes.c_int
# Radicals and compatibility ideographs.
_COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")


def address(handle: Any) -> int:
    """Return the address in a handle or function of pypdfium2."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _prototype(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    return ctypes.PYFUNCTYPE(result, *arguments)(address(function))


text_object = _prototype(pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
"""Return the address of the text object that draws a character, or None for a made one."""
origin_of = _prototype(pdfium.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)
loose_box = _prototype(pdfium.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
_tight_box = _prototype(
    pdfium.FPDFText_GetCharBox, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS
)
has_map_error = _prototype(pdfium.FPDFText_HasUnicodeMapError, _INT, _ADDRESS, _INT)
render_mode = _prototype(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
font_info = _prototype(
    pdfium.FPDFText_GetFontInfo,
    ctypes.c_ulong,
    _ADDRESS,
    _INT,
    _ADDRESS,
    ctypes.c_ulong,
    _ADDRESS,
)
font_size = _prototype(pdfium.FPDFText_GetFontSize, ctypes.c_double, _ADDRESS, _INT)
matrix_of = _prototype(pdfium.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
angle_of = _prototype(pdfium.FPDFText_GetCharAngle, ctypes.c_float, _ADDRESS, _INT)
unicode_value = _prototype(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _INT)

set_active = _prototype(pdfium.FPDFPageObj_SetIsActive, _INT, _ADDRESS, _INT)
_bounds = _prototype(
    pdfium.FPDFPageObj_GetBounds, _INT, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS
)


def is_visible(drawn: int) -> bool:
    """Return whether a page object, given by its address, has a size. A blank has none."""
    box = (ctypes.c_float * 4)()
    at = ctypes.addressof(box)
    _bounds(drawn, at, at + 4, at + 8, at + 12)
    left, bottom, right, top = box
    return bool(right > left and top > bottom)


def drawn_size(page: int, index: int) -> float:
    """Return the larger side of what a character draws, or 0.0."""
    box = (ctypes.c_double * 4)()
    at = ctypes.addressof(box)
    if not _tight_box(page, index, at, at + 8, at + 16, at + 24):
        return 0.0
    left, right, bottom, top = box
    return float(max(right - left, top - bottom))


def page_text(text_page: Any, count: int) -> str:
    """Return the first ``count`` characters of a page, one for each index."""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    units = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(0, units - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return without_doubles(text)
    # Some index has no character or half of one: ask for each.
    handle = address(text_page)
    return without_doubles(
        "".join(_whole([unicode_value(handle, index) for index in range(count)]))
    )


def without_doubles(text: str) -> str:
    """Replace the compatibility code of a glyph that has two codes by a character that is dropped.

    Programs for macOS write 大 as ⼤大, and 年 as 年 with its compatibility form.

    >>> [char for char in without_doubles("\u2f24大學")] == ["\u200b", "大", "學"]
    True
    """
    if not _COMPATIBLE.search(text):
        return text
    chars = list(text)
    for match in _COMPATIBLE.finditer(text):
        place = match.start()
        beside = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
        if fold(match[0]) in fold(_COMPATIBLE.sub("", beside)):
            chars[place] = "\u200b"
    return "".join(chars)


def _whole(codes: list[int]) -> list[str]:
    """Return a character for each code; two halves become one that is dropped and the whole."""
    result = [
        "\ufffd" if code > 0x10FFFF or 0xD800 <= code < 0xE000 else chr(code) for code in codes
    ]
    for index in range(len(codes) - 1):
        high, low = codes[index], codes[index + 1]
        if 0xD800 <= high < 0xDC00 <= low < 0xE000:
            result[index] = "\u200b"
            result[index + 1] = chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)
    return result
