"""Nothing that documents, their names, titles, speakers and topics contain does harm on any page.

Every route of the application is asked for, so a new page is tried without being named here.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from itertools import cycle
from urllib.parse import urlencode

import pytest

pytest.importorskip("starlette", reason="cewen[web] is not installed")
pytest.importorskip("reportlab", reason="reportlab is not installed")

import lxml.etree
import lxml.html
from httpx2 import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from searcher.output.formats import FORMATS
from searcher.service import Index
from searcher.web.feed_keys import FeedKeys
from tests.searcher.output.hostile_world import WORD, hostile
from tests.searcher.output.reading import controls, harm
from tests.searcher.web.addresses import ROUTES, Named, requests
from tests.searcher.web.conftest import SAME, TOKEN, client_of
from tests.searcher.web.hostile_index import make_hostile_index

_TAGS = set(
    re.findall(
        r"\w+",
        "html head meta title link script body a header form label input button nav p main h1 h2"
        " aside footer section ul ol li article div span mark blockquote details summary select"
        " option b i small br time table thead tbody tr th td figure svg title desc text rect path"
        " circle g img meter textarea del ins pre dl dt dd",
    )
)
_ATTRIBUTES = set(
    re.findall(
        r"[-\w]+",
        "accept-charset action alt aria-current aria-hidden aria-label aria-labelledby autocomplete"
        " autofocus colspan form formaction"
        " charset checked class content d defer download fill for height href id lang max method"
        " min name open placeholder preserveaspectratio r rel role rows rx ry scope selected"
        " spellcheck src tabindex start stroke stroke-width text-anchor title transform type value"
        " viewbox width x y cx cy",
    )
)
_ADDRESSES = ("href", "src", "action", "formaction")
_RSS = {"rss", "channel", "item", "title", "link", "description", "category", "pubDate", "guid"}


@pytest.fixture(scope="module")
def hostile_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        index = make_hostile_index(folder)
        with client_of(Index(index)) as client:
            client.get(f"/?token={TOKEN}")
            client.headers["x-key"] = FeedKeys(index).key(WORD)
            yield client


def harm_of_page(text: str) -> Iterator[str]:
    """What a page contains that is none of ours."""
    yield from controls(text)
    page = lxml.html.document_fromstring(text)
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag not in _TAGS:
            yield f"<{element.tag}>"
            continue
        yield from (f"{name}=" for name in element.attrib if name.lower() not in _ATTRIBUTES)
        for name in _ADDRESSES:
            address = element.get(name, "/")
            if not address.startswith(("/", "#")) or address.startswith("//"):
                yield f"{name}={address!r}"
        if element.tag == "script" and element.get("src") != "/static/script.js":
            yield "a script"
        if element.tag == "script" and element.text:
            yield "a script with text"
        if element.tag == "img" and not element.get("src", "").startswith("/page.png?"):
            yield "a picture"


def harm_of_feed(content: bytes) -> Iterator[str]:
    yield from controls(content.decode())
    for element in lxml.etree.fromstring(content).iter():
        if element.tag not in _RSS:
            yield f"<{element.tag}>"


def harm_of_answer(path: str, answer: Response, format: str = "") -> list[str]:
    """What in an answer does harm, by its kind."""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if kind == "text/html":
        return list(harm_of_page(answer.text))
    if kind == "application/json":
        json.loads(answer.text)
        return list(controls(answer.text))
    if kind == "application/rss+xml":
        return list(harm_of_feed(answer.content))
    if kind == "application/octet-stream":
        content = answer.content
        if FORMATS[format].marks_utf_8:
            content = content.removeprefix("\ufeff".encode())
        return harm(format, content)
    if kind == "text/plain":
        return list(controls(answer.text))
    if kind == "image/png":
        return [] if answer.content.startswith(b"\x89PNG") else ["no PNG"]
    return [] if path.startswith("/static/") else [f"an answer of another kind: {kind}"]


@pytest.mark.parametrize("route", ROUTES, ids=[route.path for route in ROUTES])
def test_nothing_in_an_answer_does_harm(hostile_browser: TestClient, route: Route) -> None:
    files = hostile_browser.get("/health.json").json()["files"]
    speakers = hostile_browser.get("/speakers.json").json()
    docs = [file["doc"] for file in files if file["paragraphs"]]
    assert len(docs) >= 8
    if route.path.startswith("/page"):
        docs = [doc for doc in docs if doc.endswith(".pdf")]
    wrong, right = [], 0
    for number, doc in enumerate(docs):
        speaker = speakers[number % len(speakers)]["name"]
        named = Named(doc, speaker, hostile_browser.headers["x-key"])
        for request in requests(route, named):
            if request.method == "POST":
                answer = hostile_browser.post(request.address, data=request.form, headers=SAME)
            else:
                answer = hostile_browser.get(request.address)
            is_refused = answer.status_code == 400 and FORMATS[request.format or "json"].cites
            right += answer.status_code == 200
            if answer.status_code != 200 and not is_refused:
                wrong.append(f"{request.address}: {answer.status_code} {answer.text[-400:]}")
            found = harm_of_answer(route.path, answer, request.format)
            wrong += [f"{request.address}: {what}" for what in found]
            if route.path.startswith("/static/"):
                return
    assert wrong == []
    assert right


def test_hostile_texts_are_on_the_pages(hostile_browser: TestClient) -> None:
    """So that the test above has something to find."""
    shown = hostile_browser.get(f"/search?q={WORD}").text
    assert "&lt;" in shown
    assert "\ufffd" in shown
    key = hostile_browser.headers["x-key"]
    assert "<item>" in hostile_browser.get(f"/feed.rss?search={WORD}&key={key}").text


def test_documents_of_every_name_are_collected(hostile_browser: TestClient) -> None:
    page = lxml.html.fromstring(hostile_browser.get(f"/search?q={WORD}").text)
    forms = page.xpath("//li[@class='hit']//form")
    assert len(forms) > 10
    for form in forms:
        assert isinstance(form, lxml.html.FormElement)
        fields = [(field.name, field.value) for field in form.inputs if field.name != "do"]
        hostile_browser.post("/collect", content=urlencode([*fields, ("do", "add")]), headers=SAME)
    hits = hostile_browser.get(f"/search.json?q={WORD}").json()["hits"]
    rows = hostile_browser.get("/collected.json").json()
    assert {hit["doc"] for hit in hits} <= {row["doc"] for row in rows}


@pytest.mark.parametrize("route", ROUTES, ids=[route.path for route in ROUTES])
def test_a_hostile_question_does_no_harm(hostile_browser: TestClient, route: Route) -> None:
    draw = random.Random(route.path)
    names = "q doc n p name search key since until topic speaker org vs by per sort widen page"
    texts = cycle((hostile(draw), "\udcff", hostile(draw), "\ud800浮標", "\0"))
    for name, text in zip((*names.split(), "format", "width", "shown"), texts, strict=False):
        values = {"q": WORD, "doc": "問答.md", "n": "1", name: text}
        query = urlencode(values, errors="surrogatepass")
        answer = hostile_browser.get(f"{route.path}?{query}", follow_redirects=False)
        assert answer.status_code in (200, 303, 400, 401, 405), (name, text, answer.text)
        if answer.status_code in (200, 400, 401) and not route.path.endswith("/download"):
            assert harm_of_answer(route.path, answer) == [], (name, text)
