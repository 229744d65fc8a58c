"""The pages in a real browser: nothing is reported on the console, and all of it can be used."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from index.known_paths import remember_paths
from index.update import update
from tests.corpus.readers.pdf.maker import PdfMaker
from tests.searcher.cli.command import DOCUMENTS, environment, start
from tests.searcher.output.hostile_world import WORD

pytest.importorskip("starlette", reason="cewen[web] is not installed")
from searcher.web.feed_keys import FeedKeys
from tests.searcher.web.addresses import ROUTES, Named, requests
from tests.searcher.web.hostile_index import make_hostile_index

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

EVIL = '<script>document.title="evil"</script><img src=x onerror="document.title=1">\u202e平台'
PAGES = [
    "/",
    "/search?q=平台",
    "/search?q=(平台",
    "/document?doc=街頭座談&q=平台",
    "/paragraph?doc=街頭座談&n=4",
    "/page?doc=公文.pdf&p=1&q=業者負擔",
    "/page?doc=公文.pdf&p=1&width=2480",
    "/page?doc=公文.pdf&p=9",
    "/who?q=平台",
    "/timeline?q=平台",
    "/timeline?q=平台&per=speaker&by=month",
    "/facets?q=平台",
    "/exchanges?q=平台",
    "/speakers",
    "/speaker?name=林小滿",
    "/topics",
    "/topic?name=platform-work",
    "/verify",
    "/saved",
    "/collected",
    "/health",
    "/nothing",
]


@contextmanager
def served(home: Path, index: Path) -> Iterator[str]:
    """The address that ``cewen serve`` prints, for the user whose home this is."""
    words = ("serve", "--index", str(index), "--no-browser")
    server = start(*words, env=environment(home), stdout=subprocess.PIPE)
    assert server.stdout is not None
    try:
        yield server.stdout.readline().decode().strip()
    finally:
        server.terminate()
        server.wait()


@contextmanager
def user(home: Path) -> Iterator[None]:
    """Do in this process what the user whose home this is does."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment(home).items():
            patch.setenv(name, value)
        yield


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over documents of which one is hostile, one has many paragraphs, and one is PDF."""
    home = tmp_path_factory.mktemp("web")
    folder = home / "documents"
    many = "".join(f"第{n}號碼頭今日開放。\n\n" for n in range(300))
    evil = f"{EVIL}\n\n王小明：{EVIL}{'長' * 3000}\n"
    texts = DOCUMENTS | {"<b>x.txt": evil, "許多.txt": many}
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    maker = PdfMaker(folder / "公文.pdf")
    for number in range(20):
        maker.paragraph(f"第{number}點，外送員的保險由業者負擔，細節另行公告。" * 2, first=2)
    maker.save()
    with user(home):
        update(home / "index", [folder], jobs=1)
        remember_paths([folder])
    with served(home, home / "index") as printed:
        yield printed


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        flags = ["--disable-background-networking"]
        flags += ["--no-sandbox"] if os.geteuid() == 0 else []
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield opened
        opened.close()


def opened(browser: Any, address: str, width: int = 1200, **options: Any) -> tuple[Any, list[str]]:
    """A page that has opened the printed address, and what goes wrong on it from then on."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))

    def failed(request: Any) -> None:
        # A browser that goes on to the next page does not wait for the icon of the last one.
        if not request.url.endswith("/icon.svg"):
            wrong.append(f"{request.url} {request.failure}")

    page.on("requestfailed", failed)
    assert page.goto(address).status == 200
    page.wait_for_load_state("networkidle")
    return page, wrong


