"""Digests of the rules: each file that decides something changes a digest when it changes."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

import corpus
from corpus.read import SUFFIXES, is_readable
from corpus.rules import annotation_digest, reading_digest

ROOT = Path(corpus.__file__).parent
MARKDOWN = {".txt", ".text", ".md", ".markdown"}
DECIDE_NOTHING = {
    "errors.py": "exception classes",
    "discover.py": "which files are read, not what is read from them",
    "selection.py": "which files are read, not what is read from them",
    "rules.py": "the digests themselves",
    "other_formats.py": "files that are not read",
    "py.typed": "an empty mark for type checkers",
    "__init__.py": "a docstring",
    "readers/__init__.py": "a docstring",
    "fold_table.py": "makes fold.txt, which is covered",
    "fold_links.txt": "an input of fold_table.py",
    "topics/topics.toml": "covered by the version of the thesaurus",
}

Digests = dict[str, str]


def digests() -> Digests:
    """Return every digest by name: the suffixes, and "annotation"."""
    return {suffix: reading_digest(suffix) for suffix in SUFFIXES} | {
        "annotation": annotation_digest()
    }


def names(folder: Path) -> list[str]:
    """Return the files below ``folder``, without compiled Python and the samples."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    kept = (path for path in paths if not {"__pycache__", "samples"} & set(path.parts))
    return sorted(path.as_posix() for path in kept)


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package that the digests are computed from instead."""
    folder = tmp_path / "corpus"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns("__pycache__", "samples"))
    monkeypatch.setattr(corpus, "__file__", str(folder / "__init__.py"))
    return folder


def changed_by(path: Path) -> set[str]:
    """Return the names of the digests that change if a line is added to the file."""
    before, content = digests(), path.read_bytes()
    path.write_bytes(content + b"# changed\n")
    after = digests()
    path.write_bytes(content)
    assert digests() == before
    return {name for name in before if before[name] != after[name]}


def test_every_file_is_covered_or_decides_nothing(copy: Path) -> None:
    uncovered = {name for name in names(copy) if not changed_by(copy / name)}
    assert uncovered == set(DECIDE_NOTHING)


def test_a_new_verb_of_saying_changes_the_annotation_only(copy: Path) -> None:
    assert changed_by(copy / "speakers/lexicons/saying_strong.txt") == {"annotation"}


def test_a_law_rule_changes_the_reading_of_all_formats(copy: Path) -> None:
    assert changed_by(copy / "structure/law.py") == set(SUFFIXES)


def test_a_reader_changes_the_reading_of_its_formats_only(copy: Path) -> None:
    assert changed_by(copy / "readers/plain.py") == {".txt", ".text"}
    # A .txt file with Markdown headings is read by the Markdown reader.
    assert changed_by(copy / "readers/markdown.py") == MARKDOWN


def test_a_new_file_in_a_covered_folder_changes_the_digest(copy: Path) -> None:
    before = digests()
    (copy / "structure/footnotes.py").write_text('"""Footnotes."""\n', encoding="utf-8")
    assert all(digests()[suffix] != before[suffix] for suffix in SUFFIXES)


def test_line_endings_do_not_change_a_digest(copy: Path) -> None:
    before = digests()
    for name in names(copy):
        path = copy / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert digests() == before


def test_digests_know_the_formats_that_can_be_read() -> None:
    assert all(is_readable(Path("a" + suffix)) for suffix in SUFFIXES)
    with pytest.raises(KeyError):
        reading_digest(".xyz")
    from corpus import read, rules

    assert set(read._READERS) == set(rules._READERS) == set(SUFFIXES)


def imports(name: str) -> set[str]:
    """Return the files of the package that ``name`` imports, directly or through others."""
    found: set[str] = set()
    queue = [name]
    while queue:
        current = queue.pop()
        if current in found:
            continue
        found.add(current)
        for node in ast.walk(ast.parse((ROOT / current).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("corpus."):
                queue.append((node.module or "").removeprefix("corpus.").replace(".", "/") + ".py")
    return found


@pytest.mark.parametrize(
    ("name", "suffixes"),
    [
        ("readers/plain.py", {".txt", ".text"}),
        ("readers/markdown.py", {".md", ".markdown"}),
        ("readers/pdf/reader.py", {".pdf"}),
        ("dates.py", set(SUFFIXES)),
        ("structure/paragraphs.py", set(SUFFIXES)),
        ("structure/kinds.py", set(SUFFIXES)),
    ],
)
def test_imports_of_a_reader_change_its_digest(copy: Path, name: str, suffixes: set[str]) -> None:
    for file in imports(name) - set(DECIDE_NOTHING):
        assert suffixes <= changed_by(copy / file), file


@pytest.mark.parametrize("name", ["speakers/attribution.py", "topics/tagger.py"])
def test_imports_of_annotation_change_a_digest(copy: Path, name: str) -> None:
    for file in imports(name) - set(DECIDE_NOTHING):
        changed = changed_by(copy / file)
        assert "annotation" in changed or changed == set(SUFFIXES), file
