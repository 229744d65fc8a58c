"""An index follows its folders; whatever goes wrong, the last commit answers."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.words import word_starts
from corpus.errors import CewenError, DocumentError
from corpus.pipeline import Pipeline
from index.analysis import analyze
from index.analysis.word_segmentation import segmenter_version
from index.errors import (
    IndexDamagedError,
    IndexFormatError,
    IndexLockedError,
    IndexPlaceError,
    IndexUnfinishedError,
    WorkerLostError,
)
from index.field_names import COUNTED_FIELDS, KEYWORD_FIELDS, TEXT_FIELDS
from index.folders import Choice, kept_folders
from index.manifest import NAME, read_manifest
from index.sealed_file import write_json
from index.stored_record import NUMBER, STARTS, Record
from index.update import Progress, Trouble, Updated, update
from index.whoosh.reader import Reader
from index.whoosh.w3 import segment_writer
from index.whoosh.writer import BulkWriter

FIELDS = (*TEXT_FIELDS, *KEYWORD_FIELDS, *COUNTED_FIELDS)
posix = pytest.mark.skipif(os.name == "nt", reason="no such files there")
forked = pytest.mark.skipif(
    multiprocessing.get_start_method() != "fork", reason="needs a worker that is patched"
)


pytestmark = pytest.mark.usefixtures("one_thesaurus")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents to index."""
    write(tmp_path / "年報" / "甲.txt", "外送員的權益應受保障。")
    write(tmp_path / "年報" / "附錄" / "乙.txt", "平台應公開演算法。")
    return tmp_path / "年報"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "索引"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def texts(index: Path) -> dict[str, list[str]]:
    """What the index holds: the paragraphs of each document."""
    reader = Reader(index)
    return {
        id: [reader.text(number) for number in reader.paragraphs_of(id)] for id in reader.file_ids()
    }


def records(index: Path) -> list[Record]:
    """All that is stored, and all that it can be found by."""
    reader = Reader(index)
    found = [reader.stored(number) for number in range(reader.size)]
    terms = [
        (field, term, tuple(reader.postings(field, term).numbers))
        for field in FIELDS
        for term in reader.lexicon(field)
    ]
    return [*found, *terms, (reader.lengths("words"), reader.lengths("grams"))]


def counts(result: Updated) -> tuple[int, int, int, int]:
    """added, changed, removed, unchanged"""
    return result.added, result.changed, result.removed, result.unchanged


def complaint(kind: type[CewenError], call: Callable[[], object]) -> str:
    with pytest.raises(kind) as error:
        call()
    return str(error.value)


BOTH = {"甲.txt": ["外送員的權益應受保障。"], "附錄/乙.txt": ["平台應公開演算法。"]}


# What has changed


def test_a_first_run_adds_every_document(folder: Path, index: Path) -> None:
    assert update(index, [folder]) == Updated(2, 0, 0, 0, 0, 0, 0, 2, 2, (), (), ())
    assert texts(index) == BOTH


def test_a_second_run_commits_nothing(folder: Path, index: Path) -> None:
    update(index, [folder])
    before = {path.name for path in index.iterdir()}
    assert update(index, [folder]) == Updated(0, 0, 0, 2, 0, 0, 0, 2, 0, (), (), ())
    assert {path.name for path in index.iterdir()} == before


def test_new_changed_and_removed_files_are_counted_apart(folder: Path, index: Path) -> None:
    write(folder / "丙.md", "將被刪除。")
    update(index, [folder])
    write(folder / "甲.txt", "外送員的權益已受保障，且有保險。")
    write(folder / "丁.md", "新的文件。")
    (folder / "丙.md").unlink()
    result = update(index, [folder])
    assert counts(result) == (1, 1, 1, 1)
    assert result.paragraphs == 2
    assert texts(index) == {
        "甲.txt": ["外送員的權益已受保障，且有保險。"],
        "附錄/乙.txt": ["平台應公開演算法。"],
        "丁.md": ["新的文件。"],
    }


