"""A paragraph as the index stores it, with the views of it that a search needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from corpus.document import Paragraph
from corpus.fold import fold
from index.analysis.wording import MatchText
from index.stored_record import STARTS, Record, text_of, to_paragraph


class IndexedParagraph:
    """Each view is made when it is first used.

    ``stored`` is what the index stores of the paragraph; ``complete`` makes its whole record
    (see :mod:`index.stored_record`) of that.
    """

    def __init__(self, stored: Record, complete: Callable[[Record], Record]) -> None:
        self._stored = stored
        self._complete = complete

    @cached_property
    def record(self) -> Record:
        """The whole record."""
        return self._complete(self._stored)

    @cached_property
    def text(self) -> MatchText:
        """The text, to match against."""
        return MatchText(fold(self.written), self._stored[STARTS])

    @property
    def written(self) -> str:
        """The original text."""
        return text_of(self._stored)

    @property
    def unfolded(self) -> MatchText:
        """The original text in the form of :attr:`text`, if folding it would cost too much."""
        return MatchText(self.written, self._stored[STARTS])

    @cached_property
    def paragraph(self) -> Paragraph:
        """The paragraph with its statements and topics."""
        return to_paragraph(self.record)
