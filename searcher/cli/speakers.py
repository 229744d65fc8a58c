"""``cewen speakers``"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searcher.cli.open_index import index_option, open_index
from searcher.cli.terminal import put, window

if TYPE_CHECKING:
    from searcher.report.index_stats import SpeakerHeld


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
    from searcher.output.formats import as_json as json_line
    from searcher.report.index_stats import Holdings

    reader = open_index(place)
    total, found = Holdings(reader).speakers(None if everything else limit)
    if not total:
        click.echo("cewen: nobody speaks in these documents", err=True)
        return 1
    put((json_line(_as_json(speaker)) for speaker in found) if as_json else _text(found, total))
    return 0


def _text(found: Sequence[SpeakerHeld], total: int) -> Iterator[str]:
    from searcher.cli.table import table, years

    rows = [
        (
            speaker.name,
            speaker.extent.paragraphs,
            speaker.extent.documents,
            years(speaker.extent.first, speaker.extent.last),
            "(group)" if speaker.group else "、".join((*speaker.organizations, *speaker.titles)),
        )
        for speaker in found
    ]
    yield from table(("speaker", "paragraphs", "documents", "years", "office"), rows, window())
    if total > len(found):
        yield f"{total} speakers ({len(found)} shown; --all shows all)"


def _as_json(speaker: SpeakerHeld) -> dict[str, Any]:
    extent = speaker.extent
    return {
        "name": speaker.name,
        "kind": "group" if speaker.group else "person",
        "organizations": speaker.organizations,
        "titles": speaker.titles,
        "paragraphs": extent.paragraphs,
        "documents": extent.documents,
        "first": extent.first.isoformat() if extent.first else None,
        "last": extent.last.isoformat() if extent.last else None,
    }
