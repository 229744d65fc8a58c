"""``cewen index``"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.cli.terminal import can_redraw
from searcher.messages import say, say_count

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

    Only new and changed files are read; files that are gone are removed from the index.

    \b
    cewen index ~/reports
    """
    from index.location import choose_index, distrust, remember, trust
    from index.update import update
    from index.workers import collect_rarely

    # Otherwise numpy starts a thread for each processor, which waits busily and has no work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    collect_rarely()
    began = time.monotonic()
    folder = choose_index(paths, place)
    is_new = not folder.is_dir()
    if is_new:  # from now on, so that a search can say that the index is not finished
        trust(folder)
    bar = _Bar() if can_redraw(sys.stderr) else None
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
        text = "warning: other folders will not find this index: {reason}"
        click.echo(say(text, reason=error.strerror), err=True)
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
        bar = "█" * filled + "░" * (room - filled)
        line = say("{bar} {share:4.0%}  {seconds:.0f} s left", bar=bar, share=share, seconds=left)
        click.echo(f"\r{line}\x1b[K", err=True, nl=False)

    def clear(self) -> None:
        click.echo("\r\x1b[K", err=True, nl=False)


def _report(result: Updated, folder: Path, seconds: float) -> None:
    if result.reread or result.reannotated:
        line = say(
            "cewen: the rules that find paragraphs, speakers and topics have changed since this "
            "index was built, so they are applied again"
        )
        click.echo(line, err=True)
    _troubles(
        "not read: {file}: {reason}",
        "not read: and {count} more; see cewen status",
        result.unread,
    )
    _troubles(
        "warning: {file}: {reason}",
        "warning: and {count} more; see cewen status",
        result.warnings,
    )
    for line in _summary(result, folder, seconds):
        click.echo(line, err=True)


def _troubles(text: str, more: str, troubles: tuple[Trouble, ...]) -> None:
    for trouble in troubles[:_SHOWN]:
        click.echo(say(text, file=trouble.id, reason=trouble.text), err=True)
    if len(troubles) > _SHOWN:
        click.echo(say(more, count=len(troubles) - _SHOWN), err=True)


def _summary(result: Updated, folder: Path, seconds: float) -> Iterator[str]:
    if result.others:
        from corpus.other_formats import advice_by_kind, kind_of_file

        kinds = sorted(set(map(kind_of_file, result.others)))
        yield say_count(
            len(result.others),
            "{count} file of other formats left out: {kinds}",
            "{count} files of other formats left out: {kinds}",
            kinds=", ".join(kinds),
        )
        for advice in advice_by_kind(result.others):
            kinds_of_it = " ".join(advice.suffixes)
            text = "  {kinds}: {what}; to read them, {remedy}"
            yield say(text, kinds=kinds_of_it, what=advice.what, remedy=advice.remedy)
    if not result.documents:
        line = say("cewen: no documents that can be read, so nothing is indexed.")
        if folder.is_dir():
            kept = say("The index in {folder} stays as it was.", folder=folder)
            line = f"{line} {kept}"
        yield line
        return
    yield say(
        "{counts}: {paragraphs} paragraphs indexed in {seconds:.1f} s. Index: {folder}",
        counts=", ".join(_counts(result)),
        paragraphs=result.paragraphs,
        seconds=seconds,
        folder=folder,
    )


def _counts(result: Updated) -> Iterator[str]:
    for text, count in (
        ("{count} added", result.added),
        ("{count} changed", result.changed),
        ("{count} removed", result.removed),
        ("{count} unchanged", result.unchanged),
        ("{count} tagged anew", result.retagged),
        ("{count} read anew", result.reread),
        ("{count} annotated anew", result.reannotated),
        ("{count} not read", len(result.unread)),
    ):
        if count:
            yield say(text, count=count)
