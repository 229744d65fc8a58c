"""The quotations that the user has collected. They are kept while the server runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from searcher.output.listing import Quotation
from searcher.output.schema import row_of_text
from searcher.query.errors import SearchError

if TYPE_CHECKING:
    from searcher.service import Index

MOST = 500  # quotations


class Collected(NamedTuple):
    """The statement of a paragraph that begins at ``start``; None: the whole paragraph."""

    doc: str
    paragraph: int
    start: int | None


class CollectedQuotations:
    """What was collected, in this order, each once."""

    def __init__(self) -> None:
        self._collected: dict[Collected, None] = {}

    def __len__(self) -> int:
        return len(self._collected)

    def add(self, one: Collected) -> None:
        """Collect a quotation.

        :raises SearchError: there are too many.
        """
        if len(self) >= MOST:
            text = "{count} quotations are collected: save them, and remove some"
            raise SearchError(text, count=MOST)
        self._collected[one] = None

    def remove(self, one: Collected) -> None:
        """Remove a quotation; nothing happens if it is not there."""
        self._collected.pop(one, None)

    def clear(self) -> None:
        """Remove all quotations."""
        self._collected.clear()

    def quotations(self, index: Index) -> Iterator[tuple[Collected, Quotation]]:
        """What the index has of it now; a quotation that is gone is left out."""
        for one in list(self._collected):
            try:
                passage = index.show(one.doc, f"{one.paragraph}", context=0)
            except SearchError:
                continue
            paragraph = next(p for p in passage.paragraphs if p.number == passage.number)
            said = [s for s in paragraph.statements if s.start == one.start]
            if one.start is not None and not said:
                continue
            statement = said[0] if one.start is not None else None
            text = paragraph.text[statement.start : statement.end] if statement else paragraph.text
            row = row_of_text(passage.file, paragraph, text, statement)
            yield one, Quotation(row, passage.file.kind)
