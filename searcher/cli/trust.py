"""``cewen trust``"""

from __future__ import annotations

from pathlib import Path

import click

from searcher.cli.terminal import tell
from searcher.messages import say


@click.command("trust", short_help="Use an index that somebody else built, from now on.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--forget", is_flag=True, help="Do not use it any more unless it is named.")
def command(folder: Path, forget: bool) -> int:
    """Use the index in DIR from now on where it is the nearest, though this computer did not
    build it.

    Nothing in an index can run; but its paragraphs and names are whatever its author wrote.

    \b
    cewen trust ~/Downloads/reports
    cewen trust ~/Downloads/reports --forget
    """
    from index.location import FOLDER, distrust, trust
    from index.safe_files import is_folder

    index = folder / FOLDER if is_folder(folder / FOLDER) else folder
    if forget:
        distrust(index.absolute())
        tell(say("no longer trusted: {folder}", folder=index))
        return 0
    if not is_folder(index):
        raise click.UsageError(say("{folder}: no index in this folder.", folder=folder))
    trust(index.absolute())
    tell(say("trusted: {folder}", folder=index))
    return 0
