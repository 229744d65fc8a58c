"""An update mends a damaged index from the documents, if all of them are known and there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from whoosh.index import open_dir

from index.check import check_index
from index.errors import IndexChangedError, IndexDamagedError, KeptFileLostError
from index.folders import Choice
from index.known_paths import remember_paths
from index.update import Updated, update
from index.whoosh.reader import Reader

pytestmark = pytest.mark.usefixtures("one_thesaurus")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "年報", 甲="外送員的權益應受保障。\n\n" * 90, 乙="平台應公開演算法。")


@pytest.fixture
def index(folder: Path) -> Path:
    return folder / ".cewen"


def made(folder: Path, **texts: str) -> Path:
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8")
    return folder


def flip(index: Path, pattern: str) -> Path:
    """Change the middle byte of the one file of this name."""
    (path,) = index.glob(pattern)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)
    return path


def mended(result: Updated, index: Path) -> list[str]:
    """The names of the files that were damaged; now none is."""
    assert check_index(index).damaged == ()
    return [error.path.name for error in result.repaired]


@pytest.mark.parametrize("pattern", ["*.pst", "*.trm", "*_stored.col", "*.toc", "checksums-*"])
def test_a_damaged_commit_is_built_anew(folder: Path, index: Path, pattern: str) -> None:
    update(index, [folder])
    path = flip(index, pattern)
    result = update(index, [folder])
    assert (mended(result, index), result.added) == ([path.name], 2)
    assert set(Reader(index).file_ids()) == {"甲.txt", "乙.txt"}


@pytest.mark.parametrize("name", ["topics.txt", "namesakes.json", "short_names.txt"])
@pytest.mark.parametrize("is_gone", [True, False])
def test_what_is_made_of_other_files_is_only_written_again(
    folder: Path, index: Path, name: str, is_gone: bool
) -> None:
    update(index, [folder])
    genuine = (index / name).read_bytes()
    (index / name).unlink() if is_gone else flip(index, name)
    result = update(index, [folder])
    assert (mended(result, index), result.unchanged) == ([name], 2)
    assert (index / name).read_bytes() == genuine


@pytest.mark.parametrize("name", ["cewen.json", "_MAIN_1.toc"])
def test_a_lost_file_is_mended(folder: Path, index: Path, name: str) -> None:
    update(index, [folder])
    (index / name).unlink()
    assert mended(update(index, [folder]), index) == [name]


def test_an_index_that_whoosh_changed_is_built_anew(folder: Path, index: Path) -> None:
    update(index, [folder])
    writer = open_dir(str(index)).writer()
    writer.delete_document(0)
    writer.commit(optimize=True)
    with pytest.raises(IndexChangedError, match="another program has changed the index"):
        Reader(index)
    assert mended(update(index, [folder]), index) == ["_MAIN_2.toc"]
    assert set(Reader(index).file_ids()) == {"甲.txt", "乙.txt"}


def test_damaged_records_of_a_shared_index_are_left_to_the_user(
    folder: Path, tmp_path: Path
) -> None:
    """Nothing says which single files it has."""
    shared = tmp_path / "索引"
    update(shared, [folder])
    flip(shared, "*_stored.col")
    with pytest.raises(IndexDamagedError, match=r"_stored\.col: damaged"):
        update(shared, [folder])


def test_a_damaged_selection_is_left_to_the_user(folder: Path, index: Path) -> None:
    update(index, [folder], choice=Choice(exclude=("乙.txt",)))
    flip(index, "folders.json")
    with pytest.raises(IndexDamagedError, match=r"folders\.json: damaged"):
        update(index, [folder])


def test_other_folders_and_files_of_the_index_are_read_too(
    folder: Path, index: Path, tmp_path: Path
) -> None:
    other = made(tmp_path / "會議", 丙="平台的會議。")
    single = made(tmp_path / "單篇", 丁="單篇的平台。", 戊="沒有要索引。") / "丁.txt"
    update(index, [folder, other, single])
    remember_paths([folder, other, single])
    flip(index, "*_words_len.col")
    update(index, [folder])
    assert set(Reader(index).file_ids()) == {"甲.txt", "乙.txt", "丙.txt", "丁.txt"}


def test_documents_that_are_not_there_are_not_dropped(
    folder: Path, index: Path, tmp_path: Path
) -> None:
    other = made(tmp_path / "會議", 丙="平台的會議。")
    update(index, [folder, other])
    remember_paths([folder, other])
    shutil.rmtree(other)
    path = flip(index, "*_words_len.col")
    with pytest.raises(IndexDamagedError) as error:
        update(index, [folder])
    assert error.value.path == path
    assert update(index, [folder], rebuild=True).documents == 2


def test_folders_that_only_the_index_names_are_not_read(
    folder: Path, index: Path, tmp_path: Path
) -> None:
    """It may come from somebody else."""
    other = made(tmp_path / "秘密", 丙="極機密。")
    update(index, [folder, other])
    flip(index, "*_words_len.col")
    with pytest.raises(IndexDamagedError):
        update(index, [folder])


@pytest.mark.parametrize("is_there", [True, False])
def test_a_damaged_copy_is_copied_again(
    folder: Path, index: Path, tmp_path: Path, is_there: bool
) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[ghosts]\nprefLabel = { zh-Hant = "鬼" }\n', encoding="utf-8")
    update(index, [folder], topics=[own])
    flip(index, "topics/01-own.toml")
    if is_there:
        assert mended(update(index, [folder]), index) == ["01-own.toml"]
        return
    own.unlink()
    with pytest.raises(KeptFileLostError) as error:
        update(index, [folder], rebuild=True)
    assert str(error.value) == (
        f"{index}/topics/01-own.toml: damaged (its checksum is wrong), and what it was made from "
        "is not known or not there. Give your own files anew: "
        f"cewen index --no-topics --topics FILE --index {index} FOLDER"
    )
    assert mended(update(index, [folder], forget_topics=True), index) == ["01-own.toml"]