def test_a_file_that_was_only_touched_is_not_read_again(
    folder: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(index, [folder])
    os.utime(folder / "甲.txt", ns=(1, 1))
    monkeypatch.setattr(Pipeline, "read", None)
    assert counts(update(index, [folder])) == (0, 0, 0, 2)


def test_a_change_that_keeps_the_size_is_seen(folder: Path, index: Path) -> None:
    update(index, [folder])
    write(folder / "甲.txt", "外送員的權益應予保障。")
    os.utime(folder / "甲.txt", ns=(1, 1))
    assert counts(update(index, [folder])) == (0, 1, 0, 1)
    assert texts(index)["甲.txt"] == ["外送員的權益應予保障。"]


def test_files_of_other_formats_are_named(folder: Path, index: Path) -> None:
    write(folder / "圖.png", "x")
    assert update(index, [folder]).others == ("圖.png",)


def test_what_is_left_out_later_leaves_the_index(folder: Path, index: Path) -> None:
    update(index, [folder])
    result = update(index, [folder], choice=Choice(exclude=("附錄/",)))
    assert result.left_out == (Trouble("附錄/", "--exclude"),)
    assert (counts(result), list(texts(index))) == ((0, 0, 1, 1), ["甲.txt"])
    write(folder / ".cewenignore", "甲.txt")
    result = update(index, [folder], choice=Choice(forget=True))
    assert result.left_out == (Trouble("甲.txt", ".cewenignore"),)
    assert (counts(result), list(texts(index))) == ((1, 0, 1, 0), ["附錄/乙.txt"])


def test_what_is_kept_of_a_folder_counts_in_its_subfolders(folder: Path, index: Path) -> None:
    write(folder / "附錄" / "草稿" / "丙.txt", "草稿的文件。")
    update(index, [folder], choice=Choice(exclude=("/附錄/草稿/",)))
    result = update(index, [folder / "附錄"])
    assert result.left_out == (Trouble("草稿/", "--exclude"),)
    assert set(texts(index)) == {"甲.txt", "附錄/乙.txt"}
    assert set(kept_folders(index)) == {str(folder), str(folder / "附錄")}


def test_a_damaged_list_of_folders_is_named_and_rebuilt(folder: Path, index: Path) -> None:
    update(index, [folder], choice=Choice(exclude=("附錄/",)))
    for damage in ("", "[]", '{"x": 1}'):
        (index / "folders.json").write_text(damage)
        with pytest.raises(IndexDamagedError, match=r"folders\.json: damaged"):
            update(index, [folder])
    for value in ({"x": 1}, {"x": {"include": "*"}}):
        write_json(index / "folders.json", value)
        with pytest.raises(IndexDamagedError, match=r"folders\.json: damaged"):
            update(index, [folder])
    assert counts(update(index, [folder], rebuild=True))[0] == 2


def test_a_link_in_place_of_the_list_of_folders_is_not_followed(
    folder: Path, index: Path, tmp_path: Path
) -> None:
    update(index, [folder])
    theirs = tmp_path / "theirs.json"
    theirs.write_text("{}")
    (index / "folders.json").unlink()
    (index / "folders.json").symlink_to(theirs)
    with pytest.raises(IndexDamagedError, match="not a regular file"):
        update(index, [folder], choice=Choice(exclude=("附錄/",)))
    assert theirs.read_text(encoding="utf-8") == "{}"


def test_hidden_files_that_were_read_are_removed_when_they_are_gone(
    folder: Path, index: Path
) -> None:
    hidden = write(folder / ".隱" / "丙.txt", "隱藏的文件。")
    every = Choice(hidden=True)
    assert counts(update(index, [folder], choice=every)) == (3, 0, 0, 0)
    hidden.unlink()
    assert counts(update(index, [folder])) == (0, 0, 1, 2)


def test_warnings_are_reported_when_a_file_is_read(folder: Path, index: Path) -> None:
    (folder / "舊.txt").write_bytes("劳动者的权益，应当得到保障。".encode("gb18030"))
    warned = (Trouble("舊.txt", "encoding guessed: GB18030; save the file as UTF-8 to be sure"),)
    assert update(index, [folder]).warnings == warned
    assert update(index, [folder]).warnings == ()
    assert Reader(index).file("舊.txt").warnings == (warned[0].text,)


def test_progress_grows_up_to_the_total(folder: Path, index: Path) -> None:
    size = sum(path.stat().st_size for path in folder.rglob("*.txt"))
    told: list[Progress] = []
    update(index, [folder], progress=told.append)
    assert [one.files for one in told] == [0, 1, 2]
    assert told[0] == Progress(0, 2, 0, size)
    assert told[-1] == Progress(2, 2, size, size)


# What cannot be read


def test_an_unreadable_file_is_reported_and_read_when_repaired(
    folder: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "壞.txt").write_bytes(b"\0\1\2")
    reason = (
        "it is not text (it contains NUL bytes); if it is a document of another format, "
        "save it as plain text in UTF-8"
    )
    first = update(index, [folder])
    assert first.unread == (Trouble("壞.txt", reason),)
    assert counts(first) == (2, 0, 0, 0)
    assert texts(index) == BOTH | {"壞.txt": []}
    assert Reader(index).file("壞.txt").unread == reason

    read = Pipeline.read
    with monkeypatch.context() as patch:
        patch.setattr(Pipeline, "read", None)  # not tried again
        again = update(index, [folder])
    assert again.unread == first.unread
    assert counts(again) == (0, 0, 0, 2)

    assert Pipeline.read is read
    write(folder / "壞.txt", "已修好。")
    mended = update(index, [folder])
    assert mended.unread == ()
    assert counts(mended) == (0, 1, 0, 2)
    assert texts(index)["壞.txt"] == ["已修好。"]


@posix
def test_a_file_is_read_once_permission_is_given(
    folder: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though neither its size nor its time changes when the permission does."""
    shut = folder / "甲.txt"
    open_file = Path.open
    read_bytes = Path.read_bytes

    def refusing(path: Path, *args: object, **kwargs: object) -> object:
        if path == shut:
            raise PermissionError(13, "Permission denied", str(path))
        return open_file(path, *args, **kwargs)  # type: ignore[call-overload]

    def refusing_bytes(path: Path) -> bytes:
        refusing(path).close() if path == shut else None  # type: ignore[attr-defined]
        return read_bytes(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refusing)
        patch.setattr(Path, "read_bytes", refusing_bytes)
        for _ in range(2):
            result = update(index, [folder])
            assert result.unread == (Trouble("甲.txt", "Permission denied"),)
    assert counts(update(index, [folder])) == (0, 1, 0, 1)
    assert texts(index) == BOTH


@posix
def test_a_pipe_and_a_broken_link_are_reported(folder: Path, index: Path) -> None:
    os.mkfifo(folder / "管.txt")
    (folder / "斷.txt").symlink_to("nowhere")
    for _ in range(2):
        assert update(index, [folder]).unread == (
            Trouble("斷.txt", "no such file; check the path"),
            Trouble("管.txt", "not a file; name a file or a folder of files"),
        )
    assert texts(index) == BOTH | {"斷.txt": [], "管.txt": []}


def test_files_in_an_unreadable_folder_are_not_removed(
    folder: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(index, [folder])
    scandir = os.scandir

    def refusing(path: str | Path) -> object:
        if str(path).endswith("附錄"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    result = update(index, [folder])
    assert result.unread == (Trouble("附錄", "folder cannot be read: Permission denied"),)
    assert result.removed == 0
    assert texts(index) == BOTH


# Whose file it is


@pytest.mark.parametrize("spelling", ["年報", "./年報", "年報/", "附/../年報", "別名", "年報/."])
def test_a_folder_spelt_another_way_is_the_same_folder(
    folder: Path, index: Path, monkeypatch: pytest.MonkeyPatch, spelling: str
) -> None:
    monkeypatch.chdir(folder.parent)
    Path("附").mkdir()
    Path("別名").symlink_to("年報", target_is_directory=True)
    update(index, [folder])
    (folder / "甲.txt").unlink()
    assert counts(update(index, [Path(spelling)])) == (0, 0, 1, 1)


def test_the_current_folder_is_the_same_as_its_path(
    folder: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(index, [folder])
    monkeypatch.chdir(folder)
    assert counts(update(index, [Path(".")])) == (0, 0, 0, 2)


def test_an_index_inside_its_folder_moves_with_it(folder: Path) -> None:
    update(folder / ".cewen", [folder])
    moved = folder.rename(folder.with_name("歷年"))
    (moved / "甲.txt").unlink()
    assert counts(update(moved / ".cewen", [moved])) == (0, 0, 1, 1)
    assert counts(update(moved / ".cewen", [moved], rebuild=True)) == (1, 0, 0, 0)
    assert list(texts(moved / ".cewen")) == ["附錄/乙.txt"]


def test_two_folders_with_files_of_one_name_keep_apart(tmp_path: Path, index: Path) -> None:
    one, two = tmp_path / "一", tmp_path / "二"
    write(one / "甲.txt", "第一。")
    write(two / "甲.txt", "第二。")
    write(two / "二" / "甲.txt", "第三。")  # whose id another file of its folder has already
    apart = {"甲.txt": ["第一。"], "二/甲.txt": ["第二。"], "二/二/甲.txt": ["第三。"]}
    for together in ([one, two], [one], [two], [two, one]):
        update(index, together)
        held = texts(index)
        assert sorted(held.values()) == sorted(apart.values())[: len(held)] or held == apart
    assert texts(index) == apart
    assert counts(update(index, [one, two])) == (0, 0, 0, 3)


def test_a_run_on_one_folder_keeps_the_files_of_another(
    tmp_path: Path, folder: Path, index: Path
) -> None:
    write(tmp_path / "他處" / "丙.txt", "另有規定。")
    update(index, [folder])
    update(index, [tmp_path / "他處"])
    assert texts(index) == BOTH | {"丙.txt": ["另有規定。"]}


def test_a_folder_within_one_that_is_indexed_is_the_same_files(folder: Path, index: Path) -> None:
    inner = folder / "附錄"
    write(inner / "丙.txt", "將被刪除。")
    update(index, [folder])
    assert counts(update(index, [inner])) == (0, 0, 0, 2)
    write(inner / "乙.txt", "平台已公開演算法。")
    write(inner / "丁.txt", "新的文件。")
    (inner / "丙.txt").unlink()
    (folder / "甲.txt").unlink()  # which nobody looks for now
    assert counts(update(index, [inner])) == (1, 1, 1, 0)
    assert texts(index) == {
        "甲.txt": ["外送員的權益應受保障。"],
        "附錄/乙.txt": ["平台已公開演算法。"],
        "丁.txt": ["新的文件。"],
    }
    assert counts(update(index, [inner / "乙.txt"])) == (0, 0, 0, 1)
    assert counts(update(index, [folder])) == (0, 0, 1, 2)


def test_a_folder_around_one_that_is_indexed_has_the_same_files(folder: Path, index: Path) -> None:
    update(index, [folder / "附錄"])
    assert counts(update(index, [folder])) == (1, 0, 0, 1)
    (folder / "附錄" / "乙.txt").unlink()
    assert counts(update(index, [folder])) == (0, 0, 1, 1)


def test_files_of_a_named_hidden_folder_stay(folder: Path, index: Path) -> None:
    write(folder / ".草稿" / "丙.txt", "尚未定案。")
    update(index, [folder / ".草稿"])
    assert counts(update(index, [folder])) == (2, 0, 0, 0)
    assert texts(index) == BOTH | {"丙.txt": ["尚未定案。"]}
    (folder / ".草稿" / "丙.txt").unlink()
    assert counts(update(index, [folder / ".草稿"])) == (0, 0, 1, 0)


def test_a_folder_is_not_taken_for_one_whose_name_begins_like_it(
    tmp_path: Path, folder: Path, index: Path
) -> None:
    write(tmp_path / (folder.name + "二") / "丙.txt", "另有規定。")
    update(index, [folder.with_name(folder.name + "二")])
    assert counts(update(index, [folder])) == (2, 0, 0, 0)


@pytest.mark.parametrize("anew", [False, True])
def test_an_index_among_its_documents_does_not_read_itself(folder: Path, anew: bool) -> None:
    """Its list of topics is a text file, of six thousand paragraphs."""
    own = folder / "索引"
    update(own, [folder])
    for _ in range(2):
        assert counts(update(own, [folder], rebuild=anew)) == (
            (2, 0, 0, 0) if anew else (0, 0, 0, 2)
        )
    assert texts(own) == BOTH


def test_documents_in_the_folder_of_an_index_are_read(folder: Path, index: Path) -> None:
    update(index, [folder])
    for name, text in (("甲.txt", "平台。"), ("內/topics.txt", "議題。")):
        write(index / name, text)
    assert counts(update(index, [index])) == (2, 0, 0, 0)
    assert counts(update(index, [folder, index])) == (0, 0, 0, 4)


def test_a_file_named_by_itself_is_the_one_its_folder_has(folder: Path, index: Path) -> None:
    assert counts(update(index, [folder / "甲.txt"])) == (1, 0, 0, 0)
    assert counts(update(index, [folder])) == (1, 0, 0, 1)
    assert counts(update(index, [folder / "甲.txt"])) == (0, 0, 0, 1)
    assert texts(index) == BOTH


def test_a_file_reached_by_several_paths_is_read_once(folder: Path, index: Path) -> None:
    paths = [folder, folder / "甲.txt", folder / "附錄", folder]
    assert counts(update(index, paths)) == (2, 0, 0, 0)
    assert texts(index) == BOTH


@posix
def test_file_names_may_be_anything(folder: Path, index: Path) -> None:
    names = ["two words.txt", "-n.txt", "🙂.md", "a\nb.txt"]
    not_utf_8 = {b"\xb4\xfa.txt": r"\xb4\xfa.txt", b"\xfa.txt": r"\xfa.txt"}
    for name in [*map(str.encode, names), *not_utf_8]:
        # No title can be made of what it holds, so that its name must do.
        (folder / os.fsdecode(name)).write_bytes("一二三四，五六七八。\n".encode())
    result = update(index, [folder], choice=Choice(keep_copies=True))
    assert counts(result) == (8, 0, 0, 0)
    assert set(texts(index)) == {*BOTH, *names, *not_utf_8.values()}
    assert counts(update(index, [folder])) == (0, 0, 0, 8)


@posix
def test_a_folder_whose_name_is_not_utf_8_can_be_indexed(tmp_path: Path, index: Path) -> None:
    odd = tmp_path / os.fsdecode(b"\xb4\xfa")
    write(odd / "甲.txt", "平台。")
    update(index, [odd])
    assert counts(update(index, [odd])) == (0, 0, 0, 1)


@posix
def test_files_in_folders_with_undecodable_names_stay_apart(tmp_path: Path, index: Path) -> None:
    for place in (b"\xb4", b"\xb5", b"\xb4/\xb4", b"x/\xb4"):
        write(tmp_path / os.fsdecode(place) / "甲.txt", "外送員的權益應受保障。")
        update(index, [tmp_path / os.fsdecode(place)])
    folder = tmp_path.as_posix()
    assert set(texts(index)) == {
        "甲.txt",
        r"\xb5/甲.txt",
        r"\xb4/甲.txt",
        rf"{folder}/x/\xb4/甲.txt",
    }


# What is refused


def test_a_missing_path_is_an_error_and_changes_nothing(folder: Path, index: Path) -> None:
    update(index, [folder])
    (folder / "甲.txt").unlink()
    gone = folder / "無"
    assert complaint(DocumentError, lambda: update(index, [folder, gone])) == (
        f"{gone}: no such file or folder; check the path"
    )
    assert set(texts(index)) == set(BOTH)


def test_no_index_is_made_for_a_missing_path(folder: Path, index: Path) -> None:
    complaint(DocumentError, lambda: update(index, [folder / "無"]))
    assert not index.exists()


@pytest.mark.parametrize("anew", [False, True])
def test_a_folder_of_something_else_is_left_alone(folder: Path, anew: bool) -> None:
    """Also by a rebuild, which would remove what it replaces."""
    assert complaint(IndexPlaceError, lambda: update(folder, [folder], rebuild=anew)) == (
        f"{folder}: not an index, and not empty. Name another folder with --index"
    )
    file = folder / "甲.txt"
    assert complaint(IndexPlaceError, lambda: update(file, [folder], rebuild=anew)) == (
        f"{file}: not an index, and not empty. Name another folder with --index"
    )
    assert sorted(path.name for path in folder.iterdir()) == ["甲.txt", "附錄"]


def test_an_empty_folder_becomes_an_index(folder: Path, index: Path) -> None:
    index.mkdir()
    update(index, [folder], rebuild=True)
    assert texts(index) == BOTH


def test_a_first_run_that_was_killed_at_once_is_no_obstacle(folder: Path, index: Path) -> None:
    index.mkdir()
    (index / f"{NAME}.new").write_text("{", encoding="utf-8")
    update(index, [folder])
    assert texts(index) == BOTH


@pytest.mark.parametrize("anew", [False, True])
def test_a_second_writer_gets_the_advice_to_wait(folder: Path, index: Path, anew: bool) -> None:
    update(index, [folder])
    with BulkWriter(index):
        said = complaint(IndexLockedError, lambda: update(index, [folder], rebuild=anew))
        start = f"the index in {index} is being written by another process: {os.getpid()}, since "
        assert said.startswith(start)
        assert said.endswith(". Wait until it is done, then try again")
    update(index, [folder], rebuild=anew)
    assert texts(index) == BOTH


def test_an_index_is_locked_while_it_is_rebuilt(folder: Path, index: Path) -> None:
    update(index, [folder])

    def meanwhile(progress: Progress) -> None:
        for anew in (False, True):
            with pytest.raises(IndexLockedError):
                update(index, [folder], rebuild=anew)

    update(index, [folder], rebuild=True, progress=meanwhile)
    assert texts(index) == BOTH


def test_an_index_keeps_to_the_segmenter_it_was_begun_with(
    folder: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "某甲公司A.B.C於第3.5節提到COVID-19疫情。"  # jieba keeps together what rjieba cuts
    assert word_starts(text, "jieba") != word_starts(text, "rjieba")
    with monkeypatch.context() as patch:
        patch.setattr("index.update.preferred_segmenter", lambda: "jieba")
        update(index, [folder])
    write(folder / "後來.txt", text)
    for anew, name in ((False, "jieba"), (True, "rjieba")):
        update(index, [folder], rebuild=anew)
        reader = Reader(index)
        (number,) = reader.paragraphs_of("後來.txt")
        assert reader.record(number)[STARTS] == word_starts(text, name)
        assert read_manifest(index).segmenter == name
        assert read_manifest(index).segmenter_version == segmenter_version(name)


# Rebuilding


def test_a_rebuild_keeps_the_old_index_until_it_commits(folder: Path, index: Path) -> None:
    update(index, [folder])
    write(folder / "丙.txt", "新增的文件。")
    seen: list[dict[str, list[str]]] = []
    result = update(index, [folder], rebuild=True, progress=lambda _: seen.append(texts(index)))
    assert seen == [BOTH] * 4
    assert counts(result) == (3, 0, 0, 0)
    assert texts(index) == BOTH | {"丙.txt": ["新增的文件。"]}
    assert sorted(path.name for path in index.parent.iterdir()) == ["年報", "索引"]


def test_a_rebuild_that_fails_leaves_the_old_index(folder: Path, index: Path) -> None:
    update(index, [folder])

    def fail(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update(index, [folder], rebuild=True, progress=fail)
    assert texts(index) == BOTH
    assert sorted(path.name for path in index.parent.iterdir()) == ["年報", "索引"]


def test_an_index_of_another_format_is_rebuilt(folder: Path, index: Path) -> None:
    update(index, [folder])
    (index / NAME).write_text('{"format": 0}', encoding="utf-8")
    for table in index.glob("*.toc"):
        table.write_bytes(b"damaged")
    with pytest.raises(IndexFormatError):
        update(index, [folder])
    update(index, [folder], rebuild=True)
    assert texts(index) == BOTH


def test_a_rebuild_is_one_commit_in_the_same_folder(folder: Path, index: Path) -> None:
    update(index, [folder])
    (before,) = index.glob("*.toc")
    place = index.stat().st_ino
    update(index, [folder], rebuild=True)
    (after,) = index.glob("*.toc")
    assert (before.name, after.name) == ("_MAIN_1.toc", "_MAIN_2.toc")
    assert index.stat().st_ino == place
    assert len(list(index.glob("*.trm"))) == 1


# Never an index without documents


def test_a_folder_without_documents_leaves_no_index(tmp_path: Path, index: Path) -> None:
    folder = tmp_path / "圖"
    write(folder / "a.pdf", "%PDF")
    (folder / "壞.txt").write_bytes(b"\0")
    assert update(index, [folder]).documents == 0
    assert not index.exists()


@pytest.mark.parametrize("anew", [False, True])
def test_an_index_without_any_document_left_stays_unchanged(
    folder: Path, index: Path, anew: bool
) -> None:
    update(index, [folder])
    for path in (folder / "甲.txt", folder / "附錄" / "乙.txt"):
        path.unlink()
    assert update(index, [folder], rebuild=anew).documents == 0
    assert texts(index) == BOTH


def test_a_mistake_in_a_topic_file_leaves_no_index(folder: Path, index: Path) -> None:
    topics = write(folder.parent / "t.toml", "[")
    with pytest.raises(CewenError):
        update(index, [folder], topics=[topics])
    assert not index.exists()


def test_an_interrupted_first_run_leaves_an_unfinished_index(folder: Path, index: Path) -> None:
    def interrupt(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update(index, [folder], progress=interrupt)
    with pytest.raises(IndexUnfinishedError) as error:
        Reader(index)
    assert str(error.value) == (
        f"{index}: the first build of this index is still running, or was interrupted. "
        f"Wait for it, or run it again: cewen index --index {index} FOLDER"
    )
    update(index, [folder])
    assert texts(index) == BOTH


# Several processes, and what may befall them


@pytest.fixture
def parallel(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (analyze, segment_writer):
        monkeypatch.setattr(module, "_PARALLEL_FROM", 0)


def many(folder: Path, number: int = 30) -> None:
    for n in range(number):
        write(
            folder / f"{n:02}.md",
            f"# 第{n}次會議\n\n林次長：外送員的第{n}項權益。\n\n" * (n % 4 + 1),
        )
    (folder / "壞.txt").write_bytes(b"\0")


@pytest.mark.usefixtures("parallel")
def test_how_many_processes_there_are_makes_no_difference(folder: Path, tmp_path: Path) -> None:
    many(folder)
    told: list[int] = []
    one = update(tmp_path / "一", [folder], jobs=1)
    two = update(tmp_path / "二", [folder], jobs=2, progress=lambda one: told.append(one.bytes))
    assert two == one
    assert len(one.unread) == 1
    assert records(tmp_path / "二") == records(tmp_path / "一")
    assert told == sorted(told)
    assert not multiprocessing.active_children()


@pytest.mark.usefixtures("parallel")
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
def test_an_exception_leaves_the_last_commit_and_no_process(
    folder: Path, index: Path, jobs: int, error: type[BaseException]
) -> None:
    update(index, [folder])
    many(folder)
    (folder / "甲.txt").unlink()
    told: list[int] = []

    def fail(progress: Progress) -> None:
        told.append(progress.bytes)
        if len(told) == 3:
            raise error

    with pytest.raises(error):
        update(index, [folder], jobs=jobs, progress=fail)
    assert not multiprocessing.active_children()
    assert texts(index) == BOTH
    assert counts(update(index, [folder], jobs=jobs)) == (30, 0, 1, 1)


@forked
@pytest.mark.usefixtures("parallel")
def test_a_killed_worker_is_reported_in_plain_words(
    folder: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(index, [folder])
    many(folder)
    with monkeypatch.context() as patch:
        patch.setattr(Pipeline, "read", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        assert complaint(WorkerLostError, lambda: update(index, [folder], jobs=2)) == (
            "a process that does part of the work was killed, perhaps for want of memory: "
            "try again with --jobs 1"
        )
    assert texts(index) == BOTH


RUN = """
import sys, time
from pathlib import Path
from index.analysis import analyze
from index.whoosh.w3 import segment_writer
from index.update import update
analyze._PARALLEL_FROM = segment_writer._PARALLEL_FROM = 0
def slow(progress):
    print(progress.bytes, flush=True)
    time.sleep(0.05)
try:
    update(Path(sys.argv[1]), [Path(sys.argv[2])], jobs=2, progress=slow)
except KeyboardInterrupt:
    sys.exit(130)
"""


@posix
@pytest.mark.parametrize(
    ("deed", "tell"),  # by their names: not every system has them
    [
        ("SIGINT", "killpg"),  # as Ctrl-C does: all of a terminal's processes at once
        ("SIGKILL", "killpg"),
        # Those that read must not stay behind: they hold the write lock too.
        ("SIGKILL", "kill"),
    ],
)
def test_the_next_run_completes_an_interrupted_or_killed_one(
    folder: Path, index: Path, deed: str, tell: str
) -> None:
    update(index, [folder])
    many(folder)
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(index), str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        start_new_session=True,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    getattr(os, tell)(process.pid, signal.Signals[deed])
    _, errors = process.communicate(timeout=20)
    assert process.returncode == (130 if deed == "SIGINT" else -signal.Signals[deed])
    assert errors == ""
    assert nobody_is_left(process.pid)
    assert texts(index) == BOTH
    assert counts(update(index, [folder])) == (30, 0, 0, 2)
    assert len(texts(index)) == 33
    assert not (index / "bulk.tmp").exists()


@pytest.mark.parametrize(
    "name", ["bulk.tmp/x/1.run", "MAIN_0123456789abcdef.trm", "_MAIN_0.toc", "_MAIN_9.toc.123"]
)
def test_a_run_without_changes_removes_files_of_a_killed_one(
    folder: Path, index: Path, name: str
) -> None:
    update(index, [folder])
    kept = {path.name for path in index.iterdir()}
    write(index / name, "")
    assert counts(update(index, [folder])) == (0, 0, 0, 2)
    assert {path.name for path in index.iterdir()} == kept
    assert texts(index) == BOTH


def nobody_is_left(group: int) -> bool:
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


# Topic files


def test_tagging_what_is_stored_gives_what_reading_anew_would(
    folder: Path, tmp_path: Path, index: Path
) -> None:
    """The words, too, though nothing is cut again; and files that come in the same run."""
    many(folder, 6)
    mine = tmp_path / "我的.toml"
    write(mine, '[my-meeting]\nprefLabel = { zh-Hant = "次會議" }')
    update(index, [folder])
    write(folder / "末.txt", "末次會議的紀錄。")
    result = update(index, [folder], topics=[mine])
    assert (counts(result), result.retagged) == ((1, 0, 0, 8), 8)
    assert len(Reader(index).postings("topic", "my-meeting")) > 6
    update(tmp_path / "新", [folder], topics=[mine])
    assert by_paragraph(index) == by_paragraph(tmp_path / "新")

    update(index, [folder], forget_topics=True)
    assert "my-meeting" not in set(Reader(index).lexicon("topic", "my-meeting"))
    update(tmp_path / "無", [folder])
    assert by_paragraph(index) == by_paragraph(tmp_path / "無")


def by_paragraph(index: Path) -> dict[tuple[str, int], object]:
    """What is stored and found of every paragraph, in whatever order they were written."""
    reader = Reader(index)
    terms: dict[int, list[tuple[str, str, int]]] = {n: [] for n in range(reader.size)}
    for field in FIELDS:
        for term in reader.lexicon(field):
            found = reader.postings(field, term)
            for number, count in zip(found.numbers, found.counts, strict=True):
                terms[number].append((field, term, count))
    return {
        (id, reader.record(number)[NUMBER]): (reader.record(number), terms[number])
        for id in reader.file_ids()
        for number in reader.paragraphs_of(id)
    }


def test_a_change_during_reading_is_seen_by_the_next_run(
    folder: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hashed after it was read, it would count as unchanged, and its new text never be found."""
    read = Pipeline.read

    def read_and_written_to(self: Pipeline, path: Path, id: str, *options: None) -> object:
        document = read(self, path, id, *options)
        if id == "甲.txt":
            write(path, "外送員的權益已受保障。")
        return document

    with monkeypatch.context() as patch:
        patch.setattr(Pipeline, "read", read_and_written_to)
        assert counts(update(index, [folder], jobs=1)) == (2, 0, 0, 0)
    assert texts(index) == BOTH
    os.utime(folder / "甲.txt", (1, 1))  # another time than the one it was found with
    assert counts(update(index, [folder], jobs=1)) == (0, 1, 0, 1)
    assert texts(index)["甲.txt"] == ["外送員的權益已受保障。"]
