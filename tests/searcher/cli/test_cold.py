"""A search starts fast: it imports nothing that only indexing needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.whoosh.reader import Reader

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
    *("hashlib", "logging", "tempfile", "tomllib", "csv", "unittest"),
    *("importlib.metadata", "importlib.resources", "click.testing", "click.shell_completion"),
    *("whoosh", "index.whoosh.schema", "index.whoosh.stock"),
    *(
        "corpus.read",
        "corpus.topics.thesaurus",
        "corpus.speakers.attribution",
        "corpus.topics.tagger",
    ),
    *(
        "index.whoosh.writer",
        "index.update",
        "index.analysis.analyze",
        "index.changes",
        "index.whoosh.rebuild",
    ),
}


#: What only who writes an index needs.
WRITING = {"numpy", "opencc", "whoosh.index", "index.whoosh.writer", "index.analysis.analyze"}


def ran(index: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[str], set[str]]:
    """The command's outcome, and the modules that it imported."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        cwd=Path(__file__).parents[3],
        env=os.environ | {"CEWEN_INDEX": str(index), "PYTHONIOENCODING": "utf-8"},
    )
    said, _, modules = done.stderr.rstrip().rpartition("\n")
    done.stderr = said
    return done, set(modules.split(","))


#: What only some of the searches need: other formats, a terminal.
RARE = {
    "json",
    "shutil",
    "bz2",
    "lzma",
    "textwrap",
    "searcher.output.schema",
    "searcher.report.no_results",
}


def among(names: set[str], modules: set[str]) -> set[str]:
    """Those of the modules that are, or are inside, one of the ``names``."""
    return {name for name in modules if any(f"{name}.".startswith(f"{one}.") for one in names)}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["平台工作者"], "平台工作者的權益需要保障。"),
        (["演算法"], "外賣騎手使用演算法派單，平台的算法應該公開。"),
        (["平台*保障", "--since", "2025", "--explain"], "平台工作者的權益需要保障。"),
        (["speaker:林次長", "資安", "--sort", "date"], "資安署說明，各機關應加強資安。"),
    ],
)
def test_a_search_in_a_pipe_imports_nothing_but_what_it_needs(
    tiny: Reader, arguments: list[str], expected: str
) -> None:
    done, modules = ran(tiny.folder, "search", *arguments)
    assert done.stderr == ""
    assert expected in done.stdout
    assert done.returncode == 0
    assert among(HEAVY | RARE, modules) == set()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (['"人工智能" OR (資安 -師資)', "--json"], "人工智能的监管应当透明。"),
        (["speaker:林次長", "資安", "--format", "md"], "資安署說明，各機關應加強資安。"),
    ],
)
def test_nor_does_a_search_in_another_format_import_what_only_indexing_needs(
    tiny: Reader, arguments: list[str], expected: str
) -> None:
    done, modules = ran(tiny.folder, "search", *arguments)
    assert done.stderr == ""
    assert expected in done.stdout.replace("**", "")
    assert done.returncode == 0
    # Other formats have verification codes, which are SHA-256.
    assert among(HEAVY - {"hashlib"}, modules) == set()


def test_nor_does_a_search_that_finds_nothing(tiny: Reader) -> None:
    done, modules = ran(tiny.folder, "search", "絕無此事")
    assert done.returncode == 1
    assert done.stdout == ""
    assert among(HEAVY, modules) == set()


ANSWERING = {
    "searcher.search",
    "searcher.match.matcher",
    "searcher.answer",
    "index.whoosh.reader",
    "pickle",
}


@pytest.mark.parametrize("command", [["--help"], ["search", "--help"], ["topics", "--help"]])
def test_help_imports_nothing_that_answers(command: list[str], tmp_path: Path) -> None:
    done, modules = ran(tmp_path / "none", *command)
    assert done.returncode == 0
    assert among(HEAVY | ANSWERING, modules) == set()


def test_the_version_imports_no_command(tmp_path: Path) -> None:
    done, modules = ran(tmp_path / "none", "--version")
    assert done.stdout.startswith("cewen ")
    own = {"corpus", "corpus.errors", "searcher", "searcher.messages"}
    own |= {"index", "index.config_file"}
    own |= {"searcher.cli", "searcher.cli.app", "searcher.config", "searcher.language"}
    assert among({"corpus", "index", "searcher"}, modules) == own


def test_completion_imports_no_command_but_those_it_offers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("_CEWEN_COMPLETE", "bash_complete"),
        ("COMP_WORDS", "cewen sho"),
        ("COMP_CWORD", "1"),
    ):
        monkeypatch.setenv(name, value)
    done, modules = ran(tmp_path / "none")
    assert done.stdout == "plain,show\n"
    assert {"searcher.cli.show", "click.shell_completion"} <= modules
    assert among(ANSWERING | {"searcher.cli.who", "searcher.cli.index"}, modules) == set()


def test_an_index_with_nothing_to_add_is_brought_up_to_date_without_what_only_writing_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))  # else it is searched by default
    folder = tmp_path / "年報"
    folder.mkdir()
    (folder / "甲.txt").write_text("外送員的權益需要保障。", encoding="utf-8")
    first, modules = ran(tmp_path / "索引", "index", str(folder))
    assert "1 added" in first.stderr
    assert modules >= WRITING
    again, modules = ran(tmp_path / "索引", "index", str(folder))
    assert "1 unchanged" in again.stderr
    assert again.returncode == 0
    assert among(WRITING, modules) == set()
