"""The web application: addresses, pages, errors, and what every page needs."""

from __future__ import annotations

import mimetypes
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from corpus.errors import CewenError
from searcher.language import LANGUAGES
from searcher.messages import say, say_error
from searcher.output.chart import stylesheet
from searcher.pdf_page.kept import KeptPages
from searcher.pdf_page.worker import PageWorker
from searcher.query.errors import FilterError
from searcher.web.asked import Asked
from searcher.web.collection import CollectedQuotations
from searcher.web.download import download
from searcher.web.guard import Guard
from searcher.web.pages.collected import collect, collected
from searcher.web.pages.document import document, paragraph
from searcher.web.pages.exchanges import all_exchanges, exchanges
from searcher.web.pages.facets import facets
from searcher.web.pages.health import health
from searcher.web.pages.pdf_page import asked_page, asked_picture, pdf_page
from searcher.web.pages.saved import feed, saved
from searcher.web.pages.search import all_hits, search
from searcher.web.pages.speaker import speaker
from searcher.web.pages.speakers import all_speakers, speakers
from searcher.web.pages.timeline import all_counts, timeline
from searcher.web.pages.topics import all_topics, topic, topic_words, topics
from searcher.web.pages.verify import verify
from searcher.web.pages.who import all_voices, who
from searcher.web.render import render
from searcher.web.spoken import COOKIE, Spoken

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection
    from contextlib import AbstractAsyncContextManager

    from starlette.requests import Request

    from searcher.current_index import CurrentIndex
    from searcher.output.listing import Listing
    from searcher.service import Index
    from searcher.web.view import Download, Page, Parameters, View

_PAGES: dict[str, Page] = {
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
    "/search": all_hits,
    "/who": all_voices,
    "/timeline": all_counts,
    "/exchanges": all_exchanges,
    "/speakers": all_speakers,
    "/topics": all_topics,
    "/topic": topic_words,
}
_Found = TypeVar("_Found")
_STATIC = ("style.css", "script.js", "icon.svg")


def web_app(current: CurrentIndex, hosts: Collection[str], token: str) -> Starlette:
    """The application for one index. ``hosts`` and ``token``: see :class:`Guard`."""
    routes = [Route("/", _page(search, current)), Route("/language", _choose_language)]
    for path, page in _PAGES.items():
        routes += [
            Route(path, _page(page, current)),
            Route(f"{path}.json", _json(page, current)),
        ]
    for path, listing in _DOWNLOADS.items():
        routes.append(Route(f"{path}/download", _download(listing, current)))
    folder = files("searcher.web").joinpath("static")
    static = {name: folder.joinpath(name).read_bytes() for name in _STATIC}
    static["chart.css"] = stylesheet().encode()
    routes += _with_forms(current)
    worker = PageWorker()
    routes += _of_pdf(current, KeptPages(worker))
    routes.append(Route("/saved.rss", _feed(current)))
    routes += [Route(f"/static/{name}", _static(name, kept)) for name, kept in static.items()]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Spoken), Middleware(Guard, hosts=hosts, token=token)],
        exception_handlers={
            HTTPException: _http_error,
            CewenError: _cewen_error,
            Exception: _unexpected,
        },
        lifespan=_ending(worker),
    )


def _ending(worker: PageWorker) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            worker.close()

    return life


def _view(page: Page, current: CurrentIndex, request: Request) -> tuple[View, dict[str, Any]]:
    return _viewed(page, current, request, _parsed(request.url.query))


def _viewed(
    page: Callable[[Index, Parameters], _Found],
    current: CurrentIndex,
    request: Request,
    parameters: Parameters,
) -> tuple[_Found, dict[str, Any]]:
    with current.use() as index:
        view = page(index, parameters)
        shared = {"folder": index.folder, "is_samples": index.is_samples}
    return view, {"path": request.url.path, "query_string": request.url.query, **shared}


def _parsed(query: str) -> Parameters:
    """The parameters of an address or a form.

    :raises FilterError: there are too many.
    """
    try:
        return parse_qs(query, keep_blank_values=True, max_num_fields=200)
    except ValueError as error:
        raise FilterError("{option} {value}: too many parameters", option="?", value="") from error


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


def _download(listing: Download, current: CurrentIndex) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        parameters = _parsed(request.url.query)
        with current.use() as index:
            return download(listing(index, parameters), parameters)

    return answer


def _with_forms(current: CurrentIndex) -> list[Route]:
    """The pages that take a form, which is sent in the body: a draft is too long for an address."""
    collection = CollectedQuotations()

    async def check(request: Request) -> Response:
        parameters = await _form(request)
        view, shared = await run_in_threadpool(_viewed, verify, current, request, parameters)
        if request.url.path.endswith(".json"):
            return JSONResponse(view.data(), view.status)
        return render(view.template, {**shared, **view.values}, view.status)

    async def collecting(request: Request) -> Response:
        back = collect(collection, await _form(request))
        return RedirectResponse(_own_address(back), 303)

    def shown(index: Index, parameters: Parameters) -> View:
        return collected(collection, index)

    def all_collected(index: Index, _: Parameters) -> Listing:
        return collection.listing(index)

    return [
        Route("/verify", check, methods=["GET", "POST"]),
        Route("/verify.json", check, methods=["GET", "POST"]),
        Route("/collect", collecting, methods=["POST"]),
        Route("/collected", _page(shown, current)),
        Route("/collected.json", _json(shown, current)),
        Route("/collected/download", _download(all_collected, current)),
    ]


def _of_pdf(current: CurrentIndex, kept: KeptPages) -> list[Route]:
    """The pages of PDF files. While another process reads the file, the index answers others."""

    def shown(request: Request) -> Response:
        wanted, shared = _viewed(asked_page, current, request, _parsed(request.url.query))
        view = pdf_page(wanted, kept)
        return render(view.template, {**shared, **view.values})

    def as_json(request: Request) -> Response:
        wanted, _ = _viewed(asked_page, current, request, _parsed(request.url.query))
        return JSONResponse(pdf_page(wanted, kept).data())

    def picture(request: Request) -> Response:
        wanted, _ = _viewed(asked_picture, current, request, _parsed(request.url.query))
        return Response(kept.picture(*wanted), media_type="image/png")

    return [
        Route("/page", shown),
        Route("/page.json", as_json),
        Route("/page.png", picture),
    ]


async def _form(request: Request) -> Parameters:
    """The fields of a form that is sent as browsers do without files; none for a GET."""
    body = (await request.body()).decode("utf-8", "replace")
    return _parsed(body)


def _feed(current: CurrentIndex) -> Callable[[Request], Response]:
    def answer(_: Request) -> Response:
        with current.use() as index:
            return Response(feed(index), media_type="application/rss+xml")

    return answer


def _static(name: str, content: bytes) -> Callable[[Request], Response]:
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


def _choose_language(request: Request) -> Response:
    """Keep the language that the user chose, and go back to the page."""
    answer = RedirectResponse(_own_address(request.query_params.get("back", "/")), 303)
    if (name := request.query_params.get("name", "")) in LANGUAGES:
        answer.set_cookie(COOKIE, name, max_age=31_536_000, httponly=True, samesite="strict")
    return answer


def _own_address(back: str) -> str:
    """``back`` if it is an address of this server, else the first page."""
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"


def _error(request: Request, status: int, text: str) -> Response:
    if request.url.path.endswith(".json"):
        return JSONResponse({"error": text}, status)
    asked = Asked(q=request.query_params.get("q", ""))
    lines = text.split("\n")
    values = {"asked": asked, "lines": lines, "path": request.url.path, "query_string": ""}
    return render("error.html", values, status)
