"""Reads one state of an index, whatever is written meanwhile: a point in time of the cluster."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha1
from typing import Any, TypeAlias

from corpus.errors import CewenError
from index.field_names import SIDE
from index.opensearch.errors import ServerError
from index.opensearch.mapping import DOC, NUMBER
from index.opensearch.server import DFS, Answer, Server
from index.opensearch.strings import Query

Key: TypeAlias = tuple[str, int]
"""A paragraph: the id of its document, and its number."""

KEPT = "2m"
"""How long the server keeps a point in time that is not used."""
BY_KEY: list[Any] = [{DOC: "asc"}, {NUMBER: "asc"}]
SIDES: Answer = {"docvalue_fields": [SIDE]}
FULL: Answer = {"sort": BY_KEY, **SIDES}
"""What a body asks for to get whole paragraphs in order, with their side of the strait."""
_PAGE = 2000
_BUCKETS = 10_000
_EXPIRED = "search_context_missing_exception"


@lru_cache(maxsize=4096)
def _digest(document: str) -> str:
    return sha1(document.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def id_of(key: Key) -> str:
    """The id of a paragraph on the server.

    >>> id_of(("法.md", 3))[-8:]
    'b3943f-3'
    """
    return f"{_digest(key[0])}-{key[1]}"


def file_id(document: str) -> str:
    """The id of a file on the server."""
    return f"{_digest(document)}-f"


class PointInTime:
    """Searches one state of the index with the name ``index``.

    The server forgets a state that is not used for :data:`KEPT`, or whose node has died. Then the
    index is opened again, if ``state`` still returns the same.

    :raises PartialAnswerError: a part of the cluster does not answer.
    """

    def __init__(
        self, server: Server, index: str, state: Callable[[], object] = lambda: None
    ) -> None:
        self._server = server
        self._index = index
        self._state = state
        self._as_of = state()
        self._open()

    def _open(self) -> None:
        path = f"/{self._index}/_search/point_in_time"
        opened = self._server.request(
            "POST", path, keep_alive=KEPT, allow_partial_pit_creation="false"
        )
        self._id = opened["pit_id"]
        self.close = weakref.finalize(self, _close, self._server, self._id)

    def _open_again(self) -> None:
        self.close()
        if self._state() != self._as_of:
            raise ServerError(
                "{index}: the index was changed while it was read. Ask again",
                index=self._server.address,
            )
        self._open()

    def searches(self, bodies: Sequence[Answer], *, scored: bool = False) -> list[Answer]:
        """The answers to several searches; ``scored``: with the statistics of all shards."""
        found: list[Answer] = []
        for start in range(0, len(bodies), _TOGETHER):
            found += self._asked(bodies[start : start + _TOGETHER], DFS if scored else "")
        return found

    def _asked(self, bodies: Sequence[Answer], search_type: str) -> list[Answer]:
        is_open = True

        def ask() -> list[Answer]:
            nonlocal is_open
            if not is_open:
                self._open_again()
            is_open = False  # unless it answers
            point = {"pit": {"id": self._id, "keep_alive": KEPT}}
            return self._server.searches([{**body, **point} for body in bodies], search_type)

        return self._server.patiently(ask)

    def search(self, body: Answer, *, scored: bool = False) -> Answer:
        """The answer to one search."""
        [answer] = self.searches([body], scored=scored)
        return answer

    def counts(self, queries: Sequence[Query]) -> list[int]:
        """How many documents match each query."""
        bodies = [{"query": one, "size": 0, "track_total_hits": True} for one in queries]
        return [total(answer) for answer in self.searches(bodies)]

    def pages(self, query: Query, **options: Any) -> Iterator[list[Answer]]:
        """All hits, in the order of their keys, some at a time."""
        body = {"query": query, **FULL, "size": _PAGE, "track_total_hits": False, **options}
        while True:
            hits = self.search(body)["hits"]["hits"]
            if hits:
                yield hits
            if len(hits) < body["size"]:
                return
            body["search_after"] = hits[-1]["sort"]

    def keys(self, query: Query) -> Iterator[Key]:
        """The keys of all paragraphs that match, in order."""
        for hits in self.pages(query, _source=False, docvalue_fields=[], size=_BUCKETS):
            yield from map(key_of, hits)

    def values(
        self, field: str, query: Query | None = None, after: str | None = None
    ) -> Iterator[tuple[str, int]]:
        """Each value of a keyword field, in order, with the number of documents that have it:
        those after ``after`` alone."""
        composite: Answer = {"size": _BUCKETS, "sources": [{"v": {"terms": {"field": field}}}]}
        if after is not None:
            composite["after"] = {"v": after}
        body: Answer = {
            "size": 0,
            "track_total_hits": False,
            "aggs": {"a": {"composite": composite}},
        }
        if query is not None:
            body["query"] = query
        while True:
            found = self.search(body)["aggregations"]["a"]
            yield from ((one["key"]["v"], one["doc_count"]) for one in found["buckets"])
            if len(found["buckets"]) < composite["size"]:
                return
            composite["after"] = found["after_key"]


_TOGETHER = 200  # searches in one request


def _close(server: Server, id: str) -> None:
    try:
        server.once("DELETE", "/_search/point_in_time", {"pit_id": [id]}, missing=404)
    except CewenError:
        return  # it ends by itself


def key_of(hit: Answer) -> Key:
    """The key of a hit, which is sorted by it in the end."""
    document, number = hit["sort"][-2:]
    return document, number


def total(answer: Answer) -> int:
    """The number of hits."""
    count: int = answer["hits"]["total"]["value"]
    return count
