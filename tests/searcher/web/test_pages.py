"""Each page answers, also as JSON, and shows what the commands show."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="cewen[web] is not installed")

from lxml import html
from starlette.testclient import TestClient

from index.update import update
from searcher.service import Index
from searcher.web.pages import search
from tests.searcher.cli.command import Ran
from tests.searcher.web.conftest import SAME, TOKEN, client_of

PAGES = [
    "/",
    "/search",
    "/search?q=平台",
    "/search?q=平台&sort=date&exact=1",
    "/document?doc=街頭座談",
    "/document?doc=街頭座談&q=平台",
    "/paragraph?doc=街頭座談&n=2",
    "/speakers",
    "/speakers?name=部",
    "/topics",
    "/timeline",
    "/timeline?q=平台",
    "/timeline?q=平台&by=month&per=speaker&relative=1",
    "/timeline?q=平台&vs=保險",
    "/verify",
    "/saved",
    "/collected",
    "/facets",
    "/facets?q=平台",
    "/who",
    "/who?q=平台",
    "/speaker?name=林小满",
    "/exchanges",
    "/exchanges?q=平台",
    "/health",
]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers(browser: TestClient, page: str) -> None:
    answer = browser.get(page)
    assert answer.status_code == 200, answer.text
    assert html.fromstring(answer.text).xpath("//main")


@pytest.mark.parametrize("page", [page for page in PAGES if page != "/"])
def test_every_page_is_also_json(browser: TestClient, page: str) -> None:
    path, question, query = page.partition("?")
    answer = browser.get(f"{path}.json{question}{query}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    answer.json()


def test_search_gives_the_hits_of_the_command(
    browser: TestClient, cewen: Callable[..., Ran]
) -> None:
    shown = browser.get("/search.json?q=平台").json()
    ran = cewen("search", "平台", "--json")
    assert [f"{hit['doc']}#{hit['paragraph']}" for hit in shown["hits"]] == [
        f"{hit['doc']}#{hit['paragraph']}" for hit in map(json.loads, ran.out.splitlines())
    ]
    assert shown["total"] == len(shown["hits"]) > 1


def test_the_words_are_marked_and_nothing_else(browser: TestClient) -> None:
    page = html.fromstring(browser.get("/search?q=平台").text)
    marks = {mark.text_content() for mark in page.xpath("//mark")}
    assert marks
    assert all("平台" in mark for mark in marks)


def test_errors_name_the_place_in_the_query(browser: TestClient) -> None:
    answer = browser.get("/search?q=(平台")
    assert answer.status_code == 400
    assert "^" in html.fromstring(answer.text).xpath("//pre")[0].text_content()
    assert "error" in browser.get("/search.json?q=(平台").json()


@pytest.mark.parametrize(
    "page",
    [
        "/search?q=a&page=0",
        "/search?q=a&page=x",
        "/search?q=a&sort=b",
        "/search?q=a&since=b",
        "/document",
        "/document?doc=nothing",
        "/paragraph?doc=街頭座談&n=99999",
        "/topic?name=x",
        "/timeline?q=a&by=day",
        "/timeline?q=a&per=b",
    ],
)
def test_wrong_values_are_errors_with_a_reason(browser: TestClient, page: str) -> None:
    answer = browser.get(page)
    assert answer.status_code == 400
    assert len(html.fromstring(answer.text).xpath("//h1")[0].text_content()) > 10


def test_an_unknown_page_is_not_found(browser: TestClient) -> None:
    assert browser.get("/nothing").status_code == 404
    assert browser.get("/static/../app.py").status_code == 404


def test_markup_of_documents_goes_out_as_text(tmp_path: Path) -> None:
    evil = '<script>alert(1)</script><img src=x onerror="alert(2)">\u202e平台'
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "<b>x.txt").write_text(f"{evil}\n\n王小明：{evil}\n", encoding="utf-8")
    update(tmp_path / "index", [folder], jobs=1)
    with client_of(Index(tmp_path / "index")) as client:
        client.get(f"/?token={TOKEN}")
        doc = client.get("/search.json?q=平台").json()["hits"][0]["doc"]
        for path in ("/search", "/search?q=平台", f"/document?doc={doc}&q=平台", "/speakers"):
            answer = client.get(path)
            page = html.fromstring(answer.text)
            assert not page.xpath("//main//script | //main//img | //main//b[text()='x.txt']")
            assert "\u202e" not in answer.text


def test_a_new_commit_is_seen_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text("平台工作者需要保障。", encoding="utf-8")
    update(tmp_path / "index", [folder], jobs=1)
    with client_of(Index(tmp_path / "index")) as client:
        client.get(f"/?token={TOKEN}")
        assert client.get("/search.json?q=平台").json()["total"] == 1
        (folder / "b.txt").write_text("平台應公開演算法。", encoding="utf-8")
        update(tmp_path / "index", [folder], jobs=1)
        assert client.get("/search.json?q=平台").json()["total"] == 2


def test_a_format_that_is_none_is_an_error(browser: TestClient) -> None:
    assert browser.get("/search/download?q=平台&format=exe").status_code == 400


def test_every_bar_of_a_chart_leads_to_its_quotations(browser: TestClient) -> None:
    page = html.fromstring(browser.get("/timeline?q=平台").text)
    bars = page.xpath("//figure//*[local-name()='svg']//a")
    assert bars
    for bar in bars:
        count = int(bar.text_content().rpartition(" ")[2])
        link = bar.get("href").replace("/search?", "/search.json?")
        assert browser.get(link).json()["total"] == count
    assert not page.xpath("//figure//style")


def test_a_facet_narrows_the_question_to_its_count(browser: TestClient) -> None:
    page = html.fromstring(browser.get("/facets?q=平台").text)
    items = page.xpath("//div[@id='facets']//li[a]")
    assert len(items) > 5
    for item in items:
        link = item.xpath("a/@href")[0].replace("/search?", "/search.json?")
        assert browser.get(link).json()["total"] >= int(item.xpath("span")[0].text)


def links(page: str) -> dict[str, str]:
    """The links of the advice of a page, by their text."""
    found = html.fromstring(page).xpath("//ul[@class='advice']//a")
    return {link.text_content(): link.get("href") for link in found}


def test_advice_without_an_answer_leads_to_answers(browser: TestClient) -> None:
    page = browser.get("/search?q=平台保險火星").text
    assert "cewen search" not in html.fromstring(page).xpath("string(//main)")
    assert links(page)
    for address in links(page).values():
        data = address.replace("/search?", "/search.json?")
        assert browser.get(data).json()["total"] > 0


def test_a_speaker_whom_nobody_knows_leads_to_the_speakers(browser: TestClient) -> None:
    assert "/speakers" in links(browser.get("/search?q=平台&speaker=火星人").text).values()


def test_a_name_that_is_also_a_speaker_leads_to_what_they_say(browser: TestClient) -> None:
    found = links(browser.get("/search?q=林小滿").text)
    assert [one for one in found.values() if one.startswith("/search?speaker=")]


def test_a_question_goes_on_to_the_other_pages(browser: TestClient) -> None:
    page = html.fromstring(browser.get("/search?q=平台&since=2020&page=1").text)
    tabs = page.xpath("//nav[@class='tabs']/a/@href")
    assert len(tabs) == 5
    for tab in tabs:
        path, _, query = tab.partition("?")
        assert query == "q=%E5%B9%B3%E5%8F%B0&since=2020"
        shown = html.fromstring(browser.get(tab).text)
        assert shown.xpath("//form[@role='search']/@action") == [path]


@pytest.mark.parametrize("path", ["/", "/who", "/timeline", "/exchanges", "/facets"])
def test_a_page_without_a_question_says_what_to_do(browser: TestClient, path: str) -> None:
    page = html.fromstring(browser.get(path, headers={"accept-language": "en"}).text)
    assert page.xpath("//main//h1")
    assert "Type words in the field above" in page.xpath("string(//main)")


def test_every_example_of_a_query_can_be_read(browser: TestClient) -> None:
    examples = html.fromstring(browser.get("/").text).xpath("//dl[@class='signs']/dt/text()")
    assert len(examples) > 4
    for example in examples:
        assert browser.get("/search", params={"q": example}).status_code == 200


def test_a_label_is_shown_once_and_leads_to_the_speaker(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    text = "# 會議\n\n### 王小明：\n\n平台工作者需要保障。\n\n### 李大同：\n\n我同意平台的說法。\n"
    (folder / "a.md").write_text(text, encoding="utf-8")
    update(tmp_path / "index", [folder], jobs=1)
    with client_of(Index(tmp_path / "index")) as client:
        client.get(f"/?token={TOKEN}")
        page = html.fromstring(client.get("/document?doc=a.md").text)
        assert page.xpath("string(//div[@class='text'])").count("王小明") == 1
        assert len(page.xpath("//div[@class='text']//a[starts-with(@href, '/speaker?')]")) == 2


def test_a_topic_has_its_words_by_region_and_its_years(browser: TestClient) -> None:
    english = {"accept-language": "en"}
    page = html.fromstring(browser.get("/topic?name=platform-work", headers=english).text)
    rows = [[cell.text_content() for cell in row] for row in page.xpath("//tbody/tr")]
    assert ["外送員", "Taiwan"] in [row[:2] for row in rows]
    bars = page.xpath("//figure//*[local-name()='svg']//a/@href")
    assert bars
    for bar in bars:
        assert browser.get(bar.replace("/search?", "/search.json?")).json()["total"] > 0
    assert browser.get("/topic.json?name=platform-work").json()["sides"]["外送員"] == "tw"


def test_periods_without_anything_are_one_row(browser: TestClient) -> None:
    page = html.fromstring(browser.get("/timeline?q=平台&by=month").text)
    rows = page.xpath("//tbody/tr")
    assert 0 < len(rows) < 40
    assert browser.get("/timeline.json?q=平台&by=month").json()


def test_counts_of_few_paragraphs_are_beside_the_answer(browser: TestClient) -> None:
    beside = html.fromstring(browser.get("/search?q=平台").text).xpath("//aside//li[a]")
    alone = html.fromstring(browser.get("/facets?q=平台&shown=5").text).xpath("//main//li[a]")
    assert len(beside) > 5
    assert [one.text_content() for one in beside] == [one.text_content() for one in alone]
    assert not html.fromstring(browser.get("/search?q=火星").text).xpath("//aside")


def test_counts_of_many_paragraphs_do_not_make_the_answer_slow(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counted(*arguments: object, **named: object) -> object:
        raise AssertionError("counted")

    monkeypatch.setattr(Index, "facets", counted)
    monkeypatch.setattr(search, "_COUNTED", 1)
    (link,) = html.fromstring(browser.get("/search?q=平台").text).xpath("//aside//a")
    assert link.get("data-counts") == "5"  # a script asks for them
    monkeypatch.setattr(search, "_LOADED", 1)
    (link,) = html.fromstring(browser.get("/search?q=平台").text).xpath("//aside//a")
    assert link.get("data-counts") is None
    assert link.get("href").startswith("/facets?q=")
    assert browser.get("/search.json?q=平台").json()["total"] > 1


def test_a_page_speaks_the_language_of_the_browser_or_the_chosen_one(browser: TestClient) -> None:
    def language(**headers: str) -> str:
        page = html.fromstring(browser.get("/search?q=平台", headers=headers).text)
        return str(page.get("lang"))

    assert language(**{"accept-language": "fr, zh-CN;q=0.9"}) == "zh-Hans"
    assert language(**{"accept-language": "zh-TW"}) == "zh-Hant"
    assert language(**{"accept-language": "fr"}) == "en"
    assert browser.get("/language?name=zh-Hant&back=/topics").url.path == "/topics"
    assert language(**{"accept-language": "en"}) == "zh-Hant"


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_choosing_a_language_never_leads_to_another_site(browser: TestClient, back: str) -> None:
    answer = browser.get(f"/language?name=en&back={back}", follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_a_pasted_draft_is_checked(browser: TestClient) -> None:
    draft = "林小滿說：「外送員在平台上跑單，保險應由業者負擔。」又說：「平台的保險全部都取消了。」"
    page = html.fromstring(browser.post("/verify", data={"draft": draft}, headers=SAME).text)
    verdicts = [one.get("class") for one in page.xpath("//p[contains(@class, 'verdict')]")]
    assert verdicts == ["verdict holds", "verdict fails"]


def test_collected_quotations_are_saved_in_one_file(browser: TestClient) -> None:
    hit = browser.get("/search.json?q=業者負擔").json()["hits"][0]
    form = {"doc": hit["doc"], "n": hit["paragraph"], "start": 0, "do": "add", "back": "/collected"}
    page = browser.post("/collect", data=form, headers=SAME)
    assert page.url.path == "/collected"
    assert "保險應由業者負擔" in page.text
    assert [one["speaker"] for one in browser.get("/collected.json").json()] == ["林小滿"]
    assert "林小滿" in browser.get("/collected/download?format=md").text
    assert browser.get("/collected/download?format=docx").content.startswith(b"PK")
    browser.post("/collect", data=form | {"do": "remove"}, headers=SAME)
    assert browser.get("/collected.json").json() == []


def test_collecting_never_leads_to_another_site(browser: TestClient) -> None:
    form = {"do": "clear", "back": "//evil.example"}
    answer = browser.post("/collect", data=form, headers=SAME, follow_redirects=False)
    assert answer.headers["location"] == "/"
