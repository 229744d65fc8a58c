"""``cewen speakers``"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.cli.open_index import index_option, open_index
from searcher.cli.terminal import put, put_json, window
from searcher.messages import say, speakers

if TYPE_CHECKING:
    from searcher.results import Speakers


@click.command("speakers", short_help="List who speaks in the documents.")
@click.option("-n", "--limit", type=click.IntRange(min=1), metavar="N", default=50,
              show_default=True, help="How many to show.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show every speaker.")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one speaker a line.")
@index_option
def command(limit: int, everything: bool, as_json: bool, place: Path | None) -> int:
    """List who speaks in the documents, those with the most paragraphs first.

    \b
    cewen speakers --all
    """
    found = open_index(place).speakers(limit=None if everything else limit)
    if not found.total:
        click.echo(say("cewen: nobody speaks in these documents"), err=True)
        return 1
    if as_json:
        from searcher.output.schema import of_speaker_held

        put_json(map(of_speaker_held, found.speakers))
    else:
        put(_text(found))
    return 0


def _text(found: Speakers) -> Iterator[str]:
    from searcher.cli.table import table, years

    rows = [
        (
            speaker.name,
            speaker.extent.paragraphs,
            speaker.extent.documents,
            years(speaker.extent.first, speaker.extent.last),
            say("(group)")
            if speaker.group
            else "、".join((*speaker.organizations, *speaker.titles)),
        )
        for speaker in found.speakers
    ]
    head = ("speaker", "paragraphs", "documents", "years", "office")
    yield from table([say(column) for column in head], rows, window())
    if found.total > len(found.speakers):
        text = "{speakers} ({shown} shown; --all shows all)"
        yield say(text, speakers=speakers(found.total), shown=len(found.speakers))
