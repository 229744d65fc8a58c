"""``/page``: a page of a PDF file as a picture, with the words of a question marked.

What the index says is looked up first. The file itself is read by another process, and meanwhile
the index answers others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from searcher.original import ChangedOriginalError, OriginalError
from searcher.pdf_page.kept import PdfFile
from searcher.pdf_page.layout import Box, Sought, find_on_page
from searcher.query.errors import SearchError
from searcher.web.asked import address, read_asked, read_number
from searcher.web.pages.document import listed_text, marks_in, named_document
from searcher.web.view import View, first

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from corpus.document import Paragraph, Span
    from searcher.pdf_page.kept import KeptPages
    from searcher.pdf_page.layout import PageLayout
    from searcher.results import Passage
    from searcher.service import Index
    from searcher.web.asked import Asked
    from searcher.web.view import Parameters

WIDTHS = (1_240, 2_480)
"""Pixels of a picture: A4 at 150 and at 300 dpi."""
_MOST = 99_999_999


class AskedPage(NamedTuple):
    """What an address asks for, with what the index says of it.

    ``number`` is the paragraph that it names. ``may_turn``: it names no page, so that the words of
    the paragraph may be on the next one. ``marks`` are the spans of each paragraph, by its number.
    """

    asked: Asked
    passage: Passage
    file: PdfFile
    page: int
    number: int | None
    may_turn: bool
    width: int
    marks: Mapping[int, Sequence[Span]]


class Mark(NamedTuple):
    """A marked place on a page: of which ``paragraph``, and where."""

    paragraph: int
    box: Box


def asked_page(index: Index, parameters: Parameters) -> AskedPage:
    """Read an address.

    :raises OriginalError: the file is gone, has changed, may not be opened, or is no PDF.
    :raises SearchError: there is no such document or paragraph, or it has no page.
    """
    asked = read_asked(parameters)
    passage = index.show(named_document(parameters))
    number = _number(parameters, "n", len(passage.paragraphs))
    page = _number(parameters, "p", _MOST)
    if page is None:
        page = _page_of(passage, number or 1)
    return AskedPage(
        asked,
        passage,
        pdf_file(index, passage),
        page,
        number,
        may_turn="p" not in parameters and number is not None,
        width=_width(parameters),
        marks=marks_in(index, asked, passage),
    )


def pdf_file(index: Index, passage: Passage) -> PdfFile:
    """The PDF file of a document, if it may be opened and has not changed.

    :raises OriginalError: it is gone, has changed, may not be opened, or is no PDF.
    """
    file = passage.file
    try:
        path = index.original(file.id).path
    except ChangedOriginalError as error:
        text = (
            "{path}: changed since it was indexed, so its pages are not shown. Bring the index up "
            "to date: cewen index {folder}"
        )
        raise OriginalError(text, path=error.path, folder=error.path.parent) from error
    if path.suffix.lower() != ".pdf":
        raise OriginalError("{doc}: only pages of PDF files can be shown", doc=file.id)
    state = file.state
    return PdfFile(path, state.digest or (str(path), state.size, state.modified))


def _number(parameters: Parameters, name: str, most: int) -> int | None:
    given = first(parameters, name)
    return read_number(given, name, 1, most) if given else None


def _width(parameters: Parameters) -> int:
    given = first(parameters, "width")
    wanted = read_number(given, "width", 1, WIDTHS[-1]) if given else WIDTHS[0]
    return min(width for width in WIDTHS if width >= wanted)


def _page_of(passage: Passage, number: int) -> int:
    page = passage.paragraphs[number - 1].page if passage.paragraphs else None
    if page is None:
        text = "{doc}: the page of paragraph {number} is not known"
        raise SearchError(text, doc=passage.file.id, number=number)
    return page


def pdf_page(wanted: AskedPage, kept: KeptPages) -> View:
    """The page with its marks.

    :raises PageError: the file cannot be read.
    """
    layout = _layout(wanted, wanted.page, kept)
    marks = list(_marks_on(wanted, wanted.page, layout))
    if wanted.may_turn and wanted.page < layout.pages and not _has(marks, wanted):
        next_page = _layout(wanted, wanted.page + 1, kept)
        next_marks = list(_marks_on(wanted, wanted.page + 1, next_page))
        if _has(next_marks, wanted):
            wanted = wanted._replace(page=wanted.page + 1)
            layout, marks = next_page, next_marks
    passage = wanted.passage
    shown = tuple(one for one in passage.paragraphs if one.page == wanted.page)
    values = {
        "asked": wanted.asked,
        "file": passage.file,
        "page": wanted.page,
        "pages": layout.pages,
        "number": wanted.number,
        "found": marks,
        "ratio": layout.ratio,
        "shown": shown,
        "marks": wanted.marks,
        "sought": any(wanted.marks.get(one.number) for one in _near(wanted, wanted.page)),
        "is_ocr": _is_by_ocr(wanted, wanted.page),
        "picture": picture_address(passage.file.id, wanted.page, wanted.width),
        "is_large": wanted.width > WIDTHS[0],
        "widths": WIDTHS,
        "page_address": lambda page, width=wanted.width: page_address(wanted, page, width),
    }

    def data() -> Any:
        return {
            "doc": passage.file.id,
            "title": passage.file.title,
            "page": wanted.page,
            "pages": layout.pages,
            "picture": values["picture"],
            "marks": [{"paragraph": one.paragraph, **one.box._asdict()} for one in marks],
        }

    return View("page.html", values, data, listed_text(passage._replace(paragraphs=shown)))


def _layout(wanted: AskedPage, page: int, kept: KeptPages) -> PageLayout:
    return kept.layout(wanted.file, page, by_ocr=_is_by_ocr(wanted, page))


def _is_by_ocr(wanted: AskedPage, page: int) -> bool:
    return any(one.source == "ocr" for one in _near(wanted, page))


def _has(marks: Sequence[Mark], wanted: AskedPage) -> bool:
    """Whether the paragraph that is asked for has marks, or none to find."""
    if not wanted.number or not wanted.marks.get(wanted.number):
        return True
    return any(one.paragraph == wanted.number for one in marks)


def _marks_on(wanted: AskedPage, page: int, layout: PageLayout) -> Iterator[Mark]:
    near = list(_near(wanted, page))
    sought = [Sought(one.text, wanted.marks.get(one.number, ()), one.page == page) for one in near]
    for paragraph, boxes in zip(near, find_on_page(layout, sought), strict=True):
        for box in boxes:
            yield Mark(paragraph.number, box)


def _near(wanted: AskedPage, page: int) -> Iterator[Paragraph]:
    """The paragraphs of a page, and the last one before it, which may continue there."""
    before: Paragraph | None = None
    for one in wanted.passage.paragraphs:
        if one.page == page:
            if before is not None:
                yield before
            before = None
            yield one
        elif one.page is not None and one.page < page:
            before = one
    if before is not None:
        yield before


def page_address(wanted: AskedPage, page: int, width: int) -> str:
    """The address of another page, or of this one in another width, for the same question."""
    pairs = [pair for pair in wanted.asked.pairs() if pair[0] not in ("doc", "page")]
    pairs += [("n", str(wanted.number))] if wanted.number else []
    pairs += [("width", str(width))] if width != WIDTHS[0] else []
    return address("/page", ("doc", wanted.passage.file.id), ("p", str(page)), *pairs)


def picture_address(doc: str, page: int, width: int) -> str:
    """The address of the picture."""
    return address("/page.png", ("doc", doc), ("p", str(page)), ("width", str(width)))


class AskedPicture(NamedTuple):
    """The picture that an address asks for."""

    file: PdfFile
    page: int
    width: int


def asked_picture(index: Index, parameters: Parameters) -> AskedPicture:
    """Read the address of a picture.

    :raises OriginalError: the file is gone, has changed, may not be opened, or is no PDF.
    """
    passage = index.show(named_document(parameters), "1", context=0)
    page = _number(parameters, "p", _MOST) or 1
    return AskedPicture(pdf_file(index, passage), page, _width(parameters))
