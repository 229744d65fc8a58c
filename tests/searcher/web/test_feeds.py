"""A saved search is a feed, which a reader without the cookie opens by its key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="cewen[web] is not installed")

import lxml.etree
from lxml import html
from starlette.testclient import TestClient

from index.update import update
from searcher.service import Index
from searcher.web.feed_keys import FeedKeys, renew_feed_keys
from tests.searcher.web.conftest import HOST, SAME, TOKEN, client_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Documents in which a search is saved, and then one is added."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text("平台工作者需要保障。", encoding="utf-8")
    update(tmp_path / "index", [folder], jobs=1)
    index = Index(tmp_path / "index")
    index.save_search("平台 & 保險", "平台", since="2020")
    index.save_search("全部", "平台")
    (folder / "b.txt").write_text("林小滿表示：「平台應公開<b>演算法</b>。」", encoding="utf-8")
    update(tmp_path / "index", [folder], jobs=1)
    return folder


@pytest.fixture
def reader(folder: Path) -> Iterator[TestClient]:
    """A feed reader, which has no cookie."""
    with client_of(Index(folder.parent / "index")) as client:
        yield client


def address_of(folder: Path, name: str = "全部") -> str:
    """The address that the page of saved searches shows."""
    with client_of(Index(folder.parent / "index")) as browser:
        browser.get(f"/?token={TOKEN}")
        page = html.fromstring(browser.get("/saved").text)
    (link,) = page.xpath(f"//section[h2/a='{name}']//a[text()='RSS']/@href")
    return str(link)


def test_a_reader_without_the_cookie_gets_what_is_new(reader: TestClient, folder: Path) -> None:
    answer = reader.get(address_of(folder))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/rss+xml"
    (item,) = lxml.etree.fromstring(answer.content).iter("item")
    assert "平台應公開演算法" in item.findtext("title")
    assert item.findtext("link").startswith(f"http://{HOST}/paragraph?doc=b.txt&n=1")
    assert not reader.cookies


def test_reading_a_feed_makes_nothing_old(reader: TestClient, folder: Path) -> None:
    address = address_of(folder)
    first = reader.get(address).content
    assert reader.get(address).content == first
    index = Index(folder.parent / "index")
    assert len(index.new("全部")[0].new) == 1
    (item,) = lxml.etree.fromstring(reader.get(address).content).iter("item")  # it stays
    (before,) = lxml.etree.fromstring(first).iter("item")
    assert item.findtext("guid") == before.findtext("guid")


def test_a_feed_that_has_not_changed_is_not_sent_again(reader: TestClient, folder: Path) -> None:
    address = address_of(folder)
    tag = reader.get(address).headers["etag"]
    again = reader.get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_key_opens_its_own_feed_alone(reader: TestClient, folder: Path) -> None:
    keys = FeedKeys(folder.parent / "index")
    key = keys.key("全部")
    assert reader.get(f"/feed.rss?search=全部&key={key}").status_code == 200
    for address in (
        f"/feed.rss?search=平台+%26+保險&key={key}",
        f"/feed.rss?search=nothing&key={key}",
        f"/feed.rss?key={key}",
        "/feed.rss?search=全部&key=",
        "/feed.rss?search=全部&key=%ED%B3%BF",
        "/feed.rss",
        f"/feed.rss?search=全部&key={FeedKeys(folder).key('全部')}",
        f"/saved?key={key}",
        f"/feed.rss/../saved?search=全部&key={key}",
        f"/search.json?q=平台&search=全部&key={key}",
    ):
        assert reader.get(address).status_code == 401, address
    assert reader.post(f"/feed.rss?search=全部&key={key}", headers=SAME).status_code == 401


def test_other_hosts_and_sites_get_no_feed(reader: TestClient, folder: Path) -> None:
    address = address_of(folder)
    assert reader.get(address, headers={"host": "evil.example"}).status_code == 400
    assert reader.get(address, headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_new_addresses_make_the_old_ones_invalid(reader: TestClient, folder: Path) -> None:
    address = address_of(folder)
    assert reader.post("/feeds", data={"do": "renew"}, headers=SAME).status_code == 401
    assert reader.get(address).status_code == 200
    with client_of(Index(folder.parent / "index")) as browser:
        browser.get(f"/?token={TOKEN}")
        assert browser.post("/feeds", data={"do": "renew"}, headers=SAME).url.path == "/saved"
    assert reader.get(address).status_code == 401
    assert reader.get(address_of(folder)).status_code == 200


def test_a_deleted_search_has_no_feed(reader: TestClient, folder: Path) -> None:
    address = address_of(folder)
    Index(folder.parent / "index").delete_search("全部")
    assert reader.get(address).status_code == 400


def test_the_secret_is_of_its_owner_alone(folder: Path) -> None:
    key = FeedKeys(folder).key("x")
    (secret,) = (folder.parent / "data" / "cewen").glob("feed-secret*")
    assert secret.stat().st_mode & 0o077 == 0
    assert FeedKeys(folder).key("x") == key
    secret.write_bytes(b"cut")
    assert FeedKeys(folder).key("x") != key
    renew_feed_keys()
    assert len(secret.read_bytes()) == 32
