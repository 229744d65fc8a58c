"""``cewen status``"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.cli.health_text import copy_line, file_lines, summary_lines
from searcher.cli.open_index import index_option, open_index
from searcher.cli.terminal import columns, put, put_json, window
from searcher.messages import say

if TYPE_CHECKING:
    from searcher.results import Status


@click.command("status", short_help="Show what the index contains, and what was not read.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--files", "listed", is_flag=True, help="List every document.")
@index_option
def command(as_json: bool, listed: bool, place: Path | None) -> int:
    """Show what the index contains, and which files could not be read and why.

    \b
    cewen status --files
    """
    status = open_index(place).status()
    if as_json:
        from searcher.output.schema import of_status

        put_json([of_status(status)])
    else:
        put(_text(status, listed))
    return 0


def _text(status: Status, listed: bool) -> Iterator[str]:
    from searcher.cli.hit_text import fitted
    from searcher.cli.table import table

    width = columns()
    for line in _facts(status):
        yield from fitted(line, "", "", width)
    if listed:
        yield ""
        rows = [(str(file.date or ""), file.paragraphs, file.id) for file in status.documents]
        head = ("date", "paragraphs", "document")
        yield from table([say(column) for column in head], rows, window())


def _facts(status: Status) -> Iterator[str]:
    days = (str(day) for day in (status.first, status.last) if day)
    kinds = (f"{say(kind)} {count}" for kind, count in status.kinds.items())
    yield say("index: {folder}", folder=status.folder)
    yield say("folders: {folders}", folders=", ".join(map(str, status.folders)))
    yield say("documents: {count}", count=len(status.documents))
    yield say("kinds: {kinds}", kinds=", ".join(kinds))
    yield say("paragraphs: {count}", count=status.paragraphs)
    yield say("dates: {days}", days=" – ".join(days))
    yield say("undated: {count}", count=status.undated)
    yield say("megabytes: {size}", size=round(status.size / 1e6, 1))
    yield say("segmenter: {version}", version=status.segmenter)
    health = status.health
    for file in health.files:
        yield from file_lines(file)
    yield from map(copy_line, health.copies)
    yield from summary_lines(health)
