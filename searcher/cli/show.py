"""``cewen show``"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.cli.named_place import name_error, named_place
from searcher.cli.open_index import index_option
from searcher.cli.terminal import Style, color_option, columns, put, style, tell
from searcher.messages import say, say_message

if TYPE_CHECKING:
    from searcher.results import Passage


@click.command("show", short_help="Show a document, or a paragraph and those around it.")
@click.argument("document", metavar="DOC[#N]")
@click.argument("at", metavar="[ARTICLE]", default="")
@click.option("-C", "--context", type=click.IntRange(min=0), metavar="N", default=2,
              show_default=True, help="Paragraphs to show before and after it.")  # fmt: skip
@color_option
@index_option
def command(document: str, at: str, context: int, color: str, place: Path | None) -> int:
    """Show a document, or one paragraph of it with those around it.

    DOC is a path, or any part of the path or the title that no other document has. A number alone
    is a result of the last answer. ARTICLE is an article of a law: 第63-1條, 第六十三條之一, 63-1.

    \b
    cewen show 座談會#5
    cewen show 权益保障办法 第3条
    """
    from searcher.document_name import DocumentNameError
    from searcher.query.errors import SearchError

    try:
        index, document, at = named_place(document, at, place)
        passage = index.show(document, at, context=context)
    except DocumentNameError as error:
        for line in name_error(error, document):
            tell(line)
        return 2
    except SearchError as error:
        raise click.UsageError(say_message(error.message)) from error
    put(_lines(passage, style(color)))
    return 0


def _lines(passage: Passage, style: Style) -> Iterator[str]:
    from searcher.cli.hit_text import fitted, head_lines, page_of, speaker_names, text_lines

    width = columns()
    yield from fitted(_head(passage), "", "", width)
    yield ""
    last = page = None
    for paragraph in passage.paragraphs:
        if last is not None and paragraph.number > last + 1:
            yield f"{style.faint}…{style.off}"
            yield ""
        last = paragraph.number
        names = speaker_names(paragraph.statements)
        role = "" if paragraph.role == "body" else say("({text})", text=say(paragraph.role))
        is_marked = paragraph.number in passage.marked
        turned = page_of(paragraph) if is_marked or paragraph.page != page else ""
        page = paragraph.page
        facts = " ".join(filter(None, (role, turned)))
        mark = ">" if is_marked else ""
        yield from head_lines(f"{mark}#{paragraph.number}", names, facts, style, width)
        yield from text_lines(paragraph.text, (), style, width)
        yield ""


def _head(passage: Passage) -> str:
    """Title, date and path; what the path says already is not repeated."""
    from searcher.cli.hit_text import contains

    file = passage.file
    title = "" if contains(file.id, file.title) else file.title
    date = str(file.date or "")
    return " · ".join(filter(None, (title, "" if contains(file.id, date) else date, file.id)))
