"""Every page is also JSON, and what it lists can be saved in every format that it can have.

All routes of the application are asked, so a new page is tested without being named here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

pytest.importorskip("starlette", reason="cewen[web] is not installed")
pytest.importorskip("reportlab", reason="reportlab is not installed")
pytest.importorskip("openpyxl", reason="cewen[xlsx] is not installed")

import lxml.html
from httpx2 import Response
from openpyxl import load_workbook
from starlette.routing import Route
from starlette.testclient import TestClient

from index.known_paths import remember_paths
from index.update import update
from searcher.output.formats import FORMATS
from searcher.report.saved_searches import SavedSearch, SavedSearches
from searcher.service import Index
from searcher.web.answers import forms
from tests.corpus.readers.pdf.maker import PdfMaker
from tests.searcher.output.hostile_world import WORD
from tests.searcher.web.addresses import ROUTES, Named, Request, requests
from tests.searcher.web.conftest import SAME, TOKEN, client_of

_PATHS = {route.path: route for route in ROUTES}
#: Routes that answer with something else than a page. "/" is the page of searching.
_NO_PAGES = ("/", "/language", "/collect", "/feeds", "/feed.rss", "/page.png")
_PAGES = [
    path
    for path in _PATHS
    if path not in _NO_PAGES
    and not path.endswith((".json", "/download"))
    and "/static/" not in path
]
_SPEAKER = "王小明"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A browser over documents that have something to list on every page."""
    folder = tmp_path_factory.mktemp("forms")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        docs = folder / "docs"
        docs.mkdir()
        text = f"{_SPEAKER}委員：{WORD}的工資何時調整？\n\n部長張大同：{WORD}的工資明年調整。\n"
        (docs / "2024-05-01-會議.txt").write_text(text, encoding="utf-8")
        (docs / "壞.pdf").write_bytes(b"%PDF-1.4 nothing")
        maker = PdfMaker(docs / "公文.pdf")
        maker.paragraph(f"{WORD}的保險由業者負擔。")
        maker.save()
        update(folder / "index", [docs], jobs=1)
        remember_paths([docs])
        SavedSearches(folder / "index").put(
            SavedSearch(WORD, WORD, {}, "2025-01-01T00:00:00+00:00")
        )
        with client_of(Index(folder / "index")) as client:
            client.get(f"/?token={TOKEN}")
            form = {"doc": "公文.pdf", "n": "1", "do": "add", "back": "/"}
            client.post("/collect", data=form, headers=SAME)
            yield client


def asked(reader: TestClient, route: Route) -> Iterator[tuple[Request, Response]]:
    """The answers of a route, in each method and format."""
    doc = "公文.pdf" if route.path.startswith("/page") else "2024-05-01-會議.txt"
    for request in requests(route, Named(doc, _SPEAKER, "")):
        if "/topic" in route.path:
            request = request._replace(address=request.address.replace("hostile", "wages"))
        if request.method == "POST":
            yield request, reader.post(request.address, data=request.form, headers=SAME)
        else:
            yield request, reader.get(request.address)


def test_there_are_pages() -> None:
    assert len(_PAGES) > 15


@pytest.mark.parametrize("path", _PAGES)
def test_every_page_has_all_forms(reader: TestClient, path: str) -> None:
    page, data, file = (_PATHS[form] for form in forms(path))
    for _, answer in asked(reader, page):
        assert answer.status_code == 200, answer.text
        links = lxml.html.fromstring(answer.text).xpath("//footer//a[@type]/@href")
        assert [link.partition("?")[0] for link in links] == [f"{path}.json"]
    for _, answer in asked(reader, data):
        assert answer.status_code == 200
        assert answer.json()
    for request, answer in asked(reader, file):
        assert (answer.status_code == 200) == (request.format in offered(reader, page)), request


@pytest.mark.parametrize("path", _PAGES)
def test_every_list_is_saved_as_tables(reader: TestClient, path: str) -> None:
    csv, xlsx = [], []
    for request, answer in asked(reader, _PATHS[forms(path)[2]]):
        if answer.status_code == 200:
            assert answer.headers["content-type"] == "application/octet-stream"
            assert answer.headers["content-disposition"].startswith("attachment; ")
        if request.format == "csv":
            csv.append(answer.content.decode("utf-8-sig"))
        if request.format == "xlsx":
            sheet = load_workbook(io.BytesIO(answer.content)).active
            xlsx.append(list(sheet.iter_rows(values_only=True)))
    for text, rows in zip(csv, xlsx, strict=True):
        assert len(rows) > 1, "nothing is listed"
        assert text.splitlines()[0] == ",".join(rows[0])
        assert len(text.splitlines()) >= len(rows)


def offered(reader: TestClient, page: Route) -> set[str]:
    """The formats in which a page offers to save its list."""
    found = set()
    for _, answer in asked(reader, page):
        line = lxml.html.fromstring(answer.text).xpath("//p[@class='downloads']")
        assert line, "the page offers no files"
        found |= set(line[0].xpath("a/text() | button/@value"))
    assert {"csv", "xlsx", "json"} <= found <= set(FORMATS)
    return found


@pytest.mark.parametrize("path", ["/search", "/who", "/exchanges", "/speakers", "/facets"])
def test_an_empty_list_is_an_empty_table(reader: TestClient, path: str) -> None:
    answer = reader.get(f"{path}/download?q=火星&name=火星&format=csv")
    assert answer.status_code == 200
    assert len(answer.text.splitlines()) == 1
    page = lxml.html.fromstring(reader.get(f"{path}?q=火星&name=火星").text)
    assert not page.xpath("//p[@class='downloads']")


def test_a_file_without_a_question_is_an_error(reader: TestClient) -> None:
    answer = reader.get("/search/download?format=csv")
    assert answer.status_code == 400
    assert "this page lists nothing" in answer.text


def test_the_files_of_health_name_those_that_were_not_read(reader: TestClient) -> None:
    rows = reader.get("/health/download?format=csv").content.decode("utf-8-sig").splitlines()
    assert rows[0] == (
        "doc,title,title_from,date,date_from,kind,paragraphs,state,findings,advice,copy_of"
    )
    assert sum(",not read," in row for row in rows) == 1
    assert any(row.startswith("2024-05-01-會議.txt,") for row in rows)


def test_a_feed_is_offered_for_every_saved_search(reader: TestClient) -> None:
    page = lxml.html.fromstring(reader.get("/saved").text)
    (link,) = page.xpath("//a[@type='application/rss+xml']/@href")
    assert reader.get(link).headers["content-type"] == "application/rss+xml"


def test_the_first_page_links_to_its_json(reader: TestClient) -> None:
    page = lxml.html.fromstring(reader.get("/").text)
    (link,) = page.xpath("//footer//a[@type='application/json']/@href")
    assert reader.get(link).status_code == 200
