"""The path of a PDF file in, its paragraphs as a Source out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Loads and initializes PDFium, once for the process.
import pypdfium2  # noqa: F401
import pypdfium2.raw as pdfium

from corpus.errors import DocumentError
from corpus.lines import Source
from corpus.readers.pdf.characters import read_characters
from corpus.readers.pdf.drawings import Drawings, Rule, read_drawings
from corpus.readers.pdf.fonts import Fonts
from corpus.readers.pdf.furniture import PageLines, drop_furniture
from corpus.readers.pdf.headings import to_lines
from corpus.readers.pdf.health import NEED_OCR, Health, page_kind
from corpus.readers.pdf.layout import lay_out
from corpus.readers.pdf.paragraphs import join_columns
from corpus.readers.pdf.recognition import Recognizer
from corpus.readers.pdf.runs import Run
from corpus.readers.pdf.segments import main_size, page_lines
from corpus.readers.pdf.tesseract import OcrFailedError, OcrMissingError

MOST_PAGES = 5_000
MOST_LETTERS = 6_000_000
"""Letters of one file, so that a worker needs at most some 200 MB."""
_MOST_DAMAGED = 100
_TAIL = 2_048
_NEAR = 3.0
_BROKEN = "not a readable PDF file, broken or cut off; get the file again"


def read_pdf(path: Path, on_ocr_page: Callable[[], None] | None = None) -> Source:
    """Read a PDF file.

    If ``on_ocr_page`` is given, OCR reads the pages without text, and it is called for each.

    Raises :class:`corpus.errors.DocumentError` if it needs a password, is broken, or has no text,
    and OSError.
    """
    health = Health()
    recognizer = _recognizer(on_ocr_page) if on_ocr_page else None
    with _opened(path, health) as document:
        pages = list(_pages(document, health, recognizer))
    pages, dropped = drop_furniture(pages)
    health.furniture += dropped
    body_size = main_size(
        [(s.size, len(s.text)) for page in pages for line in page.lines for s in line]
        or [(12.0, 1)]
    )
    lines, title = to_lines(join_columns(lay_out(pages), body_size))
    by_ocr = health.ocr | set(health.recognized)
    lines = tuple(line._replace(source="ocr") if line.page in by_ocr else line for line in lines)
    if not lines:
        raise DocumentError(health.no_text())
    return Source(lines, title, warnings=health.warnings(lines), whole=True)


def _recognizer(on_page: Callable[[], None]) -> Recognizer | None:
    """Return None if Tesseract is gone since the file was last read: the warnings say the rest."""
    try:
        return Recognizer(on_page)
    except OcrMissingError:
        return None


@contextmanager
def _opened(path: Path, health: Health) -> Iterator[Any]:
    with path.open("rb") as file:
        file.seek(max(0, os.path.getsize(path) - _TAIL))
        health.truncated = b"%%EOF" not in file.read()
    document = pdfium.FPDF_LoadDocument(os.fsencode(path), None)
    if not document:
        error = pdfium.FPDF_GetLastError()
        if error in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise DocumentError("needs a password; save a copy without one")
        raise DocumentError(_BROKEN)
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _pages(document: Any, health: Health, recognizer: Recognizer | None) -> Iterator[PageLines]:
    """Yield the lines of each page, and for text in another direction one more of its number."""
    fonts = Fonts()
    count = pdfium.FPDF_GetPageCount(document)
    for index in range(min(count, MOST_PAGES)):
        page = pdfium.FPDF_LoadPage(document, index)
        if not page:
            health.unreadable += 1
            if health.unreadable > _MOST_DAMAGED:
                break
            continue
        if health.letters > MOST_LETTERS:
            break
        try:
            yield from _page(page, index + 1, fonts, health, recognizer)
        finally:
            pdfium.FPDF_ClosePage(page)
    if not health.pages:
        raise DocumentError(_BROKEN)
    health.left_out = max(0, count - health.pages - health.unreadable)


def _page(
    page: Any, number: int, fonts: Fonts, health: Health, recognizer: Recognizer | None
) -> Iterator[PageLines]:
    edges = _crop_box(page)
    drawings = read_drawings(page, edges)
    text = read_characters(page, fonts, drawings.texts)
    if recognizer and page_kind(text, drawings) in NEED_OCR:
        try:
            yield _recognized(page, number, drawings, health, recognizer)
            return
        except OcrFailedError:
            health.failed += 1
    health.add_page(number, text, drawings)
    turns: dict[int, list[Run]] = {}
    for run in text.runs:
        turns.setdefault(run.turn, []).append(run)
    for turn, runs in sorted(turns.items(), key=lambda item: -len(item[1])):
        lines, outside = _page_lines(number, runs, turn, edges, drawings)
        health.outside += outside
        yield lines


def _recognized(
    page: Any, number: int, drawings: Drawings, health: Health, recognizer: Recognizer
) -> PageLines:
    """Return the lines that OCR reads on a page, which may be a picture of a turned page."""
    edges = left, _, _, top = _crop_box(page)
    if pdfium.FPDFPage_GetRotation(page):
        left, top = 0.0, pdfium.FPDF_GetPageHeightF(page)
        edges = left, 0.0, pdfium.FPDF_GetPageWidthF(page), top
        drawings = Drawings()
    found = recognizer.read(page, left, top)
    health.add_recognized(number, found.letters, found.confidence)
    return _page_lines(number, found.runs, 0, edges, drawings)[0]


def _page_lines(
    number: int,
    runs: Sequence[Run],
    turn: int,
    edges: tuple[float, float, float, float],
    drawings: Drawings,
) -> tuple[PageLines, int]:
    """Return lines of text that runs in one direction, and the edges of the page as seen with the
    text upright. Also return how many characters are beyond the edges, where no viewer shows them.
    """
    left, bottom, right, top = edges
    horizontal, vertical = _turned(drawings, turn)
    low, high, first, last = (
        (bottom, top, left, right),
        (-right, -left, bottom, top),
        (-top, -bottom, -right, -left),
        (left, right, -top, -bottom),
    )[turn]
    shown = [
        run
        for run in runs
        if first - _NEAR <= (run.left + run.right) / 2 <= last + _NEAR
        and low - _NEAR <= run.base <= high + _NEAR
    ]
    outside = sum(len(run.text) for run in runs) - sum(len(run.text) for run in shown)
    lines = page_lines(shown, vertical)
    height = max(1.0, high - low)
    return PageLines(number, lines, low, height, first, last, horizontal, vertical), outside


def _crop_box(page: Any) -> tuple[float, float, float, float]:
    box = pdfium.FS_RECTF()
    if pdfium.FPDF_GetPageBoundingBox(page, box) and box.right > box.left and box.top > box.bottom:
        return box.left, box.bottom, box.right, box.top
    return 0.0, 0.0, 595.0, 842.0


def _turned(drawings: Drawings, turn: int) -> tuple[list[Rule], list[Rule]]:
    """Return horizontal and vertical rules as seen with text of this direction upright."""
    across, along = drawings.horizontal, drawings.vertical
    if turn == 0:
        return across, along
    if turn == 1:
        return [_mirrored(r) for r in along], [_minus(r) for r in across]
    if turn == 2:
        return [_minus(_mirrored(r)) for r in across], [_minus(_mirrored(r)) for r in along]
    return [_minus(r) for r in along], [_mirrored(r) for r in across]


def _mirrored(rule: Rule) -> Rule:
    return Rule(-rule.at, rule.start, rule.end)


def _minus(rule: Rule) -> Rule:
    return Rule(rule.at, -rule.end, -rule.start)
