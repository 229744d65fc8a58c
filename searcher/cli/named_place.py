"""The document and place that ``cewen show`` and ``cewen open`` are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from searcher.cli.open_index import open_index
from searcher.cli.terminal import tell
from searcher.messages import say, say_message

if TYPE_CHECKING:
    from searcher.cli.last_answer import LastAnswer
    from searcher.document_name import DocumentNameError
    from searcher.service import Index

_LISTED = 10  # documents, when several match
_RANK_DIGITS = 3  # a longer number is rather a year, in a path


def named_place(document: str, place: str, index: Path | None) -> tuple[Index, str, str]:
    """The index, the document and the place that the arguments mean.

    A number alone is a result that the last answer listed. The index is then that of the answer,
    unless another one is named. A line says which query the number belongs to.
    """
    from searcher import service
    from searcher.cli.last_answer import listed

    if not place and (answer := _answer(document)):
        rank = int(document)
        named = service.open_index(index) if index else None
        is_same = named is None or named.folder.resolve() == answer.folder.resolve()
        if is_same and 1 <= rank <= len(answer.results):
            found = named or service.open_index(answer.folder)
            text = "cewen: result {rank} of {query}"
            tell(say(text, rank=rank, query=answer.query))
            return found, listed(answer, rank, found), ""
    return open_index(index), document, place


def _answer(document: str) -> LastAnswer | None:
    """The last answer, if the name of the document may be the number of a result."""
    from searcher.cli.last_answer import last_answer

    return last_answer() if document.isascii() and document.isdigit() else None


@contextmanager
def name_errors(document: str) -> Iterator[None]:
    """End the command with a message if no document, or several, have the name, or the document
    has no such place.

    :raises Exit: no document or several have it; their names are told.
    :raises UsageError: there is no such place.
    """
    from searcher.document_name import DocumentNameError
    from searcher.query.errors import SearchError

    try:
        yield
    except DocumentNameError as error:
        for line in _name_error(error, document):
            tell(line)
        raise Exit(2) from error
    except SearchError as error:
        raise click.UsageError(say_message(error.message)) from error


def _name_error(error: DocumentNameError, document: str) -> Iterator[str]:
    """The lines of the error: one line, and a line for each document if several match."""
    if len(document) <= _RANK_DIGITS and (answer := _answer(document)):
        text = "cewen: the last answer, to {query}, lists no result {rank}"
        yield say(text, query=answer.query, rank=document)
        return
    if not error.matching:
        yield say("cewen: {message}", message=say_message(error.message))
        return
    text = "cewen: {count} documents match {name}; write more of the path of one:"
    yield say(text, count=len(error.matching), name=error.message.values["name"])
    yield from (say("  {document}", document=id) for id in error.matching[:_LISTED])
    if len(error.matching) > _LISTED:
        yield say("  and {count} more", count=len(error.matching) - _LISTED)
