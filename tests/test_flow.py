"""Imports go one way, corpus → index → searcher; Whoosh and pickle are used in few modules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("corpus", "index", "searcher")
WHOOSH_MODULES = {"index/whoosh/lock.py", "index/whoosh/schema.py", "index/whoosh/w3/contents.py"}
WHOOSH_PRIVATE_NAMES = {
    "_basepos",
    "_cached_reader",
    "_count",
    "_dbfile",
    "_deleted",
    "_doccount",
    "_fieldlengths",
    "_fieldmap",
    "_fpath",
    "_keycoder",
    "_latest_generation",
    "_lenfield",
    "_perdoc",
    "_postfile",
    "_range_for_key",
    "_storage",
    "_terms",
    "_tindex",
}
"""Those that this project has ever used."""


def sources(*packages: str) -> list[Path]:
    found = sorted(path for package in packages for path in (ROOT / package).rglob("*.py"))
    assert found
    return found


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path)))


def imported(path: Path) -> Iterator[str]:
    """The modules that a source imports anywhere, inside functions too."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import does not name its package"
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
    against = {
        f"{name_of(path)} imports {name}"
        for path in sources(package)
        for name in imported(path)
        if name.partition(".")[0] in forbidden
    }
    assert not against


def test_analysis_uses_no_engine() -> None:
    for path in (ROOT / "index/analysis").rglob("*.py"):
        assert not [name for name in imported(path) if f"{name}.".startswith("index.whoosh.")], path


def test_few_modules_import_whoosh() -> None:
    found = {
        name_of(path)
        for path in sources(*PACKAGES)
        if any(name.partition(".")[0] == "whoosh" for name in imported(path))
    }
    assert found == WHOOSH_MODULES


def foreign_private_names(path: Path) -> set[str]:
    """Private names of Whoosh that a source reads from another object than ``self``."""
    return {
        node.attr
        for node in nodes(path)
        if isinstance(node, ast.Attribute)
        and node.attr in WHOOSH_PRIVATE_NAMES
        and not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"))
    }


def test_one_module_uses_private_names_of_whoosh() -> None:
    found = {name_of(path) for path in sources(*PACKAGES) if foreign_private_names(path)}
    assert found == {"index/whoosh/w3/contents.py"}


UNSAFE_MODULES = {"marshal", "shelve", "dill", "cloudpickle", "joblib"}
UNSAFE_NAMES = {"load", "loads", "Unpickler", "_Unpickler", "_load", "_loads"}


def unsafe_reads(path: Path) -> Iterator[str]:
    """What can run code that the bytes it reads name: pickle's loading functions and the like."""
    for node in nodes(path):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            names = {alias.name for alias in node.names}
            yield from sorted((names | {module}) & UNSAFE_MODULES)
            if module in ("pickle", "_pickle"):
                yield from sorted(names & (UNSAFE_NAMES | {"*"}))
            if names & {"_pickle"}:
                yield "_pickle"
            # Under another name, its functions would not be seen below.
            yield from (str(a.asname) for a in node.names if a.name == "pickle" and a.asname)
        elif isinstance(node, ast.Attribute) and node.attr in UNSAFE_NAMES:
            yield from (["pickle"] if ast.unparse(node.value) == "pickle" else [])


def test_one_module_reads_pickles() -> None:
    found = {name_of(path) for path in sources(*PACKAGES) if any(unsafe_reads(path))}
    assert found == {"index/whoosh/w3/unpickle.py"}


@pytest.mark.parametrize(
    "source",
    [
        "import pickle\npickle.loads(b'')",
        "def read():\n    import pickle\n    return pickle.Unpickler",
        "from pickle import load",
        "from pickle import *",
        "import pickle as p",
        "import _pickle",
        "import marshal",
        "from shelve import open",
    ],
)
def test_reading_a_pickle_is_seen(source: str, tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(source, encoding="utf-8")
    assert list(unsafe_reads(path))


def test_writing_a_pickle_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text("import pickle\npickle.dumps(())\npickle.Pickler", encoding="utf-8")
    assert not list(unsafe_reads(path))


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
    found = sorted((ROOT / "searcher" / name).glob("*.py"))
    assert found
    against = {
        f"{path.relative_to(ROOT)} imports {module}"
        for path in found
        for module in imported(path)
        if (stage(module) or 0) > STAGES.index(name)
        or any(f"{module}.".startswith(f"{driver}.") for driver in DRIVERS)
    }
    assert not against


def test_the_searcher_uses_no_posting_list_and_no_engine_but_by_the_contract() -> None:
    for path in (ROOT / "searcher").rglob("*.py"):
        assert not [name for name in imported(path) if name.startswith("index.whoosh")], path
        assert "postings" not in path.read_text(encoding="utf-8"), path
