"""``cewen show``"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.cli.open_index import index_option, open_index
from searcher.cli.terminal import Style, color_option, columns, put, style
from searcher.messages import say, say_message

if TYPE_CHECKING:
    from searcher.document_name import DocumentNameError
    from searcher.results import Passage

_LISTED = 10  # documents, when several match


@click.command("show", short_help="Show a document, or a paragraph and those around it.")
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
    from searcher.document_name import DocumentNameError
    from searcher.query.errors import SearchError

    try:
        passage = open_index(place).show(document, context=context)
    except DocumentNameError as error:
        for line in _matching(error):
            click.echo(line, err=True)
        return 2
    except SearchError as error:
        raise click.UsageError(say_message(error.message)) from error
    put(_lines(passage, style(color)))
    return 0


def _matching(error: DocumentNameError) -> Iterator[str]:
    """The lines of the error: one line, and a line for each document if several match."""
    if not error.matching:
        yield say("cewen: {message}", message=say_message(error.message))
        return
    text = "cewen: {count} documents match {name}; write more of the path of one:"
    yield say(text, count=len(error.matching), name=error.message.values["name"])
    yield from (say("  {document}", document=id) for id in error.matching[:_LISTED])
    if len(error.matching) > _LISTED:
        yield say("  and {count} more", count=len(error.matching) - _LISTED)


def _lines(passage: Passage, style: Style) -> Iterator[str]:
    from searcher.cli.hit_text import fitted, head_lines, text_lines
    from searcher.output.names import speaker_label

    width = columns()
    file = passage.file
    date = str(file.date or "")
    yield from fitted(" · ".join(filter(None, (file.title, date, file.id))), "", "", width)
    yield ""
    for paragraph in passage.paragraphs:
        speakers = dict.fromkeys(statement.speaker for statement in paragraph.statements)
        names = "、".join(map(speaker_label, speakers))
        role = "" if paragraph.role == "body" else f"({say(paragraph.role)})"
        mark = ">" if paragraph.number == passage.number else ""
        yield from head_lines(f"{mark}#{paragraph.number}", names, role, style, width)
        yield from text_lines(paragraph.text, (), style, width)
        yield ""
