"""What was found on the pages of a file in, warnings for the user out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.lines import Line
from corpus.readers.pdf.characters import PageText
from corpus.readers.pdf.drawings import Drawings

_FEW_LETTERS = 25
_HALF = 0.5
OCR_COMMAND = "ocrmypdf -l chi_tra+chi_sim IN.pdf OUT.pdf"
_TRUNCATED = "the end of the file is missing; get the whole file"
_WRONG_COMMA = re.compile("[\u4e00-\u9fff]@(?=[\u4e00-\u9fff])")


@dataclass(slots=True)
class Health:
    """Counts over all pages."""

    pages: int = 0
    letters: int = 0
    scanned: int = 0
    ocr: int = 0
    outlines: int = 0
    unreadable: int = 0
    left_out: int = 0
    furniture: int = 0
    repeated: int = 0
    private: int = 0
    replaced: int = 0
    cut: int = 0
    truncated: bool = False
    fonts: Counter[str] = field(default_factory=Counter)

    def add_page(self, text: PageText, drawings: Drawings) -> None:
        """Count one page."""
        self.pages += 1
        self.letters += text.letters
        self.repeated += text.repeated
        self.private += text.private
        self.replaced += text.replaced
        self.cut += text.cut
        self.furniture += text.drawn
        self.fonts += text.unmapped
        blank = not text.letters and not text.unmapped
        covered = drawings.image_share > _HALF
        if (covered and text.letters < _FEW_LETTERS) or (blank and drawings.image_share):
            self.scanned += 1
        elif blank:
            self.outlines += drawings.paths > 0
        elif covered:
            self.ocr += drawings.covered or text.invisible > _HALF * text.letters

    def no_text(self) -> str:
        """Return why the file has no text, and what to do."""
        if self.truncated:
            return _TRUNCATED
        if self.fonts:
            return (
                f"its fonts ({self._font_names()}) do not say which characters they draw; "
                f"make its text anew with OCR: {OCR_COMMAND}"
            )
        if self.scanned or self.outlines:
            what = "images" if self.scanned else "outlines"
            return (
                f"a scan: all {self.pages} pages are {what} without text; "
                f"make its text with OCR: {OCR_COMMAND}"
            )
        return f"its {self.pages} pages contain no text; leave it out, or check how it was made"

    def warnings(self, lines: Sequence[Line]) -> tuple[str, ...]:
        """Return one sentence for each trouble."""
        return tuple(
            sentence for sentence in (*self._pages(), *self._characters(lines)) if sentence
        )

    def _pages(self) -> tuple[str, ...]:
        return (
            f"{self.scanned} of {self.pages} pages have no text, only images; "
            f"make it with OCR: {OCR_COMMAND}"
            if self.scanned
            else "",
            f"{self.outlines} of {self.pages} pages have no text, only drawings"
            if self.outlines
            else "",
            f"{self.ocr} of {self.pages} pages are images with text from OCR, which may be wrong"
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

    def _characters(self, lines: Sequence[Line]) -> tuple[str, ...]:
        commas = sum(len(_WRONG_COMMA.findall(line.text)) for line in lines)
        return (
            f"{sum(self.fonts.values())} characters cannot be read: the font "
            f"{self._font_names()} does not say which they are; make the text anew with OCR"
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
            f"{self.cut} characters of overfull pages were not read" if self.cut else "",
            f"punctuation has wrong codes ({commas} times @ for a comma), "
            "so sentences may be cut wrongly"
            if commas > 2
            else "",
        )

    def _font_names(self) -> str:
        return ", ".join(name for name, _ in self.fonts.most_common(3))
