"""An index on a server, to be searched and to be brought up to date."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from json import loads
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import IndexFormatError, IndexUnfinishedError
from index.manifest import Manifest
from index.opensearch.address import Address
from index.opensearch.catalogue import COMMIT, Catalogue
from index.opensearch.encode import dumped, encode
from index.opensearch.errors import ServerError
from index.opensearch.local_folder import download, upload
from index.opensearch.lock import lock
from index.opensearch.mapping import FORMAT
from index.opensearch.point_in_time import PointInTime
from index.opensearch.server import Server, no_index
from index.opensearch.snapshot import ServerSnapshot
from index.opensearch.writer import ServerWriter
from index.parts import ONLY, Part
from index.repair import Repair
from index.server_folder import address_of
from index.workers import Workers

if TYPE_CHECKING:
    from index.engine import RowEncoder

SHARDS, REPLICAS = "CEWEN_OPENSEARCH_SHARDS", "CEWEN_OPENSEARCH_REPLICAS"
_SHARDS, _REPLICAS = 3, 1
_BEGUN = "begun"


def catalogue_of(folder: Path) -> Catalogue:
    """The indexes at the address that a local folder is for."""
    return Catalogue(Server(Address.parse(address_of(folder))))


def fetch(folder: Path) -> None:
    """Bring the small files of a local folder up to date.

    :raises IndexPlaceError: the server has no such index.
    """
    catalogue = catalogue_of(folder)
    _fetch(catalogue, catalogue.live(), folder)


def _fetch(catalogue: Catalogue, physical: str, folder: Path) -> dict[str, Any]:
    if not physical:
        if catalogue.building():
            raise IndexUnfinishedError(
                "{index}: the first build of this index is still running, or was interrupted. "
                "Wait for it, or run it again: cewen index --index {index} FOLDER",
                index=catalogue.server.address,
            )
        raise no_index(catalogue.server.address)
    commit = catalogue.note(physical, COMMIT)
    if commit.get("format") != FORMAT:
        raise IndexFormatError(
            "{index}: it has format {version} on the server, but this version of Cewen reads "
            "{format}. Build the index anew: cewen index --rebuild --index {index} FOLDER",
            index=catalogue.server.address,
            version=commit.get("format", "?"),
            format=FORMAT,
        )
    download(catalogue, physical, folder, commit["files"])
    return commit


def opened(folder: Path) -> ServerSnapshot:
    """The index at the address of a local folder, as it is now."""
    catalogue = catalogue_of(folder)

    def state() -> object:
        return _state(catalogue)

    return ServerSnapshot(PointInTime(catalogue.server, catalogue.name, state), folder)


def state(folder: Path) -> object:
    """What changes with each commit."""
    return _state(catalogue_of(folder))


def _state(catalogue: Catalogue) -> object:
    physical = catalogue.live()
    return physical, catalogue.note(physical, COMMIT).get("generation") if physical else None


def size(folder: Path) -> int:
    """The bytes of the index, without replicas."""
    catalogue = catalogue_of(folder)
    stats = catalogue.server.request("GET", f"/{catalogue.name}/_stats/store")
    return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])


class ServerStore:
    """:class:`index.engine.Store` of an index on a server."""

    encode: RowEncoder = staticmethod(encode)

    def __init__(self, folder: Path, part: Part = ONLY) -> None:
        self._small_files = folder / f"loading-{part.id}"
        self._part = part
        self._catalogue = catalogue_of(folder)
        self._server = self._catalogue.server
        self._target = ""
        self._is_building = False
        self._alive: Callable[[], None] = lambda: None

    def check_place(self) -> None:
        """Raise :class:`IndexPlaceError` if the name is that of another program's index."""
        self._catalogue.live()

    @property
    def is_new(self) -> bool:
        """Whether there is no index yet that can be searched."""
        return not self._catalogue.live()

    @contextmanager
    def lock(self) -> Iterator[Path]:
        """Keep other loaders from this part of the index. The folder with the small files is this
        loader's own: others may be loading other parts, and searches read theirs."""
        with lock(self._catalogue, self._part.id) as alive:
            self._alive = alive
            self._small_files.mkdir(mode=0o700, exist_ok=True)
            if live := self._catalogue.live():
                _fetch(self._catalogue, live, self._small_files)
            else:
                download(self._catalogue, "", self._small_files, {})
            yield self._small_files

    def plan_repair(self, paths: Sequence[Path]) -> Repair:
        """Nothing: the server checks its own files."""
        return Repair()

    def before(
        self, manifest: Manifest, current: Manifest, *, replace: bool
    ) -> tuple[ServerSnapshot | None, Manifest]:
        """The index to write, as it is now, and what it was made with. A build that was
        interrupted is gone on with, unless it was made with other rules."""
        live = self._catalogue.live()
        self._is_building = replace or not live
        self._target = self._building(current) if self._is_building else live
        self._server.patiently(lambda: self._server.refresh(self._target))
        return self.opened(), current if self._is_building else manifest

    def _building(self, current: Manifest) -> str:
        made_with = loads(dumped(current._asdict()))
        building = self._catalogue.building()
        if building and self._catalogue.note(building, _BEGUN).get("manifest") not in (
            None,
            made_with,
        ):
            self._catalogue.drop(building)
            building = ""
        if not building:
            shards = int(os.environ.get(SHARDS) or _SHARDS)
            replicas = int(os.environ.get(REPLICAS) or _REPLICAS)
            building = self._catalogue.begin(shards, replicas)
        self._catalogue.write_note(building, _BEGUN, {"manifest": made_with})
        return building

    @property
    def generation(self) -> int:
        """The number of the last commit, which no other index of this name has; -1 without one."""
        number = self._catalogue.note(self._target, COMMIT).get("generation", -1)
        return int(number)

    def opened(self) -> ServerSnapshot | None:
        """The index that is written, as it is now."""
        return ServerSnapshot(PointInTime(self._server, self._target), self._small_files)

    @property
    def has_orphans(self) -> bool:
        """Whether a run that was killed has left something to remove: the next files tell."""
        return False

    def writer(self, workers: Workers, *, replace: bool) -> ServerWriter:
        """Writes the changes."""
        before = self.opened()
        known = set(before.file_ids()) if before else set()

        def room_of(id: str) -> int:
            return before.file(id).paragraphs if before and id in known else -1

        return ServerWriter(self._server, self._target, room_of, self._alive, self._commit)

    def _commit(self) -> None:
        now = time.time_ns() // 1_000_000
        note = {**self._catalogue.note(self._target, COMMIT), "format": FORMAT}
        note["generation"] = max(now, note.get("generation", 0) + 1)
        self._catalogue.write_note(self._target, COMMIT, {"files": {}, **note})

    def loaded(self) -> tuple[str, ...]:
        """Note that this part is loaded; the parts that are still missing."""
        if not self._is_building:
            return ()
        self._catalogue.write_note(self._target, f"part-{self._part.id}", {"loaded": True})
        others = [f"part-{one.id}" for one in self._part.others]
        notes = self._catalogue.notes(self._target, others)
        return tuple(
            str(one) for one, note in zip(self._part.others, notes, strict=True) if not note
        )

    def publish(self) -> None:
        """Write the small files, and let searches see a new index."""
        files = upload(self._catalogue, self._target, self._small_files)
        note = self._catalogue.note(self._target, COMMIT)
        self._catalogue.write_note(self._target, COMMIT, {**note, "files": files})
        if self._is_building:
            waited = "wait_for_status=yellow&timeout=60s"
            self._server.request("GET", f"/_cluster/health/{self._target}?{waited}")
            self._catalogue.finish(self._target)

    def discard(self) -> None:
        """Remove a first build without documents."""
        if not (self._is_building and self._target and self._part == ONLY):
            return
        with suppress(ServerError):  # it is gone on with then
            self._server.patiently(lambda: self._server.refresh(self._target))
            found = self.opened()
            if found and not found.size:
                self._catalogue.drop(self._target)
