"""Every example of docs/quoting.md runs, and prints what the page says.

To print the outputs anew: CEWEN_WRITE_README=1 pytest tests/test_quoting_docs.py
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
from pathlib import Path

from tests.test_readme import BLOCK, SAMPLES, cut_like, run, steady, steps

PAGE = Path(__file__).parents[1] / "docs" / "quoting.md"
SHOWN_FILE = re.compile(r"cat (\S+)$")
NEVER_THE_SAME = [
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"), "2025-12-01T09:00:00+08:00"),
    (re.compile(r"[0-9a-f]{64}"), "0" * 64),
]


def settled(text: str) -> str:
    for pattern, usual in NEVER_THE_SAME:
        text = pattern.sub(usual, text)
    return steady(text)


def test_every_example_of_the_page_prints_what_it_says(tmp_path: Path) -> None:
    work = tmp_path / "work"
    shutil.copytree(SAMPLES, work)
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    desk = {
        **kept,
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "PWD": str(work),
    }
    run("cewen index .", desk, work)
    text = PAGE.read_text(encoding="utf-8")
    fresh = text
    for block in BLOCK.findall(text):
        printed = ""
        for command, output in steps(block):
            written = SHOWN_FILE.match(command)
            if written and not (work / written[1]).exists():
                (work / written[1]).write_text(output, encoding="utf-8")
            shown = output
            if command.startswith(("cewen ", "cat ", "echo ")):
                shown = cut_like(run(command, desk, work), output)
            printed += f"$ {command}\n{shown}"
        fresh = fresh.replace(block, printed)
    if os.environ.get("CEWEN_WRITE_README"):
        PAGE.write_text(fresh, encoding="utf-8")
    assert settled(text) == settled(fresh)


def test_every_python_example_of_the_page_is_right() -> None:
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.attempted
    assert not result.failed
