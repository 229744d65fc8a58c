"""What was found on the pages of a file in, warnings for the user out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from corpus.lines import Line
from corpus.readers.pdf.drawings import Drawings
from corpus.readers.pdf.ocr_messages import COMMAND, recognized
from corpus.readers.pdf.runs import PageText

_FEW_LETTERS = 25
_HALF = 0.5
_UNREADABLE = 0.1
_UNSURE, _MOST_UNSURE = 80.0, 5  # per cent, and pages that are named
PageKind = Literal["text", "scan", "hidden layer", "outlines", "unreadable font", "empty"]
NEED_OCR = frozenset({"scan", "outlines", "unreadable font"})
_TRUNCATED = "the end of the file is missing; get the whole file"
_WRONG_COMMA = re.compile("[\u4e00-\u9fff]@(?=[\u4e00-\u9fff])")


@dataclass(slots=True)
class Health:
    """Counts over all pages.

    ``recognized``: the pages that were read by OCR, each with its confidence in per cent and its
    letters. ``ocr``: the pages with a hidden layer of recognized text.
    """

    pages: int = 0
    letters: int = 0
    scanned: int = 0
    ocr: set[int] = field(default_factory=set)
    recognized: dict[int, tuple[float, int]] = field(default_factory=dict)
    failed: int = 0
    outlines: int = 0
    unreadable: int = 0
    left_out: int = 0
    furniture: int = 0
    repeated: int = 0
    outside: int = 0
    private: int = 0
    replaced: int = 0
    cut: int = 0
    truncated: bool = False
    fonts: Counter[str] = field(default_factory=Counter)

    def add_page(self, number: int, text: PageText, drawings: Drawings) -> None:
        """Count one page, read without OCR."""
        self.pages += 1
        self.letters += text.letters
        self.repeated += text.repeated
        self.private += text.private
        self.replaced += text.replaced
        self.cut += text.cut
        self.furniture += text.drawn
        self.fonts += text.unmapped
        kind = page_kind(text, drawings)
        self.scanned += kind == "scan"
        self.outlines += kind == "outlines"
        if kind == "hidden layer":
            self.ocr.add(number)

    def add_recognized(self, number: int, letters: int, confidence: float) -> None:
        """Count one page that OCR has read."""
        self.pages += 1
        self.letters += letters
        self.recognized[number] = confidence, letters

    def no_text(self) -> str:
        """Return why the file has no text, and what to do."""
        if self.truncated:
            return _TRUNCATED
        if self.recognized:
            return f"OCR has found no text on its {self.pages} pages; leave it out"
        if self.failed:
            return f"OCR has failed on {self.failed} of its pages; try again: {COMMAND}"
        if self.fonts:
            return (
                f"its fonts ({self._font_names()}) do not say which characters they draw; "
                f"read its pages by OCR: {COMMAND}"
            )
        if self.scanned or self.outlines:
            if self.pages == 1:
                what = "an image" if self.scanned else "an outline"
                return f"a scan: its 1 page is {what} without text; read it by OCR: {COMMAND}"
            what = "images" if self.scanned else "outlines"
            return (
                f"a scan: all {self.pages} pages are {what} without text; "
                f"read them by OCR: {COMMAND}"
            )
        if self.pages == 1:
            return "its 1 page contains no text; leave it out, or check how it was made"
        return f"its {self.pages} pages contain no text; leave it out, or check how it was made"

    def warnings(self, lines: Sequence[Line]) -> tuple[str, ...]:
        """Return one sentence for each trouble."""
        return tuple(
            sentence for sentence in (*self._pages(), *self._characters(lines)) if sentence
        )

    def _pages(self) -> tuple[str, ...]:
        return (
            f"{self.scanned} of {self.pages} pages have no text, only images; "
            f"read them by OCR: {COMMAND}"
            if self.scanned
            else "",
            f"{self.outlines} of {self.pages} pages have no text, only drawings; "
            f"read them by OCR: {COMMAND}"
            if self.outlines
            else "",
            self._recognized() if self.recognized else "",
            f"{self.failed} pages without text were not read: OCR has failed; try again: {COMMAND}"
            if self.failed
            else "",
            f"{len(self.ocr)} of {self.pages} pages are images with text from OCR, "
            "which may be wrong"
            if self.ocr
            else "",
            f"{self.unreadable} pages are damaged and were not read; save the file again"
            if self.unreadable
            else "",
            _TRUNCATED if self.truncated else "",
            f"{self.left_out} pages after page {self.pages} were not read; split the file"
            if self.left_out
            else "",
            f"left out {self.furniture} lines of page numbers and running heads"
            if self.furniture
            else "",
        )

    def _recognized(self) -> str:
        """Return how sure OCR is, and the pages of which it is least sure."""
        letters = sum(count for _, count in self.recognized.values())
        sure = sum(share * count for share, count in self.recognized.values())
        unsure = sorted((share, page) for page, (share, _) in self.recognized.items())
        named = sorted((page, share) for share, page in unsure[:_MOST_UNSURE] if share < _UNSURE)
        return recognized(len(self.recognized), self.pages, sure / max(letters, 1), named)

    def _characters(self, lines: Sequence[Line]) -> tuple[str, ...]:
        commas = sum(len(_WRONG_COMMA.findall(line.text)) for line in lines)
        return (
            f"{sum(self.fonts.values())} characters cannot be read: the font "
            f"{self._font_names()} does not say which they are; read its pages by OCR: {COMMAND}"
            if self.fonts
            else "",
            f"{self.private} characters have private codes and cannot be searched"
            if self.private
            else "",
            f"{self.replaced} characters are replacement marks (U+FFFD) and cannot be searched"
            if self.replaced
            else "",
            f"{self.repeated} characters are drawn twice and were read once"
            if self.repeated
            else "",
            f"left out {self.outside} characters beyond the edges of their pages, where no viewer "
            "shows them"
            if self.outside
            else "",
            f"{self.cut} characters of overfull pages were not read" if self.cut else "",
            f"punctuation has wrong codes ({commas} times @ for a comma), "
            "so sentences may be cut wrongly"
            if commas > 2
            else "",
        )

    def _font_names(self) -> str:
        return ", ".join(name for name, _ in self.fonts.most_common(3))


def page_kind(text: PageText, drawings: Drawings) -> PageKind:
    """Return what a page is: one without text is a scan, or has its text drawn as outlines."""
    blank = not text.letters and not text.unmapped
    covered = drawings.image_share > _HALF
    if (covered and text.letters < _FEW_LETTERS) or (blank and drawings.image_share):
        return "scan"
    if blank:
        return "outlines" if drawings.paths else "empty"
    if covered and (drawings.covered or text.invisible > _HALF * text.letters):
        return "hidden layer"
    unreadable = text.unmapped.total()
    return "unreadable font" if unreadable > _UNREADABLE * (text.letters + unreadable) else "text"
