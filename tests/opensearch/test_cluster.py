"""The cluster of the tests is a real one: nodes die, come back, and keep what they have.

This is about the tests' own tools; it needs no engine.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.opensearch.cluster import request
from tests.opensearch.fixtures import OpenSearch, OpenSearchAlone
from tests.opensearch.jars import NoNode, resolved

SAFE = {"number_of_shards": 3, "number_of_replicas": 1}
AT_ONCE = {"index.unassigned.node_left.delayed_timeout": "0s"}


def test_three_nodes_answer_as_one_cluster(opensearch: OpenSearch) -> None:
    clusters = {request(url)["cluster_uuid"] for url in opensearch.urls}
    assert len(opensearch.urls) == 3
    assert len(clusters) == 1


def test_indexes_are_deleted_after_the_test(opensearch: OpenSearch) -> None:
    name, url = opensearch.index_name(), opensearch.urls[0]
    request(f"{url}/{name}-1", "PUT", {"settings": SAFE})
    opensearch.delete_indexes()
    assert request(f"{url}/_cat/indices/{name}*?format=json") == []


def test_documents_survive_a_killed_node(opensearch_alone: OpenSearchAlone) -> None:
    cluster, name = opensearch_alone.cluster, opensearch_alone.index_name()
    request(f"{cluster.urls[0]}/{name}", "PUT", {"settings": {**SAFE, **AT_ONCE}})
    for number in range(20):
        request(f"{cluster.urls[0]}/{name}/_doc/{number}", "PUT", {"number": number})
    cluster.kill(0)
    cluster.wait(2)
    request(f"{cluster.urls[1]}/{name}/_refresh", "POST")
    assert request(f"{cluster.urls[1]}/{name}/_count")["count"] == 20
    cluster.restart(0)
    cluster.wait()
    assert request(f"{cluster.urls[0]}/{name}/_count")["count"] == 20


def test_without_maven_the_reason_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoNode) as refused:
        resolved(tmp_path / "cache")
    assert str(refused.value) == (
        "no OpenSearch: it needs a JDK 17 and Maven; not found: java, javac, jar, mvn"
    )


def test_where_maven_resolves_nothing_the_reason_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for tool in ("java", "javac", "jar", "mvn"):
        (tmp_path / tool).write_text("#!/bin/sh\necho '[ERROR] no network'\nexit 1\n")
        (tmp_path / tool).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoNode) as refused:
        resolved(tmp_path / "cache")
    assert str(refused.value) == "no OpenSearch: mvn failed: [ERROR] no network"
    assert list((tmp_path / "cache").iterdir()) == []


def test_an_empty_variable_skips_the_tests(tmp_path: Path) -> None:
    given = {**os.environ, "CEWEN_TEST_OPENSEARCH_JARS": ""}
    done = subprocess.run(
        [sys.executable, "-m", "tests.opensearch.jars"], env=given, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "no OpenSearch: Maven resolved no jars\n"
