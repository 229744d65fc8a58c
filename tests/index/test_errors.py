"""Errors of the index keep their text and values on the way from a worker process."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from corpus.errors import Message
from index.errors import IndexDamagedError


@pytest.mark.parametrize("fault", ["cut", Message("larger than {size} MB", {"size": 8})])
def test_damage_survives_the_way_from_a_worker_process(fault: str | Message) -> None:
    error = IndexDamagedError(Path("港/a.trm"), fault)
    sent = pickle.loads(pickle.dumps(error))
    assert type(sent) is IndexDamagedError
    assert (str(sent), sent.message.text) == (str(error), error.message.text)
    assert str(error) == (
        f"港/a.trm: damaged ({fault}). "
        "Build the index anew: cewen index --rebuild --index 港 FOLDER"
    )
