"""``/topics`` and ``/topic``: the topics of the documents, and one of them with its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from searcher.language import topic_language
from searcher.messages import join, say
from searcher.output.index_schema import of_topic_held
from searcher.output.listings import listing_of_timeline, listing_of_topic, listing_of_topics
from searcher.report.wording_sides import side_of
from searcher.web.asked import Asked
from searcher.web.pages.timeline import chart_of, quotes, rows_of
from searcher.web.view import Listed, View, first

if TYPE_CHECKING:
    from searcher.service import Index
    from searcher.web.view import Parameters


def topics(index: Index, _: Parameters) -> View:
    """The page of all topics."""
    found = index.topics()
    return View(
        "topics.html",
        {"asked": Asked(), "found": found},
        lambda: list(map(of_topic_held, found)),
        Listed(lambda: listing_of_topics(found), is_empty=not found),
    )


def topic(index: Index, parameters: Parameters) -> View:
    """The page of one topic."""
    report = index.topic(first(parameters, "name"))
    topic = report.held.topic
    found = index.timeline(topic=topic.id)
    named = [one._replace(label=topic.label(topic_language())) for one in found.series]
    values: dict[str, Any] = {
        "asked": Asked(),
        "report": report,
        "words": [(word, _region(word), count) for word, count in report.words],
        "found": found,
        "rows": list(rows_of(found)),
        "address_of": lambda slot: quotes(found, found.whole, slot),
    }
    if found.series:
        values["chart"] = chart_of(found._replace(series=tuple(named)))

    def data() -> Any:
        sides = {word: side_of(word) for word, _ in report.words}
        years = list(listing_of_timeline(found).values())
        held = of_topic_held(report.held)
        return held | {"words": dict(report.words), "sides": sides, "years": years}

    return View(
        "topic.html",
        values,
        data,
        Listed(lambda: listing_of_topic(report)),
    )


def _region(word: str) -> str:
    """Where a word is used; empty if that is not known."""
    names = {"tw": say("Taiwan"), "hk": say("Hong Kong"), "cn": say("the mainland")}
    return join(", ", (names[side] for side in side_of(word).split("-") if side))
