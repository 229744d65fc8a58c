"""Makes the answer to an address from the index alone: a page, JSON, or a file to save.

It depends on nothing but the index and the language that is spoken, so any process can make it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs

from corpus.errors import CewenError
from index.server_folder import shown
from searcher.messages import say, say_error
from searcher.query.errors import FilterError
from searcher.web.asked import Asked
from searcher.web.download import download
from searcher.web.json_answer import json_answer
from searcher.web.pages.document import document, paragraph
from searcher.web.pages.exchanges import all_exchanges, exchanges
from searcher.web.pages.facets import facets
from searcher.web.pages.health import health
from searcher.web.pages.saved import saved
from searcher.web.pages.search import all_hits, search
from searcher.web.pages.speaker import speaker
from searcher.web.pages.speakers import all_speakers, speakers
from searcher.web.pages.timeline import all_counts, timeline
from searcher.web.pages.topics import all_topics, topic, topic_words, topics
from searcher.web.pages.who import all_voices, who
from searcher.web.render import render

if TYPE_CHECKING:
    from starlette.responses import Response

    from searcher.current_index import CurrentIndex
    from searcher.service import Index
    from searcher.web.view import Download, Page, Parameters

_PAGES: dict[str, Page] = {
    "/": search,
    "/search": search,
    "/document": document,
    "/paragraph": paragraph,
    "/who": who,
    "/timeline": timeline,
    "/facets": facets,
    "/speaker": speaker,
    "/speakers": speakers,
    "/topics": topics,
    "/topic": topic,
    "/exchanges": exchanges,
    "/saved": saved,
    "/health": health,
}
_DOWNLOADS: dict[str, Download] = {
    "/search/download": all_hits,
    "/who/download": all_voices,
    "/timeline/download": all_counts,
    "/exchanges/download": all_exchanges,
    "/speakers/download": all_speakers,
    "/topics/download": all_topics,
    "/topic/download": topic_words,
}
_MOST_PARAMETERS = 200


class Wanted(NamedTuple):
    """What a request asks for: the path and the query of its address."""

    path: str
    query: str


PATHS = (*_PAGES, *(f"{path}.json" for path in _PAGES if path != "/"), *_DOWNLOADS)
"""The paths of the addresses that :func:`answer` knows."""


def answer(wanted: Wanted, current: CurrentIndex) -> Response:
    """The answer, which may be the page of an error."""
    try:
        return _answer(wanted, current)
    except CewenError as error:
        return error_answer(wanted, 400, say_error(error))


def _answer(wanted: Wanted, current: CurrentIndex) -> Response:
    parameters = parsed(wanted.query)
    if wanted.path in _DOWNLOADS:
        with current.use() as index:
            return download(_DOWNLOADS[wanted.path](index, parameters), parameters)
    with current.use() as index:
        view = _PAGES[wanted.path.removesuffix(".json")](index, parameters)
        shared = shared_values(index, wanted)
        if wanted.path.endswith(".json"):
            return json_answer(view.data(), view.status)
        # A template may ask the index for more.
        return render(view.template, {**shared, **view.values}, view.status)


def shared_values(index: Index, wanted: Wanted) -> dict[str, Any]:
    """What every page shows."""
    place = {"path": wanted.path, "query_string": wanted.query}
    return {**place, "folder": shown(index.folder), "is_samples": index.is_samples}


def parsed(query: str) -> Parameters:
    """The parameters of an address or a form.

    :raises FilterError: there are too many.
    """
    read = partial(parse_qs, query, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)
    try:
        try:
            return read(errors="surrogatepass")  # a name of a file may be no text
        except UnicodeDecodeError:
            return read(errors="replace")
    except ValueError as error:
        raise FilterError("{option} {value}: too many parameters", option="?", value="") from error


def error_answer(wanted: Wanted, status: int, text: str) -> Response:
    """The answer that says what is wrong."""
    if wanted.path.endswith(".json"):
        return json_answer({"error": text}, status)
    try:
        query = parsed(wanted.query).get("q", [""])[-1]
    except FilterError:
        query = ""
    lines = text.split("\n")
    values = {"asked": Asked(q=query), "lines": lines, "path": wanted.path, "query_string": ""}
    return render("error.html", values, status)


def unexpected(wanted: Wanted, error: Exception) -> Response:
    """The answer after an error that should not happen."""
    text = "An error that should not happen ({kind}). The terminal of cewen serve shows more."
    return error_answer(wanted, 500, say(text, kind=type(error).__name__))
