"""One OpenSearch cluster for all processes of a test run, started when a test first asks for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import IO

import pytest

from tests.opensearch.cluster import Cluster, request
from tests.opensearch.jars import NoNode

RUNNING = "CEWEN_TEST_OPENSEARCH"
"""The environment variable with the addresses of a cluster to use instead of a new one."""

_numbers = count()


@dataclass
class OpenSearch:
    """The cluster as a test sees it: its addresses, and names of indexes for this test alone."""

    urls: list[str]
    prefixes: list[str] = field(default_factory=list)

    def index_name(self) -> str:
        """A new name. After the test every index is deleted whose name begins with it."""
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self.prefixes.append(f"test-{worker}-{os.getpid()}-{next(_numbers)}")
        return self.prefixes[-1]

    def delete_indexes(self) -> None:
        for prefix in self.prefixes:
            request(f"{self.urls[0]}/{prefix}*?expand_wildcards=all", "DELETE")


@pytest.fixture(scope="session")
def opensearch_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the run's cluster and of its locks, the same for all processes."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder = base / "opensearch"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def opensearch_cluster(opensearch_folder: Path) -> Cluster:
    """The run's cluster, started by the process that is first."""
    if sys.platform == "win32":
        pytest.skip("no OpenSearch: its launcher needs Linux or macOS")
    with _lock(opensearch_folder / "start"):
        refusal = opensearch_folder / "refusal"
        if refusal.exists():
            pytest.skip(refusal.read_text())
        folder = opensearch_folder / "cluster"
        if folder.exists():
            cluster = Cluster.of(folder)
            # A node may be dead because the test that has the cluster alone has killed it.
            with _turn(opensearch_folder, alone=True):
                cluster.restart_dead()
            return cluster
        try:
            return Cluster.start(folder)
        except NoNode as reason:
            refusal.write_text(str(reason))
            pytest.skip(str(reason))


@pytest.fixture
def opensearch(request: pytest.FixtureRequest) -> Iterator[OpenSearch]:
    """A running cluster of three nodes, which other tests use at the same time."""
    running = os.environ.get(RUNNING)
    if running:
        used = OpenSearch(running.split(","))
        yield used
        used.delete_indexes()
        return
    cluster: Cluster = request.getfixturevalue("opensearch_cluster")
    with _turn(request.getfixturevalue("opensearch_folder"), alone=False):
        used = OpenSearch(cluster.urls)
        yield used
        used.delete_indexes()


@dataclass
class OpenSearchAlone(OpenSearch):
    """The cluster for one test alone, which may kill its nodes."""

    cluster: Cluster = field(kw_only=True)


@pytest.fixture
def opensearch_alone(
    opensearch_folder: Path, opensearch_cluster: Cluster
) -> Iterator[OpenSearchAlone]:
    """The cluster while no other test uses it. All its nodes run again afterwards."""
    with _turn(opensearch_folder, alone=True):
        used = OpenSearchAlone(opensearch_cluster.urls, cluster=opensearch_cluster)
        try:
            yield used
        finally:
            opensearch_cluster.restart_dead()
            used.delete_indexes()


@contextmanager
def _turn(folder: Path, *, alone: bool) -> Iterator[None]:
    """Use the cluster with others or alone, in the order of asking: who waits is not passed."""
    with _lock(folder / "queue"):
        use = _lock(folder / "use", alone=alone)
    with use:
        yield


def _lock(path: Path, *, alone: bool = True) -> IO[bytes]:
    """The file, locked until it is closed."""
    import fcntl  # not on Windows

    file = open(path, "ab")  # noqa: SIM115
    fcntl.flock(file, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
    return file
