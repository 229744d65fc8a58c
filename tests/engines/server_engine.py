"""An index on a cluster, for the suite of all engines."""

from __future__ import annotations

from pathlib import Path

from index.engine import Snapshot, Writer
from index.opensearch.address import Address
from index.opensearch.catalogue import Catalogue
from index.opensearch.point_in_time import PointInTime
from index.opensearch.server import Server
from index.opensearch.snapshot import ServerSnapshot
from index.opensearch.writer import ServerWriter

SHARDS = 2


def address(urls: list[str], name: str) -> str:
    """The address of an index on the cluster with these nodes."""
    hosts = ",".join(url.removeprefix("http://") for url in urls)
    return f"opensearch://{hosts}/{name}"


class ServerEngine:
    """A physical index without an alias. ``folder`` has the small files."""

    def __init__(self, folder: Path, address: str) -> None:
        self._folder = folder
        self._server = Server(Address.parse(address))
        self._index = Catalogue(self._server).begin(SHARDS, 0)

    def writer(self) -> Writer:
        before = self.snapshot()

        def room_of(id: str) -> int:
            try:
                return before.file(id).paragraphs
            except KeyError:
                return -1

        return ServerWriter(self._server, self._index, room_of)

    def snapshot(self) -> Snapshot:
        return ServerSnapshot(PointInTime(self._server, self._index), self._folder)
