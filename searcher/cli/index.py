"""``cewen index``"""

from __future__ import annotations

import time
from pathlib import Path

import click

from searcher.cli.terminal import put_json, tell
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
@click.option(
    "--people",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Who is one person (TOML), kept with the index. May be given several times.",
)
@click.option("--no-people", is_flag=True, help="Drop the people files kept before.")
@click.option("--follow-links/--no-follow-links", default=None,
              help="Also read files that a link in a folder leads to outside of it.")  # fmt: skip
@click.option("--include", multiple=True, metavar="GLOB",
              help="Only these files, as in .gitignore. May be given several times.")  # fmt: skip
@click.option("--exclude", multiple=True, metavar="GLOB",
              help="Not these files and folders. May be given several times.")  # fmt: skip
@click.option("--hidden/--no-hidden", default=None,
              help="Also files and folders whose names begin with a dot.")  # fmt: skip
@click.option("--no-selection", is_flag=True,
              help="Drop what these options said in earlier runs.")  # fmt: skip
@click.option("--keep-duplicates/--no-keep-duplicates", default=None,
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
@click.option("--part", metavar="N/M",
              help="Only this part of the files, for several loaders of one server.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON object.")
def command(
    paths: tuple[Path, ...],
    place: Path | None,
    rebuild: bool,
    topics: tuple[Path, ...],
    no_topics: bool,
    people: tuple[Path, ...],
    no_people: bool,
    follow_links: bool | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    hidden: bool | None,
    no_selection: bool,
    keep_duplicates: bool | None,
    ocr: bool,
    time_limit: float,
    memory_limit: int,
    size_limit: int,
    jobs: int | None,
    part: str | None,
    as_json: bool,
) -> int:
    """Build an index of folders or files, or bring it up to date.

    Only new and changed files are read; files that are gone are removed from the index. At the
    end comes what was read, what in part and what not, with what to do. The exit code is 2 if a
    file of a known format could not be read at all, else 0.

    What .gitignore, .cewenignore (patterns for Cewen alone) or the options leave out is not read,
    and is removed from the index. --include, --exclude, --hidden, --follow-links and
    --keep-duplicates are kept with the folder: later runs do the same until you give the option
    again or --no-selection. Of files with the same text the first is indexed, and the others are
    named.

    With --index opensearch://host:9200/name the index is on a server (docs/distributed.md).

    \b
    cewen index ~/reports
    cewen index ~/reports --exclude drafts/ --exclude '*.bak.txt'
    """
    from searcher.cli.progress import display

    began = time.monotonic()
    progress = display()  # at once: the rest takes some time to import
    try:
        from index.folders import Choice
        from index.limits import Limits
        from index.parts import ONLY, Part
        from searcher.cli.index_run import remember_index, run_update

        folder, result = run_update(
            paths,
            place,
            rebuild=rebuild,
            topics=topics,
            forget_topics=no_topics,
            people=people,
            forget_people=no_people,
            choice=Choice(
                *(include or None, exclude or None, hidden),
                forget=no_selection,
                follow_links=follow_links,
                keep_copies=keep_duplicates,
            ),
            ocr=ocr,
            limits=Limits(time_limit, memory_limit << 20, size_limit << 20),
            jobs=jobs,
            progress=progress.show,
            part=Part.parse(part) if part else ONLY,
        )
    except KeyboardInterrupt:
        progress.clear()
        text = "cewen: interrupted. What was indexed before is unchanged. Run the command again"
        tell(say(text))
        return 130
    finally:
        progress.clear()
    from index.location import shared_index
    from searcher.cli.index_report import report, shared_line
    from searcher.service import Index

    is_visible = result.documents and not result.missing_parts
    status = Index(folder).status() if is_visible else None
    report(result, status, folder, time.monotonic() - began)
    if status and place is None and folder == shared_index():
        tell(shared_line(status.folders))
    if as_json:
        from searcher.output.index_schema import of_update

        put_json([of_update(result, status, folder)])
    if result.missing_parts:
        return 2 if result.failures else 0
    if not result.documents:
        return 2
    remember_index(folder, paths, rebuilt=rebuild)
    return 2 if result.failures else 0
