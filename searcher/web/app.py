"""The web application: addresses, pages, errors, and what every page needs."""

from __future__ import annotations

import mimetypes
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from corpus.errors import CewenError
from searcher.messages import say, say_error
from searcher.web.asked import Asked
from searcher.web.guard import Guard
from searcher.web.pages.document import document, paragraph
from searcher.web.pages.exchanges import exchanges
from searcher.web.pages.health import health
from searcher.web.pages.search import search
from searcher.web.pages.speakers import speakers
from searcher.web.pages.topics import topic, topics
from searcher.web.render import render

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from starlette.requests import Request

    from searcher.web.current_index import CurrentIndex
    from searcher.web.view import Page, View

_PAGES: dict[str, Page] = {
    "/search": search,
    "/document": document,
    "/paragraph": paragraph,
    "/speakers": speakers,
    "/topics": topics,
    "/topic": topic,
    "/exchanges": exchanges,
    "/health": health,
}
_STATIC = ("style.css", "script.js", "icon.svg")


def web_app(current: CurrentIndex, hosts: Collection[str], token: str) -> Starlette:
    """The application for one index. ``hosts`` and ``token``: see :class:`Guard`."""
    routes = [Route("/", _page(search, current))]
    for path, page in _PAGES.items():
        routes += [
            Route(path, _page(page, current)),
            Route(f"{path}.json", _json(page, current)),
        ]
    routes += [Route(f"/static/{name}", _static(name)) for name in _STATIC]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, hosts=hosts, token=token)],
        exception_handlers={
            HTTPException: _http_error,
            CewenError: _cewen_error,
            Exception: _unexpected,
        },
    )


def _view(page: Page, current: CurrentIndex, request: Request) -> tuple[View, dict[str, Any]]:
    query = request.url.query
    parameters = parse_qs(query, keep_blank_values=True, max_num_fields=200)
    with current.use() as index:
        view = page(index, parameters)
        shared = {"folder": index.folder, "is_samples": index.is_samples, "query_string": query}
    return view, {"path": request.url.path, **shared}


def _page(page: Page, current: CurrentIndex) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        view, shared = _view(page, current, request)
        return render(view.template, {**shared, **view.values}, view.status)

    return answer


def _json(page: Page, current: CurrentIndex) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        view, _ = _view(page, current, request)
        return JSONResponse(view.data(), view.status)

    return answer


def _static(name: str) -> Callable[[Request], Response]:
    content = files("searcher.web").joinpath("static", name).read_bytes()
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"

    def answer(_: Request) -> Response:
        return Response(content, media_type=kind, headers={"cache-control": "max-age=300"})

    return answer


def _cewen_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, CewenError)
    return _error(request, 400, say_error(error))


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    text = say("There is no such page.") if error.status_code == 404 else error.detail
    return _error(request, error.status_code, text)


def _unexpected(request: Request, error: Exception) -> Response:
    text = "An error that should not happen ({kind}). The terminal of cewen serve shows more."
    return _error(request, 500, say(text, kind=type(error).__name__))


def _error(request: Request, status: int, text: str) -> Response:
    if request.url.path.endswith(".json"):
        return JSONResponse({"error": text}, status)
    asked = Asked(q=request.query_params.get("q", ""))
    lines = text.split("\n")
    values = {"asked": asked, "lines": lines, "path": request.url.path}
    return render("error.html", values, status)
