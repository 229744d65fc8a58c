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
