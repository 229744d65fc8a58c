"""A real cluster understands what docs/distributed.md says to it, and does what the page says."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from click import Context

from searcher.cli.app import COMMANDS, cewen
from tests.opensearch.cluster import request
from tests.opensearch.fixtures import OpenSearch, OpenSearchAlone
from tests.opensearch.library import Library, address
from tests.safety.commands import Server

PAGE = (Path(__file__).parents[1] / "docs" / "distributed.md").read_text(encoding="utf-8")
# The groups of OpenSearch 2.19 that the roles name; "read" and "indices_all" are for indexes.
GROUPS = {
    "cluster_composite_ops_ro": {
        "indices:data/read/mget",
        "indices:data/read/msearch",
        "indices:data/read/mtv",
        "indices:data/read/scroll",
        "indices:admin/aliases/exists*",
        "indices:admin/aliases/get*",
        "indices:admin/resolve/index",
    },
    "cluster_composite_ops": {
        "indices:data/read/mget",
        "indices:data/read/msearch",
        "indices:data/read/mtv",
        "indices:data/read/scroll",
        "indices:data/write/bulk",
        "indices:data/write/reindex",
        "indices:admin/aliases*",
        "indices:admin/resolve/index",
    },
    "cluster_monitor": {"cluster:monitor/*"},
    "read": {
        "indices:data/read*",
        "indices:admin/mappings/fields/get*",
        "indices:admin/resolve/index",
    },
    "indices_all": {"indices:*"},
}
# What the security plugin asks of the cluster's permissions; all else it asks of an index's.
OF_CLUSTER = {
    "cluster:*",
    "indices:data/read/mget",
    "indices:data/read/msearch",
    "indices:data/write/bulk",
}
# What a cluster does without being asked.
OWN = {"cluster:monitor/nodes/stats", "indices:monitor/stats", "internal:*"}


def blocks(language: str, text: str = PAGE) -> list[str]:
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [block for named, block in found if named == language]


@pytest.fixture
def library(tmp_path: Path, opensearch_alone: OpenSearchAlone) -> Iterator[Library]:
    with Server(tmp_path, "writing") as server:
        yield Library(tmp_path / "library", server, files=12, paragraphs=2)


def test_a_node_knows_every_setting_of_the_page(opensearch: OpenSearch) -> None:
    [compose] = blocks("yaml")
    services = yaml.safe_load(compose)["services"].values()
    named = {name for one in services for name in one["environment"] if "." in name}
    every = f"{opensearch.urls[0]}/_cluster/settings?include_defaults&flat_settings"
    known = {name for kind in request(every).values() for name in kind}
    named |= set(re.findall(r"`((?:search|action)\.[a-z_.]+)", PAGE))
    assert "search.max_open_pit_context" in named
    assert named <= known
    assert {one["image"] for one in services} == {"opensearchproject/opensearch:2.19.6"}


def test_the_compose_file_is_whole() -> None:
    [text] = blocks("yaml")
    compose = yaml.safe_load(text)
    services, seeds = compose["services"], set()
    for name, one in services.items():
        assert one["environment"]["node.name"] == name
        seeds.add(one["environment"]["discovery.seed_hosts"])
        seeds.add(one["environment"]["cluster.initial_cluster_manager_nodes"])
        assert one["ulimits"]["memlock"] == {"soft": -1, "hard": -1}
        assert {place.partition(":")[0] for place in one["volumes"]} <= set(compose["volumes"])
        assert "snapshots:/snapshots" in one["volumes"]
    assert seeds == {",".join(services)}
    # Only this computer reaches the nodes, at the ports that the commands below the file name.
    ports = [port for one in services.values() for port in one["ports"]]
    here, inside = zip(*(port.rsplit(":", 1) for port in ports), strict=True)
    assert set(inside) == {"9200"}
    addresses = ",".join(one.replace("127.0.0.1", "localhost") for one in here)
    assert f"--index opensearch+https://{addresses}/laws" in PAGE
    secret = "OPENSEARCH_INITIAL_ADMIN_PASSWORD"  # given by the environment, not by the file
    assert {one["environment"][secret] for one in services.values()} == {f"${{{secret}}}"}


def test_every_command_of_the_page_has_its_options() -> None:
    lines = [line for block in blocks("") for line in block.splitlines()]
    commands = [shlex.split(line) for line in lines if line.startswith("cewen ")]
    assert commands
    for _, name, *words in commands:
        assert name in COMMANDS
        command = cewen.get_command(Context(cewen), name)
        assert command
        known = {option for one in command.params for option in one.opts}
        assert {word for word in words if word.startswith("--")} <= known


class Granted(NamedTuple):
    """The patterns of the actions that a role allows: of the cluster, and on its indexes."""

    cluster: set[str]
    index: set[str]

    @classmethod
    def of(cls, role: dict[str, Any]) -> Granted:
        on_indexes = [one["allowed_actions"] for one in role["index_permissions"]]
        return cls(expanded(role["cluster_permissions"]), expanded(chain(*on_indexes)))

    def lacks(self, action: str) -> bool:
        patterns = self.cluster if matches(action, OF_CLUSTER) else self.index
        return not matches(action, patterns | OWN)


def expanded(names: Iterable[str]) -> set[str]:
    return {pattern for name in names for pattern in GROUPS.get(name, {name})}


def matches(action: str, patterns: set[str]) -> bool:
    return any(fnmatchcase(action, pattern) for pattern in patterns)


def test_the_roles_of_the_page_are_enough(
    opensearch_alone: OpenSearchAlone, library: Library
) -> None:
    reader, loader = map(json.loads, blocks("json"))
    index, cluster = address(opensearch_alone), opensearch_alone.cluster
    before = len(cluster.actions())
    library.load(index)
    library.load(index, "--rebuild")
    assert not_granted(cluster.actions()[before:], loader) == set()
    seen = cluster.actions()
    library.answers(index)
    assert library.run("status", "--index", index).code == 0
    assert not_granted(added(seen, cluster.actions()), reader) == set()


def added(before: list[str], after: list[str]) -> list[str]:
    """Each node's list grows at its end."""
    rest = list(after)
    for action in before:
        rest.remove(action)
    return rest


def not_granted(actions: list[str], role: dict[str, Any]) -> set[str]:
    return set(filter(Granted.of(role).lacks, actions))


def test_a_snapshot_brings_the_same_answers_back(
    opensearch_alone: OpenSearchAlone, library: Library
) -> None:
    index = address(opensearch_alone)
    library.load(index)
    name = index.rpartition("/")[2]
    snapshots = str(opensearch_alone.cluster.snapshots)
    section = PAGE[PAGE.index("## Backup") : PAGE.index("## What differs")]
    requests = list(curls(section))
    assert [method for method, _, _ in requests] == ["PUT", "PUT", "DELETE", "POST"]
    for method, path, body in requests:
        sent = re.sub(r"\blaws-", f"{name}-", body or "").replace("/snapshots", snapshots)
        url = f"{opensearch_alone.urls[0]}/{re.sub(r'^laws-', f'{name}-', path)}"
        request(url, method, json.loads(sent) if sent else None)
    opensearch_alone.cluster.wait()
    assert library.answers(index) == library.expected()


def curls(text: str) -> Iterator[tuple[str, str, str | None]]:
    """Method, path and body of each ``curl`` in the blocks of a text."""
    for block in blocks("", text):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line)
            method = words[words.index("-X") + 1]
            [url] = [word for word in words if word.startswith("localhost:9200/")]
            body = words[words.index("-d") + 1] if "-d" in words else None
            yield method, url.partition("/")[2], body
