"""``/speaker``: one speaker, with offices over time, topics, years and quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from searcher.output.listings import listing_of_hits
from searcher.web.asked import Asked
from searcher.web.view import Listed, View, first

if TYPE_CHECKING:
    from searcher.output.listing import Listing
    from searcher.service import Index
    from searcher.web.view import Parameters

_QUOTED = 5  # quotations on the page


def speaker(index: Index, parameters: Parameters) -> View:
    """The page of those who have this name; usually one."""
    name = first(parameters, "name")
    doc = first(parameters, "doc")
    profiles = index.speaker(name)
    found = [one for one in profiles if one.document == doc] if doc else []
    shown = found or list(profiles)
    answer = index.search(speaker=name, doc=doc or None, limit=_QUOTED, sort="date")
    topics = {id for one in shown for id, _ in one.topics}
    labels = {id: index.topic_label(id) for id in topics}
    values = {
        "asked": Asked(),
        "name": name,
        "doc": doc,
        "profiles": shown,
        "answer": answer,
        "labels": labels,
        "most": max((count for one in shown for _, count in one.years), default=1),
    }

    def data() -> Any:
        return [
            one._asdict()
            | {
                "offices": [office._asdict() for office in one.offices],
                "years": [{"year": year, "statements": count} for year, count in one.years],
                "topics": [{"topic": id, "paragraphs": count} for id, count in one.topics],
            }
            for one in shown
        ]

    def everything() -> Listing:
        every = index.search(speaker=name, doc=doc or None, limit=None, sort="date")
        return listing_of_hits(every.hits)

    listed = Listed(everything, cites=True, is_empty=not answer.total)
    return View("speaker.html", values, data, listed)
