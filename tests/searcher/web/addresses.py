"""The addresses of all routes of the application, over any index.

A new route is asked with the same parameters, so that it is tested without being named here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, cast
from urllib.parse import quote, urlencode

from starlette.routing import Route

from searcher.output.formats import FORMATS
from searcher.web.app import web_app
from searcher.web.asked import in_form
from tests.searcher.output.hostile_world import WORD

#: Every route, as the application has it. No index is needed to list them.
ROUTES = [route for route in web_app(cast(Any, None), (), "").routes if isinstance(route, Route)]
#: What a parameter means depends on the page.
_OWN = {
    "/topic": {"name": "hostile"},
    "/speaker": {"name": "speaker"},
    "/language": {"name": "zh-Hant"},
}


class Named(NamedTuple):
    """What an index has: a document, the number of one of its paragraphs, a speaker, and the key
    of the feed of a search that is saved under :data:`WORD`."""

    doc: str
    speaker: str
    key: str
    number: int = 1


class Request(NamedTuple):
    """A request for a route."""

    method: str
    address: str
    form: dict[str, str]

    @property
    def format(self) -> str:
        """The format of the file that it asks for; empty: it asks for none."""
        return self.form.get("format") or self.address.partition("&format=")[2]


def requests(route: Route, named: Named) -> Iterator[Request]:
    """The requests for one route: in each of its methods, and in each format that it can have."""
    own = _OWN.get(route.path.removesuffix("/download").removesuffix(".json"), {})
    name = named.speaker if own.get("name") == "speaker" else own.get("name", "")
    values = {"q": WORD, "doc": named.doc, "n": f"{named.number}", "name": name}
    values |= {"search": WORD, "key": named.key, "draft": f"「{WORD}的工資明年調整。」"}
    formats = FORMATS if route.path.endswith("/download") else ("",)
    if "GET" in (route.methods or ()):
        for format in formats:
            given = {**values, "format": format} if format else values
            query = urlencode(given, quote_via=quote, errors="surrogatepass")
            yield Request("GET", f"{route.path}?{query}", {})
    if "POST" in (route.methods or ()):
        form = {"doc": in_form(named.doc), "n": f"{named.number}", "do": "add", "back": "/"}
        form |= {"draft": f"「{WORD}的工資明年調整。」\n\n「{named.speaker}」"}
        for format in formats:
            yield Request("POST", route.path, {**form, "format": format} if format else form)
