"""The language of a request: what the user chose on the page, else what the browser asks for, else
that of the command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.requests import cookie_parser

from searcher.language import ENGLISH, LANGUAGES, language_of, speak

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE = "cewen-language"


class Spoken:
    """ASGI middleware. JSON is English; so is a page if the browser asks for nothing that Cewen
    speaks, unless the server itself was started in Chinese."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            chosen = cookie_parser(headers.get("cookie", "")).get(COOKIE)
            wanted = asked_language(headers.get("accept-language", ""))
            if chosen in LANGUAGES:
                wanted = chosen
            if scope["path"].endswith(".json"):
                wanted = ENGLISH
            if wanted:
                speak(wanted)  # in the context of this request alone
        await self._app(scope, receive, send)


def asked_language(header: str) -> str | None:
    """The first language of an ``Accept-Language`` header that Cewen speaks. Browsers list them in
    the order of the user.

    >>> asked_language("fr, zh-TW;q=0.9, en;q=0.5"), asked_language("*")
    ('zh-Hant', None)
    """
    tags = (part.partition(";")[0].strip() for part in header.split(","))
    return next((language for tag in tags if (language := language_of(tag))), None)
