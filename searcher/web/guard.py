"""Lets only the user's own browser ask the server, and tells the browser to run nothing foreign.

Other users of the same computer, and pages of other sites in the same browser, can reach a port of
127.0.0.1 too. So the first address contains a token, which the server exchanges for a cookie that
other sites cannot use. Requests for another host name, or from another site, are refused.
"""

from __future__ import annotations

from hmac import compare_digest
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_METHODS = ("GET", "HEAD", "POST")
_LONGEST_ADDRESS = 16_384  # bytes of path and query
_LARGEST_BODY = 8_000_000  # bytes


class Guard:
    """ASGI middleware: refuses what the user's own browser did not ask for.

    ``keyed`` is a path that is served to programs without the cookie: it checks a key itself.
    ``hosts`` are the values of the Host header that are served. ``token`` is what the address
    contains that the server prints; without a token, everybody who reaches the port is served.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str], token: str, keyed: str = "") -> None:
        self._app = app
        self._keyed = keyed
        self._hosts = frozenset(hosts)
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        refused = self._refused(scope)
        await (refused or self._app)(scope, receive, send_with_headers)

    def _refused(self, scope: Scope) -> Response | None:
        """The answer to a request that is not served, or that brings the token."""
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self._hosts:
            return _refusal(400, "This server answers only under its own name.")
        if scope["method"] not in _METHODS:
            return _refusal(405, "Only GET and POST.")
        if len(scope["raw_path"]) + len(scope["query_string"]) > _LONGEST_ADDRESS:
            return _refusal(414, "This address is too long.")
        if not _is_number_up_to(headers.get("content-length", "0"), _LARGEST_BODY):
            return _refusal(413, "This is too much text for one request.")
        if scope["method"] == "POST" and headers.get("transfer-encoding"):
            return _refusal(411, "Say how long the request is.")
        site = headers.get("sec-fetch-site", "none")
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if self._token and (found := [value for name, value in query if name == "token"]):
            return self._exchange(scope, found[0], [pair for pair in query if pair[0] != "token"])
        if site not in ("same-origin", "none") or not self._is_own(headers, scope["method"]):
            return _refusal(403, "Another site has asked for this page.")
        if scope["path"] == self._keyed and scope["method"] != "POST":
            return None
        cookies = cookie_parser(headers.get("cookie", ""))
        if self._token and not compare_digest(cookies.get("cewen", ""), self._token):
            return _refusal(401, "Open the address that cewen serve has printed.")
        return None

    def _exchange(self, scope: Scope, token: str, rest: list[tuple[str, str]]) -> Response:
        if not compare_digest(token.encode(), self._token.encode()):
            return _refusal(401, "This is not the address that cewen serve has printed.")
        path = scope["path"] if not scope["path"].startswith("//") else "/"
        answer = RedirectResponse(f"{path}?{urlencode(rest)}" if rest else path, 303)
        answer.set_cookie("cewen", self._token, httponly=True, samesite="strict", path="/")
        return answer

    def _is_own(self, headers: Headers, method: str) -> bool:
        """Whether a request that changes something comes from a page of this server."""
        origin = headers.get("origin", "null")
        if origin == "null":  # what browsers send for a page without a referrer
            return method != "POST" or headers.get("sec-fetch-site") == "same-origin"
        return origin.removeprefix("http://") == headers["host"]


def _is_number_up_to(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and int(text[:12]) <= most


def _refusal(status: int, text: str) -> Response:
    return PlainTextResponse(text + "\n", status)
