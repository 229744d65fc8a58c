"""Sends documents in bulk: again where the server is busy, and not faster than it takes them."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.opensearch.encode import dumped
from index.opensearch.errors import (
    PartialAnswerError,
    ServerBusyError,
    ServerError,
    UnreachableError,
)
from index.opensearch.server import Server

LARGEST = 6 << 20  # bytes of one request
_PATIENCE = 300  # seconds for which one request is repeated
_FIRST, _LONGEST = 0.2, 15.0  # seconds before the second attempt, and at most
# The server waits ten seconds for a part that is gone, and says what it has not done.
_WAIT = "timeout=10s"
_SHOWN = ",".join(("errors", "items.*.status", "items.*.error"))
_AGAIN = frozenset({429, 502, 503, 504})


class Action(NamedTuple):
    """One line of a bulk request, with the document unless it deletes."""

    head: bytes
    body: bytes = b""

    @classmethod
    def write(cls, id: str, body: bytes) -> Action:
        return cls(b'{"index":%s}\n' % dumped({"_id": id}), body + b"\n")

    @classmethod
    def remove(cls, id: str) -> Action:
        return cls(b'{"delete":%s}\n' % dumped({"_id": id}))

    @property
    def size(self) -> int:
        return len(self.head) + len(self.body)


def send(server: Server, index: str, actions: Sequence[Action]) -> None:
    """Send the actions, whose order does not matter. Each is done when this returns.

    :raises ServerBusyError: the server has not taken them for a long time.
    :raises ServerError: it refuses a document.
    """
    for some in _requests(actions):
        _send_all(server, index, some)


def _requests(actions: Sequence[Action]) -> Iterator[list[Action]]:
    some: list[Action] = []
    size = 0
    for one in actions:
        if some and size + one.size > LARGEST:
            yield some
            some, size = [], 0
        some.append(one)
        size += one.size
    if some:
        yield some


def _send_all(server: Server, index: str, actions: list[Action]) -> None:
    until = time.monotonic() + _PATIENCE
    wait = _FIRST
    reason = ""
    while actions:
        try:
            actions, reason = _refused(server, index, actions)
        except ServerError as error:
            if not _is_passing(error):
                raise
            reason = str(error)
        if not actions:
            return
        if time.monotonic() > until:
            raise ServerBusyError(
                "{index}: the server takes no more documents ({reason}). What it has taken is "
                "kept: run the same command again, and it goes on from there",
                index=server.address,
                reason=reason,
            )
        # With a random part, several loaders do not come back at the same moment.
        time.sleep(wait * (0.5 + random.random()))
        wait = min(2 * wait, _LONGEST)


def _refused(server: Server, index: str, actions: Sequence[Action]) -> tuple[list[Action], str]:
    """Send once; the actions to send again, with the reason."""
    data = b"".join(one.head + one.body for one in actions)
    answer = server.once("POST", f"/{index}/_bulk?{_WAIT}&filter_path={_SHOWN}", data)
    if not answer.get("errors"):
        return [], ""
    again: list[Action] = []
    reason = ""
    for action, item in zip(actions, answer["items"], strict=True):
        [result] = item.values()
        status = result["status"]
        if status in _AGAIN:
            again.append(action)
            reason = result["error"].get("reason") or result["error"]["type"]
        elif "error" in result:  # a document to delete that is not there is none
            raise ServerError(
                "{index}: the server refuses a document ({reason})",
                index=server.address,
                reason=result["error"].get("reason") or result["error"]["type"],
            )
    return again, reason


def _is_passing(error: ServerError) -> bool:
    """Whether the request may succeed later: a node is gone, or has too much to do."""
    return isinstance(error, PartialAnswerError | UnreachableError)