@pytest.mark.parametrize("width", [1200, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_whole_in_both_widths_and_schemes(
    browser: Any, address: str, width: int, scheme: Any
) -> None:
    page, wrong = opened(browser, address, width, color_scheme=scheme, locale="zh-TW")
    origin = address.partition("/?")[0]
    for path in PAGES:
        answer = page.goto(origin + path)
        page.wait_for_load_state("networkidle")
        # The browser itself reports an answer that is an error.
        expected = {400: 1, 404: 1}.get(answer.status, 0)
        assert len(wrong) == expected, (path, wrong)
        wrong.clear()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.title() not in ("evil", "1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible(browser: Any, address: str, scheme: Any) -> None:
    page, _ = opened(browser, address, color_scheme=scheme)
    origin = address.partition("/?")[0]
    for path in PAGES:
        page.goto(origin + path)
        found = axe.Axe().run(page)
        names = [(one["id"], one["nodes"][0]["html"][:200]) for one in found.response["violations"]]
        assert names == [], path


def test_answers_come_while_the_user_types(browser: Any, address: str) -> None:
    page, wrong = opened(browser, address)
    page.locator("#q").press_sequentially("業者負擔")
    page.locator(".hit").first.wait_for()
    assert "業者負擔" in page.locator(".hit").first.inner_text()
    assert "q=" in page.url
    assert wrong == []


def test_counts_of_many_paragraphs_come_after_the_answer(browser: Any, address: str) -> None:
    page, wrong = opened(browser, address)
    page.goto(address.partition("/?")[0] + "/search?q=碼頭")
    page.locator(".counts .facets li").first.wait_for()
    assert "300" in page.locator(".counts").inner_text()
    page.locator("#q").press_sequentially("號")
    page.locator(".counts[aria-label] .facets li").first.wait_for()
    assert wrong == []


def test_keys_lead_to_the_field_and_from_hit_to_hit(browser: Any, address: str) -> None:
    page, _ = opened(browser, address)
    page.goto(address.partition("/?")[0] + "/search?q=平台")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator(".hit").nth(1).get_attribute("class") == "hit current"
    page.keyboard.press("k")
    assert page.locator(".hit").nth(0).get_attribute("class") == "hit current"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"


def test_the_pages_work_without_javascript(browser: Any, address: str) -> None:
    page, _ = opened(browser, address, java_script_enabled=False)
    page.locator("#q").fill("演算法")
    page.locator(".ask button").click()
    assert page.locator(".hit").count() >= 1
    page.locator(".hit form button").first.click()
    page.goto(address.partition("/?")[0] + "/collected")
    assert page.locator(".hit").count() == 1


def test_the_printed_page_has_the_quotations_alone(browser: Any, address: str) -> None:
    page, _ = opened(browser, address)
    page.goto(address.partition("/?")[0] + "/search?q=平台")
    page.emulate_media(media="print")
    assert not page.locator("header.top").is_visible()
    assert page.locator(".hit").first.is_visible()


def test_nothing_is_loaded_from_a_network(browser: Any, address: str) -> None:
    page, _ = opened(browser, address)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    origin = address.partition("/?")[0]
    for path in PAGES:
        page.goto(origin + path)
    assert asked
    assert all(url.startswith(origin) for url in asked)


def test_a_hit_of_a_pdf_leads_to_its_marked_words(browser: Any, address: str) -> None:
    page, wrong = opened(browser, address, 390, java_script_enabled=False)
    page.goto(address.partition("/?")[0] + "/search?q=第19點")
    page.locator(".source a[href^='/page?']").first.click()
    page.wait_for_load_state("networkidle")
    picture = page.locator(".sheet img")
    assert picture.evaluate("one => one.complete && one.naturalWidth") == 1240
    mark = page.locator("#mark").bounding_box()
    sheet = picture.bounding_box()
    assert sheet["x"] < mark["x"] < mark["x"] + mark["width"] < sheet["x"] + sheet["width"]
    assert sheet["y"] < mark["y"] < sheet["y"] + sheet["height"]
    assert 0 <= mark["y"] <= 900  # the address leads to the mark
    assert wrong == []


def test_hostile_documents_do_nothing_on_any_page(browser: Any, tmp_path: Path) -> None:
    with user(tmp_path):
        index = make_hostile_index(tmp_path)
        key = FeedKeys(index).key(WORD)
    with served(tmp_path, index) as printed:
        page, wrong = opened(browser, printed, 390)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        origin = printed.partition("/?")[0]
        files = page.request.get(origin + "/health.json").json()["files"]
        speakers = page.request.get(origin + "/speakers.json").json()
        docs = [file["doc"] for file in files if file["paragraphs"]]
        for route in ROUTES:
            if Path(route.path).suffix or route.path.endswith("/download"):
                continue  # no page
            kept = [doc for doc in docs if route.path != "/page" or doc.endswith(".pdf")]
            for doc, speaker in zip(kept[::4] or kept, speakers, strict=False):
                for request in requests(route, Named(doc, speaker["name"], key)):
                    if request.method == "GET":
                        answer = page.goto(origin + request.address)
                        page.wait_for_load_state("networkidle")
                        assert (answer.status, wrong) == (200, []), request.address
                        wide = page.evaluate("document.documentElement.scrollWidth")
                        assert wide <= 390, request.address
        assert all(url.startswith(origin) for url in asked)


def test_the_server_names_a_port_that_is_taken(address: str, tmp_path: Path) -> None:
    port = address.partition("127.0.0.1:")[2].partition("/")[0]
    ran = start("serve", "--port", port, env=environment(tmp_path), stderr=subprocess.PIPE)
    _, error = ran.communicate(timeout=60)
    assert ran.returncode == 2
    assert b"Choose another port" in error


def test_the_picture_in_the_readme_is_of_this_page(browser: Any, tmp_path: Path) -> None:
    """The sample documents as a newcomer sees them. With ``CEWEN_WRITE_README`` the picture is
    made anew."""
    words = ("serve", "--no-browser")
    server = start(*words, env=environment(tmp_path), stdout=subprocess.PIPE)
    assert server.stdout is not None
    try:
        address = server.stdout.readline().decode().strip()
        page, wrong = opened(browser, address, 1200, color_scheme="light", locale="zh-TW")
        page.goto(address.partition("/?")[0] + "/search?q=平台工作者")
        page.wait_for_load_state("networkidle")
        picture = page.screenshot()
    finally:
        server.terminate()
        server.wait()
    assert wrong == []
    kept = Path(__file__).parents[3] / "docs" / "search.png"
    if os.environ.get("CEWEN_WRITE_README"):
        kept.write_bytes(picture)
    assert kept.read_bytes().startswith(b"\x89PNG")
