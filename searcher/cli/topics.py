"""``cewen topics``"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.cli.open_index import index_option, open_index
from searcher.cli.terminal import columns, put, put_json, window
from searcher.language import topic_language
from searcher.messages import join, paragraphs, say, say_count, say_message, speakers
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from searcher.report.index_stats import TopicHeld
    from searcher.results import TopicReport
    from searcher.service import Index


@click.command("topics", short_help="List the topics of the documents, or the words of one.")
@click.argument("name", required=False, metavar="[NAME]")
@click.option(
    "--suggest",
    is_flag=True,
    help="Frequent words of the documents that no topic contains, to begin a file of your own.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one topic a line.")
@index_option
def command(name: str | None, suggest: bool, as_json: bool, place: Path | None) -> int:
    """List the topics of the documents; or one topic, its words and how often each occurs.

    \b
    cewen topics
    cewen topics 平台工作者
    """
    index = open_index(place)
    if suggest:
        terms = index.topic_candidates()
        put(f"{term.paragraphs:8}  {clean(term.term)}" for term in terms)
        return 0 if terms else 1
    return _list(index, as_json) if name is None else _one(index, name, as_json)


def _list(index: Index, as_json: bool) -> int:
    found = index.topics()
    if not found:
        click.echo(say("cewen: these documents touch no topic"), err=True)
        return 1
    if as_json:
        from searcher.output.schema import of_topic_held

        put_json(map(of_topic_held, found))
    else:
        put(_table(found))
    return 0


def _one(index: Index, name: str, as_json: bool) -> int:
    from searcher.query.errors import SearchError

    try:
        report = index.topic(name)
    except SearchError as error:
        raise click.UsageError(say_message(error.message)) from error
    if as_json:
        from searcher.output.schema import of_topic_held

        put_json([of_topic_held(report.held) | {"words": dict(report.words)}])
    else:
        put(_text(report))
    return 0


def _table(found: Sequence[TopicHeld]) -> Iterator[str]:
    from searcher.cli.table import table, years

    rows = [
        (
            held.topic.label(topic_language()),
            held.extent.paragraphs,
            held.extent.documents,
            held.extent.speakers,
            years(held.extent.first, held.extent.last),
            held.topic.id,
        )
        for held in found
    ]
    head = ("topic", "paragraphs", "documents", "speakers", "years", "id")
    return table([say(column) for column in head], rows, window())


def _text(report: TopicReport) -> Iterator[str]:
    from searcher.cli.hit_text import fitted

    topic = report.held.topic
    labels = " · ".join(dict.fromkeys((topic.label(topic_language()), *topic.labels.values())))
    lines = [f"{labels} ({topic.id})"]
    for text, others in (
        ("broader: {topics}", report.broader),
        ("narrower: {topics}", report.narrower),
        ("related: {topics}", report.related),
    ):
        if others:
            lines.append(
                say(text, topics="、".join(other.label(topic_language()) for other in others))
            )
    lines.append(say("here: {counts}", counts=_counts(report.held)))
    lines += [f"{count:8}  {word}" for word, count in report.words]
    if report.missing:
        lines.append(say("not here: {words}", words="、".join(report.missing)))
    width = columns()
    for line in lines:
        yield from fitted(line, "", "", width)


def _counts(held: TopicHeld) -> str:
    extent = held.extent
    documents = say_count(extent.documents, "{count} document", "{count} documents")
    return join(", ", (paragraphs(extent.paragraphs), documents, speakers(extent.speakers)))
