"""A real OpenSearch cluster on loopback: each node is a process, which can be killed.

The processes of a test run share one cluster, through a folder. They keep its input open: when the
last of them has ended, the nodes end.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.opensearch.jars import jars

_JVM = (
    "-Xms{heap}m -Xmx{heap}m -XX:MaxDirectMemorySize=256m "
    # As OpenSearch's own script. With another collector its limit of memory counts garbage.
    "-XX:+UseG1GC -XX:G1ReservePercent=25 -XX:InitiatingHeapOccupancyPercent=30 "
    "-XX:ParallelGCThreads=1 -XX:ConcGCThreads=1 "
    "-Djava.awt.headless=true -Djna.nosys=true -Dlog4j2.disable.jmx=true "
    "-Dlog4j.shutdownHookEnabled=false -Dio.netty.noUnsafe=true"
)
# A JVM that lives for minutes on a busy machine is faster with the quick compiler alone.
QUICK = ("-XX:TieredStopAtLevel=1",)
_SETTINGS = (
    "network.host=127.0.0.1",
    "node.roles=cluster_manager,data",
    # A nearly full disk leaves shards unassigned without a word.
    "cluster.routing.allocation.disk.threshold_enabled=false",
    "action.auto_create_index=false",
    "search.default_allow_partial_results=false",
)
# The classes of a started node, read and checked. With it a node starts in a third of the time.
_ARCHIVE = "classes.jsa"
_LOOPBACK = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class NotStarted(Exception):
    """A node that did not start, with the end of its log."""


@dataclass
class Node:
    """One node: its name, its ports and its process."""

    name: str
    http: int
    transport: int
    pid: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http}"


class Cluster:
    """The nodes of one folder."""

    def __init__(self, folder: Path, nodes: Sequence[Node], heap: int, flags: Sequence[str]):
        self._folder, self.nodes, self._heap, self._flags = folder, list(nodes), heap, tuple(flags)
        self._input = os.open(folder / "input", os.O_RDWR)

    @classmethod
    def start(
        cls, folder: Path, size: int = 3, heap: int = 512, flags: Sequence[str] = QUICK
    ) -> Cluster:
        """A new cluster in a new folder, green."""
        if not (jars() / _ARCHIVE).exists():
            _archive_classes(jars())
        return cls._start(
            folder, size, heap, (f"-XX:SharedArchiveFile={jars() / _ARCHIVE}", *flags)
        )

    @classmethod
    def _start(cls, folder: Path, size: int, heap: int, flags: Sequence[str]) -> Cluster:
        folder.mkdir(parents=True)
        os.mkfifo(folder / "input")
        ports = _free_ports(2 * size)
        nodes = [Node(f"n{1 + at}", ports[2 * at], ports[2 * at + 1]) for at in range(size)]
        cluster = cls(folder, nodes, heap, flags)
        # A node waits for a quorum before it answers: all start at once.
        first = f"cluster.initial_cluster_manager_nodes={','.join(one.name for one in nodes)}"
        for node in nodes:
            cluster._launch(node, first)
        cluster._keep()
        cluster.wait()
        return cluster

    @classmethod
    def of(cls, folder: Path) -> Cluster:
        """The cluster that another process started in ``folder``."""
        kept = json.loads((folder / "cluster.json").read_text())
        nodes = [Node(**one) for one in kept["nodes"]]
        return cls(folder, nodes, kept["heap"], kept["flags"])

    @property
    def urls(self) -> list[str]:
        return [node.url for node in self.nodes]

    def kill(self, *places: int) -> None:
        """``kill -9`` the nodes at these places (0 is the first); returns when they are gone."""
        self._read_processes()
        for place in places:
            os.kill(self.nodes[place].pid, signal.SIGKILL)
        for place in places:
            while _listens(self.nodes[place].http):
                time.sleep(0.01)

    def restart(self, *places: int) -> None:
        """Start killed nodes on the data that they left; :meth:`wait` waits for them."""
        self._read_processes()
        for place in places:
            self._launch(self.nodes[place])
        self._keep()

    def restart_dead(self) -> None:
        """Start the nodes that do not run, and wait until the cluster is green."""
        dead = [place for place, node in enumerate(self.nodes) if not _listens(node.http)]
        if dead:
            self.restart(*dead)
        self.wait()

    def wait(self, nodes: int | None = None, status: str = "green", seconds: float = 120) -> None:
        """Return when this many nodes (all) are in the cluster and it has this status."""
        wanted = len(self.nodes) if nodes is None else nodes
        path = f"/_cluster/health?wait_for_nodes={wanted}&wait_for_status={status}&timeout=5s"
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            # A node is in the cluster before it answers.
            answering = [node.url for node in self.nodes if _listens(node.http)]
            if len(answering) >= wanted:
                try:
                    request(answering[0] + path, seconds=10)
                    return
                except OSError:  # 408: not yet
                    continue
            time.sleep(0.1)
        raise NotStarted(f"not {status} with {wanted} nodes\n{self.logs()}")

    def stop(self) -> None:
        """End all nodes."""
        self.kill(*range(len(self.nodes)))
        os.close(self._input)

    def end(self) -> None:
        """Let the nodes end themselves, and wait for them."""
        os.close(self._input)
        for node in self.nodes:
            os.waitpid(node.pid, 0)

    @property
    def snapshots(self) -> Path:
        """A folder for snapshots, which all nodes share."""
        return self._folder / "snapshots"

    def actions(self) -> list[str]:
        """What the nodes have done so far, by the names that permissions have."""
        return [
            action
            for node in self.nodes
            for action in (self._folder / node.name / "actions").read_text().splitlines()
        ]

    def logs(self) -> str:
        """The end of each node's log."""
        ends = []
        for node in self.nodes:
            lines = (self._folder / f"{node.name}.log").read_text(errors="replace").splitlines()
            ends.append("\n".join([f"{node.name}:", *lines[-20:]]))
        return "\n".join(ends)

    def _launch(self, node: Node, *settings: str) -> None:
        seeds = ",".join(f"127.0.0.1:{one.transport}" for one in self.nodes)
        command = [
            "java",
            *_JVM.format(heap=self._heap).split(),
            *self._flags,
            "-cp",
            f"{jars()}/*",
            "OneNode",
            str(self._folder / node.name),
            node.name,
            f"cluster.name=cewen-{self.nodes[0].transport}",
            f"http.port={node.http}",
            f"transport.port={node.transport}",
            f"discovery.seed_hosts={seeds}",
            f"path.repo={self.snapshots}",
            *_SETTINGS,
            *settings,
        ]
        with (
            open(self._folder / f"{node.name}.log", "ab") as log,
            open(self._folder / "input") as end,
        ):
            node.pid = subprocess.Popen(
                command, stdin=end, stdout=log, stderr=log, start_new_session=True
            ).pid

    def _read_processes(self) -> None:
        """Another process of the tests may have restarted a node."""
        kept = json.loads((self._folder / "cluster.json").read_text())
        self.nodes = [Node(**one) for one in kept["nodes"]]

    def _keep(self) -> None:
        kept = {"nodes": [asdict(node) for node in self.nodes]}
        new = self._folder / "cluster.json.new"
        new.write_text(json.dumps({**kept, "heap": self._heap, "flags": self._flags}))
        new.replace(self._folder / "cluster.json")


def _archive_classes(folder: Path) -> None:
    """Keep the classes that a node loads until it has answered, in ``folder``."""
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        new = Path(temporary) / _ARCHIVE
        flags = (f"-XX:ArchiveClassesAtExit={new}", *QUICK)
        cluster = Cluster._start(Path(temporary) / "cluster", 1, 512, flags)
        place = f"{cluster.urls[0]}/a"
        text = {"text": "一 二"}
        request(place, "PUT", {"settings": {"number_of_replicas": 0}})
        request(f"{place}/_doc/1?refresh=true", "PUT", text)
        request(f"{place}/_search", "POST", {"query": {"match_phrase": text}})
        cluster.end()
        new.rename(folder / _ARCHIVE)


def request(url: str, method: str = "GET", body: object = None, seconds: float = 60) -> Any:
    """The JSON that a node answers; ``OSError`` (``HTTPError``) when it refuses."""
    data = None if body is None else json.dumps(body).encode()
    asked = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    with _LOOPBACK.open(asked, timeout=seconds) as answer:
        return json.load(answer)


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def _listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0
