"""Makes HTML of a template and values. Templates escape every text; nothing is marked as safe."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from sys import maxsize
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from searcher.language import spoken, topic_language
from searcher.messages import paragraphs, say, say_count, say_message, say_stored, speakers
from searcher.output.formats import FORMATS
from searcher.output.names import speaker_label
from searcher.report.innermost import innermost
from searcher.terminal_text import clean
from searcher.web.asked import address, in_form

if TYPE_CHECKING:
    from corpus.document import Paragraph, Span, Statement


class Piece(NamedTuple):
    """A part of a text: ``matched``, or said by ``other`` people than asked for, or neither."""

    text: str
    matched: bool = False
    other: bool = False


def pieces(text: str, spans: Sequence[Span], others: Sequence[Span] = ()) -> Iterator[Piece]:
    """Cut a text at the borders of its spans.

    >>> [tuple(piece) for piece in pieces("甲說乙說", [(2, 3)])]
    [('甲說', False, False), ('乙', True, False), ('說', False, False)]
    """
    borders = {0, len(text)}.union(*spans, *others)
    cuts = sorted(border for border in borders if 0 <= border <= len(text))
    matched, other = _Within(spans), _Within(others)
    for start, end in pairwise(cuts):
        yield Piece(clean(text[start:end]), matched.contain(start), other.contain(start))


class _Within:
    """Whether spans, which are in order and do not overlap, contain growing positions."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = iter(spans)
        self._start, self._end = next(self._spans, _NONE)

    def contain(self, at: int) -> bool:
        while self._end <= at:
            self._start, self._end = next(self._spans, _NONE)
        return self._start <= at


_NONE = (maxsize, maxsize)


class Said(NamedTuple):
    """A part of a paragraph: what one statement says, or nobody."""

    pieces: tuple[Piece, ...]
    statement: Statement | None


def statements_of(paragraph: Paragraph, spans: Sequence[Span] = ()) -> Iterator[Said]:
    """A paragraph cut at the borders of its statements; an inner statement interrupts the outer."""
    text = paragraph.text
    rest = deque(spans)
    for part in innermost(paragraph.statements, len(text)):
        inside = []
        while rest and rest[0][0] < part.end:
            first, last = rest[0]
            inside.append((max(first, part.start) - part.start, min(last, part.end) - part.start))
            if last > part.end:
                break
            rest.popleft()
        yield Said(tuple(pieces(text[part.start : part.end], inside)), part.statement)


def labels(above: Paragraph | None, below: Paragraph | None) -> bool:
    """Whether a paragraph is nothing but the label of who speaks in the next one."""
    if above is None or below is None:
        return False
    named = [one.mention for one in below.statements if one.certainty == "label"]
    return named == [above.text.rstrip("：: ")]


def document_address(doc: str, number: int | None = None, **parameters: str) -> str:
    """The address of a document's page, at a paragraph."""
    given = [(name, value) for name, value in parameters.items() if value]
    return address("/document", ("doc", doc), *given, fragment=f"p{number}" if number else "")


def is_pdf(doc: str) -> bool:
    """Whether a document of this name is a PDF file, whose pages are shown."""
    return doc.lower().endswith(".pdf")


def pdf_address(doc: str, number: int, question: Iterable[tuple[str, str]] = ()) -> str:
    """The address of the page that a paragraph of a PDF file is on, with the question marked."""
    asked = [pair for pair in question if pair[0] not in ("doc", "page")]
    return address("/page", ("doc", doc), ("n", str(number)), *asked, fragment="mark")


_environment = Environment(
    loader=PackageLoader("searcher.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.globals.update(
    _=say,
    address=address,
    labels=labels,
    language=spoken,
    topic_language=topic_language,
    document_address=document_address,
    formats=tuple(FORMATS.values()),
    paragraphs=paragraphs,
    pdf_address=pdf_address,
    pieces=pieces,
    say_count=say_count,
    say_message=say_message,
    say_stored=say_stored,
    speakers=speakers,
    statements_of=statements_of,
)
_environment.filters.update(
    clean=clean,
    in_form=in_form,
    is_pdf=is_pdf,
    clean_lines=lambda text: "\n".join(map(clean, text.splitlines())),
    name=lambda speaker: clean(speaker_label(speaker)),
    thousands=lambda number: f"{number:,}",
)


def render(template: str, values: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """The page that the template makes of these values."""
    return HTMLResponse(_environment.get_template(template).render(values), status)
