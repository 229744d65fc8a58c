"""``cewen index``"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.messages import say

if TYPE_CHECKING:
    from searcher.report.health import Health


@click.command("index", short_help="Build an index of documents, or bring it up to date.")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path)
)
@click.option(
    "--index",
    "place",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to keep the index. Else $CEWEN_INDEX, else .cewen/ in the folder.",
)
@click.option("--rebuild", is_flag=True, help="Read everything anew, and only what PATH names.")
@click.option(
    "--topics",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Your own topics (TOML), kept with the index. May be given several times.",
)
@click.option("--no-topics", is_flag=True, help="Drop the topic files kept before.")
@click.option("--follow-links", is_flag=True,
              help="Also read files that a link in a folder leads to outside of it.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(min=1), metavar="N",
              help="Processes that read (as many as there are processors).")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON object.")
def command(
    paths: tuple[Path, ...],
    place: Path | None,
    rebuild: bool,
    topics: tuple[Path, ...],
    no_topics: bool,
    follow_links: bool,
    jobs: int | None,
    as_json: bool,
) -> int:
    """Build an index of folders or files, or bring it up to date.

    Only new and changed files are read; files that are gone are removed from the index. At the
    end comes what was read, what in part and what not, with what to do. The exit code is 2 if a
    file of a known format could not be read at all, else 0.

    \b
    cewen index ~/reports
    """
    from index.location import choose_index, distrust, remember, trust
    from index.update import update
    from index.workers import rarely_collected
    from searcher.cli.index_report import report
    from searcher.cli.progress import display

    # Otherwise numpy starts a thread for each processor, which waits busily and has no work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    rarely_collected()
    began = time.monotonic()
    folder = choose_index(paths, place)
    is_new = not folder.is_dir()
    if is_new:  # from now on, so that a search can say that the index is not finished
        trust(folder)
    progress = display()
    try:
        result = update(
            folder,
            paths,
            rebuild=rebuild,
            topics=topics,
            forget_topics=no_topics,
            follow_links=follow_links,
            jobs=jobs,
            progress=progress.show,
        )
    finally:
        progress.clear()
        if is_new and not folder.is_dir():
            distrust(folder)
    health = _health(folder) if result.documents else None
    report(result, health, folder, time.monotonic() - began)
    if as_json:
        from searcher.cli.terminal import put_json
        from searcher.output.schema import of_update

        put_json([of_update(result, health, folder)])
    if not result.documents:
        return 2
    try:
        if rebuild:  # all of it was built here, though it was named with --index
            trust(folder)
        remember(folder)
    except OSError as error:
        text = "warning: other folders will not find this index: {reason}"
        click.echo(say(text, reason=error.strerror), err=True)
    return 2 if result.unread else 0


def _health(folder: Path) -> Health:
    from searcher.service import Index

    return Index(folder).status().health
