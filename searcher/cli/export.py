"""``cewen export``"""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import click

from searcher.cli.open_index import index_option, open_index
from searcher.cli.output_options import Output, listing_options
from searcher.cli.query_options import QueryCommand, filters, query_argument, query_of
from searcher.cli.terminal import tell
from searcher.messages import say


@click.command("export", cls=QueryCommand, short_help="Print every paragraph as JSON Lines.")
@query_argument
@filters
@click.option("--no-labels", is_flag=True,
              help="Without paragraphs that only name who speaks next.")  # fmt: skip
@listing_options(quotations=True, default="json")
@index_option
def command(
    words: tuple[str, ...],
    no_labels: bool,
    place: Path | None,
    out: Output,
    **filtered: str | None,
) -> int:
    """Print every paragraph with its statements and topics as JSON Lines, in reading order.

    With a query or options as for `cewen search`, those that match. In ris, csl and bibtex it is a
    list of their documents.

    \b
    cewen export > paragraphs.jsonl
    cewen export '機關:工會 日期:2024..' --no-labels -o 工會.xlsx
    """
    from searcher.output.listings import listing_of_paragraphs

    asks = words or any(filtered.values())
    query = query_of(words, filtered) if asks else ""
    found = open_index(place).export(query, labels=not no_labels)
    first = next(found, None)
    out.write(listing_of_paragraphs(chain([first] if first else [], found)))
    if first is None and asks:
        tell(say("cewen: no paragraph matches"))
        return 1
    return 0
