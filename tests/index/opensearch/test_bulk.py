"""Documents are sent until the server has taken them."""

from __future__ import annotations

from typing import Any

import pytest

from index.opensearch import bulk
from index.opensearch.address import Address
from index.opensearch.bulk import Action, send
from index.opensearch.errors import ServerBusyError, ServerError, UnreachableError
from index.opensearch.server import Server

ACTIONS = [Action.write(str(n), b'{"a":1}') for n in range(4)]


class Scripted(Server):
    """Answers with the statuses of the next line; an exception is raised."""

    def __init__(self, *script: Any) -> None:
        super().__init__(Address.parse("opensearch://h/a"))
        self.script = list(script)
        self.sent: list[int] = []

    def once(self, method: str, path: str, body: Any = None, **_: Any) -> dict[str, Any]:
        self.sent.append(body.count(b'"index"'))
        statuses = self.script.pop(0)
        if isinstance(statuses, Exception):
            raise statuses
        items = [
            {"index": {"status": one, **({"error": {"type": f"e{one}"}} if one > 299 else {})}}
            for one in statuses
        ]
        return {"errors": any(one > 299 for one in statuses), "items": items}


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)


def test_only_refused_documents_are_sent_again() -> None:
    server = Scripted([201, 429, 201, 503], [429, 201], [201])
    send(server, "i", ACTIONS)
    assert server.sent == [4, 2, 1]


def test_documents_are_sent_again_while_no_server_answers() -> None:
    server = Scripted(UnreachableError("gone"), [201] * 4)
    send(server, "i", ACTIONS)
    assert server.sent == [4, 4]


def test_a_document_that_the_server_cannot_take_ends_the_load() -> None:
    with pytest.raises(ServerError, match=r"the server refuses a document \(e400\)"):
        send(Scripted([201, 400, 201, 201]), "i", ACTIONS)


def test_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_PATIENCE", -1)
    with pytest.raises(ServerBusyError, match=r"takes no more documents \(e429\)"):
        send(Scripted([429] * 4), "i", ACTIONS)
