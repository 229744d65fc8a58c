"""Fixtures for tests that build indexes of files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from corpus.topics.thesaurus import Thesaurus

_load = Thesaurus.load


@cache
def _thesaurus(*files: Path) -> Thesaurus:
    return _load(*files)


@pytest.fixture
def one_thesaurus(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loads each thesaurus once: that takes longer than indexing a few short files."""
    monkeypatch.setattr(Thesaurus, "load", _thesaurus)
