"""``cewen topics``"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.fold import fold
from searcher.cli.open_index import index_option, open_index
from searcher.cli.terminal import columns, put, window
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from corpus.topics.thesaurus import Thesaurus
    from searcher.report.index_stats import TopicHeld

_SUGGESTED = 60


@click.command("topics", short_help="List the topics of the documents, or the words of one.")
@click.argument("name", required=False)
@click.option(
    "--suggest",
    is_flag=True,
    help="Telling terms of the documents that no topic covers yet, to begin a file of your own.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one topic a line.")
@index_option
def command(name: str | None, suggest: bool, as_json: bool, place: Path | None) -> int:
    """List the topics of the documents; or one topic, its words and how often each occurs.

    \b
    cewen topics
    cewen topics 平台工作者
    """
    from searcher.output.formats import as_json as json_line
    from searcher.report.index_stats import Holdings

    reader = open_index(place)
    if suggest:
        from searcher.report.topic_candidates import suggested

        terms = suggested(reader, _SUGGESTED)
        put(f"{term.paragraphs:8}  {clean(term.term)}" for term in terms)
        return 0 if terms else 1
    holdings = Holdings(reader)
    if name is None:
        found = holdings.topics()
        if not found:
            click.echo("cewen: these documents touch no topic", err=True)
            return 1
        put((json_line(_as_json(held)) for held in found) if as_json else _table(found))
        return 0
    topic = reader.thesaurus.find(name)
    if topic is None:
        raise click.UsageError(f"No topic {name!r}: cewen topics lists those of the documents.")
    held = holdings.topic(topic)
    words = holdings.topic_words(topic.id)
    put([json_line(_as_json(held) | {"words": dict(words)})] if as_json else
        _one(reader.thesaurus, held, words))  # fmt: skip
    return 0


def _table(found: Sequence[TopicHeld]) -> Iterator[str]:
    from searcher.cli.table import table, years

    rows = [
        (
            held.topic.label(),
            held.extent.paragraphs,
            held.extent.documents,
            held.extent.speakers,
            years(held.extent.first, held.extent.last),
            held.topic.id,
        )
        for held in found
    ]
    head = ("topic", "paragraphs", "documents", "speakers", "years", "id")
    return table(head, rows, window())


def _one(thesaurus: Thesaurus, held: TopicHeld, words: Sequence[tuple[str, int]]) -> Iterator[str]:
    from searcher.cli.hit_text import fitted

    topic, extent = held.topic, held.extent
    lines = [f"{' · '.join(dict.fromkeys(topic.labels.values()))} ({topic.id})"]
    for name, others in (
        ("broader", thesaurus.broader(topic.id)),
        ("narrower", thesaurus.narrower(topic.id)),
        ("related", thesaurus.related(topic.id)),
    ):
        if others:
            lines.append(f"{name}: {'、'.join(other.label() for other in others)}")
    counts = {
        "paragraph": extent.paragraphs,
        "document": extent.documents,
        "speaker": extent.speakers,
    }
    here = ", ".join(f"{n} {what if n == 1 else what + 's'}" for what, n in counts.items())
    lines.append(f"here: {here}")
    lines += [f"{count:8}  {word}" for word, count in words]
    seen = {fold(word) for word, _ in words}
    unseen = [w.text for w in topic.words if not w.hidden and fold(w.text) not in seen]
    if unseen:
        lines.append(f"not here: {'、'.join(dict.fromkeys(unseen))}")
    width = columns()
    for line in lines:
        yield from fitted(line, "", "", width)


def _as_json(held: TopicHeld) -> dict[str, Any]:
    extent = held.extent
    return {
        "id": held.topic.id,
        "labels": dict(held.topic.labels),
        "paragraphs": extent.paragraphs,
        "documents": extent.documents,
        "speakers": extent.speakers,
        "first": extent.first.isoformat() if extent.first else None,
        "last": extent.last.isoformat() if extent.last else None,
    }
