"""Every example of docs/output.md runs, and prints what the page says.

To print the outputs anew: CEWEN_WRITE_README=1 pytest tests/test_output_docs.py
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from searcher.output.formats import FORMATS
from tests.test_readme import BLOCK, ROOT, SAMPLES, cut_like, steady, steps

PAGE = ROOT / "docs" / "output.md"


def test_every_example_of_the_page_prints_what_it_says(tmp_path: Path) -> None:
    work = tmp_path / "work"
    shutil.copytree(SAMPLES, work)
    kept = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    desk = {**kept, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}

    def run(command: str) -> str:
        cewen = f"{sys.executable} -c 'from searcher.cli import main; main()'"
        done = subprocess.run(
            command.replace("cewen", cewen, 1), shell=True, cwd=work,
            env={**desk, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
        )  # fmt: skip
        refused = "To replace it" in done.stdout
        assert done.returncode == 2 if refused else done.returncode == 0, done.stdout
        return steady(done.stdout)

    run("cewen index .")
    text = PAGE.read_text(encoding="utf-8")
    fresh = text
    for block in BLOCK.findall(text):
        parts = ((command, cut_like(run(command), shown)) for command, shown in steps(block))
        printed = "".join(f"$ {command}\n{output}" for command, output in parts)
        fresh = fresh.replace(block, printed)
    if os.environ.get("CEWEN_WRITE_README"):
        PAGE.write_text(fresh, encoding="utf-8")
    assert steady(text) == steady(fresh)


def test_the_page_names_every_format_with_its_endings() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for format in FORMATS.values():
        endings = " ".join(f"`{ending}`" for ending in format.endings)
        assert f"| `{format.name}` |{f' {endings}' if endings else ''} |" in text
        assert f"--format {format.name}" in text or f"{format.endings[0]}" in text
