"""``cewen status``"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.server_folder import shown
from searcher.cli.health_text import copy_line, file_lines, selection_line, summary_lines
from searcher.cli.open_index import index_option, open_index
from searcher.cli.terminal import columns, put, put_json, window
from searcher.messages import join, say, say_count, say_stored

if TYPE_CHECKING:
    from searcher.results import Status


@click.command("status", short_help="Show what the index contains, and what was not read.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--files", "listed", is_flag=True, help="List every document.")
@click.option("--check", is_flag=True, help="Read every byte, and say which files are damaged.")
@index_option
def command(as_json: bool, listed: bool, check: bool, place: Path | None) -> int:
    """Show what the index contains, which files could not be read and why, and what is left out.

    With --check, say instead whether all files of the index are as they were written. The exit code
    is 2 if one is not. cewen index then builds the index anew from the documents.

    \b
    cewen status
    cewen status --files
    """
    if check:
        from searcher.cli.status_check import show_check
        from searcher.service import check_index

        return show_check(check_index(place), as_json)
    status = open_index(place).status()
    if as_json:
        from searcher.output.index_schema import of_file, of_status

        files = {"files": [of_file(file) for file in status.documents]} if listed else {}
        put_json([of_status(status) | files])
    else:
        put(_text(status, listed))
    return 0


def _text(status: Status, listed: bool) -> Iterator[str]:
    from searcher.cli.hit_text import fitted
    from searcher.cli.table import table

    width = columns()
    for line in _facts(status):
        yield from fitted(line, width)
    if listed:
        yield ""
        rows = [
            (str(file.date or ""), say(file.date_from), file.paragraphs, file.id)
            for file in status.documents
        ]
        head = ("date", "from", "paragraphs", "document")
        yield from table([say(column) for column in head], rows, window())


def _facts(status: Status) -> Iterator[str]:
    days = (str(day) for day in (status.first, status.last) if day)
    yield say("index: {folder}", folder=shown(status.folder))
    yield say("folders: {folders}", folders=join(", ", map(str, status.folders)))
    for folder, kept in status.kept.items():
        yield from selection_line(folder, kept.selection)
    yield say("documents: {count}", count=f"{len(status.documents):,}")
    yield say("kinds: {kinds}", kinds=_counts(status.kinds))
    yield say("paragraphs: {count}", count=f"{status.paragraphs:,}")
    yield say("dates: {days}", days=" – ".join(days))
    if status.dates_from:
        yield say("dates from: {sources}", sources=_counts(status.dates_from))
    if status.titles_from:
        yield say("titles from: {sources}", sources=_counts(status.titles_from))
    yield from _left_out(status)
    health = status.health
    for file in health.files:
        yield from file_lines(file)
    yield from map(copy_line, health.copies)
    yield from summary_lines(health)
    size = f"{status.size / 1e6:,.1f}"
    yield say("on disk: {size} MB; words cut by {version}", size=size, version=status.segmenter)


def _left_out(status: Status) -> Iterator[str]:
    """How many files are not looked at, in sum."""
    if others := status.other_formats:
        yield say_count(
            sum(others.values()),
            "left out: {count} file of other formats: {kinds}",
            "left out: {count} files of other formats: {kinds}",
            kinds=join(", ", (f"{kind} {count:,}" for kind, count in others.items())),
        )
    for source, count in status.left_out.items():
        yield say_count(
            count,
            "left out: {count} file or folder by {source}",
            "left out: {count} files or folders by {source}",
            source=say_stored(source),
        )


def _counts(found: Mapping[str, int]) -> str:
    return join(", ", (f"{say(name)} {count:,}" for name, count in found.items()))
