"""Only the user's own browser is served, and every answer forbids foreign code."""

from __future__ import annotations

import pytest

pytest.importorskip("starlette", reason="cewen[web] is not installed")

from starlette.testclient import TestClient

from tests.searcher.web.conftest import TOKEN


def test_without_the_token_nothing_is_served(stranger: TestClient) -> None:
    for path in ("/", "/search?q=平台", "/search.json?q=平台", "/static/style.css"):
        assert stranger.get(path).status_code == 401


def test_a_wrong_token_is_refused(stranger: TestClient) -> None:
    assert stranger.get("/?token=wrong").status_code == 401
    assert stranger.get("/?token=錯").status_code == 401
    assert not stranger.cookies


def test_the_token_becomes_a_cookie_and_leaves_the_address(stranger: TestClient) -> None:
    answer = stranger.get(f"/search?q=a&token={TOKEN}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=a")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_the_token_never_redirects_to_another_site(stranger: TestClient) -> None:
    answer = stranger.get(f"//evil.example/?token={TOKEN}", follow_redirects=False)
    assert not answer.headers.get("location", "/").startswith("//")


def test_another_host_name_is_refused(browser: TestClient) -> None:
    for host in ("evil.example", "evil.example:8000", "127.0.0.1", "[::1]:8000"):
        assert browser.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_requests_from_another_site_are_refused(browser: TestClient, site: str) -> None:
    assert browser.get("/", headers={"sec-fetch-site": site}).status_code == 403
    assert browser.get("/", headers={"origin": "http://evil.example"}).status_code == 403


def test_a_post_without_an_origin_is_refused(browser: TestClient) -> None:
    assert browser.post("/search").status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_other_methods_are_refused(browser: TestClient, method: str) -> None:
    assert browser.request(method, "/").status_code == 405


def test_too_long_addresses_and_bodies_are_refused(browser: TestClient) -> None:
    assert browser.get("/search?q=" + "a" * 20_000).status_code == 414
    assert browser.post("/search", content=b"a" * 8_000_001).status_code == 413
    assert browser.get("/", headers={"content-length": "-1"}).status_code == 413


def test_every_answer_forbids_foreign_code(stranger: TestClient) -> None:
    for answer in (stranger.get("/"), stranger.get(f"/?token={TOKEN}"), stranger.get("/nothing")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
