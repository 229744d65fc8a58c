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
from searcher.web.pages.exchanges import exchanges
from searcher.web.pages.facets import facets
from searcher.web.pages.health import health
from searcher.web.pages.saved import saved
from searcher.web.pages.search import search
from searcher.web.pages.speaker import speaker
from searcher.web.pages.speakers import speakers
from searcher.web.pages.timeline import timeline
from searcher.web.pages.topics import topic, topics
from searcher.web.pages.who import who
from searcher.web.render import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from searcher.current_index import CurrentIndex
    from searcher.service import Index
    from searcher.web.view import Page, Parameters, View

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
_START = "/"  # the page of searching, under a short address
_DATA = ".json"
_FILE = "/download"
_MOST_PARAMETERS = 200


class Wanted(NamedTuple):
    """What a request asks for: the path and the query of its address."""

    path: str
    query: str


def forms(path: str) -> tuple[str, ...]:
    """The addresses of a page: the page itself, its values as JSON, and a file of what it lists."""
    return (path, path + _DATA, path + _FILE)


PATHS = (_START, *(form for path in _PAGES if path != _START for form in forms(path)))
"""The paths of the addresses that :func:`answer` knows."""


def answer(wanted: Wanted, current: CurrentIndex) -> Response:
    """The answer, which may be the page of an error."""
    try:
        return _answer(wanted, current)
    except CewenError as error:
        return error_answer(wanted, 400, say_error(error))


def _answer(wanted: Wanted, current: CurrentIndex) -> Response:
    parameters = parsed(wanted.query)
    page = _PAGES[wanted.path.removesuffix(_DATA).removesuffix(_FILE)]
    with current.use() as index:
        # Until the end: a template, or a list, may ask the index for more.
        view = page(index, parameters)
        return response(view, parameters, shared_values(index, wanted))


def response(view: View, parameters: Parameters, shared: Mapping[str, Any]) -> Response:
    """The view in the form that the address names: the only place that knows the forms.

    :raises FilterError: a file is asked for, and the page lists nothing, or not in this format.
    """
    path = shared["path"]
    if path.endswith(_DATA):
        return json_answer(view.data())
    if path.endswith(_FILE):
        return download(view.listed, parameters)
    return render(view.template, {**shared, "listed": view.listed, **view.values})


def shared_values(index: Index, wanted: Wanted) -> dict[str, Any]:
    """What every page shows."""
    # The first page is that of searching, whose other forms have its name.
    page_path = wanted.path if wanted.path != _START else "/search"
    place = {"path": wanted.path, "page_path": page_path, "query_string": wanted.query}
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
    place = {"path": wanted.path, "page_path": wanted.path, "query_string": ""}
    values = {"asked": Asked(q=query), "lines": lines, "listed": None}
    return render("error.html", {**place, **values}, status)


def unexpected(wanted: Wanted, error: Exception) -> Response:
    """The answer after an error that should not happen."""
    text = "An error that should not happen ({kind}). The terminal of cewen serve shows more."
    return error_answer(wanted, 500, say(text, kind=type(error).__name__))
