"""``/topics`` and ``/topic``: the topics of the documents, and one of them with its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searcher.output.index_schema import of_topic_held
from searcher.output.listings import listing_of_topic, listing_of_topics
from searcher.web.asked import Asked
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
    return View(
        "topic.html",
        {"asked": Asked(), "report": report},
        lambda: of_topic_held(report.held) | {"words": dict(report.words)},
        Listed(lambda: listing_of_topic(report)),
    )
