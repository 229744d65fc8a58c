"""A search starts fast: it imports nothing that only indexing needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.reader import Reader

# Runs the command as the installed script does, and tells afterwards what it has imported.
RUN = """
import os, sys
before = set(sys.modules)  # what the installation itself imports at its start
from searcher.cli import main
os._exit = sys.exit  # so that there is an afterwards
try:
    main()
finally:
    print(*set(sys.modules) - before, sep=",", file=sys.stderr)
"""

HEAVY = {
    *("jieba", "rjieba", "opencc", "numpy", "ahocorasick_rs", "rich", "platformdirs"),
    *("multiprocessing", "concurrent", "sqlite3", "asyncio", "socket", "ssl", "email"),
    *("hashlib", "logging", "tempfile", "tomllib", "tomli", "csv", "unittest"),
    *("importlib.metadata", "importlib.resources", "click.testing", "click.shell_completion"),
    *("whoosh", "index.schema", "index.stock"),
    *("corpus.read", "corpus.thesaurus", "corpus.attribution", "corpus.topics"),
    *("index.bulk", "index.update", "index.prepare", "index.plan", "index.rebuild"),
}


def ran(index: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[str], set[str]]:
    """The command's outcome, and the modules that it imported."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"CEWEN_INDEX": str(index), "PYTHONIOENCODING": "utf-8"},
    )
    said, _, modules = done.stderr.rstrip().rpartition("\n")
    done.stderr = said
    return done, set(modules.split(","))


def heavy(modules: set[str]) -> set[str]:
    return {
        name for name in modules if any(name == one or name.startswith(f"{one}.") for one in HEAVY)
    }


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["平台工作者"], "平台工作者的權益需要保障。"),
        (["演算法"], "外賣騎手使用演算法派單，平台的算法應該公開。"),
        (['"人工智能" OR (資安 -師資)', "--json"], "人工智能的监管应当透明。"),
        (["speaker:林次長", "資安", "--format", "md"], "資安署說明，各機關應加強資安。"),
        (["平台*保障", "--since", "2025", "--explain"], "平台工作者的權益需要保障。"),
    ],
)
def test_a_search_imports_nothing_that_only_indexing_needs(
    tiny: Reader, arguments: list[str], expected: str
) -> None:
    done, modules = ran(tiny.folder, "search", *arguments)
    assert done.stderr == ""
    assert expected in done.stdout.replace("**", "")
    assert done.returncode == 0
    assert not heavy(modules)


def test_nor_does_a_search_that_finds_nothing(tiny: Reader) -> None:
    done, modules = ran(tiny.folder, "search", "絕無此事")
    assert done.returncode == 1
    assert done.stdout == ""
    assert not heavy(modules)


@pytest.mark.parametrize("command", [["--help"], ["search", "--help"]])
def test_help_imports_no_more(command: list[str], tmp_path: Path) -> None:
    done, modules = ran(tmp_path / "none", *command)
    assert done.returncode == 0
    assert not heavy(modules)
