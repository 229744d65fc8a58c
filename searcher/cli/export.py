"""``cewen export``"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.cli.open_index import index_option, open_index

if TYPE_CHECKING:
    from index.engine import Snapshot


@click.command("export", short_help="Print every paragraph as JSON Lines.")
@index_option
def command(place: Path | None) -> int:
    """Print every paragraph with its statements and topics as JSON Lines.

    \b
    cewen export > paragraphs.jsonl
    """
    import sys

    for line in _lines(open_index(place)):
        sys.stdout.write(line + "\n")
    return 0


def _lines(reader: Snapshot) -> Iterator[str]:
    from index.stored_record import to_paragraph
    from searcher.output.formats import as_json, of_paragraph

    for id in reader.file_ids():
        file = reader.file(id)
        for number in reader.paragraphs_of(id):
            yield as_json(of_paragraph(file, to_paragraph(reader.record(number))))
