"""Opens the index that a command uses, and says so where the user may not expect it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.location import VARIABLE
from index.server_folder import shown
from searcher.cli.terminal import can_redraw, tell
from searcher.config import read_config
from searcher.messages import say

if TYPE_CHECKING:
    from searcher.service import Index

index_option = click.option(
    "--index",
    "place",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The index to use. Else $CEWEN_INDEX, else the nearest .cewen/ above, "
    "else the one built last.",
)


def _default_index() -> Path | None:
    """The index of the settings, where no other is named or near."""
    named = read_config().get("index")
    if named is None or os.environ.get(VARIABLE):
        return None
    from index.location import near_index

    return None if near_index() else Path(str(named)).expanduser()


def open_index(place: Path | None) -> Index:
    """The index that :func:`searcher.service.open_index` opens."""
    from searcher import service

    index = service.open_index(place or _default_index())
    if index.is_samples:
        text = "cewen: no index yet, so these are the sample documents. Index your own:"
        tell(say(text))
        click.echo(f"  cewen index {say('FOLDER')}", err=True)
    elif index.built_last:
        faint, off = ("\x1b[2m", "\x1b[0m") if can_redraw(sys.stderr) else ("", "")
        line = say("cewen: in {folder}, the index built last", folder=shown(index.folder))
        click.echo(f"{faint}{line}{off}", err=True)
    return index
