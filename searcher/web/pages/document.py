"""``/document``: a whole document, with who says what, and the matches of a question marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from searcher.output.listings import listing_of_paragraphs
from searcher.output.schema import of_paragraph
from searcher.query.errors import SearchError
from searcher.results import ExportedParagraph
from searcher.web.asked import Asked, read_asked, read_number
from searcher.web.view import Listed, View, first

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.document import Paragraph, Span
    from searcher.results import Passage
    from searcher.service import Index
    from searcher.web.view import Parameters

_CONTEXT = 3  # paragraphs before and after the one of /paragraph
_MARKED = 2000  # paragraphs of a document in which matches are marked


class Heading(NamedTuple):
    """A line of the outline: ``level`` is the number of headings above it."""

    number: int
    level: int
    text: str


def document(index: Index, parameters: Parameters) -> View:
    """The page of a document."""
    asked = read_asked(parameters)
    passage = index.show(named_document(parameters))
    marks = marks_in(index, asked, passage)
    hits = sorted(marks)
    values = {
        **_values(asked, passage, marks),
        "outline": _outline(passage.paragraphs),
        "hits": hits,
        "neighbours": _neighbours(hits),
    }
    return View("document.html", values, lambda: _data(passage), listed_text(passage))


def paragraph(index: Index, parameters: Parameters) -> View:
    """The page of a paragraph with those around it."""
    asked = read_asked(parameters)
    number = read_number(first(parameters, "n"), "n", 1, 99_999_999)
    passage = index.show(named_document(parameters), f"{number}", context=_CONTEXT)
    values = {**_values(asked, passage, marks_in(index, asked, passage)), "number": passage.number}
    return View("paragraph.html", values, lambda: _data(passage), listed_text(passage))


def named_document(parameters: Parameters) -> str:
    """The document that an address names.

    :raises SearchError: it names none.
    """
    if name := first(parameters, "doc"):
        return name
    raise SearchError("Say which document: doc=PATH.")


def listed_text(passage: Passage) -> Listed:
    """The paragraphs of a page, for a file."""
    every = [ExportedParagraph(passage.file, one) for one in passage.paragraphs]
    return Listed(lambda: listing_of_paragraphs(every), cites=True, is_empty=not every)


def _values(asked: Asked, passage: Passage, marks: Mapping[int, Sequence[Span]]) -> dict[str, Any]:
    return {"asked": asked, "file": passage.file, "passage": passage, "marks": marks}


def marks_in(index: Index, asked: Asked, passage: Passage) -> dict[int, Sequence[Span]]:
    """What the question matches in this document, by the number of the paragraph."""
    others = {name: values for name, values in asked.filters.items() if name != "doc"}
    if asked._replace(filters=others).is_empty:
        return {}
    here = asked._replace(filters={**others, "doc": (passage.file.id,)})
    answer = index.search(here.q, limit=_MARKED, sort="doc", **here.options, **here.named_filters)
    return {
        hit.paragraph.number: hit.spans for hit in answer.hits if hit.file.id == passage.file.id
    }


def _outline(paragraphs: Sequence[Paragraph]) -> list[Heading]:
    """The headings that are not only the label of who speaks next."""
    sections = {paragraph.section for paragraph in paragraphs}
    names = {section[-1] for section in sections if section}
    return [
        Heading(one.number, len(one.section), one.text)
        for one in paragraphs
        if one.role == "heading" and one.text in names
    ]


def _neighbours(hits: Sequence[int]) -> dict[int, tuple[int | None, int | None]]:
    """The hit before and after each hit."""
    return {
        hit: (hits[at - 1] if at else None, hits[at + 1] if at + 1 < len(hits) else None)
        for at, hit in enumerate(hits)
    }


def _data(passage: Passage) -> Any:
    return {
        "doc": passage.file.id,
        "title": passage.file.title,
        "date": str(passage.file.date) if passage.file.date else None,
        "paragraphs": [of_paragraph(passage.file, one) for one in passage.paragraphs],
    }
