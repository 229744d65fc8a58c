"""BibTeX: one entry a document, its quotations as notes. Nothing of a document is a command."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from searcher.output.plain_quote import without_markup
from searcher.output.works import Work, works_of
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from searcher.output.formats import Settings
    from searcher.output.listing import Listing

# BibTeX counts braces even after a backslash, so a brace is a command without braces.
_COMMANDS = {
    "\\": r"\textbackslash ",
    "{": r"\textbraceleft ",
    "}": r"\textbraceright ",
    "~": r"\textasciitilde ",
    "^": r"\textasciicircum ",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
_ESCAPES = str.maketrans(_COMMANDS)


def lines(listing: Listing, settings: Settings) -> Iterator[str]:
    """The entries; all are ``misc``, which every style knows."""
    for work in works_of(listing):
        yield f"@misc{{{work.key},"
        for name, value in _fields(work):
            yield f"  {name} = {{{value}}},"
        yield "}"
        yield ""


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_text(work.title)}}}"
    if work.date:
        date = str(work.date)
        yield "year", date[:4]
        if len(date) > 4:
            yield "month", date[5:7]
        yield "date", date  # of BibLaTeX
    yield "howpublished", _text(work.doc)
    if work.notes:
        yield "note", r" \par ".join(map(_text, work.notes))


def _text(text: str) -> str:
    return clean(without_markup(text)).translate(_ESCAPES)
