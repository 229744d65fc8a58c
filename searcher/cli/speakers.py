"""``cewen speakers``"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.cli.opened import index_option, open_index
from searcher.cli.terminal import put
from searcher.text import clean, width

if TYPE_CHECKING:
    from searcher.holdings import SpeakerHeld


@click.command("speakers")
@click.option("-n", "--limit", type=click.IntRange(min=1), default=50, show_default=True,
              help="How many to show.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show every speaker.")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one speaker a line.")
@index_option
def command(limit: int, everything: bool, as_json: bool, place: Path | None) -> int:
    """List who speaks in the documents, those with the most paragraphs first.

    \b
    cewen speakers --all
    """
    from searcher.holdings import Holdings

    reader = open_index(place)
    total, found = Holdings(reader).speakers(None if everything else limit)
    put(map(_json, found) if as_json else _text(found, total))
    return 0 if found else 1


def _text(found: Sequence[SpeakerHeld], total: int) -> Iterator[str]:
    widest = max((width(clean(speaker.name)) for speaker in found), default=0)
    for speaker in found:
        name = clean(speaker.name)
        extent = speaker.extent
        days = dict.fromkeys(day.isoformat() for day in (extent.first, extent.last) if day)
        office = "、".join((*speaker.organizations, *speaker.titles))
        facts = [
            f"{extent.paragraphs:7} paragraphs {extent.documents:5} documents",
            " – ".join(days),
            "group" if speaker.group else "",
            clean(office),
        ]
        yield name + " " * (widest - width(name)) + "  ".join(fact for fact in facts if fact)
    if total > len(found):
        yield f"{total} speakers ({len(found)} shown; --all shows all)"


def _json(speaker: SpeakerHeld) -> str:
    extent = speaker.extent
    return json.dumps(
        {
            "name": speaker.name,
            "kind": "group" if speaker.group else "person",
            "organizations": speaker.organizations,
            "titles": speaker.titles,
            "paragraphs": extent.paragraphs,
            "documents": extent.documents,
            "first": extent.first.isoformat() if extent.first else None,
            "last": extent.last.isoformat() if extent.last else None,
        },
        ensure_ascii=False,
    )
