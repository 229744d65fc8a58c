"""``cewen timeline``"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searcher.cli.advice import advise
from searcher.cli.open_index import index_option, open_index
from searcher.cli.output_options import Output, listing_options
from searcher.cli.query_options import (
    QueryCommand,
    filters,
    query_argument,
    query_of,
    widen_option,
)
from searcher.cli.terminal import color_option
from searcher.language import topic_language
from searcher.messages import paragraphs, say

if TYPE_CHECKING:
    from searcher.report.timeline import Series, Timeline
    from searcher.service import Index

_PER = ("speaker", "org", "topic", "wording", "side", "folder")


@click.command("timeline", cls=QueryCommand, short_help="Count over time, and compare.")
@query_argument
@filters
@click.option("--by", type=click.Choice(["year", "quarter", "month"]), default="year",
              show_default=True, help="The periods that are counted.")  # fmt: skip
@click.option("--per", type=click.Choice(_PER),
              help="Compare who says it, or how: wording compares the words themselves, side the "
              "words of Taiwan (tw), Hong Kong (hk) and the mainland (cn).")  # fmt: skip
@click.option("--vs", metavar="QUERY", help="Compare with another query.")
@click.option("--relative", is_flag=True,
              help="Draw and compare counts per thousand paragraphs of the period.")  # fmt: skip
@click.option("--exact", is_flag=True, help="Only these words: no variants.")
@widen_option
@click.option("--certain", is_flag=True,
              help="Only speakers that the text names: no guess, no pronoun.")  # fmt: skip
@click.option("-n", "--limit", type=click.IntRange(min=1), metavar="N", default=8,
              show_default=True, help="How many to compare with --per.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Compare all, and show every period.")
@click.option("--commands", is_flag=True, help="Show for each count the search that lists it.")
@click.option("--svg", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Draw a chart to FILE.")  # fmt: skip
@listing_options(quotations=False)
@color_option
@index_option
def command(
    words: tuple[str, ...],
    by: Any,
    per: Any,
    vs: str | None,
    relative: bool,
    exact: bool,
    widen: Any,
    certain: bool,
    limit: int,
    everything: bool,
    commands: bool,
    svg: Path | None,
    color: str,
    place: Path | None,
    out: Output,
    **filtered: Any,
) -> int:
    """Count the paragraphs that match by year, quarter or month.

    Each row has paragraphs, the statements in which the words are said, documents, and matches per
    thousand paragraphs of the period. A document that is dated less exactly is in a row of its own.

    \b
    cewen timeline 平台工作者 --by month
    cewen timeline 外送員 --per wording
    cewen timeline 議題:平台工作者 --vs 計程車 --svg chart.svg
    """
    query = query_of(words, filtered)
    if per and vs:
        raise click.UsageError(say("--vs and --per compare different things: use one of them."))
    other = query_of((vs,), filtered) if vs else None
    index = open_index(place)
    found = index.timeline(
        query,
        by=by,
        per=per,
        vs=other,
        exact=exact,
        limit=None if everything else limit,
        certain=certain,
        widen=widen,
    )
    if svg:
        from searcher.cli.output_file import write_lines
        from searcher.output.timeline_chart import timeline_svg

        lines = timeline_svg(found, relative=relative).splitlines()
        write_lines(svg, lines, marks_utf_8=False, force=out.force)
    if out.is_text:
        from searcher.cli.timeline_text import timeline_lines

        if per == "topic":
            found = _with_labels(found, index)
        how = {"relative": relative, "everything": everything, "commands": commands}
        out.put(timeline_lines(found, out.style(color), out.window(), **how))
    else:
        from searcher.output.listings import listing_of_timeline

        out.write(listing_of_timeline(found))
    total = found.whole.total.paragraphs
    missing = ""
    if not found.series:
        text = "cewen: {paragraphs}, but none of them has a known {group}"
        missing = say(text, paragraphs=paragraphs(total), group=say(per or ""))
    advise(index, query, paragraphs=total, exact=exact, missing=missing)
    return 0 if _counts_something(found) else 1


def _with_labels(found: Timeline, index: Index) -> Timeline:
    """The timeline with the labels of topics in the script of the language that is spoken."""
    from searcher.report.breakdown import Condition

    language = topic_language()

    def labelled(series: Series) -> Series:
        label = index.topic_label(series.label, language) or series.label
        return series._replace(label=label, condition=Condition({"topic": label}))

    return found._replace(series=tuple(map(labelled, found.series)))


def _counts_something(found: Timeline) -> bool:
    return any(series.total.paragraphs for series in (found.whole, *found.series))
