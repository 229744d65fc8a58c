"""Every example of docs/counting.md runs, and prints what the page says.

To print the outputs anew: CEWEN_WRITE_README=1 pytest tests/test_counting_docs.py
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path

import pytest

from searcher.cli.app import run

PAGE = Path(__file__).parents[1] / "docs" / "counting.md"
EXAMPLE = re.compile(r"(?<=```console\n)\$ cewen (.*)\n((?:.*\n)*?)(?=```)")


def test_every_example_prints_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (("HOME", tmp_path), ("XDG_DATA_HOME", tmp_path / "data")):
        monkeypatch.setenv(name, str(value))
    monkeypatch.delenv("CEWEN_INDEX", raising=False)
    monkeypatch.setenv("CEWEN_LANG", "en")
    monkeypatch.chdir(tmp_path)

    def output(words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["cewen", *shlex.split(words)])
        assert run() == 0
        return capsys.readouterr().out

    text = PAGE.read_text(encoding="utf-8")
    found = EXAMPLE.findall(text)
    assert len(found) > 5
    printed = EXAMPLE.sub(lambda one: f"$ cewen {one[1]}\n{output(one[1])}", text)
    if os.environ.get("CEWEN_WRITE_README"):
        PAGE.write_text(printed, encoding="utf-8")
    assert text == printed or os.environ.get("CEWEN_WRITE_README")
