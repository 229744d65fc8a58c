"""``cewen index``"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.cli.terminal import can_steer
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from index.update import Trouble, Updated

_SHOWN = 20  # lines of one kind in the report; `cewen status` has all of them


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
def command(
    paths: tuple[Path, ...],
    place: Path | None,
    rebuild: bool,
    topics: tuple[Path, ...],
    no_topics: bool,
    follow_links: bool,
    jobs: int | None,
) -> int:
    """Build an index of folders or files, or bring it up to date.

    Only new and changed files are read; vanished ones leave the index.

    \b
    cewen index ~/reports
    """
    from index.location import choose_index, distrust, remember, trust
    from index.update import update
    from index.workers import rarely_collected

    # Else numpy begins a thread for each processor that waits, busily, for work that never comes.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    rarely_collected()
    began = time.monotonic()
    folder = choose_index(paths, place)
    is_new = not folder.is_dir()
    if is_new:  # from now on, so that a search can say that the index is not finished
        trust(folder)
    bar = _Bar() if can_steer(sys.stderr) else None
    try:
        result = update(
            folder,
            paths,
            rebuild=rebuild,
            topics=topics,
            forget_topics=no_topics,
            follow_links=follow_links,
            jobs=jobs,
            progress=bar.show if bar else None,
        )
    finally:
        if bar:
            bar.clear()
        if is_new and not folder.is_dir():
            distrust(folder)
    _report(result, folder, time.monotonic() - began)
    if not result.documents:
        return 2
    try:
        if rebuild:  # all of it was built here, though it was named with --index
            trust(folder)
        remember(folder)
    except OSError as error:
        click.echo(f"warning: other folders will not find this index: {error.strerror}", err=True)
    return 0


class _Bar:
    """A progress bar on standard error, drawn at most ten times a second."""

    def __init__(self) -> None:
        self._began = self._drawn = time.monotonic()

    def show(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._drawn < 0.1 or not done:
            return
        self._drawn = now
        share = done / total
        left = (now - self._began) * (1 - share) / share
        room = max(10, min(40, os.get_terminal_size(sys.stderr.fileno()).columns - 30))
        filled = round(room * share)
        click.echo(
            f"\r{'█' * filled}{'░' * (room - filled)} {share:4.0%}  {left:.0f} s left ",
            err=True,
            nl=False,
        )

    def clear(self) -> None:
        click.echo("\r\x1b[K", err=True, nl=False)


def _report(result: Updated, folder: Path, seconds: float) -> None:
    _troubles("not read", result.unread)
    _troubles("warning", result.warnings)
    if result.others:
        kinds = sorted({Path(id).suffix.lower() or Path(id).name for id in result.others})
        click.echo(
            f"{_files(len(result.others))} of other formats left out: {clean(', '.join(kinds))}",
            err=True,
        )
    counts = [
        f"{count} {what}"
        for count, what in (
            (result.added, "added"),
            (result.changed, "changed"),
            (result.removed, "removed"),
            (result.unchanged, "unchanged"),
            (result.retagged, "tagged anew"),
            (len(result.unread), "not read"),
        )
        if count
    ]
    if not result.documents:
        kept = f" The index in {clean(str(folder))} stays as it was." if folder.is_dir() else ""
        click.echo(f"cewen: no documents that can be read, so nothing is indexed.{kept}", err=True)
        return
    click.echo(
        f"{', '.join(counts)}: {result.paragraphs} paragraphs indexed in {seconds:.1f} s. "
        f"Index: {clean(str(folder))}",
        err=True,
    )


def _troubles(kind: str, troubles: tuple[Trouble, ...]) -> None:
    for trouble in troubles[:_SHOWN]:
        click.echo(f"{kind}: {clean(trouble.id)}: {clean(trouble.text)}", err=True)
    if len(troubles) > _SHOWN:
        more = len(troubles) - _SHOWN
        click.echo(f"{kind}: and {more} more; see cewen status", err=True)


def _files(count: int) -> str:
    return f"{count} file" if count == 1 else f"{count} files"
