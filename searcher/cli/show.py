"""``cewen show``"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from corpus.document import Paragraph
from corpus.fold import fold
from searcher.cli.opened import index_option, open_index
from searcher.cli.terminal import Style, color_option, columns, put, style
from searcher.text import clean

_LISTED = 10


@click.command("show")
@click.argument("document", metavar="DOC[#N]")
@click.option("-C", "--context", type=click.IntRange(min=0), default=2, show_default=True,
              help="Paragraphs to show before and after #N.")  # fmt: skip
@color_option
@index_option
def command(document: str, context: int, color: str, place: Path | None) -> int:
    """Show a document, or one paragraph of it with those around it.

    DOC is its path in the index, or any part of the path that no other document has.

    \b
    cewen show 座談會#5
    """
    from index.record import to_paragraph

    reader = open_index(place)
    name, number = _split(document)
    id = _one(name, list(reader.file_ids()))
    file = reader.file(id)
    paragraphs = [to_paragraph(reader.record(n)) for n in reader.paragraphs_of(id)]
    if number is not None:
        if not 1 <= number <= len(paragraphs):
            raise click.UsageError(
                f"{id} has paragraphs 1 to {len(paragraphs)}, and no paragraph {number}"
            )
        low, high = max(0, number - 1 - context), number + context
        paragraphs = paragraphs[low:high]
    date = file.date.isoformat() if file.date else ""
    head = " · ".join(part for part in (file.title, date, file.id) if part)
    put([clean(head), "", *_lines(paragraphs, number, style(color), columns())])
    return 0


def _split(document: str) -> tuple[str, int | None]:
    name, mark, number = document.rpartition("#")
    if mark and number.isascii() and number.isdigit():
        return name, int(number)
    return document, None


def _one(name: str, ids: Sequence[str]) -> str:
    if name in ids:
        return name
    fitting = [id for id in ids if fold(name) in fold(id)]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise click.UsageError(f"no document {name!r} in the index; `cewen status` lists them")
    listed = "\n".join(f"  {clean(id)}" for id in fitting[:_LISTED])
    more = f"\n  and {len(fitting) - _LISTED} more" if len(fitting) > _LISTED else ""
    raise click.UsageError(f"{len(fitting)} documents fit {name!r}:\n{listed}{more}")


def _lines(
    paragraphs: Sequence[Paragraph], asked: int | None, style: Style, columns: int | None
) -> Iterator[str]:
    from searcher.cli.shape import named
    from searcher.cli.shown import text_lines

    for paragraph in paragraphs:
        speakers = dict.fromkeys(statement.speaker for statement in paragraph.statements)
        said = "、".join(clean(named(speaker)) for speaker in speakers)
        role = "" if paragraph.role == "body" else f" ({paragraph.role})"
        mark = style.match if paragraph.number == asked else style.faint
        speaking = f" {style.speaker}{said}{style.off}" if said else ""
        yield f"{mark}#{paragraph.number}{style.off}{role}{speaking}"
        yield from text_lines(paragraph.text, (), style, columns)
        yield ""
