"""Addresses of indexes on servers, and answers that are not complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.location import is_address, written
from index.opensearch.address import Address
from index.opensearch.errors import AddressError, PartialAnswerError
from index.opensearch.server import Answer, Server
from index.parts import Part, PartError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("opensearch://host/laws", "opensearch://host:9200/laws"),
        ("opensearch+https://a:1,b/x-1", "opensearch+https://a:1,b:9200/x-1"),
        ("opensearch://[::1]:9201/laws", "opensearch://[::1]:9201/laws"),
    ],
)
def test_an_address_survives_being_a_path(text: str, expected: str) -> None:
    assert is_address(Path(text))
    assert str(Address.parse(Path(text).as_posix())) == expected
    assert written(Path(text)) == text


@pytest.mark.parametrize(
    "text", ["opensearch://h", "opensearch://h/A", "opensearch://h/a*", "opensearch://h/a,b",
             "opensearch://h:x/a", "opensearch:///a", "opensearch://h/.a"],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(AddressError, match="not an address of an index on a server"):
        Address.parse(text)


def test_an_address_has_no_password() -> None:
    with pytest.raises(AddressError, match="no user and no password") as raised:
        Address.parse("opensearch://me:secret@host/laws")
    assert "secret" not in str(raised.value)


COMPLETE: Answer = {
    "timed_out": False,
    "_shards": {"failed": 0, "successful": 3, "total": 3},
    "hits": {},
}


@pytest.mark.parametrize(
    "changed",
    [
        {"timed_out": True},
        {"_shards": {"failed": 1, "successful": 2, "total": 3}},
        {"_shards": {"failed": 0, "successful": 2, "total": 3}},
        {"error": {"type": "search_phase_execution_exception"}, "status": 503},
        {"error": {"type": "circuit_breaking_exception"}, "status": 429},
    ],
)
def test_an_answer_without_a_part_of_the_cluster_is_an_error(
    monkeypatch: pytest.MonkeyPatch, changed: Answer
) -> None:
    server = Server(Address.parse("opensearch://h/a"))
    monkeypatch.setattr(server, "once", lambda *_: {"responses": [COMPLETE]})
    assert server.searches([{}]) == [COMPLETE]
    monkeypatch.setattr(server, "once", lambda *_: {"responses": [{**COMPLETE, **changed}]})
    with pytest.raises(PartialAnswerError, match="could miss paragraphs"):
        server.searches([{}])


def test_every_file_is_in_one_part() -> None:
    parts = [Part(n, 4) for n in range(1, 5)]
    names = [f"會議/{n}.md" for n in range(200)]
    assert all(sum(part.has(name) for part in parts) == 1 for name in names)
    assert all(sum(map(part.has, names)) > 20 for part in parts)
    for text in ("0/4", "5/4", "x", "1/2/3"):
        with pytest.raises(PartError, match="not a part"):
            Part.parse(text)
