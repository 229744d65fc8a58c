"""The web application: addresses, pages, errors, and what every page needs."""

from __future__ import annotations

import hashlib
import mimetypes
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from corpus.errors import CewenError
from searcher.language import LANGUAGES
from searcher.messages import say, say_error
from searcher.output.chart import stylesheet
from searcher.pdf_page.kept import KeptPages
from searcher.pdf_page.worker import PageWorker
from searcher.web.answers import (
    PATHS,
    Wanted,
    error_answer,
    forms,
    parsed,
    response,
    shared_values,
    unexpected,
)
from searcher.web.collection import CollectedQuotations
from searcher.web.feed_keys import FeedKeys, renew_feed_keys
from searcher.web.guard import Guard
from searcher.web.helpers import Answering
from searcher.web.pages.collected import collect, collected
from searcher.web.pages.pdf_page import asked_page, asked_picture, pdf_page
from searcher.web.pages.saved import feed
from searcher.web.pages.verify import verify
from searcher.web.spoken import COOKIE, Spoken
from searcher.web.view import first

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection
    from contextlib import AbstractAsyncContextManager

    from starlette.requests import Request

    from searcher.current_index import CurrentIndex
    from searcher.web.view import Page, Parameters

_FEED = "/feed.rss"
_STATIC = ("style.css", "script.js", "icon.svg")


def web_app(
    current: CurrentIndex, hosts: Collection[str], token: str, helpers: int = 0
) -> Starlette:
    """The application for one index. ``hosts`` and ``token``: see :class:`Guard`; ``helpers``: see
    :class:`Answering`."""
    answering = Answering(current, helpers)
    routes = [Route(path, _answered(answering)) for path in PATHS]
    routes.append(Route("/language", _choose_language))
    folder = files("searcher.web").joinpath("static")
    static = {name: folder.joinpath(name).read_bytes() for name in _STATIC}
    static["chart.css"] = stylesheet().encode()
    routes += _with_forms(current)
    worker = PageWorker()
    routes += _of_pdf(current, KeptPages(worker))
    routes += _feeds(current)
    routes += [Route(f"/static/{name}", _static(name, kept)) for name, kept in static.items()]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Spoken), Middleware(Guard, hosts=hosts, token=token, keyed=_FEED)],
        exception_handlers={
            HTTPException: _http_error,
            CewenError: _cewen_error,
            Exception: _unexpected,
        },
        lifespan=_ending(worker.close, answering.close),
    )


def _ending(*ends: Callable[[], None]) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            for end in ends:
                end()

    return life


def _answered(answering: Answering) -> Callable[[Request], Response]:
    def made(request: Request) -> Response:
        return answering.answer(_wanted(request))

    return made


def _wanted(request: Request) -> Wanted:
    return Wanted(request.url.path, request.url.query)


def _with_forms(current: CurrentIndex) -> list[Route]:
    """The pages that take a form, which is sent in the body: a draft is too long for an address."""
    collection = CollectedQuotations()

    def made(page: Page, request: Request, parameters: Parameters) -> Response:
        with current.use() as index:
            view = page(index, parameters)
            return response(view, parameters, shared_values(index, _wanted(request)))

    async def check(request: Request) -> Response:
        return await run_in_threadpool(made, verify, request, await _form(request))

    async def collecting(request: Request) -> Response:
        back = collect(collection, await _form(request))
        return RedirectResponse(_own_address(back), 303)

    def shown(request: Request) -> Response:
        parameters = parsed(request.url.query)
        return made(lambda index, _: collected(collection, index), request, parameters)

    return [
        *_in_every_form("/verify", check, "GET", "POST"),
        *_in_every_form("/collected", shown),
        Route("/collect", collecting, methods=["POST"]),
    ]


def _in_every_form(path: str, made: Callable[[Request], Any], *methods: str) -> list[Route]:
    return [Route(form, made, methods=methods or None) for form in forms(path)]


def _of_pdf(current: CurrentIndex, kept: KeptPages) -> list[Route]:
    """The pages of PDF files. While another process reads the file, the index answers others."""

    def shown(request: Request) -> Response:
        parameters = parsed(request.url.query)
        with current.use() as index:
            wanted = asked_page(index, parameters)
            shared = shared_values(index, _wanted(request))
        return response(pdf_page(wanted, kept), parameters, shared)

    def picture(request: Request) -> Response:
        with current.use() as index:
            wanted = asked_picture(index, parsed(request.url.query))
        return Response(kept.picture(*wanted), media_type="image/png")

    return [*_in_every_form("/page", shown), Route("/page.png", picture)]


async def _form(request: Request) -> Parameters:
    """The fields of a form that is sent as browsers do without files; for a GET, the parameters of
    the address."""
    if request.method != "POST":
        return parsed(request.url.query)
    body = (await request.body()).decode("utf-8", "replace")
    return parsed(body)


def _feeds(current: CurrentIndex) -> list[Route]:
    """The feed of a saved search, which its key opens, and new keys."""

    def feed_of(request: Request) -> Response:
        name, key = (request.query_params.get(one, "") for one in ("search", "key"))
        with current.use() as index:
            if not FeedKeys(index.folder).is_key(name, key):
                return PlainTextResponse(say("This address of a feed is not valid any more."), 401)
            content = feed(index, name, str(request.base_url).rstrip("/"))
        tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = {"etag": tag, "cache-control": "no-cache"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(content, headers=headers, media_type="application/rss+xml")

    async def renew(request: Request) -> Response:
        if first(await _form(request), "do") == "renew":
            renew_feed_keys()
        return RedirectResponse("/saved", 303)

    return [Route(_FEED, feed_of), Route("/feeds", renew, methods=["POST"])]


def _static(name: str, content: bytes) -> Callable[[Request], Response]:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"

    def answer(_: Request) -> Response:
        return Response(content, media_type=kind, headers={"cache-control": "max-age=300"})

    return answer


def _cewen_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, CewenError)
    return error_answer(_wanted(request), 400, say_error(error))


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    text = say("There is no such page.") if error.status_code == 404 else error.detail
    return error_answer(_wanted(request), error.status_code, text)


def _unexpected(request: Request, error: Exception) -> Response:
    return unexpected(_wanted(request), error)


def _choose_language(request: Request) -> Response:
    """Keep the language that the user chose, and go back to the page."""
    answer = RedirectResponse(_own_address(request.query_params.get("back", "/")), 303)
    if (name := request.query_params.get("name", "")) in LANGUAGES:
        answer.set_cookie(COOKIE, name, max_age=31_536_000, httponly=True, samesite="strict")
    return answer


def _own_address(back: str) -> str:
    """``back`` if it is an address of this server, else the first page."""
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"
