"""Hits and paragraphs as lines to read: text wrapped and highlighted, with speaker and source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpus.document import Paragraph, Span
from index.record import IndexedFile
from searcher.answer import Answer, Count, Hit
from searcher.cli.shape import named
from searcher.cli.terminal import Style
from searcher.match import Way
from searcher.text import clean, highlighted, shorten, wrap

_INDENT = "    "


def hit_lines(place: int, hit: Hit, style: Style, columns: int | None) -> Iterator[str]:
    """A hit: who says it, the paragraph with the matches marked, and where it stands."""
    how = "" if hit.match == "exact" else f" {style.faint}({hit.match}){style.off}"
    speakers = "、".join(clean(named(speaker)) for speaker in hit.speakers)
    said = f" {style.speaker}{speakers}{style.off}" if speakers else ""
    yield f"{style.faint}{place}.{style.off}{said}{how}"
    yield from text_lines(hit.paragraph.text, hit.spans, style, columns)
    source = (
        shorten(where(hit.file, hit.paragraph), columns - len(_INDENT))
        if columns
        else (where(hit.file, hit.paragraph))
    )
    yield f"{_INDENT}{style.faint}{source}{style.off}"
    yield ""


def text_lines(
    text: str, spans: Sequence[Span], style: Style, columns: int | None
) -> Iterator[str]:
    """A text indented, its ``spans`` marked; wrapped to ``columns``, or one line without them."""
    lines: Iterable[Span] = (
        [(0, len(text))] if columns is None else wrap(text, columns - len(_INDENT))
    )
    for start, end in lines:
        yield _INDENT + highlighted(text, spans, start, end, style.match, style.off)


def where(file: IndexedFile, paragraph: Paragraph) -> str:
    """Where a paragraph stands: section, title, date, and its name for ``cewen show``."""
    parts = [
        " › ".join(paragraph.section),
        file.title,
        file.date.isoformat() if file.date else "",
        f"{file.id}#{paragraph.number}",
    ]
    return clean(" · ".join(part for part in parts if part))


def receipt(answer: Answer, style: Style) -> str:
    """How many paragraphs answer, and by what."""
    counts = " · ".join(_count(count) for count in answer.receipt)
    shown = len(answer.hits)
    rest = f" ({shown} shown; --all shows all)" if shown < answer.total else ""
    plural = "paragraph" if answer.total == 1 else "paragraphs"
    partly = f"; {answer.partly} of them hold most of the words, not all" if answer.partly else ""
    return f"{style.faint}{answer.total} {plural}{rest}: {counts}{partly}{style.off}"


def _count(count: Count) -> str:
    if count.way == Way.WORDS:
        return f"{count.paragraphs} by words"
    note = " (variant)" if count.way == Way.VARIANT else ""
    return f"{clean(count.text)} {count.paragraphs}{note}"


def explanation(hit: Hit) -> str:
    """The parts of a hit's score, for ``--explain``."""
    parts = hit.explanation
    return (
        f"{_INDENT}score {hit.score} = class {int(hit.score)} + r/(r+40), "
        f"r = {parts.total:.2f} = {parts.role:g} × (pairs {parts.pairs:.2f} + "
        f"singles {parts.singles:.2f} + words {parts.words:.2f} + "
        f"sentence {parts.sentence:.2f} + around {parts.around:.2f})"
    )
