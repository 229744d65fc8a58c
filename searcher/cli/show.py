"""``cewen show``"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from corpus.document import Paragraph
from corpus.fold import fold
from searcher.cli.open_index import index_option, open_index
from searcher.cli.terminal import Style, color_option, columns, put, style
from searcher.terminal_text import clean

_LISTED = 10


@click.command("show", short_help="Show a document, or a paragraph among its neighbours.")
@click.argument("document", metavar="DOC[#N]")
@click.option("-C", "--context", type=click.IntRange(min=0), metavar="N", default=2,
              show_default=True, help="Paragraphs to show before and after #N.")  # fmt: skip
@color_option
@index_option
def command(document: str, context: int, color: str, place: Path | None) -> int:
    """Show a document, or one paragraph of it with those around it.

    DOC is its path in the index, or any part of the path that no other document has.

    \b
    cewen show 座談會#5
    """
    from index.stored_record import to_paragraph

    reader = open_index(place)
    ids = list(reader.file_ids())
    # A file name may itself end in #5.
    name, number = (document, None) if document in ids else _split(document)
    fitting = _fitting(name, ids)
    if len(fitting) != 1:
        for line in _which(name, fitting):
            click.echo(line, err=True)
        return 2
    file = reader.file(fitting[0])
    paragraphs = [to_paragraph(reader.record(n)) for n in reader.paragraphs_of(file.id)]
    if number is not None:
        if not 1 <= number <= len(paragraphs):
            raise click.UsageError(
                f"{file.id} has {len(paragraphs)} paragraphs, and no paragraph {number}."
            )
        paragraphs = paragraphs[max(0, number - 1 - context) : number + context]
    date = file.date.isoformat() if file.date else ""
    head = " · ".join(part for part in (file.title, date, file.id) if part)
    put(_lines(head, paragraphs, number, style(color)))
    return 0


def _split(document: str) -> tuple[str, int | None]:
    name, mark, number = document.rpartition("#")
    if mark and number.isascii() and number.isdigit():
        return name, int(number)
    return document, None


def _fitting(name: str, ids: Sequence[str]) -> list[str]:
    folded = fold(name)
    return [name] if name in ids else [id for id in ids if folded in fold(id)]


def _which(name: str, fitting: Sequence[str]) -> Iterator[str]:
    asked = clean(name)
    if not fitting:
        yield f"cewen: no document {asked} in the index; cewen status --files lists them"
        return
    yield f"cewen: {len(fitting)} documents fit {asked}; write more of the path of one:"
    yield from (f"  {clean(id)}" for id in fitting[:_LISTED])
    if len(fitting) > _LISTED:
        yield f"  and {len(fitting) - _LISTED} more"


def _lines(
    head: str, paragraphs: Sequence[Paragraph], asked: int | None, style: Style
) -> Iterator[str]:
    from searcher.cli.hit_text import fitted, head_lines, named, text_lines

    width = columns()
    yield from fitted(head, "", "", width)
    yield ""
    for paragraph in paragraphs:
        speakers = dict.fromkeys(statement.speaker for statement in paragraph.statements)
        said = "、".join(map(named, speakers))
        role = "" if paragraph.role == "body" else f"({paragraph.role})"
        mark = ">" if paragraph.number == asked else ""
        yield from head_lines(f"{mark}#{paragraph.number}", said, role, style, width)
        yield from text_lines(paragraph.text, (), style, width)
        yield ""
