"""Data flows one way: corpus → index → searcher; and so do the imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]


def imported(path: Path) -> Iterator[str]:
    """The modules that a source imports anywhere, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides where it leads"
            yield node.module or ""


@pytest.mark.parametrize(
    ("package", "forbidden"),
    [
        ("corpus", {"index", "searcher", "tests", "benchmarks"}),
        ("index", {"searcher", "tests", "benchmarks"}),
        ("searcher", {"tests", "benchmarks"}),
    ],
)
def test_a_package_imports_nothing_that_comes_after_it(package: str, forbidden: set[str]) -> None:
    sources = sorted((HOUSE / package).rglob("*.py"))
    assert sources
    against = {
        f"{path.relative_to(HOUSE)} imports {name}"
        for path in sources
        for name in imported(path)
        if name.partition(".")[0] in forbidden
    }
    assert not against


def test_whoosh_is_imported_by_the_index_alone() -> None:
    sources = [*(HOUSE / "corpus").rglob("*.py"), *(HOUSE / "searcher").rglob("*.py")]
    assert not {
        str(path.relative_to(HOUSE))
        for path in sources
        if any(name.partition(".")[0] == "whoosh" for name in imported(path))
    }


#: The stages of a search. A stage uses what the stages before it return.
STAGES = ("query", "match", "score", "rank", "report", "output")
#: What drives the stages; no stage may use it.
DRIVERS = {"searcher.search", "searcher.service", "searcher.cli"}


def stage(module: str) -> int | None:
    """The number of the stage that a module of the searcher belongs to."""
    name = module.removeprefix("searcher.").partition(".")[0]
    return STAGES.index(name) if module.startswith("searcher.") and name in STAGES else None


@pytest.mark.parametrize("name", STAGES)
def test_a_stage_of_a_search_imports_no_later_stage_and_no_driver(name: str) -> None:
    sources = sorted((HOUSE / "searcher" / name).glob("*.py"))
    assert sources
    against = {
        f"{path.relative_to(HOUSE)} imports {module}"
        for path in sources
        for module in imported(path)
        if (stage(module) or 0) > STAGES.index(name)
        or any(f"{module}.".startswith(f"{driver}.") for driver in DRIVERS)
    }
    assert not against


def test_the_searcher_uses_no_posting_list_and_no_engine_but_by_the_contract() -> None:
    for path in (HOUSE / "searcher").rglob("*.py"):
        assert not [name for name in imported(path) if name.startswith("index.whoosh")], path
        assert "postings" not in path.read_text(encoding="utf-8"), path
