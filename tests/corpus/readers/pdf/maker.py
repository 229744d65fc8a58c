"""Makes PDF files of Chinese text with known paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfgen.canvas import Canvas

PLAIN, HANS = "MSung-Light", "STSong-Light"
for _font in (PLAIN, HANS):
    registerFont(UnicodeCIDFont(_font))
WIDTH, HEIGHT = 595.0, 842.0
_NO_LINE_BEGINS_WITH = "，。、；：！？」』）》"


class PdfMaker:
    """Sets paragraphs from top to bottom and keeps them in ``gold``, with their pages.

    Lengths are in points, indentations in characters. ``furniture`` draws on each page.
    """

    def __init__(
        self,
        path: Path,
        *,
        font: str = PLAIN,
        size: float = 12,
        pitch: float = 20,
        left: float = 72,
        right: float = 523,
        furniture: Callable[[PdfMaker], None] | None = None,
    ) -> None:
        self.canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
        self.font, self.size, self.pitch = font, size, pitch
        self.left, self.right = left, right
        self.top, self.bottom = HEIGHT - 100, 110.0
        self.y, self.page = self.top, 1
        self.gold: list[tuple[str, int]] = []
        self._furniture = furniture
        self._notes: list[str] = []

    def put(
        self, x: float, y: float, text: str, *, size: float = 0, bold: bool = False, font: str = ""
    ) -> float:
        """Draw text at a place, and return its right edge. Bold is fill and stroke."""
        size = size or self.size
        drawing = self.canvas.beginText(x, y)
        drawing.setFont(font or self.font, size)
        drawing.setTextRenderMode(2 if bold else 0)
        drawing.textOut(text)
        self.canvas.saveState()  # the mode lasts beyond the text object
        self.canvas.drawText(drawing)
        self.canvas.restoreState()
        return x + stringWidth(text, font or self.font, size)

    def paragraph(
        self,
        text: str,
        *,
        first: float = 0,
        hanging: float = 0,
        gap: float = 0,
        size: float = 0,
        bold: bool = False,
        label: str = "",
        centred: bool = False,
        stop_early: int = 0,
    ) -> None:
        """Set a paragraph. ``label`` is bold text before it, ``gap`` extra space above it.

        ``stop_early``: the first line ends so many characters before the edge, if in mid-sentence.
        """
        size = size or self.size
        pitch = max(self.pitch, 1.4 * size)
        self.y -= gap
        lines = self.wrap(label + text, size, first, hanging, stop_early)
        if lines[0].endswith("。"):
            lines = self.wrap(label + text, size, first, hanging)
        for number, line in enumerate(lines):
            if self.y < self.bottom + 16 * len(self._notes):
                self.new_page()
            if not number:
                self.gold.append((label + text, self.page))
            x = self.left + size * (hanging if number else first)
            if centred:
                x = (self.left + self.right - stringWidth(line, self.font, size)) / 2
            if label and not number:
                x = self.put(x, self.y, label, size=size, bold=True)
                line = line.removeprefix(label)
            self.put(x, self.y, line, size=size, bold=bold)
            self.y -= pitch

    def wrap(
        self, text: str, size: float, first: float = 0, hanging: float = 0, stop_early: int = 0
    ) -> list[str]:
        """Break a text into lines."""
        lines = [""]
        for char in text:
            indent = hanging if len(lines) > 1 else first
            room = self.right - self.left - size * (indent + (stop_early if len(lines) == 1 else 0))
            full = stringWidth(lines[-1] + char, self.font, size) > room + 0.01
            if full and char not in _NO_LINE_BEGINS_WITH:
                lines.append("")
            if lines[-1] or char != " ":
                lines[-1] += char
        return lines

    def note(self, text: str) -> None:
        """Set a note at the foot of this page."""
        self._notes.append(text)
        self.gold.append((text, self.page))

    def new_page(self) -> None:
        """Finish the page."""
        for number, note in enumerate(self._notes):
            self.put(self.left, self.bottom - 14 + 13 * (len(self._notes) - number), note, size=9)
        self._notes = []
        if self._furniture:
            self._furniture(self)
        self.canvas.showPage()
        self.page += 1
        self.y = self.top

    def save(self) -> None:
        """Write the file."""
        self.new_page()
        self.canvas.save()


def head_and_number(head: str) -> Callable[[PdfMaker], None]:
    """Return a running head and a page number for each page."""

    def draw(maker: PdfMaker) -> None:
        maker.put(maker.left, HEIGHT - 50, head, size=10)
        maker.put(WIDTH / 2 - 10, 45, f"- {maker.page} -", size=10)

    return draw
