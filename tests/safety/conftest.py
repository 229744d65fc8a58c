"""A folder of documents that somebody sent, and the runs of commands in it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.safety.commands import Server
from tests.safety.hostile import Hostile

if os.name == "nt":  # no forks, no such signals, limits or links
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("output")) as running:
        yield running


@pytest.fixture(scope="session")
def writing_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("output"), "writing") as running:
        yield running


@pytest.fixture(scope="session")
def hostile(
    server: Server, writing_server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Hostile:
    return Hostile(server, writing_server, tmp_path_factory.mktemp("hostile"))
