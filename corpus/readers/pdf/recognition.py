"""Pages without text in, their text out, by OCR: runs with positions, and a confidence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any, NamedTuple

from corpus.lines import width
from corpus.readers.pdf.page_picture import draw_page
from corpus.readers.pdf.runs import Run
from corpus.readers.pdf.tesseract import Tesseract, Word, find_tesseract

_ENOUGH = 200  # letters that show in which script a document is
_INK = 0.92  # height of the ink of a line of Chinese, in units of the character size
_BELOW = 0.1  # how far the ink is below the baseline
_WIDEST_GAP = 2.0
_LINE_HEIGHT = 0.6
_LIKE_BODY = 0.2
_STRETCHED = 1.3
_FEW, _LONG = 4, 24  # characters, and columns of a terminal
_STEP = 0.5  # points to which a size is rounded
_OPENING, _CLOSING = "（「『《【〔", "，。、；：！？）」』》】〕"
_EMPTY_HALF = 0.4  # of a full-width mark, in units of the character size
_HAN = "\u2e80-\u9fff\uf900-\ufaff"
_BRACKETS = re.compile(rf"(?<=[{_HAN}])\(([^()]*)\)|\(([^()]*[{_HAN}][^()]*)\)")
_MARKS = re.compile(rf"(?<=[{_HAN}）」』》】])\s?[,;:!?]|[,;:!?](?=[{_HAN}「『《（【])")
_SPACES = re.compile(r"(?<=[（「『《【，。、；：！？]) | (?=[）」』》】，。、；：！？])")
_FULL_WIDTH = str.maketrans(",;:!?", "，；：！？")


class Recognized(NamedTuple):
    """What OCR has read on a page. ``confidence`` is between 0 and 100, by characters."""

    runs: list[Run]
    letters: int
    confidence: float


class Recognizer:
    """Reads the pages of one document. ``on_page`` is called after each.

    The first pages are read as traditional and as simplified Chinese, and the others as that of
    which Tesseract is more sure: if it may choose for each line, it mixes the scripts.
    """

    def __init__(self, on_page: Callable[[], None]) -> None:
        self._tesseract = find_tesseract()
        self._on_page = on_page
        self._languages = self._tesseract.languages
        self._letters = 0
        self._sure: dict[str, float] = defaultdict(float)

    def read(self, page: Any, left: float, top: float) -> Recognized:
        """Return the text of a loaded page, whose picture has its corner at ``left`` and ``top``.

        Raises :class:`corpus.readers.pdf.tesseract.OcrFailedError`.
        """
        picture = draw_page(page)
        pgm = picture.as_pgm()
        found = {
            language: self._words(self._tesseract, pgm, picture.dpi, language)
            for language in self._languages
        }
        best = max(found, key=lambda language: confidence(found[language]))
        self._choose(found)
        words = found[best]
        runs = _runs(words, picture.scale, left, top)
        return Recognized(runs, sum(len(run.text) for run in runs), confidence(words))

    def _words(self, tesseract: Tesseract, pgm: bytes, dpi: int, language: str) -> list[Word]:
        words = tesseract.words(pgm, dpi, language)
        self._on_page()
        return words

    def _choose(self, found: dict[str, list[Word]]) -> None:
        """Choose the language for the pages to come, when enough was read."""
        if len(found) < 2:
            return
        for language, words in found.items():
            self._sure[language] += confidence(words) * len(words)
        self._letters += min(sum(len(word.text) for word in words) for words in found.values())
        if self._letters >= _ENOUGH:
            self._languages = (max(found, key=lambda language: self._sure[language]),)


def confidence(words: Sequence[Word]) -> float:
    """How sure Tesseract is of words, between 0 and 100, by characters."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / max(letters, 1)


def _runs(words: Sequence[Word], scale: float, left: float, top: float) -> list[Run]:
    """Return the runs of a page in points, from words in pixels."""
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    sizes = {place: _size(line) for place, line in lines.items()}
    counted = [sizes[word.line] for word in words for _ in word.text]
    body = median(counted) if counted else 0.0
    result = []
    for place, line in lines.items():
        size = _usual(line, sizes[place], body)
        base = _base(line, size)
        for part in _parts(line, size):
            result.append(_run(part, size, base, scale, left, top))
    return [run for run in result if any(char.isalnum() for char in run.text)]


def _size(line: Sequence[Word]) -> float:
    """Return the character size, by the height of the ink and, above all of a long line, by its
    width: Tesseract gives some words twice their height."""
    size = median(word.height for word in line for _ in word.text) / _INK
    columns = sum(width(word.text) for word in line)
    right = max(word.left + word.width for word in line)
    by_width = 2 * (right - min(word.left for word in line)) / columns
    return min(size, by_width if columns >= _LONG else _STRETCHED * by_width)


def _usual(line: Sequence[Word], size: float, body: float) -> float:
    """Return the size of the body for a line that is hardly larger or smaller.

    The ink of a line has another height with other characters, above all if they are few.
    """
    few = sum(len(word.text) for word in line) <= _FEW
    near = _LIKE_BODY * body
    return body if -body * few - near <= size - body <= near * (1 + few) else size


def _base(line: Sequence[Word], size: float) -> float:
    high = [word for word in line if word.height > _LINE_HEIGHT * size]
    return median(word.top + word.height for word in high or line) - _BELOW * size


def _parts(line: Sequence[Word], size: float) -> list[list[Word]]:
    """Cut a line at wide gaps: the cells of a table, and columns."""
    parts: list[list[Word]] = []
    right = 0
    for word in sorted(line, key=lambda word: word.left):
        if not parts or word.left - right > _WIDEST_GAP * size:
            parts.append([])
        parts[-1].append(word)
        right = max(right, word.left + word.width) if len(parts[-1]) > 1 else word.left + word.width
    return parts


def _run(
    part: Sequence[Word], size: float, base: float, scale: float, left: float, top: float
) -> Run:
    text = ""
    for word in part:
        text += (" " if text and _are_apart(text[-1], word.text[0]) else "") + word.text
    text = _with_full_width_marks(text)
    first, last = part[0].left, max(word.left + word.width for word in part)
    begin = first - _EMPTY_HALF * size * (text[0] in _OPENING)
    end = last + _EMPTY_HALF * size * (text[-1] in _CLOSING)
    points = max(_STEP, round(size / scale / _STEP) * _STEP)
    y = top - base / scale
    return Run(text, "0" * len(text), left + begin / scale, left + end / scale, y, points)


def _are_apart(one: str, other: str) -> bool:
    """Return whether a space is between two words: not in Chinese, nor inside of brackets."""
    latin = one < "\u2e80" and other < "\u2e80"
    return latin and one not in "([" and other not in ")],.;:!?%"


def _with_full_width_marks(text: str) -> str:
    """Return the text with the marks that Chinese has: Tesseract writes most of them half width.

    >>> _with_full_width_marks("第二項(草案),共 12,345 人:AI (v2)")
    '第二項（草案），共 12,345 人：AI (v2)'
    """
    text = _BRACKETS.sub(lambda match: f"（{match[1] or match[2] or ''}）", text)
    text = _MARKS.sub(lambda match: match[0].strip().translate(_FULL_WIDTH), text)
    return _SPACES.sub("", text)
