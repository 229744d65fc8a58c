"""Every example of docs/python.md runs, and prints what the page says."""

from __future__ import annotations

import doctest
import inspect
import re
from pathlib import Path

import pytest

from searcher import Index

PAGE = Path(__file__).parents[1] / "docs" / "python.md"


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder for the index of the samples, and no index of the user."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("CEWEN_INDEX", raising=False)


@pytest.mark.usefixtures("own_data")
def test_every_example_prints_what_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    examples = doctest.DocTestParser().get_doctest(text, {}, PAGE.name, str(PAGE), 0)
    assert len(examples.examples) > 20
    result = doctest.DocTestRunner().run(examples)
    assert result.failed == 0, capsys.readouterr().out


def test_every_method_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    methods = [name for name, _ in inspect.getmembers(Index, inspect.isfunction)]
    public = [name for name in methods if not name.startswith("_")]
    assert len(public) > 8
    assert [name for name in public if not re.search(rf"\bindex\.{name}\(", text)] == []
