"""``cewen show``"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.cli.named_place import name_errors, named_place
from searcher.cli.names_to_complete import names_of
from searcher.cli.open_index import index_option
from searcher.cli.terminal import Style, color_option, columns, put, style
from searcher.messages import say

if TYPE_CHECKING:
    from corpus.document import Paragraph, Span
    from searcher.results import Passage
    from searcher.service import Index


@click.command("show", short_help="Show a document, or a paragraph and those around it.")
@click.argument("document", metavar="DOC[#N]", shell_complete=names_of("doc"))
@click.argument("at", metavar="[ARTICLE]", default="")
@click.option("-C", "--context", type=click.IntRange(min=0), metavar="N", default=2,
              show_default=True, help="Paragraphs to show before and after it.")  # fmt: skip
@click.option("--mark", metavar="QUERY", help="Mark what QUERY matches, not the last search.")
@color_option
@index_option
def command(
    document: str, at: str, context: int, mark: str | None, color: str, place: Path | None
) -> int:
    """Show a document, or one paragraph of it with those around it.

    What the last search matches is marked. Under a paragraph that several say, or somebody reports,
    each statement has a line: who, how certain, and from which character to which.

    DOC is a path, or any part of the path or the title that no other document has. A number alone
    is a result of the last answer. ARTICLE is an article of a law: 第63-1條, 第六十三條之一, 63-1.

    \b
    cewen show 座談會#5
    cewen show 权益保障办法 第3条
    """
    with name_errors(document):
        index, document, at = named_place(document, at, place)
        passage = index.show(document, at, context=context)
    marks = _marks(index, passage, mark)
    put(_lines(passage, marks, style(color)))
    return 0


def _marks(index: Index, passage: Passage, query: str | None) -> Sequence[Sequence[Span]]:
    """What ``query`` or, without one, the last search marks in each paragraph."""
    from searcher.cli.last_answer import last_answer
    from searcher.query.errors import QueryError, SearchError

    if query is not None:
        return index.marks(passage, query)
    last = last_answer()
    if last is not None and last.folder.resolve() == index.folder.resolve():
        try:
            return index.marks(passage, last.query)
        except (QueryError, SearchError):  # a topic that the index has no more
            pass
    return [()] * len(passage.paragraphs)


def _lines(passage: Passage, marks: Sequence[Sequence[Span]], style: Style) -> Iterator[str]:
    from searcher.cli.hit_text import fitted, head_lines, page_of, speaker_names, text_lines
    from searcher.cli.statement_text import questions_in, side_of, statement_lines, unspoken

    width = columns()
    asked = questions_in(passage.paragraphs)
    yield from fitted(_head(passage), width)
    yield ""
    last = page = None
    after = [*passage.paragraphs[1:], None]
    for paragraph, spans, following in zip(passage.paragraphs, marks, after, strict=True):
        if _is_repeated(paragraph, following) and paragraph.number not in passage.marked:
            last = paragraph.number
            continue
        if last is not None and paragraph.number > last + 1:
            yield f"{style.faint}…{style.off}"
            yield ""
        last = paragraph.number
        names = speaker_names(paragraph.statements)
        role = "" if paragraph.role == "body" else say("({text})", text=say(paragraph.role))
        is_marked = paragraph.number in passage.marked
        turned = page_of(paragraph) if is_marked or paragraph.page != page else ""
        page = paragraph.page
        reported = any(one.certainty == "reported" for one in paragraph.statements)
        said = say("(reported)") if reported else ""
        facts = " ".join(filter(None, (role, said, turned, side_of(paragraph, asked))))
        mark = ">" if is_marked else ""
        yield from head_lines(f"{mark}#{paragraph.number}", names, facts, style, width)
        dimmed = unspoken(paragraph)
        yield from text_lines(paragraph.text, spans, style, width, dimmed=dimmed)
        yield from statement_lines(paragraph, style, width, asked)
        yield ""


def _is_repeated(label: Paragraph, following: Paragraph | None) -> bool:
    """Whether a heading says only who speaks in the next paragraph, as that one says itself."""
    if label.role != "heading" or following is None or following.number != label.number + 1:
        return False
    speakers = [one.speaker for one in following.statements[:1]]
    return any(
        label.text.rstrip("：: ") in (one.name, f"{one.name}{one.title}") for one in speakers
    )


def _head(passage: Passage) -> str:
    """Title, date and path; what the path says already is not repeated."""
    from searcher.cli.hit_text import contains

    file = passage.file
    title = "" if contains(file.id, file.title) else file.title
    date = str(file.date or "")
    return " · ".join(filter(None, (title, "" if contains(file.id, date) else date, file.id)))
