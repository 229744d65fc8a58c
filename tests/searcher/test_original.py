"""The original of a document is opened only if that can neither harm nor mislead."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.known_paths import remember_paths
from index.location import FOLDER, trust
from index.origins import place_of
from index.stored_record import Origin
from index.update import update
from searcher.original import OriginalError
from searcher.service import Index
from tests.conftest import add_to, document

NAME = "座談.txt"
TEXT = "座談會紀實\n\n外送員的保險應由業者負擔，工會也這樣主張。\n"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / NAME).write_text(TEXT, encoding="utf-8")
    return folder


def forged_index(folder: Path, origin: Origin) -> Index:
    """An index of one document, ``forged``, that was read from ``origin``."""
    add_to(folder, [document("forged", ["偽造的一段。"])], origin)
    return Index(folder)


def index_beside(folder: Path) -> Index:
    """The index in the folder, as of somebody who may have sent it."""
    update(folder / FOLDER, [folder], jobs=1)
    return Index(folder / FOLDER)


def test_the_original_of_an_indexed_folder_is_given(reports: Path) -> None:
    index = index_beside(reports)
    remember_paths([reports])
    found = index.original(f"{NAME}#2")
    assert found.path == (reports / NAME).resolve()
    assert found.paragraph is not None
    assert found.paragraph.text.startswith("外送員的保險")
    assert found.page is None


def test_the_folder_of_a_trusted_index_is_enough(reports: Path) -> None:
    index = index_beside(reports)
    trust(reports / FOLDER)
    assert index.original(NAME).path == (reports / NAME).resolve()


def test_a_file_of_a_foreign_index_is_not_opened(reports: Path) -> None:
    index = index_beside(reports)
    with pytest.raises(OriginalError) as caught:
        index.original(NAME)
    assert str(caught.value) == (
        f"{reports.resolve() / NAME}: in no folder that you have indexed or trust, so it is not "
        f"opened. To trust its folder: cewen trust {reports.resolve()}"
    )


def test_a_trusted_folder_does_not_open_others(reports: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret" / "秘.txt"
    secret.parent.mkdir()
    secret.write_text("秘密", encoding="utf-8")
    index = forged_index(reports / FOLDER, Origin(str(secret.parent), secret.name))
    trust(reports / FOLDER)
    with pytest.raises(OriginalError, match=r"in no folder that you have indexed or trust"):
        index.original("forged")


@pytest.mark.parametrize(
    "origin",
    [
        Origin("..", "../secret/秘.txt"),
        Origin("..", "/etc/hosts.txt"),
        Origin("..", "a/../../secret/秘.txt"),
        Origin("..", ""),
        Origin("../..", "secret/秘.txt"),
        Origin("", "secret/秘.txt"),
        Origin("..", "run.sh"),
        Origin("..", "a\0.txt"),
    ],
)
def test_a_record_that_leads_out_of_its_folder_is_refused(
    reports: Path, tmp_path: Path, origin: Origin
) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "秘.txt").write_text("秘密", encoding="utf-8")
    (reports / "run.sh").write_text("exit")
    index = forged_index(reports / FOLDER, origin)
    remember_paths([tmp_path])
    with pytest.raises(OriginalError, match="names a place outside of its folder"):
        index.original("forged")


def test_a_link_out_of_the_folder_is_refused(reports: Path, tmp_path: Path) -> None:
    secret = tmp_path / "秘.txt"
    secret.write_text("秘密", encoding="utf-8")
    (reports / "連結.txt").symlink_to(secret)
    index = forged_index(reports / FOLDER, Origin("..", "連結.txt"))
    remember_paths([reports, secret])
    with pytest.raises(OriginalError, match="a link that leads out of its folder"):
        index.original("forged")


def test_a_file_that_is_gone_or_changed_is_refused(reports: Path) -> None:
    index = index_beside(reports)
    remember_paths([reports])
    os.utime(reports / NAME, (1, 1))
    assert index.original(NAME).path.name == NAME  # touched, not changed
    (reports / NAME).write_text(TEXT + "另一段。\n", encoding="utf-8")
    with pytest.raises(OriginalError, match="changed since it was indexed, so paragraphs and"):
        index.original(NAME)
    assert index.original(NAME, changed=True).path.name == NAME
    (reports / NAME).unlink()
    with pytest.raises(OriginalError, match="not there any more"):
        index.original(NAME, changed=True)


def test_only_the_file_that_was_indexed_is_known_not_its_folder(tmp_path: Path) -> None:
    one, other = tmp_path / "甲.txt", tmp_path / "乙.txt"
    for path in (one, other):
        path.write_text(TEXT + path.stem, encoding="utf-8")
    update(tmp_path / "index", [one, other], jobs=1)
    remember_paths([one])
    index = Index(tmp_path / "index")
    assert index.original("甲").path == one.resolve()
    with pytest.raises(OriginalError, match="in no folder"):
        index.original("乙")


def test_a_name_is_found_whatever_its_normalization(tmp_path: Path) -> None:
    (tmp_path / "Cafe\u0301.txt").write_text("x")
    assert place_of(tmp_path / "index", Origin("..", "Café.txt")) in {
        tmp_path / "Cafe\u0301.txt",
        tmp_path / "Café.txt",  # a file system that makes no difference
    }


def test_a_copy_is_opened_itself(reports: Path) -> None:
    (reports / "副本.txt").write_text(TEXT, encoding="utf-8")
    index = index_beside(reports)
    remember_paths([reports])
    assert index.original("副本").path.name == "副本.txt"
    assert index.original("座談").path.name == NAME
