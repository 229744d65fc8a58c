"""``cewen search``"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searcher.cli.asked import asked, filters, query_argument
from searcher.cli.opened import index_option, open_index
from searcher.cli.terminal import Style, color_option, columns, put, style
from searcher.text import clean

if TYPE_CHECKING:
    from searcher.answer import Answer


@click.command("search", context_settings={"ignore_unknown_options": True})
@query_argument
@filters
@click.option("--exact", is_flag=True, help="Only the words as they stand: no variants.")
@click.option("-n", "--limit", type=click.IntRange(min=1), default=10, show_default=True,
              help="How many paragraphs to show.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show every paragraph that answers.")
@click.option("--sort", type=click.Choice(["score", "date", "doc"]), default="score",
              show_default=True, help="Best first, newest first, or in reading order.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one paragraph a line.")
@click.option("--format", "shape", type=click.Choice(["text", "json", "csv", "md"]),
              default="text", help="text, json, csv or md.")  # fmt: skip
@click.option("--explain", is_flag=True, help="Show what each score is made of.")
@color_option
@index_option
def command(
    query: tuple[str, ...],
    exact: bool,
    limit: int,
    everything: bool,
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
    put(_SHAPES["json" if as_json else shape](answer, style(color), explain))
    if not answer.total:
        from searcher.nothing import explain_nothing

        for line in explain_nothing(reader, wanted, exact=exact):
            click.echo(line, err=True)
    if topic := search.other_topic(wanted):
        label, more = topic
        click.echo(
            f"cewen: {clean(label)} is also a topic, with {more} more paragraphs in other words: "
            f"cewen search topic:{clean(label)}",
            err=True,
        )
    return 0 if answer.total else 1


def _text(answer: Answer, style: Style, explain: bool) -> Iterator[str]:
    from searcher.cli import shown

    width = columns()
    for place, hit in enumerate(answer.hits, 1):
        lines = list(shown.hit_lines(place, hit, style, width))
        yield from [*lines[:-1], shown.explanation(hit), ""] if explain else lines
    if answer.total:
        yield shown.receipt(answer, style)


def _json(answer: Answer, style: Style, explain: bool) -> Iterator[str]:
    from searcher.cli import shape

    return (shape.as_json(shape.of_hit(hit)) for hit in answer.hits)


def _csv(answer: Answer, style: Style, explain: bool) -> Iterator[str]:
    from searcher.cli import shape

    return shape.as_csv(answer.hits)


def _markdown(answer: Answer, style: Style, explain: bool) -> Iterator[str]:
    from searcher.cli import shape

    return shape.as_markdown(answer.hits)


_SHAPES: dict[str, Callable[[Answer, Style, bool], Iterator[str]]] = {
    "text": _text,
    "json": _json,
    "csv": _csv,
    "md": _markdown,
}
