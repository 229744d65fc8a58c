"""A small typesetter: paragraphs, notes and tables that flow through the frames of pages.

It sets lines as office programs do: justified, with no closing mark at the beginning of a line,
with Latin words kept whole, and each line a text object of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from benchmarks.pdf_gold.texts import NOTE_MARK

_NO_LINE_BEGINS_WITH = "，。、；：！？」』）》”’】,.;:!?)"
_NO_LINE_ENDS_WITH = "（「『《“‘【("
_WORD = re.compile(r"\[\d\]|[A-Za-z0-9.,/%-]+|.")
_NOTE_SIZE, _NOTE_PITCH = 9.0, 13.0
Align = Literal["justify", "left", "centre", "right"]


class Frame(NamedTuple):
    """Where text flows on a page, in points."""

    left: float
    right: float
    top: float
    bottom: float


class Style(NamedTuple):
    """How a paragraph is set. Indentations are in characters, other lengths in points."""

    size: float = 12
    pitch: float = 20
    first: float = 0
    hanging: float = 0
    above: float = 0
    align: Align = "justify"
    bold: bool = False
    font: str = ""
    colour: str = "black"
    narrow: float = 0


class Typesetter:
    """Sets paragraphs into the frames of one page after the other."""

    def __init__(
        self,
        path: Path,
        font: str,
        frames: Sequence[Frame],
        *,
        size: tuple[float, float] = (595, 842),
        furniture: Callable[[Typesetter], None] | None = None,
    ) -> None:
        self.canvas = Canvas(str(path), pagesize=size)
        self.font, self.frames, self.furniture = font, list(frames), furniture
        self.page, self.at = 1, 0
        self.y = self.frames[0].top
        self.notes: dict[str, str] = {}
        self._on_page: list[str] = []

    @property
    def frame(self) -> Frame:
        """The frame that text flows into."""
        return self.frames[self.at]

    def draw(self, x: float, y: float, text: str, style: Style, spread: float = 0) -> float:
        """Draw a line, and return its right edge. Bold is fill and stroke."""
        font = style.font or self.font
        drawing = self.canvas.beginText(x, y)
        drawing.setFont(font, style.size)
        drawing.setTextRenderMode(2 if style.bold else 0)
        drawing.setFillColor(style.colour)
        drawing.setCharSpace(spread)
        drawing.textOut(text)
        self.canvas.saveState()  # mode, colour and spacing last beyond the text object
        self.canvas.drawText(drawing)
        self.canvas.restoreState()
        return x + float(stringWidth(text, font, style.size)) + spread * len(text)

    def put(self, text: str, style: Style, label: str = "") -> None:
        """Set a paragraph; ``label`` is its beginning in bold."""
        frame = self.frame
        self.y -= style.above
        lines = self.wrap(label + text, style, frame.right - frame.left)
        for number, line in enumerate(lines):
            self._make_room(style.pitch, NOTE_MARK.findall(line))
            indent = style.narrow + (style.hanging if number else style.first)
            self._line(line, style, indent, number == len(lines) - 1, "" if number else label)
            self.y -= style.pitch

    def wrap(self, text: str, style: Style, width: float) -> list[str]:
        """Break a text into lines of a width in points."""
        font = style.font or self.font
        lines = [""]
        for word in _words(text):
            indent = 2 * style.narrow + (style.hanging if len(lines) > 1 else style.first)
            bare = NOTE_MARK.sub("", lines[-1] + word)
            full = stringWidth(bare, font, style.size) > width - style.size * indent + 0.01
            if full and lines[-1] and word[0] not in _NO_LINE_BEGINS_WITH:
                lines.append("")
            if lines[-1] or word != " ":
                lines[-1] += word
        return lines

    def table(self, rows: Sequence[Sequence[str]], shares: Sequence[float], style: Style) -> None:
        """Set a table with rules; its first row is printed again on a new page."""
        frame = self.frame
        widths = [share * (frame.right - frame.left) / sum(shares) for share in shares]
        self.y -= style.above
        for number, row in enumerate(rows):
            cells = [self.wrap(text, style, w - 10) for text, w in zip(row, widths, strict=True)]
            if self._make_room(style.pitch * max(map(len, cells)) + 8, ()) and number:
                head = [self.wrap(text, style, w) for text, w in zip(rows[0], widths, strict=True)]
                self._row(head, widths, style)
            self._row(cells, widths, style)
        self.y -= style.pitch

    def new_page(self) -> None:
        """Finish the page."""
        low = min(frame.bottom for frame in self.frames)
        for number, mark in enumerate(self._on_page):
            y = low - 14 + _NOTE_PITCH * (len(self._on_page) - 1 - number)
            self.draw(self.frames[0].left, y, self.notes[mark], Style(_NOTE_SIZE))
        self._on_page = []
        if self.furniture:
            self.furniture(self)
        self.canvas.showPage()
        self.page, self.at = self.page + 1, 0
        self.y = self.frames[0].top

    def save(self) -> None:
        """Write the file."""
        self.new_page()
        self.canvas.save()

    def _line(self, line: str, style: Style, indent: float, last: bool, label: str) -> None:
        font, frame = style.font or self.font, self.frame
        x = frame.left + style.size * indent
        bare = NOTE_MARK.sub("", line)
        slack = frame.right - style.size * style.narrow - x - stringWidth(bare, font, style.size)
        spread = 0.0
        if style.align == "centre":
            x += slack / 2
        elif style.align == "right":
            x += slack
        elif style.align == "justify" and not last:
            spread = slack / max(1, len(bare))
        if label:
            x = self.draw(x, self.y, label, style._replace(bold=True), spread)
            line = line.removeprefix(label)
        for number, piece in enumerate(NOTE_MARK.split(line)):
            if number % 2:
                raised = Style(0.6 * style.size)
                x = self.draw(x, self.y + 0.4 * style.size, piece, raised)
            elif piece:
                x = self.draw(x, self.y, piece, style, spread)

    def _make_room(self, height: float, marks: Sequence[str]) -> bool:
        """Go on in the next frame if it is necessary, and return whether it was."""
        notes = _NOTE_PITCH * (len(self._on_page) + len(marks))
        moved = self.y - height + 10 < self.frame.bottom + notes
        if moved:
            self.at += 1
            if self.at == len(self.frames):
                self.new_page()
            self.y = self.frame.top
        self._on_page += marks
        return moved

    def _row(self, cells: Sequence[Sequence[str]], widths: Sequence[float], style: Style) -> None:
        height = style.pitch * max(map(len, cells)) + 8
        x, top = self.frame.left, self.y + style.size
        for lines, width in zip(cells, widths, strict=True):
            self.canvas.rect(x, top - height, width, height)
            for number, line in enumerate(lines):
                y = top - 4 - style.size - number * style.pitch
                self.draw(x + 5, y, line, style)
            x += width
        self.y -= height


def _words(text: str) -> list[str]:
    """Return the pieces between which a line may break."""
    words: list[str] = []
    for word in _WORD.findall(text):
        if words and (words[-1][-1] in _NO_LINE_ENDS_WITH or NOTE_MARK.match(word)):
            words[-1] += word
        else:
            words.append(word)
    return words
