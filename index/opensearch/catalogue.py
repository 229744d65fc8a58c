"""The indexes of one name on the server: the one that is searched, and one that is being built.

Searches ask the alias ``name``. Behind it is the physical index ``name-000001``; a rebuild makes
``name-000002``, and one request moves the alias to it when it is complete. Until then it has the
alias ``name.building``, by which several loaders find it.
"""

from __future__ import annotations

import re
from typing import Any

from index.errors import IndexPlaceError
from index.opensearch.errors import ServerError
from index.opensearch.mapping import KIND, NOTE, NOTE_FIELD, new_index
from index.opensearch.server import Server

_ATTEMPTS = 50
_WAIT: dict[str, Any] = {"cluster_manager_timeout": "10s"}
COMMIT = "commit"


class Catalogue:
    """The indexes of the server's address."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.name = server.address.name
        self._building = f"{self.name}.building"

    def live(self) -> str:
        """The physical index that is searched; empty if there is none.

        :raises IndexPlaceError: the name is that of another program's index.
        """
        found = self._behind(self.name)
        if found and not _is_physical(found, self.name):
            raise self._other(found)
        return found

    def building(self) -> str:
        """The physical index that is being built; empty if there is none."""
        return self._behind(self._building)

    def _behind(self, alias: str) -> str:
        # Without the pattern, the user would need a right to all indexes of the server.
        found = self.server.request("GET", f"/{self.name}-*/_alias/{alias}", missing=404)
        names = sorted(name for name in found if name not in ("error", "status", "found"))
        return names[0] if names else ""

    def _other(self, name: str) -> IndexPlaceError:
        return IndexPlaceError(
            "{index}: {name} is an index that Cewen has not made. Choose another name",
            index=self.server.address,
            name=name,
        )

    def begin(self, shards: int, replicas: int) -> str:
        """Make a new physical index to build; another loader may have begun it already."""
        if self.server.request("GET", f"/{self.name}", missing=404) and not self.live():
            raise self._other(self.name)
        if building := self.building():
            return building
        # Loaders that begin at once try the same number, and one of them makes it.
        first = _number(self.live()) + 1
        body = {**new_index(shards, replicas), "aliases": {self._building: {}}}
        for number in range(first, first + _ATTEMPTS):
            name = f"{self.name}-{number:06}"
            if not self.server.request("GET", f"/{name}", missing=404):
                created = self.server.request("PUT", f"/{name}", body, missing=400, **_WAIT)
                if created:
                    return name
            if building := self.building():
                return building
        raise ServerError("{index}: no index can be made", index=self.server.address)

    def locks(self) -> str:
        """The index of the loaders' locks, made if it is not there."""
        name = f"{self.name}.locks"
        body = {
            "settings": {"number_of_shards": 1, "auto_expand_replicas": "0-1"},
            "mappings": {"dynamic": False, "properties": {}},
        }
        if not self.server.request("GET", f"/{name}", missing=404):
            self.server.request("PUT", f"/{name}", body, missing=400, **_WAIT)
        return name

    def finish(self, physical: str) -> None:
        """Let searches ask this index from now on, all at once, and remove the one before."""
        old = self.live()
        actions: list[dict[str, Any]] = [
            {"remove": {"index": physical, "alias": self._building, "must_exist": False}},
            {"add": {"index": physical, "alias": self.name}},
        ]
        if old and old != physical:
            actions.append({"remove_index": {"index": old}})
        self.server.request("POST", "/_aliases", {"actions": actions}, **_WAIT)

    def drop(self, physical: str) -> None:
        """Remove an index that is being built."""
        self.server.request("DELETE", f"/{physical}", missing=404)

    def note(self, physical: str, id: str) -> dict[str, Any]:
        """A note about an index, as it was last written; empty if there is none."""
        found = self.server.request("GET", f"/{physical}/_doc/{id}", missing=404)
        note: dict[str, Any] = found.get("_source", {}).get(NOTE_FIELD, {})
        return note

    def notes(self, physical: str, ids: list[str]) -> list[dict[str, Any]]:
        """Several notes; empty ones for those that are not there."""
        if not ids:
            return []
        found = self.server.request("POST", f"/{physical}/_mget", {"ids": ids})
        return [one.get("_source", {}).get(NOTE_FIELD, {}) for one in found["docs"]]

    def write_note(
        self, physical: str, id: str, note: dict[str, Any], *, new: bool = False
    ) -> bool:
        """Write a note; ``new``: only if there is none. Whether it was written."""
        body = {KIND: NOTE, NOTE_FIELD: note}
        kind = "_create" if new else "_doc"
        path = f"/{physical}/{kind}/{id}"
        return bool(self.server.request("PUT", path, body, missing=409 if new else 0))

    def delete_note(self, physical: str, id: str) -> None:
        """Remove a note."""
        self.server.request("DELETE", f"/{physical}/_doc/{id}", missing=404)


def _is_physical(physical: str, name: str) -> bool:
    return bool(re.fullmatch(re.escape(name) + "-[0-9]{6,}", physical))


def _number(physical: str) -> int:
    return int(physical.rpartition("-")[2] or 0)
