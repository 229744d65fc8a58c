"""Messages keep their text and their values until a front end fills them in."""

from __future__ import annotations

import pickle

import pytest

from corpus.errors import CewenError, DocumentError, Message


def test_an_error_keeps_its_text_and_its_values() -> None:
    error = DocumentError("{path}: byte {at} is not UTF-8", path="港.md", at=7)
    assert error.message == Message("{path}: byte {at} is not UTF-8", {"path": "港.md", "at": 7})
    assert str(error) == "港.md: byte 7 is not UTF-8"


def test_a_plain_string_may_contain_braces() -> None:
    assert str(CewenError("{path}: {} is no topic")) == "{path}: {} is no topic"


def test_braces_in_a_value_are_not_filled() -> None:
    assert str(CewenError("no file {path}", path="{path}.md")) == "no file {path}.md"


def test_an_error_inside_an_error_is_filled_in_too() -> None:
    inner = CewenError("byte {at} is not UTF-8", at=7)
    assert str(CewenError("{path}: {reason}", path="港.md", reason=inner)) == (
        "港.md: byte 7 is not UTF-8"
    )


def test_an_error_survives_the_way_from_a_worker_process() -> None:
    sent = pickle.loads(pickle.dumps(DocumentError("{path}: empty", path="港.md")))
    assert (type(sent), str(sent)) == (DocumentError, "港.md: empty")


def test_a_missing_value_is_not_hidden() -> None:
    with pytest.raises(KeyError, match="path"):
        str(CewenError("{path} at {at}", at=7))
