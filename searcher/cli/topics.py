"""``cewen topics``"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.cli.opened import index_option, open_index
from searcher.cli.terminal import put
from searcher.text import clean, width

if TYPE_CHECKING:
    from corpus.thesaurus import Topic
    from searcher.holdings import Holdings, TopicHeld


_SUGGESTED = 60


@click.command("topics")
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
    from searcher.holdings import Holdings

    reader = open_index(place)
    if suggest:
        from searcher.suggest import suggested

        terms = suggested(reader, _SUGGESTED)
        put(f"{term.paragraphs:8}  {clean(term.term)}" for term in terms)
        return 0 if terms else 1
    holdings = Holdings(reader)
    if name is None:
        found = holdings.topics()
        put(map(_json, found) if as_json else _table(found))
        return 0 if found else 1
    topic = reader.thesaurus.find(name)
    if topic is None:
        raise click.UsageError(f"no topic {clean(name)!r}; `cewen topics` lists them")
    put(_one(holdings, topic))
    return 0


def _table(found: list[TopicHeld]) -> Iterator[str]:
    widest = max((width(held.topic.label()) for held in found), default=0)
    yield f"{'topic':{widest}} paragraphs documents speakers"
    for held in found:
        label, extent = clean(held.topic.label()), held.extent
        days = " – ".join(dict.fromkeys(str(d) for d in (extent.first, extent.last) if d))
        yield (
            label
            + " " * (widest - width(label))
            + f" {extent.paragraphs:10} {extent.documents:9} {extent.speakers:8}  {days}"
            + f"  {held.topic.id}"
        )


def _one(holdings: Holdings, topic: Topic) -> Iterator[str]:
    thesaurus = holdings.reader.thesaurus
    labels = dict.fromkeys(clean(label) for label in topic.labels.values())
    yield f"{' · '.join(labels)}  ({topic.id})"
    for name, others in (
        ("broader", thesaurus.broader(topic.id)),
        ("narrower", thesaurus.narrower(topic.id)),
        ("related", thesaurus.related(topic.id)),
    ):
        if others:
            yield f"{name}: {'、'.join(clean(other.label()) for other in others)}"
    counts = holdings.topic_words(topic.id)
    numbers = holdings.reader.postings("topic", topic.id).numbers
    extent = holdings.extent(numbers)
    yield (
        f"here: {extent.paragraphs} paragraphs, {extent.documents} documents, "
        f"{extent.speakers} speakers"
    )
    for word, count in counts:
        yield f"{count:8}  {clean(word)}"
    from corpus.fold import fold

    seen = {fold(word) for word, _ in counts}
    unseen = [w.text for w in topic.words if not w.hidden and fold(w.text) not in seen]
    if unseen:
        yield f"not here: {'、'.join(map(clean, dict.fromkeys(unseen)))}"


def _json(held: TopicHeld) -> str:
    extent = held.extent
    return json.dumps(
        {
            "id": held.topic.id,
            "labels": dict(held.topic.labels),
            "paragraphs": extent.paragraphs,
            "documents": extent.documents,
            "speakers": extent.speakers,
            "first": extent.first.isoformat() if extent.first else None,
            "last": extent.last.isoformat() if extent.last else None,
        },
        ensure_ascii=False,
    )
