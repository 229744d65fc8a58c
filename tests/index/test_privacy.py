"""Who may not read a document may not read it in the index."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.update import update

pytestmark = [
    pytest.mark.usefixtures("one_thesaurus"),
    pytest.mark.skipif(os.name == "nt", reason="other rights"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Documents that all may read."""
    old = os.umask(0o022)
    for name in ("甲.txt", "內/乙.txt"):
        path = tmp_path / "文件" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("平台的權益。\n", encoding="utf-8")
    yield tmp_path / "文件"
    os.umask(old)


def rights(index: Path) -> str:
    return f"{index.stat().st_mode & 0o777:o}"


@pytest.mark.parametrize(
    ("path", "mode", "expected"),
    [
        ("甲.txt", 0o644, "755"),
        ("甲.txt", 0o600, "700"),
        ("內/乙.txt", 0o640, "750"),
        ("內", 0o700, "700"),
        ("內", 0o711, "755"),  # whoever knows the name can read the file
    ],
)
@pytest.mark.parametrize("is_near", [True, False])
def test_an_index_is_as_private_as_its_documents(
    folder: Path, path: str, mode: int, expected: str, is_near: bool
) -> None:
    index = folder / ".cewen" if is_near else folder.parent / "索引"
    (folder / path).chmod(mode)
    update(index, [folder])
    assert rights(index) == expected


def test_a_document_that_becomes_private_makes_the_index_private(folder: Path) -> None:
    index = folder / ".cewen"
    update(index, [folder])
    assert rights(index) == "755"
    (folder / "甲.txt").chmod(0o600)
    update(index, [folder])
    assert rights(index) == "700"


def test_a_private_folder_makes_an_index_elsewhere_private(folder: Path) -> None:
    folder.chmod(0o700)
    update(folder / ".cewen", [folder])
    update(folder.parent / "索引", [folder])
    assert (rights(folder / ".cewen"), rights(folder.parent / "索引")) == ("755", "700")


def test_no_file_of_an_index_can_be_executed(folder: Path) -> None:
    update(folder / ".cewen", [folder])
    for path in (folder / ".cewen").rglob("*"):
        assert path.is_dir() or not path.stat().st_mode & 0o111, path
