"""One small index for all that drives the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.update import update
from searcher.cli.app import run
from tests.searcher.cli.command import Ran, environment, write_documents


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of :data:`tests.searcher.cli.command.DOCUMENTS`."""
    folder = tmp_path_factory.mktemp("shelf")
    update(folder / "index", [write_documents(folder / "documents")], jobs=1)
    return folder / "index"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The empty home of a user, who is in it."""
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    for name in ("CEWEN_CONFIG", "CEWEN_INDEX", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def cewen(
    home: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """Runs ``cewen`` with these words in this process, on the shelf unless told otherwise."""
    monkeypatch.setenv("CEWEN_INDEX", str(shelf))

    def ran(*words: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["cewen", *words])
        code = run()
        shown = capsys.readouterr()
        return Ran(code, shown.out, shown.err)

    return ran
