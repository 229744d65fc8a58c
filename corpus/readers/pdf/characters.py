"""A page in, its characters out: runs of characters with position, size and weight.

This is the only loop over characters. PDFium gives them by index, and consecutive ones belong to
one text object, so most questions are put once for each object.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as pdfium

from corpus.readers.pdf.codes import FORMS, SPACES, readable
from corpus.readers.pdf.fonts import Fonts
from corpus.readers.pdf.native import (
    address,
    angle_of,
    drawn_size,
    font_info,
    font_size,
    has_map_error,
    is_visible,
    loose_box,
    matrix_of,
    origin_of,
    page_text,
    render_mode,
    set_active,
    text_object,
)
from corpus.readers.pdf.runs import (
    PageText,
    Run,
    needs_space,
    without_binding_line,
    without_repeated,
)

MOST_CHARACTERS = 60_000
"""Characters of one page that are read; a page of dense text has 3,000."""

# Full-width characters, of which n take up n times their size.
_WIDE = "\u2e80-\u2fff\u3001-\u303f\u3100-\u9fff\uf900-\ufaff\uff01-\uff5e"
_PLAIN = re.compile(f"[!-~\u00a1-\u00ff\u2010-\u2e7f{_WIDE}]")
# Pieces of an object: full-width, Latin, and each other character for itself.
_PIECES = re.compile(f"[{_WIDE}]+|[!-~]+|.", re.DOTALL)
_MOST_STRETCHED = 0.8
_MOST_SCALED, _MOST_DRAWN = 1.6, 1.3
_SMALLEST_SHARE, _LARGEST_SHARE = 0.4, 2.5
_INVISIBLE = 3
_MOST_PASSES = 8
_FILL_AND_STROKE = 2


def read_characters(page: Any, fonts: Fonts, texts: Sequence[int] = ()) -> PageText:
    """Return the text of a loaded page. ``texts``: the addresses of its text objects.

    PDFium leaves out a line that is equal to one of the lines before it and overlaps it, as if it
    were drawn twice. Such lines are read without those that are read already.
    """
    result = PageText()
    left = set(texts)
    hidden: set[int] = set()
    for _ in range(_MOST_PASSES):
        seen = _read_objects(page, fonts, result)
        left = {drawn for drawn in left - seen if is_visible(drawn)}
        if not seen or not left or result.cut:
            break
        for drawn in seen:
            set_active(drawn, False)
        hidden |= seen
    for drawn in hidden:  # OCR reads a picture of the page
        set_active(drawn, True)
    result.runs, repeated = without_repeated(result.runs)
    result.runs, result.drawn = without_binding_line(result.runs)
    result.repeated += repeated
    result.letters -= repeated + result.drawn
    return result


def _read_objects(page: Any, fonts: Fonts, result: PageText) -> set[int]:
    """Add the text of a page to ``result``. Return the addresses of the objects that draw it."""
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return set()
    try:
        count = pdfium.FPDFText_CountChars(text_page)
        result.cut = max(0, count - MOST_CHARACTERS)
        if count <= 0:
            return set()
        text = page_text(text_page, min(count, MOST_CHARACTERS))
        return _Reading(address(text_page), text, fonts, result).read()
    finally:
        pdfium.FPDFText_ClosePage(text_page)


class _Reading:
    """The state of the loop over the characters of one page."""

    def __init__(self, page: int, text: str, fonts: Fonts, result: PageText) -> None:
        self._page, self._text, self._fonts, self._result = page, text, fonts, result
        self._box, self._x, self._y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        self._box_at = ctypes.addressof(self._box)
        self._x_at, self._y_at = ctypes.addressof(self._x), ctypes.addressof(self._y)
        self._name, self._flags = ctypes.create_string_buffer(128), ctypes.c_int()
        self._name_at, self._flags_at = (
            ctypes.addressof(self._name),
            ctypes.addressof(self._flags),
        )
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_at = ctypes.addressof(self._matrix)
        self._nominal, self._scale, self._measured = 0.0, 1.0, False
        self._run: Run | None = None
        self._parts: list[str] = []
        self._weights: list[str] = []
        self._last_left = 0.0
        self._spaced = self._typed = False

    def read(self) -> set[int]:
        """Read one text object after the other, and return their addresses."""
        seen: set[int] = set()
        index, length, count = 0, 1, len(self._text)
        while index < count:
            drawn = text_object(self._page, index)
            if not drawn:
                self._spaced = self._spaced or self._text[index] == " "  # made from a gap
                index += 1
                continue
            end = self._end_of_object(drawn, index, length)
            length = end - index
            self._read_object(drawn, index, end)
            seen.add(drawn)
            index = end
        self._close()
        return seen

    def _end_of_object(self, drawn: int, index: int, length: int) -> int:
        """Return the end of the object that begins at ``index``, probably after ``length``."""
        page, count = self._page, len(self._text)
        low, high = index, count
        if length > 1:
            guess = min(index + length, count) - 1
            if text_object(page, guess) == drawn:
                low = guess
            else:
                high = guess
        step = 1
        while low + step < high:
            if text_object(page, low + step) == drawn:
                low += step
                step *= 2
            else:
                high = low + step
        while high - low > 1:
            middle = (low + high) // 2
            if text_object(page, middle) == drawn:
                low = middle
            else:
                high = middle
        return low + 1

    def _read_object(self, drawn: int, index: int, end: int) -> None:
        result = self._result
        mode = render_mode(drawn)
        font_info(self._page, index, self._name_at, 128, self._flags_at)
        name = self._name.value
        weight = 2 if mode == _FILL_AND_STROKE else self._fonts.weight(name)
        self._nominal = self._nominal_size(index)
        if mode == _INVISIBLE:
            result.invisible += end - index
        if not self._fonts.has_unicode(name, self._page, index, end):
            for one in range(index, end):
                if has_map_error(self._page, one) == 1:
                    result.unmapped[name.decode("utf-8", "replace").split("+")[-1] or "?"] += 1
                else:
                    self._read_one(one, weight)
        elif end - index == 1:
            self._read_one(index, weight)
        else:
            for piece in _PIECES.finditer(self._text, index, end):
                start, stop = piece.span()
                if stop - start < 3 or not self._read_piece(start, stop, weight):
                    for one in range(start, stop):
                        self._read_one(one, weight)

    def _nominal_size(self, index: int) -> float:
        """Return the size of a font as the file gives it, or 0.0.

        The height of the box depends on the font, and a font that is not in the file is replaced
        by one of this computer.
        """
        if not matrix_of(self._page, index, self._matrix_at):
            return 0.0
        matrix = self._matrix
        return float(font_size(self._page, index)) * math.hypot(matrix.c, matrix.d) * self._scale

    def _measure(self, index: int, width: float) -> bool:
        """Compare the size of the font with the width of a full-width character, which is equal.

        PDFium does not know by how much a form (a page placed on a page) is reduced. Some fonts
        have boxes of three times their size. Return False if the box is that of a vertical font,
        in which PDFium forgets how much the text is reduced.
        """
        size = self._nominal
        if not size or width <= 0:
            return True
        if not width / _MOST_SCALED < size < width * _MOST_SCALED:
            drawn = drawn_size(self._page, index)
            if 0 < drawn < _MOST_DRAWN * size < width:
                return False
            self._scale *= width / size
            self._nominal = self._nominal_size(index)
        self._measured = True
        return True

    def _size(self, height: float) -> float:
        """Return the size of a character whose box has this height."""
        likely = _SMALLEST_SHARE * height < self._nominal < _LARGEST_SHARE * height
        return self._nominal if likely or (self._measured and self._nominal) else height

    def _read_piece(self, index: int, end: int, weight: int) -> bool:
        """Read characters of one kind by the first and the last, if there is no gap between them.

        PDFium makes a space from a gap between Latin characters, so that a piece has none.
        """
        first = self._place(index)
        if first is None or first[4]:
            return False
        left, _, base, size, _ = first
        box = self._box
        bottom = box.bottom
        if (
            not loose_box(self._page, end - 1, self._box_at)
            or abs(box.bottom - bottom) > 0.02 * size
        ):
            return False
        right, count = box.right, end - index
        width = right - left
        if self._text[index] < "\u2e80":
            if not 0 < width <= _MOST_STRETCHED * count * size:
                return False
        elif not -0.3 * count * size < width - count * size < 0.6 * size:
            return False
        text = self._text[index:end]
        if count == 1 or not text.isascii():
            text = text.translate(FORMS)
        self._add(text, (left, right, base, size, 0), weight)
        self._last_left = box.left
        return True

    def _place(self, index: int) -> tuple[float, float, float, float, int] | None:
        """Return left, right, base, size and quarter turns of a character, seen upright."""
        box = self._box
        if not loose_box(self._page, index, self._box_at):
            return None
        origin_of(self._page, index, self._x_at, self._y_at)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        x, y = self._x.value, self._y.value
        wide = self._text[index] >= "\u4e00" and abs(left - x) <= 0.02 * (top - bottom)
        if wide and not self._measure(index, right - left):
            return x, x + self._nominal, y, self._nominal, 0
        size = self._size(top - bottom)
        if abs(left - x) <= 0.02 * size and bottom - 1 <= y <= top:
            return left, right, y, size, 0
        angle = angle_of(self._page, index)
        turn = round(-angle / (math.pi / 2)) % 4 if angle > 0 else 0  # PDFium turns with the clock
        if turn == 0:  # the box of some fonts begins before the character
            return (x if left < x < right else left), right, y, size, 0
        if turn == 1:
            return bottom, top, -x, self._size(right - left), 1
        if turn == 2:
            return -right, -left, -y, size, 2
        return -top, -bottom, x, self._size(right - left), 3

    def _read_one(self, index: int, weight: int) -> None:
        char = self._text[index]
        if char in SPACES:
            self._spaced = self._typed = True
            if char == "\u3000" and self._run is not None and self._parts[-1] != char:
                self._parts.append(char)
                self._weights.append(str(weight))
                self._run.right += self._run.size
            return
        if not _PLAIN.match(char):
            char = readable(char, self._result)
            if not char:
                return
        place = self._place(index)
        if place is not None:
            self._add(char, place, weight)

    def _add(self, text: str, place: tuple[float, float, float, float, int], weight: int) -> None:
        """Append characters to the run, or begin a new one."""
        left, right, base, size, turn = place
        typed, spaced = self._typed, self._spaced
        self._typed = self._spaced = False
        run = self._run
        if (
            run is not None
            and run.turn == turn
            and abs(base - run.base) <= 0.1 * size
            and abs(size - run.size) <= 0.12 * size
        ):
            gap = (left - run.right) / (size or 1.0)
            before = self._parts[-1][-1]
            if text == before and abs(left - self._last_left) < 0.15 * size:
                self._result.repeated += 1
                return
            if -0.5 <= gap <= 0.3:
                if (spaced or gap > 0.18) and needs_space(before, text[0], gap, typed):
                    self._parts.append(" ")
                    self._weights.append(str(weight))
                self._parts.append(text)
                self._weights.append(str(weight) * len(text))
                self._result.letters += len(text)
                run.right, self._last_left = right, left
                return
        self._close()
        self._run = Run("", "", left, right, base, size, turn, typed)
        self._parts, self._weights = [text], [str(weight) * len(text)]
        self._result.letters += len(text)
        self._last_left = left

    def _close(self) -> None:
        run = self._run
        if run is not None:
            if self._parts[-1] == "\u3000":
                run.right -= run.size
            run.text = "".join(self._parts).rstrip()
            run.weights = "".join(self._weights)[: len(run.text)]
            self._result.runs.append(run)
        self._run = None
