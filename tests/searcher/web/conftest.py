"""The application over a small index, asked without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="cewen[web] is not installed")

from starlette.testclient import TestClient

from searcher.current_index import CurrentIndex
from searcher.service import Index
from searcher.web.app import web_app

TOKEN = "the-token"
HOST = "127.0.0.1:8000"
SAME = {"sec-fetch-site": "same-origin"}


def client_of(index: Index) -> TestClient:
    """A browser that has not opened the address with the token yet."""
    app = web_app(CurrentIndex(index), {HOST}, TOKEN)
    return TestClient(app, base_url=f"http://{HOST}", raise_server_exceptions=False)


@pytest.fixture
def stranger(shelf: Path) -> Iterator[TestClient]:
    """A browser without the token."""
    with client_of(Index(shelf)) as client:
        yield client


@pytest.fixture
def browser(stranger: TestClient) -> TestClient:
    """A browser that has opened the printed address."""
    assert stranger.get(f"/?token={TOKEN}").status_code == 200
    return stranger
