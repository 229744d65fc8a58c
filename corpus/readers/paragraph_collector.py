"""Paragraphs in reading order in, the same with pages, gaps, table rows and notes in place out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from corpus.errors import DocumentError
from corpus.readers.styled_paragraphs import StyledParagraph
from corpus.readers.table_rows import row_paragraphs

_PAGES_OFF = 0.1


class ParagraphCollector:
    """Collects the paragraphs of one document. ``page`` is the current page, from 1."""

    def __init__(self) -> None:
        self._paragraphs: list[StyledParagraph] = []
        self._gap = 0
        self._picture = False  # whether a picture without text is directly above
        self.page = 1

    def add(self, one: StyledParagraph) -> None:
        """Add a paragraph. One without text is a gap, and its notes go to the one before."""
        if one.text:
            one.gap, self._gap = self._gap, 0
            one.picture, self._picture = one.picture or self._picture, False
            self._paragraphs.append(one)
            return
        self._gap += not one.picture
        self._picture = self._picture or one.picture
        if self._paragraphs:
            self._paragraphs[-1].notes += one.notes
        elif one.notes:
            first, *rest = one.notes
            self._paragraphs.append(StyledParagraph(first, "note", page=one.page, notes=rest))

    def add_row(self, cells: Iterable[Callable[[], None]], columns: int) -> None:
        """Add a row of a table with so many columns. Each of ``cells`` adds those of one cell."""
        outer, gap = self._paragraphs, self._gap
        first_page = last_page = self.page
        read: list[list[StyledParagraph]] = []
        for cell in cells:
            # Each cell of a row that crosses a page break contains the break.
            self._paragraphs, self._gap, self.page = [], 0, first_page
            cell()
            read.append(self._paragraphs)
            last_page = max(last_page, self.page)
        self._paragraphs, self._gap, self.page = outer, 0, last_page
        rows = row_paragraphs(read, columns)
        if rows:
            rows[0].gap = gap
        self._paragraphs.extend(rows)

    def finished(self, pages: int) -> Sequence[StyledParagraph]:
        """Return the paragraphs, without their pages if these are not known.

        Raises :class:`DocumentError` if there are pictures and no text.

        ``pages`` is the number that the file gives, 0 if it gives none. Some programs mark where
        pages began when they last laid the document out, some do not or only now and then.
        """
        if self._picture and not self._paragraphs:
            raise DocumentError(
                "it contains pictures and no text; save the text of the pictures (OCR) as a file"
            )
        if self.page == 1 or (pages and abs(self.page - pages) > max(1, pages * _PAGES_OFF)):
            for one in self._paragraphs:
                one.page = None
        return self._paragraphs
