"""Reads on in a document: a paragraph or an article, with the paragraphs around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from corpus.structure.kinds import is_speaker_label
from corpus.structure.law import ArticleNumber, article_number, parse_article
from index.stored_record import to_paragraph
from searcher.query.errors import SearchError
from searcher.results import Passage

if TYPE_CHECKING:
    from corpus.document import Paragraph
    from index.engine import Snapshot
    from index.stored_record import IndexedFile
    from searcher.document_name import Place


class Reading:
    """The paragraphs of one document, each read from the index when it is needed."""

    def __init__(self, snapshot: Snapshot, file: IndexedFile) -> None:
        self._file = file
        keys = snapshot.paragraphs_of(file.id)
        self._count = len(keys)

        @cache
        def paragraph(number: int) -> Paragraph:
            stored = to_paragraph(snapshot.record(keys[number - 1]))
            return snapshot.people.described(stored, file.id, file.date)

        self.paragraph = paragraph

    def passage(self, place: Place | None, context: int) -> Passage:
        """The whole document, or ``place`` with ``context`` paragraphs before and after it.

        :raises SearchError: the document has no such place.
        """
        if place is None:
            return Passage(self._file, tuple(self._paragraphs()))
        marked = self.find(place)
        shown: dict[int, None] = {}
        for number in marked:
            shown.update(dict.fromkeys(self._around(number, context)))
        paragraphs = tuple(map(self.paragraph, sorted(shown)))
        return Passage(self._file, paragraphs, marked[0], tuple(marked))

    def find(self, place: Place) -> Sequence[int]:
        """The numbers of the paragraphs at ``place``, at least one.

        :raises SearchError: there is none.
        """
        number, branch = place.article
        may_be_article = place.is_article or (place.is_article is None and self._file.kind == "law")
        if may_be_article and (found := self._article(place.article)):
            return found
        if not place.is_article and 1 <= number <= self._count:
            return [number]
        if place.is_article:
            written = f"第{number}條之{branch}" if branch else f"第{number}條"
            text = "{doc} has no {article}."
            raise SearchError(text, doc=self._file.id, article=written)
        text = "{doc} has {count} paragraphs, and no paragraph {number}."
        raise SearchError(text, doc=self._file.id, count=self._count, number=number)

    def _paragraphs(self) -> Iterator[Paragraph]:
        return map(self.paragraph, range(1, self._count + 1))

    def _article(self, wanted: ArticleNumber) -> list[int]:
        """The paragraphs of the article: those below its label, or that begin with it."""
        return [
            paragraph.number
            for paragraph in self._paragraphs()
            if wanted in map(article_number, paragraph.section) or _begins(paragraph, wanted)
        ]

    def _around(self, number: int, context: int) -> Iterable[int]:
        before = _counted(range(number - 1, 0, -1), context, self._is_label)
        after = _counted(range(number + 1, self._count + 1), context, self._is_label)
        return [*before, number, *after]

    def _is_label(self, number: int) -> bool:
        """Whether the paragraph only names who speaks next."""
        paragraph = self.paragraph(number)
        if paragraph.role != "heading":
            return False
        if is_speaker_label(paragraph.text) or number == self._count:
            return is_speaker_label(paragraph.text)
        next_one = self.paragraph(number + 1)
        return any(said.mention == paragraph.text for said in next_one.statements)


def _begins(paragraph: Paragraph, wanted: ArticleNumber) -> bool:
    """Whether the paragraph begins with the label of the article, and does not only cite it."""
    opens = parse_article(paragraph.text)
    if opens is None or not (opens.alone or opens.separated):
        return False
    return article_number(opens.label) == wanted


def _counted(
    numbers: Iterable[int], context: int, is_label: Callable[[int], bool]
) -> Iterator[int]:
    """The first numbers, so many that ``context`` of them are of no label."""
    left = context
    for number in numbers:
        if not left:
            return
        yield number
        left -= not is_label(number)
