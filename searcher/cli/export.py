"""``cewen export``"""

from __future__ import annotations

from pathlib import Path

import click

from searcher.cli.open_index import index_option, open_index
from searcher.cli.terminal import json_lines


@click.command("export", short_help="Print every paragraph as JSON Lines.")
@index_option
def command(place: Path | None) -> int:
    """Print every paragraph with its statements and topics as JSON Lines.

    \b
    cewen export > paragraphs.jsonl
    """
    import sys

    from searcher.output.schema import of_paragraph

    # Not through a pager: that would gather all of them first.
    for line in json_lines(of_paragraph(*entry) for entry in open_index(place).export()):
        sys.stdout.write(line + "\n")
    return 0
