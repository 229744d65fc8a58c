"""``cewen search``"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searcher.cli.open_index import index_option, open_index
from searcher.cli.query_options import Asking, asked, filters, query_argument
from searcher.cli.terminal import Style, color_option, columns, put, style
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from searcher.answer import Answer
    from searcher.search import Search


@click.command(
    "search",
    cls=Asking,
    short_help="Find paragraphs: ranked, highlighted, attributed.",
)
@query_argument
@filters
@click.option("--exact", is_flag=True, help="Only the words as they stand: no variants.")
@click.option("-n", "--limit", type=click.IntRange(min=1), metavar="N", default=10,
              show_default=True, help="How many paragraphs to show.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show every paragraph that answers.")
@click.option(
    "--full",
    is_flag=True,
    help="On a terminal, show long paragraphs whole, not only around the words.",
)
@click.option("--sort", type=click.Choice(["score", "date", "doc"]), default="score",
              show_default=True, help="Best first, newest first, or in reading order.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "csv", "md"]),
    default="text",
    show_default=True,
    help="md: quotations with sources. json: JSON Lines, one paragraph a line.",
)
@click.option("--explain", is_flag=True, help="Show what each score is made of.")
@color_option
@index_option
def command(
    query: tuple[str, ...],
    exact: bool,
    limit: int,
    everything: bool,
    full: bool,
    sort: Any,
    as_json: bool,
    shape: str,
    explain: bool,
    color: str,
    place: Path | None,
    **filtered: str | None,
) -> int:
    """Find paragraphs: ranked, highlighted, with the speaker of the words found.

    Spaces mean AND. Also OR, NOT or -, parentheses, "exact words", speaker: org: topic: section:
    title: doc: date:2024..2025-06, and * between two parts. Either script finds both.

    \b
    cewen search 平台工作者
    cewen search '外卖平台 算法 -speaker:主席' --since 2025
    """
    from searcher.search import Options, Search

    wanted = asked(query, filtered)
    limit_or_all = None if everything else limit
    options = Options(exact=exact, limit=limit_or_all, sort=sort)
    reader = open_index(place)
    search = Search(reader, options)
    answer = search.answer(wanted)
    put(_lines(answer, "json" if as_json else shape, style(color), full=full, explain=explain))
    for line in _advice(search, answer):
        click.echo(line, err=True)
    return 0 if answer.total else 1


def _lines(answer: Answer, shape: str, style: Style, *, full: bool, explain: bool) -> Iterator[str]:
    if shape == "text":
        return _text(answer, style, full=full, explain=explain)
    from searcher.output.formats import as_csv, as_json, as_markdown, of_hit

    match shape:
        case "json":
            return (as_json(of_hit(hit)) for hit in answer.hits)
        case "csv":
            return as_csv(answer.hits)
    return as_markdown(answer.hits)


def _text(answer: Answer, style: Style, *, full: bool, explain: bool) -> Iterator[str]:
    from searcher.cli.hit_text import explanation, hit_lines, receipt

    width = columns()
    for place, hit in enumerate(answer.hits, 1):
        yield from hit_lines(place, hit, style, width, full=full)
        if explain:
            yield from explanation(hit, width)
        yield ""
    if answer.total:
        yield from receipt(answer, style, width)


def _advice(search: Search, answer: Answer) -> Iterator[str]:
    """What to ask instead, or besides."""
    if not answer.total:
        from searcher.report.no_results import explain_nothing

        yield from explain_nothing(search.reader, answer.query, exact=search.options.exact)
    if topic := search.other_topic(answer.query):
        label, more = topic
        name = f"'{label}'" if " " in label else label
        yield clean(
            f"cewen: {label} is also a topic, with {more} more "
            f"{'paragraph' if more == 1 else 'paragraphs'} in other words: "
            f"cewen search --topic {name}"
        )
