"""``cewen new``"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.cli.open_index import index_option, open_index
from searcher.cli.output_options import Output, listing_options
from searcher.cli.terminal import Style, color_option, tell
from searcher.messages import paragraphs, say

if TYPE_CHECKING:
    from searcher.report.new_statements import Found


@click.command("new", short_help="Show what saved searches find that is new.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--keep", is_flag=True, help="Show the same again next time.")
@click.option("--rss", "feed", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
              help="Also write the last new quotations to FILE, for a feed reader.")  # fmt: skip
@listing_options(quotations=True)
@color_option
@index_option
def command(
    names: tuple[str, ...],
    keep: bool,
    feed: Path | None,
    color: str,
    place: Path | None,
    out: Output,
) -> int:
    """Show the statements that were added or changed since the last time.

    Without NAME, those of all searches that `cewen search --save` has kept. A statement is known
    by its words, also when the file was renamed or the index built anew.

    \b
    cewen new
    cewen new 演算法 --rss new.xml
    """
    index = open_index(place)
    if feed is not None:
        from searcher.cli.output_file import check_replaceable

        check_replaceable(feed, force=out.force)
    found = index.new(*names, keep=keep)
    if not found:
        line = say("cewen: no saved searches; save one: cewen search QUERY --save NAME")
        tell(line)
        return 1
    if out.is_text:
        out.put(_lines(found, out.style(color), out.columns()))
    else:
        from searcher.output.new_schema import listing_of_new

        out.write(listing_of_new(found))
    if feed is not None:
        _write_feed(feed, found, index.folder, force=out.force)
    for one in found:
        text = "cewen: {name}: {new} new, {paragraphs} now"
        values = {"name": one.search.name, "new": len(one.new)}
        tell(say(text, **values, paragraphs=paragraphs(one.total)))
    return 0 if any(one.new for one in found) else 1


def _lines(found: Sequence[Found], style: Style, columns: int | None) -> Iterator[str]:
    from searcher.cli.hit_text import fitted, hit_lines

    for one in found:
        if not one.new:
            continue
        yield from fitted(one.search.name, columns, on=style.faint, off=style.off)
        yield ""
        for rank, new in enumerate(one.new, 1):
            lines = list(hit_lines(rank, new.hit, style, columns))
            if new.change == "changed":
                lines[0] = f"{lines[0]} {style.faint}{say('(changed)')}{style.off}"
            yield from lines
            yield ""


def _write_feed(feed: Path, found: Sequence[Found], folder: Path, *, force: bool) -> None:
    from index.server_folder import is_server, shown
    from searcher.cli.output_file import write_bytes
    from searcher.output.rss import rss

    name = shown(folder) if is_server(folder) else folder.resolve().parent.name
    title = say("New in {folder}", folder=name or folder)
    data = rss([one.search for one in found], title, folder.resolve().as_uri())
    write_bytes(feed, data, force=force)
