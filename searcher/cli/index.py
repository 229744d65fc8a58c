"""``cewen index``"""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from searcher.messages import say


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
@click.option("--include", multiple=True, metavar="GLOB",
              help="Only these files, as in .gitignore. May be given several times.")  # fmt: skip
@click.option("--exclude", multiple=True, metavar="GLOB",
              help="Not these files and folders. May be given several times.")  # fmt: skip
@click.option("--hidden", is_flag=True,
              help="Also files and folders whose names begin with a dot.")  # fmt: skip
@click.option("--keep-duplicates", is_flag=True,
              help="Also files with the same text as another one.")  # fmt: skip
@click.option("--ocr", is_flag=True,
              help="Read pages of PDF files that are pictures with Tesseract.")  # fmt: skip
@click.option("--time-limit", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS",
              default=120, show_default=True,
              help="For one file, of formats that a library reads.")  # fmt: skip
@click.option("--memory-limit", type=click.IntRange(min=1), metavar="MB", default=2048,
              show_default=True, help="For one such file.")  # fmt: skip
@click.option("--size-limit", type=click.IntRange(min=1), metavar="MB", default=512,
              show_default=True, help="The largest file that is read.")  # fmt: skip
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
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    hidden: bool,
    keep_duplicates: bool,
    ocr: bool,
    time_limit: float,
    memory_limit: int,
    size_limit: int,
    jobs: int | None,
    as_json: bool,
) -> int:
    """Build an index of folders or files, or bring it up to date.

    Only new and changed files are read; files that are gone are removed from the index. At the
    end comes what was read, what in part and what not, with what to do. The exit code is 2 if a
    file of a known format could not be read at all, else 0.

    What .gitignore, .cewenignore (patterns for Cewen alone) or the options leave out is not read,
    and is removed from the index. Of files with the same text the first is indexed, and the others
    are named.

    \b
    cewen index ~/reports
    cewen index ~/reports --exclude drafts/ --exclude '*.bak.txt'
    """
    from corpus.selection import Selection
    from index.known_paths import remember_paths
    from index.limits import Limits
    from index.location import choose_index, distrust, remember, shared_index, trust
    from index.update import update
    from index.workers import collect_rarely
    from searcher.cli.index_report import report, shared_line
    from searcher.cli.progress import display
    from searcher.service import Index

    # Otherwise numpy starts a thread for each processor, which waits busily and has no work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    collect_rarely()
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
            selection=Selection(include, exclude, hidden),
            keep_copies=keep_duplicates,
            ocr=ocr,
            limits=Limits(time_limit, memory_limit << 20, size_limit << 20),
            jobs=jobs,
            progress=progress.show,
        )
    finally:
        progress.clear()
        if is_new and not folder.is_dir():
            distrust(folder)
    status = Index(folder).status() if result.documents else None
    report(result, status, folder, time.monotonic() - began)
    if status and place is None and folder == shared_index():
        click.echo(shared_line(status.folders), err=True)
    if as_json:
        from searcher.cli.terminal import put_json
        from searcher.output.schema import of_update

        put_json([of_update(result, status, folder)])
    if not result.documents:
        return 2
    try:
        if rebuild:  # all of it was built here, though it was named with --index
            trust(folder)
        remember(folder)
        remember_paths(paths)
    except OSError as error:
        text = "warning: other folders will not find this index: {reason}"
        click.echo(say(text, reason=error.strerror), err=True)
    return 2 if result.unread else 0
