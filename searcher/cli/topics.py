"""``cewen topics``"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searcher.cli.names_to_complete import names_of
from searcher.cli.open_index import index_option, open_index
from searcher.cli.output_options import Output, listing_options
from searcher.cli.query_options import filter_errors, filters, no_filters
from searcher.cli.terminal import tell
from searcher.language import topic_language
from searcher.messages import join, paragraphs, say, say_count, say_message, speakers
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from searcher.report.index_stats import TopicHeld
    from searcher.results import TopicReport
    from searcher.service import Index


@click.command("topics", short_help="List the topics of the documents, or the words of one.")
@click.argument("name", required=False, metavar="[NAME]", shell_complete=names_of("topic"))
@click.option(
    "--suggest",
    is_flag=True,
    help="Frequent words of the documents that no topic contains, to begin a file of your own.",
)
@filters
@listing_options(quotations=False)
@index_option
def command(
    name: str | None, suggest: bool, place: Path | None, out: Output, **filtered: Any
) -> int:
    """List the topics of the documents; or one topic, its words and how often each occurs.

    With options as for `cewen search`, only the paragraphs that match count.

    \b
    cewen topics --org 勞動部 --since 2024
    cewen topics 平台工作者
    """
    index = open_index(place)
    if suggest:
        no_filters(filtered, "--suggest")
        return _suggest(index, out)
    with filter_errors():
        return _list(index, out, filtered) if name is None else _one(index, name, out, filtered)


def _suggest(index: Index, out: Output) -> int:
    terms = index.topic_candidates()
    if out.is_text:
        out.put(f"{term.paragraphs:8,}  {clean(term.term)}" for term in terms)
    else:
        from searcher.output.listings import listing_of_candidates

        out.write(listing_of_candidates(terms))
    return 0 if terms else 1


def _list(index: Index, out: Output, filtered: Mapping[str, Any]) -> int:
    found = index.topics(**filtered)
    if not found:
        tell(say("cewen: these documents touch no topic"))
        return 1
    if out.is_text:
        out.put(_table(found, out.window()))
    else:
        from searcher.output.listings import listing_of_topics

        out.write(listing_of_topics(found))
    return 0


def _one(index: Index, name: str, out: Output, filtered: Mapping[str, Any]) -> int:
    from searcher.query.errors import SearchError

    try:
        report = index.topic(name, **filtered)
    except SearchError as error:
        raise click.UsageError(say_message(error.message)) from error
    if out.is_text:
        out.put(_text(report, out.columns()))
    else:
        from searcher.output.listings import listing_of_topic

        out.write(listing_of_topic(report))
    return 0


def _table(found: Sequence[TopicHeld], columns: int | None) -> Iterator[str]:
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
    return table([say(column) for column in head], rows, columns)


def _text(report: TopicReport, width: int | None) -> Iterator[str]:
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
    lines += [f"{count:8,}  {word}" for word, count in report.words]
    if report.missing:
        lines.append(say("not here: {words}", words="、".join(report.missing)))
    for line in lines:
        yield from fitted(line, width)


def _counts(held: TopicHeld) -> str:
    extent = held.extent
    documents = say_count(extent.documents, "{count} document", "{count} documents")
    return join(", ", (paragraphs(extent.paragraphs), documents, speakers(extent.speakers)))
