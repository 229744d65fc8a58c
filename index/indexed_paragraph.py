"""A paragraph as the index stores it, with the views of it that a search needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from corpus.document import Paragraph
from corpus.fold import fold
from index.analysis.wording import MatchText
from index.plan import Key
from index.stored_record import STARTS, Record, text_of, to_paragraph


class IndexedParagraph:
    """Each view is made when it is first used.

    ``stored`` is what the index stores of the paragraph; ``complete`` makes its whole record
    (see :mod:`index.stored_record`) of its key and that. (Not cached properties: each use of one
    takes a lock.)
    """

    __slots__ = ("_complete", "_key", "_paragraph", "_record", "_stored", "_text")

    def __init__(self, key: Key, stored: Record, complete: Callable[[Key, Record], Record]) -> None:
        self._key = key
        self._stored = stored
        self._complete = complete
        self._record: Record | None = None
        self._text: MatchText | None = None
        self._paragraph: Paragraph | None = None

    @property
    def record(self) -> Record:
        """The whole record."""
        record = self._record
        if record is None:
            # The whole record has all that the stored one has, which need not be kept then.
            record = self._record = self._stored = self._complete(self._key, self._stored)
        return record

    @property
    def text(self) -> MatchText:
        """The text, to match against."""
        text = self._text
        if text is None:
            text = self._text = MatchText(fold(text_of(self._stored)), self._stored[STARTS])
        return text

    @property
    def written(self) -> str:
        """The original text."""
        return text_of(self._stored)

    @property
    def starts(self) -> bytes:
        """The bits that mark word starts in the text."""
        starts: bytes = self._stored[STARTS]
        return starts

    @property
    def paragraph(self) -> Paragraph:
        """The paragraph with its statements and topics."""
        paragraph = self._paragraph
        if paragraph is None:
            paragraph = self._paragraph = to_paragraph(self.record)
        return paragraph


class ReadParagraphs(dict[Key, IndexedParagraph]):
    """Paragraphs by key; each is read when it is first used. ``read`` reads several at once."""

    def __init__(self, read: Callable[[Sequence[Key]], Sequence[IndexedParagraph]]) -> None:
        self._read = read

    def __missing__(self, key: Key) -> IndexedParagraph:
        return self.several([key])[0]

    def several(self, keys: Collection[Key]) -> list[IndexedParagraph]:
        """The paragraphs with these keys; those not read before are read together."""
        unread = [key for key in keys if key not in self]
        if unread:
            self.update(zip(unread, self._read(unread), strict=True))
        return [self[key] for key in keys]
